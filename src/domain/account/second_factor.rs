//! Second factor typed by a member: a one-time code, or a recovery code in its place.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};

use super::base32_code::RecoveryCode;
use crate::domain::text::TextError;

/// Digits of a one-time code.
const DIGITS: usize = 6;
/// Time for which one-time codes are refused after too many wrong ones: 24 hours.
pub const LOCKOUT: SignedDuration = SignedDuration::from_hours(24);

/// End of a lockout that starts at `now`.
#[must_use]
pub fn lockout_end(now: Timestamp) -> Timestamp {
    now + LOCKOUT
}

/// Code as typed, in a valid format. `Debug` is redacted.
#[derive(Clone, PartialEq, Eq)]
pub enum SecondFactor {
    /// Six digits from an authenticator.
    Totp(Box<str>),
    /// Single-use recovery code.
    Recovery(RecoveryCode),
}

impl FromStr for SecondFactor {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let plain: String = text.chars().filter(|it| !it.is_whitespace()).collect();
        if plain.is_empty() {
            return Err(TextError::Empty);
        }
        if plain.len() == DIGITS && plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self::Totp(plain.into()));
        }
        plain.parse().map(Self::Recovery)
    }
}

impl fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proof")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_a_code_of_an_authenticator_and_the_rest_a_recovery_code() {
        assert_eq!("123 456".parse::<SecondFactor>().unwrap(), SecondFactor::Totp("123456".into()));
        let code = RecoveryCode::new([7; 32]);
        assert_eq!(
            code.display_text().parse::<SecondFactor>().unwrap(),
            SecondFactor::Recovery(code)
        );
        assert_eq!(" ".parse::<SecondFactor>(), Err(TextError::Empty));
        for bad in ["12345", "1234567", "abcdef", "123456789012345678901234567890"] {
            assert_eq!(bad.parse::<SecondFactor>(), Err(TextError::Malformed), "{bad}");
        }
    }
}
