//! Passkey button, shown by a script if the browser supports passkeys.

use crate::{
    i18n::{Key, say},
    web::{Page, paths},
};

/// Data of the passkey script.
#[derive(Debug)]
pub struct PasskeyBox {
    pub title: String,
    pub help: String,
    pub button: String,
    /// Method of `navigator.credentials` to call: `get` or `create`.
    pub call: &'static str,
    /// URL that returns the challenge; `answered` is the one that takes the response.
    pub asked: &'static str,
    pub answered: &'static str,
    /// URL to go to afterwards.
    pub back: String,
    /// Message if the browser returns no credential.
    pub failed: String,
}

impl PasskeyBox {
    pub fn to_sign_in(page: &Page, back: &str) -> Self {
        let words = [say::PASSKEY_TITLE, say::PASSKEY_HELP, say::PASSKEY_SIGN_IN];
        Self { back: back.to_owned(), ..Self::new(page, words, paths::SIGN_IN_PASSKEY) }
    }

    pub fn to_prove(page: &Page, back: &str) -> Self {
        let words = [say::PASSKEY_TITLE, say::PASSKEY_HELP, say::PASSKEY_PROVE];
        let (back, asked) = (back.to_owned(), paths::PROOF_PASSKEY_ASKED);
        Self { asked, back, ..Self::new(page, words, paths::PROOF_PASSKEY) }
    }

    pub fn to_make(page: &Page) -> Self {
        let words = [say::PASSKEY_ADD_TITLE, say::PASSKEY_ADD_HELP, say::PASSKEY_ADD];
        let asked = paths::ACCOUNT_PASSKEYS_ASKED;
        Self { call: "create", asked, ..Self::new(page, words, paths::ACCOUNT_PASSKEYS) }
    }

    fn new(page: &Page, [title, help, button]: [&Key; 3], answered: &'static str) -> Self {
        Self {
            title: page.t(title).into_owned(),
            help: page.t(help).into_owned(),
            button: page.t(button).into_owned(),
            call: "get",
            asked: paths::SIGN_IN_PASSKEY_ASKED,
            answered,
            back: String::new(),
            failed: page.t(say::PASSKEY_FAILED).into_owned(),
        }
    }
}
