//! Settings for the operator: token and address of the full health report, security contact.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use hyper::Uri;

use super::types::SettingError;

/// Bearer token of the full health report; never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct OperatorToken(String);

impl OperatorToken {
    /// Minimum length of the token, in characters.
    const MIN_CHARS: usize = 32;

    /// Token in clear, to compare with that of a request.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for OperatorToken {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let sound = text.len() >= Self::MIN_CHARS && text.bytes().all(|b| b.is_ascii_graphic());
        if sound { Ok(Self(text.to_owned())) } else { Err(SettingError::OperatorToken) }
    }
}

impl fmt::Debug for OperatorToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OperatorToken")
    }
}

/// Address of the administration listener: loopback or private network only, since it requires no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdminListen(SocketAddr);

impl AdminListen {
    #[must_use]
    pub fn address(self) -> SocketAddr {
        self.0
    }
}

impl FromStr for AdminListen {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let address: SocketAddr = text.parse().map_err(|_| SettingError::AdminListen)?;
        let private = match address {
            SocketAddr::V4(it) => it.ip().is_loopback() || it.ip().is_private(),
            SocketAddr::V6(it) => it.ip().is_loopback() || it.ip().is_unique_local(),
        };
        if private { Ok(Self(address)) } else { Err(SettingError::AdminListen) }
    }
}

impl fmt::Display for AdminListen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Contact for security reports: a `mailto:`, `https:` or `tel:` URI (RFC 9116).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityContact(String);

impl FromStr for SecurityContact {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
        let sound = match text.split_once(':') {
            Some(("mailto", address)) => address.parse::<super::MailFrom>().is_ok(),
            Some(("tel", number)) => is_number(number),
            Some(("https", rest)) => {
                let uri = text.parse::<Uri>();
                rest.starts_with("//") && uri.is_ok_and(|uri| uri.host().is_some())
            }
            Some(_) | None => false,
        };
        if printable && sound {
            Ok(Self(text.to_owned()))
        } else {
            Err(SettingError::SecurityContact)
        }
    }
}

/// True for an international telephone number: `+` and 6 to 15 digits, separated by `-` or `.`.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or_default();
    let separated = rest.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.');
    !rest.is_empty() && separated && (6..=15).contains(&digits)
}

impl fmt::Display for SecurityContact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_token_is_refused_and_none_is_printed() {
        let long = "0123456789abcdef0123456789abcdef";
        assert_eq!(format!("{:?}", long.parse::<OperatorToken>().unwrap()), "OperatorToken");
        for text in [
            "",
            "0123456789abcdef0123456789abcde",
            "0123456789abcdef 0123456789abcdef",
            "é23456789abcdef0123456789abcdef",
        ] {
            assert_eq!(text.parse::<OperatorToken>().unwrap_err(), SettingError::OperatorToken);
        }
    }

    #[test]
    fn the_administration_address_must_be_private() {
        for text in
            ["127.0.0.1:9000", "[::1]:9000", "10.0.0.5:9000", "192.168.1.2:0", "[fd00::1]:9000"]
        {
            assert_eq!(text.parse::<AdminListen>().unwrap().to_string(), text);
        }
        for text in
            ["0.0.0.0:9000", "[::]:9000", "8.8.8.8:80", "[2001:db8::1]:80", "stdin", "127.0.0.1"]
        {
            assert_eq!(
                text.parse::<AdminListen>().unwrap_err(),
                SettingError::AdminListen,
                "{text}"
            );
        }
    }

    #[test]
    fn a_security_contact_is_a_uri() {
        for text in [
            "mailto:securite@example.org",
            "https://annuaire.example/securite",
            "tel:+33-2-47-00-00-00",
        ] {
            assert_eq!(text.parse::<SecurityContact>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "securite@example.org",
            "mailto:",
            "mailto:a@b@c",
            "http://annuaire.example",
            "https:",
            "https:annuaire.example",
            "https://",
            "tel:0247000000",
            "tel:+",
            "mailto:a@example.org\r\nX: y",
            "javascript:alert(1)",
        ] {
            assert_eq!(
                text.parse::<SecurityContact>().unwrap_err(),
                SettingError::SecurityContact,
                "{text}"
            );
        }
    }
}
