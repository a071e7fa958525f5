//! Form fields, ready to print: label, help, value, validation error.

use crate::i18n::Key;
use crate::web::Page;
use crate::web::form::FormErrors;

/// Text field.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub help: Option<String>,
    pub value: String,
    pub error: Option<String>,
    /// `type` of the input: `text`, `email`, `tel`, `url`.
    pub kind: &'static str,
    /// Rows of a textarea; `None` for a single line.
    pub rows: Option<u8>,
    pub autocomplete: &'static str,
    pub inputmode: Option<&'static str>,
    /// Maximum characters, shown by the counter.
    pub max_len: Option<usize>,
    pub optional: bool,
    pub short: bool,
}

/// Group of checkboxes or radio buttons.
#[derive(Debug, Clone)]
pub struct Choices {
    pub name: &'static str,
    pub legend: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub options: Vec<ChoiceOption>,
    /// True for checkboxes, false for radio buttons.
    pub several: bool,
    pub optional: bool,
}

#[derive(Debug, Clone)]
pub struct ChoiceOption {
    pub value: String,
    pub label: String,
    pub help: Option<String>,
    pub chosen: bool,
}

impl Field {
    /// Required single-line field.
    pub fn new(page: &Page, name: &'static str, label: &Key, value: &str) -> Self {
        Self {
            name,
            label: page.t(label).into_owned(),
            help: None,
            value: value.to_owned(),
            error: None,
            kind: "text",
            rows: None,
            autocomplete: "off",
            inputmode: None,
            max_len: None,
            optional: false,
            short: false,
        }
    }

    pub fn help(self, page: &Page, help: &Key) -> Self {
        Self { help: Some(page.t(help).into_owned()), ..self }
    }

    /// Sets the validation error of this field, if any.
    pub fn with_error(self, errors: &FormErrors) -> Self {
        Self { error: errors.message(self.name).map(str::to_owned), ..self }
    }

    pub fn short(self) -> Self {
        Self { short: true, ..self }
    }

    /// Sets the input type, and the autocomplete token.
    pub fn with_type(self, kind: &'static str, autocomplete: &'static str) -> Self {
        Self { kind, autocomplete, ..self }
    }

    pub fn with_inputmode(self, inputmode: &'static str) -> Self {
        Self { inputmode: Some(inputmode), ..self }
    }

    /// Value of `aria-describedby`: ids of help, error and counter; empty if there are none.
    pub fn described_by(&self) -> String {
        let counter = (self.max_len.is_some(), 'n');
        described_by(self.name, &[(self.error.is_some(), 'e'), (self.help.is_some(), 'h'), counter])
    }
}

impl Choices {
    /// Required group of radio buttons.
    pub fn one(page: &Page, name: &'static str, legend: &Key, options: Vec<ChoiceOption>) -> Self {
        Self {
            name,
            legend: page.t(legend).into_owned(),
            help: None,
            error: None,
            options,
            several: false,
            optional: false,
        }
    }

    /// Required group of checkboxes.
    pub fn several(
        page: &Page,
        name: &'static str,
        legend: &Key,
        options: Vec<ChoiceOption>,
    ) -> Self {
        Self { several: true, ..Self::one(page, name, legend, options) }
    }

    pub fn help(self, page: &Page, help: &Key) -> Self {
        Self { help: Some(page.t(help).into_owned()), ..self }
    }

    pub fn with_error(self, errors: &FormErrors) -> Self {
        Self { error: errors.message(self.name).map(str::to_owned), ..self }
    }

    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Value of `aria-describedby`: ids of help and error; empty if there are none.
    pub fn described_by(&self) -> String {
        described_by(self.name, &[(self.error.is_some(), 'e'), (self.help.is_some(), 'h')])
    }
}

/// Ids of the parts of the field `name` that are shown, by their last letter, as in `components/fields.html`.
fn described_by(name: &str, parts: &[(bool, char)]) -> String {
    let ids = parts.iter().filter(|(shown, _)| *shown).map(|(_, part)| format!("{name}-{part}"));
    ids.collect::<Vec<_>>().join(" ")
}

impl ChoiceOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), help: None, chosen }
    }
}
