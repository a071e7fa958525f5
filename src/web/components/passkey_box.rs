//! Passkey button, shown by a script if the browser supports passkeys.

use crate::config::PublicUrl;
use crate::i18n::{Key, messages};
use crate::passkey;
use crate::web::{Page, paths};

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
        let words = [messages::PASSKEY_TITLE, messages::PASSKEY_HELP, messages::PASSKEY_PROVE];
        let (back, asked) = (back.to_owned(), paths::REAUTHENTICATION_PASSKEY_CHALLENGE);
        Self {
            challenge_url: asked,
            next_url: back,
            ..Self::new(page, words, paths::REAUTHENTICATION_PASSKEY)
        }
    }

    pub fn for_registration(page: &Page) -> Self {
        let words =
            [messages::PASSKEY_ADD_TITLE, messages::PASSKEY_ADD_HELP, messages::PASSKEY_ADD];
        let asked = paths::ACCOUNT_PASSKEYS_CHALLENGE;
        Self {
            call: "create",
            challenge_url: asked,
            ..Self::new(page, words, paths::ACCOUNT_PASSKEYS)
        }
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
