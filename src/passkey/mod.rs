//! Passkeys (WebAuthn): what is asked of a browser, and whether what it answers holds. Nothing is kept here: the state
//! of a challenge is given to the caller, who brings it back with the answer.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
        RegisterPublicKeyCredential, Url, Uuid,
    },
};

use crate::{config::PublicUrl, domain::account::Account};

/// Why what a browser answered is not taken. Its text is for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// It does not hold.
    #[error("refused: {0}")]
    Refused(String),
}

/// A challenge: what to ask of a browser, and what its answer is checked against. The state belongs sealed into the
/// hands of the browser, or into ours.
#[derive(Debug)]
pub struct Asked {
    pub options: Value,
    pub state: String,
}

/// Passkeys of one site.
#[derive(Debug, Clone)]
pub struct Passkeys {
    webauthn: Arc<Webauthn>,
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
        Some(Self { webauthn: Arc::new(webauthn) })
    }

    /// The challenge for a browser to make a passkey for `account`, which has those of `known` already.
    pub fn ask_to_make(
        &self,
        (account, handle): (&Account, [u8; 16]),
        known: &[String],
    ) -> Result<Asked, PasskeyError> {
        let (options, state) = self
            .webauthn
            .start_passkey_registration(
                Uuid::from_bytes(handle),
                account.email.as_str(),
                account.name.as_str(),
                // Told to the browser below: in the state, they would outgrow a cookie. The store refuses a second one.
                None,
            )
            .map_err(refused)?;
        let known: Vec<Passkey> = known.iter().map(|key| read(key)).collect::<Result<_, _>>()?;
        let mut options = serde_json::to_value(options).map_err(refused)?;
        if let Some(asked) = options.pointer_mut("/publicKey").and_then(Value::as_object_mut) {
            asked.insert("excludeCredentials".to_owned(), known.iter().map(named).collect());
        }
        // It must be found without a name being typed first.
        let selection = options.pointer_mut("/publicKey/authenticatorSelection");
        if let Some(selection) = selection.and_then(Value::as_object_mut) {
            selection.insert("residentKey".to_owned(), "required".into());
            selection.insert("requireResidentKey".to_owned(), true.into());
        }
        Ok(Asked { options, state: written(&state)? })
    }

    /// The passkey that a browser made in answer to the challenge of this `state`.
    pub fn made(&self, answer: &Value, state: &str) -> Result<Made, PasskeyError> {
        let state: PasskeyRegistration = read(state)?;
        let answer = RegisterPublicKeyCredential::deserialize_from(answer)?;
        let passkey = self.webauthn.finish_passkey_registration(&answer, &state);
        let passkey = passkey.map_err(refused)?;
        let credential = passkey.cred_id().as_slice().to_vec();
        Ok(Made { credential, key: written(&passkey)? })
    }

    /// The challenge for a browser whose user is to prove who they are.
    pub fn ask_to_prove(&self) -> Result<Asked, PasskeyError> {
        let (options, state) =
            self.webauthn.start_discoverable_authentication().map_err(refused)?;
        let options = serde_json::to_value(options).map_err(refused)?;
        Ok(Asked { options, state: written(&state)? })
    }

    /// Whose passkey `answer` speaks of.
    pub fn read(&self, answer: &Value) -> Result<Answer, PasskeyError> {
        let whole = PublicKeyCredential::deserialize_from(answer)?;
        let (handle, credential) =
            self.webauthn.identify_discoverable_authentication(&whole).map_err(refused)?;
        Ok(Answer { handle: handle.into_bytes(), credential: credential.to_vec(), whole })
    }

    /// Checks `answer`, to the challenge of this `state`, against the kept `key`: what is to be kept of the passkey from
    /// now on.
    pub fn proved(&self, answer: &Answer, key: &str, state: &str) -> Result<String, PasskeyError> {
        let state: DiscoverableAuthentication = read(state)?;
        let mut passkey: Passkey = read(key)?;
        let result =
            self.webauthn.finish_discoverable_authentication_v2(&answer.whole, state, &passkey);
        passkey.update_credential(&result.map_err(refused)?);
        written(&passkey)
    }
}

/// Reading what a browser sent.
trait FromAnswer: DeserializeOwned {
    fn deserialize_from(answer: &Value) -> Result<Self, PasskeyError> {
        serde_json::from_value(answer.clone()).map_err(refused)
    }
}

impl FromAnswer for RegisterPublicKeyCredential {}
impl FromAnswer for PublicKeyCredential {}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyError> {
    serde_json::from_str(text).map_err(refused)
}

fn written<T: Serialize>(value: &T) -> Result<String, PasskeyError> {
    serde_json::to_string(value).map_err(refused)
}

/// How browsers are told of a passkey that there is already.
fn named(passkey: &Passkey) -> Value {
    json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(passkey.cred_id()) })
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
    fn an_answer_that_is_none_is_not_taken() {
        let passkeys = Passkeys::new(&"https://annuaire.example".parse().unwrap()).unwrap();
        let asked = passkeys.ask_to_prove().unwrap();
        for (answer, state) in [(Value::Null, asked.state.as_str()), (Value::Null, "{}")] {
            let made = passkeys.made(&answer, state);
            assert!(matches!(made, Err(PasskeyError::Refused(_))), "{state}");
        }
        assert!(matches!(passkeys.read(&Value::Null), Err(PasskeyError::Refused(_))));
    }
}
