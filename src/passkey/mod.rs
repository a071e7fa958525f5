//! Passkeys (WebAuthn): what is asked of a browser, and whether what it answers holds.

mod kept;

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::Value;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
        RegisterPublicKeyCredential, Url, Uuid,
    },
};

use crate::{
    config::PublicUrl,
    domain::{account::Account, ids::AccountId, secret::TokenHash},
};

use self::kept::Kept;

/// Why what a browser answered is not taken. Its text is for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// Nothing was asked of this browser, or too long ago.
    #[error("nothing was asked")]
    NotAsked,
    /// It does not hold.
    #[error("refused: {0}")]
    Refused(String),
}

/// What is asked of browsers, and is not answered yet.
#[derive(Debug)]
enum Ceremony {
    Registration(AccountId, PasskeyRegistration),
    Authentication(DiscoverableAuthentication),
}

/// Passkeys of one site.
#[derive(Debug, Clone)]
pub struct Passkeys {
    webauthn: Arc<Webauthn>,
    asked: Arc<Mutex<Kept<Ceremony>>>,
}

/// A passkey that was just made: its identifier, and what is to be kept of it, as JSON.
#[derive(Debug)]
pub struct Made {
    pub credential: Vec<u8>,
    pub key: String,
}

/// What a browser answered to prove who its user is, not checked yet.
#[derive(Debug)]
pub struct Answer {
    /// What the authenticator knows the account by.
    pub handle: [u8; 16],
    pub credential: Vec<u8>,
    whole: PublicKeyCredential,
}

impl Passkeys {
    /// Passkeys for the site at `public_url`; none where browsers offer none: at an address in figures, and, but for
    /// this machine itself, over a connection that is not safe.
    #[must_use]
    pub fn new(public_url: &PublicUrl) -> Option<Self> {
        let name = public_url.host().name();
        if !public_url.is_secure() && name != "localhost" {
            return None;
        }
        let origin = Url::parse(&public_url.to_string()).ok()?;
        let webauthn = WebauthnBuilder::new(name, &origin).ok()?.build().ok()?;
        Some(Self { webauthn: Arc::new(webauthn), asked: Arc::default() })
    }

    /// What to ask of the browser with the cookie `ticket`, so that it makes a passkey for `account`, which has those
    /// of `known` already.
    pub fn ask_to_make(
        &self,
        (account, handle): (&Account, [u8; 16]),
        known: &[String],
        (ticket, now): (TokenHash, Timestamp),
    ) -> Result<Value, PasskeyError> {
        let known: Vec<Passkey> = known.iter().map(|key| read(key)).collect::<Result<_, _>>()?;
        let known = known.iter().map(|key| key.cred_id().clone()).collect();
        let (asked, state) = self
            .webauthn
            .start_passkey_registration(
                Uuid::from_bytes(handle),
                account.email.as_str(),
                account.name.as_str(),
                Some(known),
            )
            .map_err(refused)?;
        self.keep(ticket, now, Ceremony::Registration(account.id, state));
        let mut asked = serde_json::to_value(asked).map_err(refused)?;
        // It must be found without a name being typed first.
        let selection = asked.pointer_mut("/publicKey/authenticatorSelection");
        if let Some(selection) = selection.and_then(Value::as_object_mut) {
            selection.insert("residentKey".to_owned(), "required".into());
            selection.insert("requireResidentKey".to_owned(), true.into());
        }
        Ok(asked)
    }

    /// The passkey that the browser with the cookie `ticket` made for `account`.
    pub fn made(
        &self,
        account: AccountId,
        answer: &Value,
        (ticket, now): (TokenHash, Timestamp),
    ) -> Result<Made, PasskeyError> {
        let Some(Ceremony::Registration(asked_for, state)) = self.take(ticket, now) else {
            return Err(PasskeyError::NotAsked);
        };
        if asked_for != account {
            return Err(PasskeyError::NotAsked);
        }
        let answer = RegisterPublicKeyCredential::deserialize_from(answer)?;
        let passkey = self.webauthn.finish_passkey_registration(&answer, &state);
        let passkey = passkey.map_err(refused)?;
        let credential = passkey.cred_id().as_slice().to_vec();
        Ok(Made { credential, key: serde_json::to_string(&passkey).map_err(refused)? })
    }

    /// What to ask of the browser with the cookie `ticket`, so that its user proves who they are.
    pub fn ask_to_prove(
        &self,
        (ticket, now): (TokenHash, Timestamp),
    ) -> Result<Value, PasskeyError> {
        let (asked, state) = self.webauthn.start_discoverable_authentication().map_err(refused)?;
        self.keep(ticket, now, Ceremony::Authentication(state));
        serde_json::to_value(asked).map_err(refused)
    }

    /// Whose passkey `answer` speaks of.
    pub fn read(&self, answer: &Value) -> Result<Answer, PasskeyError> {
        let whole = PublicKeyCredential::deserialize_from(answer)?;
        let (handle, credential) =
            self.webauthn.identify_discoverable_authentication(&whole).map_err(refused)?;
        Ok(Answer { handle: handle.into_bytes(), credential: credential.to_vec(), whole })
    }

    /// Checks the answer of the browser with the cookie `ticket` against the kept `key`: what is to be kept of the
    /// passkey from now on.
    pub fn proved(
        &self,
        answer: &Answer,
        key: &str,
        (ticket, now): (TokenHash, Timestamp),
    ) -> Result<String, PasskeyError> {
        let Some(Ceremony::Authentication(state)) = self.take(ticket, now) else {
            return Err(PasskeyError::NotAsked);
        };
        let mut passkey = read(key)?;
        let result =
            self.webauthn.finish_discoverable_authentication_v2(&answer.whole, state, &passkey);
        passkey.update_credential(&result.map_err(refused)?);
        serde_json::to_string(&passkey).map_err(refused)
    }

    fn keep(&self, ticket: TokenHash, now: Timestamp, ceremony: Ceremony) {
        // What a panic could leave behind is one ceremony more or less.
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).keep(ticket, now, ceremony);
    }

    fn take(&self, ticket: TokenHash, now: Timestamp) -> Option<Ceremony> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).take(ticket, now)
    }
}

/// Reading what a browser sent.
trait FromAnswer: serde::de::DeserializeOwned {
    fn deserialize_from(answer: &Value) -> Result<Self, PasskeyError> {
        serde_json::from_value(answer.clone()).map_err(refused)
    }
}

impl FromAnswer for RegisterPublicKeyCredential {}
impl FromAnswer for PublicKeyCredential {}

fn read(key: &str) -> Result<Passkey, PasskeyError> {
    serde_json::from_str(key).map_err(refused)
}

fn refused(error: impl std::fmt::Display) -> PasskeyError {
    PasskeyError::Refused(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_name_and_a_safe_connection() {
        let offered = |url: &str| Passkeys::new(&url.parse().unwrap()).is_some();
        assert!(offered("https://annuaire.example"));
        assert!(offered("https://annuaire.example:8443"));
        assert!(offered("http://localhost:3000"));
        for url in ["http://127.0.0.1:3000", "https://[::1]", "http://annuaire.example"] {
            assert!(!offered(url), "{url}");
        }
    }

    #[test]
    fn an_answer_that_nobody_asked_for_is_not_taken() {
        let passkeys = Passkeys::new(&"https://annuaire.example".parse().unwrap()).unwrap();
        let ticket = (TokenHash::of(b"ticket"), Timestamp::UNIX_EPOCH);
        let made = passkeys.made(AccountId::new(1), &Value::Null, ticket);
        assert_eq!(made.unwrap_err(), PasskeyError::NotAsked);
        assert!(matches!(passkeys.read(&Value::Null), Err(PasskeyError::Refused(_))));
    }
}
