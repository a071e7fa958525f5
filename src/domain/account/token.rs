//! Secret tokens of links and cookies, stored as hashes.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};

use crate::domain::text::TextError;

/// Bytes of a hash, SHA-256.
pub const HASH_BYTES: usize = 32;

/// 32 random bytes; 43 characters in a link. `Debug` is redacted.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; HASH_BYTES]);

/// SHA-256 hash of a token, stored in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenHash([u8; HASH_BYTES]);

impl Token {
    #[must_use]
    pub const fn new(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }

    /// Hash to store.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }

    /// Text for a link or a cookie, and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl TokenHash {
    /// Hash of any secret.
    #[must_use]
    pub fn of(secret: &[u8]) -> Self {
        Self(digest(&SHA256, secret).as_ref().try_into().expect("SHA-256 gives 32 bytes"))
    }

    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; HASH_BYTES] {
        &self.0
    }
}

impl FromStr for Token {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| TextError::Malformed)?;
        bytes.try_into().map(Self).map_err(|_| TextError::Malformed)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_what_it_reveals_and_prints_nothing() {
        let token = Token::new([7; HASH_BYTES]);
        assert_eq!(token.reveal().len(), 43);
        assert_eq!(token.reveal().parse::<Token>().unwrap(), token);
        assert_eq!(format!("{token:?}"), "Token");
        for bad in ["", "abc", &"A".repeat(44), &"é".repeat(22), &"=".repeat(43)] {
            assert!(bad.parse::<Token>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_hash_is_sha_256() {
        let hash = TokenHash::of(b"abc");
        let bytes = hash.as_bytes();
        let (start, end) = (bytes.first_chunk::<8>().unwrap(), bytes.last_chunk::<8>().unwrap());
        assert_eq!(*start, 0xba78_16bf_8f01_cfea_u64.to_be_bytes());
        assert_eq!(*end, 0xb410_ff61_f200_15ad_u64.to_be_bytes());
    }
}
