//! Relying party of a program built without passkeys: there is none.

use serde_json::Value;

use super::{PasskeyChallenge, PasskeyCredential, PasskeyError};
use crate::config::PublicUrl;
use crate::domain::account::Account;

/// Relying party without a value.
#[derive(Debug, Clone)]
pub enum Passkeys {}

/// Answer of a browser; never made.
#[derive(Debug)]
pub struct PasskeyAnswer {
    pub handle: [u8; 16],
    pub credential: Vec<u8>,
}

impl Passkeys {
    /// Always `None`.
    #[must_use]
    pub const fn new(_public_url: &PublicUrl) -> Option<Self> {
        None
    }

    pub fn registration_challenge(
        &self,
        _account: &Account,
        _handle: [u8; 16],
        _known: &[String],
    ) -> Result<PasskeyChallenge, PasskeyError> {
        match *self {}
    }

    pub fn finish_registration(
        &self,
        _answer: &Value,
        _state: &str,
    ) -> Result<PasskeyCredential, PasskeyError> {
        match *self {}
    }

    pub fn authentication_challenge(&self) -> Result<PasskeyChallenge, PasskeyError> {
        match *self {}
    }

    pub fn identify(&self, _answer: &Value) -> Result<PasskeyAnswer, PasskeyError> {
        match *self {}
    }

    pub fn verify(
        &self,
        _answer: &PasskeyAnswer,
        _key: &str,
        _state: &str,
    ) -> Result<String, PasskeyError> {
        match *self {}
    }
}
