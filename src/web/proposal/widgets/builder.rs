//! Form builder: the parts that widgets have in common.

use super::search::StepSearch;
use crate::catalogue::Catalogue;
use crate::domain::proposal::{Field, FormData, InputType};
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
        let spec = field.spec();
        let (kind, inputmode) = input_attributes(spec.input);
        components::Field {
            name: spec.name,
            label: labels::label(self.page, field),
            help: Some(self.page.lang.field_help(field).into_owned()),
            value: self.entry.get(field).to_owned(),
            error: self.errors.message(spec.name).map(str::to_owned),
            kind,
            rows: spec.kind.rows(),
            autocomplete: spec.autocomplete,
            inputmode,
            max_len: spec.max_len.filter(|_| spec.counted),
            optional: spec.optional || (field == Field::Commune && self.has_neighbourhood()),
            short: spec.short,
        }
    }

    /// True if a neighbourhood is chosen: the commune is optional then.
    fn has_neighbourhood(self) -> bool {
        !self.entry.all(Field::Neighbourhoods).is_empty()
    }

    /// Group of checkboxes or radio buttons for `options`.
    pub fn choices(self, field: Field, options: Vec<ChoiceOption>) -> Choices {
        let spec = field.spec();
        Choices {
            name: spec.name,
            legend: labels::label(self.page, field),
            help: Some(self.page.lang.field_help(field).into_owned()),
            error: self.errors.message(spec.name).map(str::to_owned),
            options,
            several: spec.kind.is_list(),
            optional: spec.optional,
        }
    }
}

/// Values of the HTML attributes `type` and `inputmode`.
const fn input_attributes(input: InputType) -> (&'static str, Option<&'static str>) {
    match input {
        InputType::Text => ("text", None),
        InputType::Tel => ("tel", None),
        InputType::Email => ("email", None),
        InputType::Url => ("text", Some("url")),
        InputType::Digits => ("text", Some("numeric")),
    }
}
