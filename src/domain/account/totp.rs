//! Time-based one-time codes (RFC 6238): six digits, a new code every 30 seconds.

use std::fmt;

use jiff::Timestamp;
use totp_rs::{Builder, Totp};

use crate::domain::text::TextError;

/// Bytes of a secret: the output size of SHA-1 (RFC 4226).
pub const SECRET_BYTES: usize = 20;
/// Characters between two spaces of the displayed secret.
const GROUP: usize = 4;

/// Secret shared by an authenticator and the site. `Debug` is redacted.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; SECRET_BYTES]);

impl TotpSecret {
    #[must_use]
    pub const fn new(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    /// Time step (30 seconds) of `code`, if it is the current one or one of its two neighbours; `None` if the code is
    /// wrong. The caller must accept each step once only.
    #[must_use]
    pub fn step(&self, code: &str, now: Timestamp) -> Option<i64> {
        let now = u64::try_from(now.as_second()).ok()?;
        self.totp("", "").check(code, now).and_then(|step| i64::try_from(step).ok())
    }

    /// `otpauth:` URL for an authenticator, as a QR code or a link; `issuer` names the site, `account` its user.
    #[must_use]
    pub fn link(&self, issuer: &str, account: &str) -> String {
        let link = self.totp(issuer, account).to_url();
        link.expect("an email address is not empty and has no colon")
    }

    /// Secret for manual entry, in groups of four characters.
    #[must_use]
    pub fn display_text(&self) -> String {
        let mut text = String::new();
        for (at, letter) in self.totp("", "").secret().to_base32().chars().enumerate() {
            if at > 0 && at.is_multiple_of(GROUP) {
                text.push(' ');
            }
            text.push(letter);
        }
        text
    }

    fn totp(&self, issuer: &str, account: &str) -> Totp {
        let totp = Builder::new().with_secret(self.0.as_slice()).with_skew(1);
        let totp = totp.with_issuer(Some(issuer)).with_account_name(account);
        totp.build().expect("the secret has 160 bits and the names have no colon")
    }
}

impl TryFrom<&[u8]> for TotpSecret {
    type Error = TextError;

    fn try_from(bytes: &[u8]) -> Result<Self, TextError> {
        bytes.try_into().map(Self).map_err(|_| TextError::Malformed)
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Secret of the examples of RFC 6238, and its last six digits at two of their moments.
    const SECRET: TotpSecret = TotpSecret::new(*b"12345678901234567890");

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        assert_eq!(SECRET.step("287082", at(59)), Some(1));
        assert_eq!(SECRET.step("081804", at(1_111_111_109)), Some(1_111_111_109 / 30));
    }

    #[test]
    fn a_code_serves_in_its_step_and_the_two_beside_it() {
        for (second, step) in [(0, Some(1)), (59, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(SECRET.step("287082", at(second)), step, "{second}");
        }
    }

    #[test]
    fn malformed_codes_are_wrong() {
        for bad in ["", "28708", "2870822", "28708a", "+28708", "287083"] {
            assert_eq!(SECRET.step(bad, at(59)), None, "{bad}");
        }
    }

    #[test]
    fn an_authenticator_reads_the_secret_and_a_person_can_copy_it() {
        let link = SECRET.link("Quartiers vers l’emploi", "anne@example.org");
        assert!(link.starts_with("otpauth://totp/"), "{link}");
        assert!(link.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{link}");
        assert_eq!(SECRET.display_text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(format!("{SECRET:?}"), "TotpSecret");
    }
}
