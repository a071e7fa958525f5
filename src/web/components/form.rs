//! Form fields and the passkey box, ready to print: label, help, value, validation error.

use crate::config::PublicUrl;
use crate::i18n::{Key, messages};
use crate::passkey;
use crate::web::form::FormErrors;
use crate::web::{Page, paths};

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
        Self { error: message_of(errors, self.name), ..self }
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
        Self { error: message_of(errors, self.name), ..self }
    }

    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Value of `aria-describedby`: ids of help and error; empty if there are none.
    pub fn described_by(&self) -> String {
        described_by(self.name, &[(self.error.is_some(), 'e'), (self.help.is_some(), 'h')])
    }
}

fn message_of(errors: &FormErrors, name: &str) -> Option<String> {
    errors.message(name).map(str::to_owned)
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

/// Data of the passkey script.
#[derive(Debug)]
pub struct PasskeyBox {
    pub title: String,
    pub help: String,
    pub button: String,
    /// Method of `navigator.credentials` to call: `get` or `create`.
    pub call: &'static str,
    /// URL that returns the challenge; `answered` is the one that takes the response.
    pub challenge_url: &'static str,
    pub response_url: &'static str,
    /// URL to go to afterwards.
    pub next_url: String,
    /// Message if the browser returns no credential.
    pub failed: String,
}

impl PasskeyBox {
    pub fn for_sign_in(page: &Page, back: &str) -> Self {
        let words = [messages::PASSKEY_TITLE, messages::PASSKEY_HELP, messages::PASSKEY_SIGN_IN];
        Self { next_url: back.to_owned(), ..Self::new(page, words, paths::SIGN_IN_PASSKEY) }
    }

    pub fn for_reauthentication(page: &Page, back: &str) -> Self {
        let words = [messages::PASSKEY_TITLE, messages::PASSKEY_HELP, messages::PASSKEY_REAUTH];
        let (back, challenge_url) = (back.to_owned(), paths::REAUTHENTICATION_PASSKEY_CHALLENGE);
        Self {
            challenge_url,
            next_url: back,
            ..Self::new(page, words, paths::REAUTHENTICATION_PASSKEY)
        }
    }

    pub fn for_registration(page: &Page) -> Self {
        let words =
            [messages::PASSKEY_ADD_TITLE, messages::PASSKEY_ADD_HELP, messages::PASSKEY_ADD];
        let challenge_url = paths::ACCOUNT_PASSKEYS_CHALLENGE;
        Self { call: "create", challenge_url, ..Self::new(page, words, paths::ACCOUNT_PASSKEYS) }
    }

    /// Reason why there is no box at `site`.
    pub fn unavailable(site: &PublicUrl) -> &'static Key {
        if !passkey::BUILT_IN {
            messages::PASSKEY_NOT_BUILT_IN
        } else if site.keeps_cookies() {
            messages::PASSKEY_IN_FIGURES
        } else {
            messages::PASSKEY_NOT_SAFE
        }
    }

    fn new(page: &Page, [title, help, button]: [&Key; 3], answered: &'static str) -> Self {
        Self {
            title: page.t(title).into_owned(),
            help: page.t(help).into_owned(),
            button: page.t(button).into_owned(),
            call: "get",
            challenge_url: paths::SIGN_IN_PASSKEY_CHALLENGE,
            response_url: answered,
            next_url: String::new(),
            failed: page.t(messages::PASSKEY_FAILED).into_owned(),
        }
    }
}

/// Checkbox or option of a filter.
#[derive(Debug)]
pub struct FilterOption {
    pub value: String,
    pub label: String,
    /// Number of results after choosing this value, or dropping it if it is chosen.
    pub count: usize,
    pub chosen: bool,
}
