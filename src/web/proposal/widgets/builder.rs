//! Form builder: the parts that widgets have in common.

use super::input_type::{input_attributes, is_counted, is_optional, rows};
use super::search::StepSearch;
use crate::catalogue::Catalogue;
use crate::domain::proposal::{Field, FormData};
use crate::web::Page;
use crate::web::components::{self, ChoiceOption, Choices};
use crate::web::form::FormErrors;
use crate::web::proposal::labels;

/// Input of the form builder.
#[derive(Debug, Clone, Copy)]
pub struct FormBuilder<'a> {
    pub page: &'a Page,
    pub catalogue: &'a Catalogue,
    pub entry: &'a FormData,
    pub errors: &'a FormErrors,
    /// Search made in this step, and its result.
    pub search: &'a StepSearch,
}

impl FormBuilder<'_> {
    /// Text field with its value and its error.
    pub fn text_field(self, field: Field) -> components::Field {
        let (kind, autocomplete, inputmode) = input_attributes(field);
        let name = field.name();
        components::Field {
            name,
            label: labels::label(self.page, field),
            help: labels::help(self.page, field),
            value: self.entry.get(field).to_owned(),
            error: self.errors.message(name).map(str::to_owned),
            kind,
            rows: rows(field),
            autocomplete,
            inputmode,
            max_len: field.max_len().filter(|_| is_counted(field)),
            optional: is_optional(field) || (field == Field::Commune && self.has_neighbourhood()),
            short: matches!(field, Field::Postcode),
        }
    }

    /// True if a neighbourhood is chosen: the commune is optional then.
    fn has_neighbourhood(self) -> bool {
        !self.entry.all(Field::Neighbourhoods).is_empty()
    }

    pub fn choices(self, field: Field, options: Vec<ChoiceOption>, several: bool) -> Choices {
        Choices {
            name: field.name(),
            legend: labels::label(self.page, field),
            help: labels::help(self.page, field),
            error: self.errors.message(field.name()).map(str::to_owned),
            options,
            several,
            optional: false,
        }
    }
}
