//! Passkeys (WebAuthn): challenges, and verification of the answers. Stateless: the caller keeps the state of a
//! challenge and passes it back with the answer.
//!
//! Without the cargo feature `passkeys`, `Passkeys::new` returns `None`, and the other methods have no value to be
//! called on.

#[cfg(not(feature = "passkeys"))]
mod unavailable;
#[cfg(feature = "passkeys")]
mod webauthn;

use serde_json::Value;

#[cfg(not(feature = "passkeys"))]
pub use unavailable::{PasskeyAnswer, Passkeys};
#[cfg(feature = "passkeys")]
pub use webauthn::{PasskeyAnswer, Passkeys};

/// True if the program was built with passkeys.
pub const BUILT_IN: bool = cfg!(feature = "passkeys");

/// Reason for which the answer of a browser is refused. Its text is for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// Verification failed.
    #[error("refused: {0}")]
    Refused(String),
}

/// Challenge: options for the browser, and the state that its answer is verified against. A state given to the
/// browser must be encrypted.
#[derive(Debug)]
pub struct PasskeyChallenge {
    pub options: Value,
    pub state: String,
}

/// New passkey: its credential id, and the JSON to store.
#[derive(Debug)]
pub struct PasskeyCredential {
    pub credential: Vec<u8>,
    pub key: String,
}
