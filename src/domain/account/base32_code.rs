//! Codes copied by hand (Crockford base 32). Case, blanks, hyphens and look-alike letters are tolerated on input.

use std::fmt;
use std::str::FromStr;

use super::token::HASH_BYTES;
use crate::domain::text::TextError;

/// Digits and capitals without `I`, `L`, `O` and `U` (Crockford's base 32): five bits each.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS: usize = 5;
/// Characters between two hyphens.
const GROUP: usize = 4;

/// `BYTES` random bytes, shown as letters and digits in groups of four. `Debug` is redacted.
#[derive(Clone, PartialEq, Eq)]
pub struct Base32Code<const BYTES: usize>([u8; BYTES]);

/// Code of a sign-in mail: 8 characters, valid for some minutes in one browser only.
pub type MailCode = Base32Code<5>;

/// Single-use code in place of a lost authenticator: 24 characters, 120 bits.
pub type RecoveryCode = Base32Code<15>;

impl<const BYTES: usize> Base32Code<BYTES> {
    /// Code made of the first `BYTES` bytes of `random`.
    #[must_use]
    pub fn new(random: [u8; HASH_BYTES]) -> Self {
        let mut bytes = [0; BYTES];
        bytes.iter_mut().zip(random).for_each(|(byte, random)| *byte = random);
        Self(bytes)
    }

    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// Display form: `7K2M-9QXT`.
    #[must_use]
    pub fn display_text(&self) -> String {
        let mut text = String::new();
        for at in 0..BYTES * 8 / BITS {
            if at > 0 && at.is_multiple_of(GROUP) {
                text.push('-');
            }
            let bits = (0..BITS).fold(0, |bits, bit| bits << 1 | self.bit(at * BITS + bit));
            text.push(ALPHABET.get(bits).map_or('?', |letter| char::from(*letter)));
        }
        text
    }

    fn bit(&self, at: usize) -> usize {
        self.0.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1))
    }
}

impl<const BYTES: usize> FromStr for Base32Code<BYTES> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let letters = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let values: Option<Vec<u8>> = letters.map(value).collect();
        let values = values.ok_or(TextError::Malformed)?;
        if values.len() * BITS != BYTES * 8 {
            return Err(TextError::Malformed);
        }
        let mut bytes = [0; BYTES];
        for at in 0..BYTES * 8 {
            let bit = values.get(at / BITS).map_or(0, |value| value >> (BITS - 1 - at % BITS) & 1);
            if let Some(byte) = bytes.get_mut(at / 8) {
                *byte = *byte << 1 | bit;
            }
        }
        Ok(Self(bytes))
    }
}

impl<const BYTES: usize> fmt::Debug for Base32Code<BYTES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

fn value(letter: char) -> Option<u8> {
    let resolution = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|known| char::from(*known) == resolution)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_parses_its_display_text(random: [u8; HASH_BYTES]) {
            let (mail, recovery) = (MailCode::new(random), RecoveryCode::new(random));
            prop_assert_eq!(mail.display_text().parse::<MailCode>().unwrap(), mail);
            prop_assert_eq!(recovery.display_text().parse::<RecoveryCode>().unwrap(), recovery);
        }
    }

    #[test]
    fn a_code_is_shown_in_groups_and_redacted_in_debug() {
        let code = MailCode::new([0xff; HASH_BYTES]);
        assert_eq!(code.display_text(), "ZZZZ-ZZZZ");
        assert_eq!(RecoveryCode::new([0; HASH_BYTES]).display_text().len(), 24 + 5);
        assert_eq!(format!("{code:?}"), "Code");
    }

    #[test]
    fn a_code_is_read_as_people_copy_it() {
        let code: MailCode = "01AB-1Z0Y".parse().unwrap();
        for typed in ["01ab1z0y", " O1AB iZoY ", "oLab-Lzoy", "0 1 A B - 1 Z 0 Y"] {
            assert_eq!(typed.parse::<MailCode>().unwrap(), code, "{typed}");
        }
        for bad in ["", "01AB-1Z0", "01AB-1Z0YY", "01AB-1Z0U", "01AB_1Z0Y", "é1AB-1Z0Y"] {
            assert!(bad.parse::<MailCode>().is_err(), "{bad}");
        }
    }
}
