//! Signed form token: time and nonce of a form. The nonce makes resubmission idempotent.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};

use crate::{
    app::App,
    domain::secret::{HASH_BYTES, TokenHash},
    vault::Vault,
};

/// Name of the field with the token.
pub const STAMP: &str = "timbre";
/// Honeypot: a hidden field that only robots fill in. Browsers must not take its name for a part of a postal address.
pub const TRAP: &str = "rubrique";
/// Minimum time to fill in a form.
const FASTEST: SignedDuration = SignedDuration::from_secs(4);
/// Lifetime of a token; an older form comes back with a new one.
const OLDEST: SignedDuration = SignedDuration::from_hours(24);

const NONCE: usize = 16;
const TIME: usize = 8;

/// A valid form token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Hash of the nonce.
    pub nonce: TokenHash,
    pub too_fast: bool,
}

/// Reason to refuse a token: the form comes back, filled in, with a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampError {
    /// Missing, wrongly signed, or of another form.
    Forged,
    Old,
}

/// New token for an empty `form`.
pub fn stamp(app: &App, form: &str) -> String {
    made(app, form, app.clock.now())
}

/// New token for a `form` that is filled in already: the minimum time does not apply.
pub fn stamp_filled_in(app: &App, form: &str) -> String {
    made(app, form, app.clock.now() - FASTEST)
}

fn made(app: &App, form: &str, at: Timestamp) -> String {
    let time = at.as_second().to_be_bytes();
    let random = app.clock.random();
    let nonce = random.first_chunk::<NONCE>().copied().unwrap_or_default();
    let signature = app.store.vault().sign(&signed(form, time, &nonce));
    URL_SAFE_NO_PAD.encode([time.as_slice(), &nonce, &signature].concat())
}

/// Checks the token `text` of `form` at the time `now`.
pub fn read(vault: &Vault, form: &str, text: &str, now: Timestamp) -> Result<Stamp, StampError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| StampError::Forged)?;
    let (time, rest) = bytes.split_first_chunk::<TIME>().ok_or(StampError::Forged)?;
    let (nonce, signature) = rest.split_first_chunk::<NONCE>().ok_or(StampError::Forged)?;
    let whole = signature.len() == HASH_BYTES;
    if !whole || !vault.is_signed(&signed(form, *time, nonce), signature) {
        return Err(StampError::Forged);
    }
    let made = Timestamp::from_second(i64::from_be_bytes(*time)).map_err(|_| StampError::Forged)?;
    let age = now.duration_since(made);
    if age > OLDEST {
        return Err(StampError::Old);
    }
    Ok(Stamp { nonce: TokenHash::of(nonce), too_fast: age < FASTEST })
}

fn signed(form: &str, time: [u8; TIME], nonce: &[u8; NONCE]) -> Vec<u8> {
    [b"stamp\0".as_slice(), form.as_bytes(), b"\0", &time, nonce].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        let folder = tempfile::TempDir::new().unwrap();
        Vault::open(&folder.path().join("secret.key")).unwrap()
    }

    fn stamped(vault: &Vault, form: &str, at: i64) -> String {
        let (time, nonce) = (at.to_be_bytes(), [7; NONCE]);
        let signature = vault.sign(&signed(form, time, &nonce));
        URL_SAFE_NO_PAD.encode([time.as_slice(), &nonce, &signature].concat())
    }

    #[test]
    fn a_stamp_serves_for_a_day_and_tells_who_is_too_fast() {
        let vault = vault();
        let text = stamped(&vault, "a", 1_000_000);
        let after = |seconds| {
            read(&vault, "a", &text, Timestamp::from_second(1_000_000_i64 + seconds).unwrap())
        };
        assert!(after(3).unwrap().too_fast);
        assert!(!after(4).unwrap().too_fast);
        assert_eq!(after(86_400).unwrap().nonce, after(5).unwrap().nonce);
        assert_eq!(after(86_401), Err(StampError::Old));
    }

    #[test]
    fn a_stamp_of_another_form_or_another_hand_is_forged() {
        let (vault, stranger) = (vault(), vault());
        let now = Timestamp::from_second(1_000_010).unwrap();
        let text = stamped(&vault, "a", 1_000_000);
        for (vault, form, text) in [
            (&vault, "b", text.as_str()),
            (&stranger, "a", text.as_str()),
            (&vault, "a", ""),
            (&vault, "a", "AAAA"),
            (&vault, "a", text.get(1..).unwrap()),
        ] {
            assert_eq!(read(vault, form, text, now), Err(StampError::Forged));
        }
    }
}
