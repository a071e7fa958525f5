//! Signed form token: time and nonce of a form. The nonce makes resubmission idempotent.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};

use crate::app::App;
use crate::domain::account::{HASH_BYTES, TokenHash};
use crate::server_key::ServerKey;

/// Name of the field with the token.
pub const FORM_TOKEN_FIELD: &str = "timbre";
/// Honeypot: a hidden field that only robots fill in. Browsers must not take its name for a part of a postal address.
pub const HONEYPOT_FIELD: &str = "rubrique";
/// Minimum time to fill in a form.
const MIN_FILL_TIME: SignedDuration = SignedDuration::from_secs(4);
/// Lifetime of a token; an older form comes back with a new one.
const MAX_AGE: SignedDuration = SignedDuration::from_hours(24);

const NONCE_BYTES: usize = 16;
const TIME_BYTES: usize = 8;

/// A valid form token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormToken {
    /// Hash of the nonce.
    pub nonce: TokenHash,
    pub too_fast: bool,
}

/// Reason to refuse a token: the form comes back, filled in, with a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormTokenError {
    /// Missing, wrongly signed, or of another form.
    Forged,
    Old,
}

/// New token for an empty `form`.
pub fn new_form_token(app: &App, form: &str) -> String {
    signed_token(app, form, app.clock.now())
}

/// New token for a `form` that is filled in already: the minimum time does not apply.
pub fn new_form_token_filled_in(app: &App, form: &str) -> String {
    signed_token(app, form, app.clock.now() - MIN_FILL_TIME)
}

fn signed_token(app: &App, form: &str, at: Timestamp) -> String {
    let time = at.as_second().to_be_bytes();
    let random = app.clock.random();
    let nonce = random.first_chunk::<NONCE_BYTES>().copied().unwrap_or_default();
    let signature = app.store.server_key().sign(&signed_bytes(form, time, &nonce));
    URL_SAFE_NO_PAD.encode([time.as_slice(), &nonce, &signature].concat())
}

/// Checks the token `text` of `form` at the time `now`.
pub fn verify(
    server_key: &ServerKey,
    form: &str,
    text: &str,
    now: Timestamp,
) -> Result<FormToken, FormTokenError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| FormTokenError::Forged)?;
    let (time, rest) = bytes.split_first_chunk::<TIME_BYTES>().ok_or(FormTokenError::Forged)?;
    let (nonce, signature) =
        rest.split_first_chunk::<NONCE_BYTES>().ok_or(FormTokenError::Forged)?;
    let whole = signature.len() == HASH_BYTES;
    if !whole || !server_key.verify_signature(&signed_bytes(form, *time, nonce), signature) {
        return Err(FormTokenError::Forged);
    }
    let signed_token =
        Timestamp::from_second(i64::from_be_bytes(*time)).map_err(|_| FormTokenError::Forged)?;
    let age = now.duration_since(signed_token);
    if age > MAX_AGE {
        return Err(FormTokenError::Old);
    }
    Ok(FormToken { nonce: TokenHash::of(nonce), too_fast: age < MIN_FILL_TIME })
}

fn signed_bytes(form: &str, time: [u8; TIME_BYTES], nonce: &[u8; NONCE_BYTES]) -> Vec<u8> {
    [b"stamp\0".as_slice(), form.as_bytes(), b"\0", &time, nonce].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server_key() -> ServerKey {
        let folder = tempfile::TempDir::new().unwrap();
        ServerKey::open(&folder.path().join("secret.key")).unwrap()
    }

    fn token_of(server_key: &ServerKey, form: &str, at: i64) -> String {
        let (time, nonce) = (at.to_be_bytes(), [7; NONCE_BYTES]);
        let signature = server_key.sign(&signed_bytes(form, time, &nonce));
        URL_SAFE_NO_PAD.encode([time.as_slice(), &nonce, &signature].concat())
    }

    #[test]
    fn a_form_token_is_valid_for_a_day_and_flags_fast_submissions() {
        let server_key = server_key();
        let text = token_of(&server_key, "a", 1_000_000);
        let after = |seconds| {
            verify(
                &server_key,
                "a",
                &text,
                Timestamp::from_second(1_000_000_i64 + seconds).unwrap(),
            )
        };
        assert!(after(3).unwrap().too_fast);
        assert!(!after(4).unwrap().too_fast);
        assert_eq!(after(86_400).unwrap().nonce, after(5).unwrap().nonce);
        assert_eq!(after(86_401), Err(FormTokenError::Old));
    }

    #[test]
    fn a_form_token_of_another_form_or_key_is_forged() {
        let (server_key, stranger) = (server_key(), server_key());
        let now = Timestamp::from_second(1_000_010).unwrap();
        let text = token_of(&server_key, "a", 1_000_000);
        for (server_key, form, text) in [
            (&server_key, "b", text.as_str()),
            (&stranger, "a", text.as_str()),
            (&server_key, "a", ""),
            (&server_key, "a", "AAAA"),
            (&server_key, "a", text.get(1..).unwrap()),
        ] {
            assert_eq!(verify(server_key, form, text, now), Err(FormTokenError::Forged));
        }
    }
}
