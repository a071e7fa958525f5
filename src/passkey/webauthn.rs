//! Relying party by `webauthn-rs`.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::{PasskeyChallenge, PasskeyCredential, PasskeyError};
use crate::config::PublicUrl;
use crate::domain::account::Account;

/// `WebAuthn` relying party: the passkeys of one site.
#[derive(Debug, Clone)]
pub struct Passkeys {
    webauthn: Arc<Webauthn>,
}

/// Answer of a browser to an authentication challenge, not verified yet.
#[derive(Debug)]
pub struct PasskeyAnswer {
    /// User handle: id of the account in the authenticator.
    pub handle: [u8; 16],
    pub credential: Vec<u8>,
    whole: PublicKeyCredential,
}

impl Passkeys {
    /// Relying party for the site at `public_url`. `None` where browsers have no passkeys: for an IP address, and for
    /// plain HTTP unless the host is localhost.
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

    /// Registration challenge for `account`, which already has the passkeys `known`.
    pub fn registration_challenge(
        &self,
        account: &Account,
        handle: [u8; 16],
        known: &[String],
    ) -> Result<PasskeyChallenge, PasskeyError> {
        let (options, state) = self
            .webauthn
            .start_passkey_registration(
                Uuid::from_bytes(handle),
                account.email.as_str(),
                account.name.as_str(),
                // Excluded credentials are added to the options below: in the state, they would exceed a cookie. The
                // store refuses duplicates.
                None,
            )
            .map_err(refused)?;
        let known: Vec<Passkey> = known.iter().map(|key| read(key)).collect::<Result<_, _>>()?;
        let mut options = serde_json::to_value(options).map_err(refused)?;
        if let Some(options) = options.pointer_mut("/publicKey").and_then(Value::as_object_mut) {
            options.insert("excludeCredentials".to_owned(), known.iter().map(named).collect());
        }
        // Discoverable credential: no user name is typed at sign-in.
        let selection = options.pointer_mut("/publicKey/authenticatorSelection");
        if let Some(selection) = selection.and_then(Value::as_object_mut) {
            selection.insert("residentKey".to_owned(), "required".into());
            selection.insert("requireResidentKey".to_owned(), true.into());
        }
        Ok(PasskeyChallenge { options, state: written(&state)? })
    }

    /// Verifies the answer to a registration challenge with this `state`.
    pub fn finish_registration(
        &self,
        answer: &Value,
        state: &str,
    ) -> Result<PasskeyCredential, PasskeyError> {
        let state: PasskeyRegistration = read(state)?;
        let answer = RegisterPublicKeyCredential::deserialize_from(answer)?;
        let passkey = self.webauthn.finish_passkey_registration(&answer, &state);
        let passkey = passkey.map_err(refused)?;
        let credential = passkey.cred_id().as_slice().to_vec();
        Ok(PasskeyCredential { credential, key: written(&passkey)? })
    }

    /// Authentication challenge.
    pub fn authentication_challenge(&self) -> Result<PasskeyChallenge, PasskeyError> {
        let (options, state) =
            self.webauthn.start_discoverable_authentication().map_err(refused)?;
        let options = serde_json::to_value(options).map_err(refused)?;
        Ok(PasskeyChallenge { options, state: written(&state)? })
    }

    /// Parses `answer`, and identifies its account and passkey.
    pub fn identify(&self, answer: &Value) -> Result<PasskeyAnswer, PasskeyError> {
        let whole = PublicKeyCredential::deserialize_from(answer)?;
        let (handle, credential) =
            self.webauthn.identify_discoverable_authentication(&whole).map_err(refused)?;
        Ok(PasskeyAnswer { handle: handle.into_bytes(), credential: credential.to_vec(), whole })
    }

    /// Verifies `answer` to the challenge with this `state`, with the stored `key`. Returns the updated key to store.
    pub fn verify(
        &self,
        answer: &PasskeyAnswer,
        key: &str,
        state: &str,
    ) -> Result<String, PasskeyError> {
        let state: DiscoverableAuthentication = read(state)?;
        let mut passkey: Passkey = read(key)?;
        let result =
            self.webauthn.finish_discoverable_authentication_v2(&answer.whole, state, &passkey);
        passkey.update_credential(&result.map_err(refused)?);
        written(&passkey)
    }
}

/// Parsing of the answer of a browser.
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

/// Descriptor of an existing passkey, for `excludeCredentials`.
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
    fn a_malformed_answer_is_refused() {
        let passkeys = Passkeys::new(&"https://annuaire.example".parse().unwrap()).unwrap();
        let options = passkeys.authentication_challenge().unwrap();
        for (answer, state) in [(Value::Null, options.state.as_str()), (Value::Null, "{}")] {
            let made = passkeys.finish_registration(&answer, state);
            assert!(matches!(made, Err(PasskeyError::Refused(_))), "{state}");
        }
        assert!(matches!(passkeys.identify(&Value::Null), Err(PasskeyError::Refused(_))));
    }
}
