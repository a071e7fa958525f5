//! Fields of forms, ready to print: label, help, what was typed, what is wrong in it.

use crate::{
    i18n::Key,
    web::{Page, forms::Mistakes},
};

/// A text to type.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub help: Option<String>,
    pub value: String,
    pub mistake: Option<String>,
    /// The type of the input: `text`, `email`, `tel`, `url`.
    pub kind: &'static str,
    /// Lines of a text area; none for one line.
    pub rows: Option<u8>,
    pub autocomplete: &'static str,
    pub inputmode: Option<&'static str>,
    /// Characters at most, told as one types.
    pub most: Option<usize>,
    pub optional: bool,
    pub short: bool,
}

/// Several things to choose from.
#[derive(Debug, Clone)]
pub struct Choices {
    pub name: &'static str,
    pub legend: String,
    pub help: Option<String>,
    pub mistake: Option<String>,
    pub options: Vec<Choice>,
    /// Boxes, of which several may be ticked.
    pub several: bool,
    pub optional: bool,
}

#[derive(Debug, Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub help: Option<String>,
    pub chosen: bool,
}

impl Field {
    /// One line, that must be filled in.
    pub fn new(page: &Page, name: &'static str, label: &Key, value: &str) -> Self {
        Self {
            name,
            label: page.t(label).into_owned(),
            help: None,
            value: value.to_owned(),
            mistake: None,
            kind: "text",
            rows: None,
            autocomplete: "off",
            inputmode: None,
            most: None,
            optional: false,
            short: false,
        }
    }

    pub fn help(self, page: &Page, help: &Key) -> Self {
        Self { help: Some(page.t(help).into_owned()), ..self }
    }

    /// With what is wrong in it, if something is.
    pub fn among(self, mistakes: &Mistakes) -> Self {
        Self { mistake: mistakes.of(self.name).map(str::to_owned), ..self }
    }

    pub fn short(self) -> Self {
        Self { short: true, ..self }
    }

    /// What a browser should offer to fill in, and which keys a telephone should show.
    pub fn typed(self, kind: &'static str, autocomplete: &'static str) -> Self {
        Self { kind, autocomplete, ..self }
    }

    pub fn keys(self, inputmode: &'static str) -> Self {
        Self { inputmode: Some(inputmode), ..self }
    }

    /// The ids of what explains the field, for `aria-describedby`; empty when nothing does.
    pub fn described_by(&self) -> String {
        let mistake = self.mistake.as_ref().map(|_| format!("{}-e", self.name));
        let help = self.help.as_ref().map(|_| format!("{}-h", self.name));
        let counter = self.most.map(|_| format!("{}-n", self.name));
        mistake.into_iter().chain(help).chain(counter).collect::<Vec<_>>().join(" ")
    }
}

impl Choices {
    /// One of several, that must be chosen.
    pub fn one(page: &Page, name: &'static str, legend: &Key, options: Vec<Choice>) -> Self {
        Self {
            name,
            legend: page.t(legend).into_owned(),
            help: None,
            mistake: None,
            options,
            several: false,
            optional: false,
        }
    }

    /// Any of several.
    pub fn several(page: &Page, name: &'static str, legend: &Key, options: Vec<Choice>) -> Self {
        Self { several: true, ..Self::one(page, name, legend, options) }
    }

    pub fn help(self, page: &Page, help: &Key) -> Self {
        Self { help: Some(page.t(help).into_owned()), ..self }
    }

    pub fn among(self, mistakes: &Mistakes) -> Self {
        Self { mistake: mistakes.of(self.name).map(str::to_owned), ..self }
    }

    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    pub fn described_by(&self) -> String {
        let mistake = self.mistake.as_ref().map(|_| format!("{}-e", self.name));
        let help = self.help.as_ref().map(|_| format!("{}-h", self.name));
        mistake.into_iter().chain(help).collect::<Vec<_>>().join(" ")
    }
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), help: None, chosen }
    }
}
