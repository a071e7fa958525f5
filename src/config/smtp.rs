//! Mail server settings and sender address.

use std::fmt;
use std::str::FromStr;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::types::{HostName, SettingError};
use crate::domain::directory::Email;

/// URL of a mail server: `smtps://user@mail.example`, `smtp://127.0.0.1:1025`. The password is a separate setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpUrl {
    security: Security,
    user: Option<String>,
    host: HostName,
}

/// Transport security of the connection to the mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Implicit TLS.
    Tls,
    /// STARTTLS, required: nothing is sent without it.
    StartTls,
    /// Unencrypted: loopback only, unless requested by `tls=none`.
    Clear,
}

impl SmtpUrl {
    #[must_use]
    pub fn security(&self) -> Security {
        self.security
    }

    /// User name for authentication, if any.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// Host name or IP address, without brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        self.host.name().trim_start_matches('[').trim_end_matches(']')
    }

    /// Explicit port, or the default: 465 for implicit TLS, else 587.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.host.port().unwrap_or(match self.security {
            Security::Tls => 465,
            Security::StartTls | Security::Clear => 587,
        })
    }
}

impl FromStr for SmtpUrl {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let (scheme, rest) = text.split_once("://").ok_or(SettingError::Smtp)?;
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(a, b)| (a, Some(b)));
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        // The user name may be a mail address, so the last `@` separates it from the host.
        let (user, host) = rest.rsplit_once('@').map_or((None, rest), |(a, b)| (Some(a), b));
        let host: HostName = host.parse().map_err(|_| SettingError::Smtp)?;
        let security = match (scheme.to_ascii_lowercase().as_str(), query) {
            ("smtps", None) => Security::Tls,
            ("smtp", None) if host.is_loopback() => Security::Clear,
            ("smtp", None | Some("tls=required")) => Security::StartTls,
            ("smtp", Some("tls=none")) => Security::Clear,
            _ => return Err(SettingError::Smtp),
        };
        if security == Security::Clear && user.is_some() && !host.is_loopback() {
            return Err(SettingError::SmtpInClear);
        }
        Ok(Self { security, user: user.map(user_name).transpose()?, host })
    }
}

fn user_name(text: &str) -> Result<String, SettingError> {
    if text.contains(':') {
        return Err(SettingError::SmtpPassword);
    }
    let user = percent_decode_str(text).decode_utf8().map_err(|_| SettingError::Smtp)?;
    let sound = !user.is_empty() && !user.contains(char::is_control);
    if sound { Ok(user.into_owned()) } else { Err(SettingError::Smtp) }
}

impl fmt::Display for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { security, user, host } = self;
        f.write_str(if *security == Security::Tls { "smtps://" } else { "smtp://" })?;
        if let Some(user) = user {
            write!(f, "{}@", utf8_percent_encode(user, NON_ALPHANUMERIC))?;
        }
        write!(f, "{}:{}", host.name(), self.port())?;
        match security {
            Security::Clear if !host.is_loopback() => f.write_str("?tls=none"),
            Security::StartTls if host.is_loopback() => f.write_str("?tls=required"),
            Security::Tls | Security::StartTls | Security::Clear => Ok(()),
        }
    }
}

/// Secret; never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Secret in clear.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        if text.is_empty() { Err(SettingError::Secret) } else { Ok(Self(text.to_owned())) }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Sender address of mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFrom(Email);

impl MailFrom {
    #[must_use]
    pub fn email(&self) -> &Email {
        &self.0
    }
}

impl FromStr for MailFrom {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        text.parse().map(Self).map_err(|_| SettingError::MailFrom)
    }
}

impl fmt::Display for MailFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> SmtpUrl {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_mail_server_is_spoken_to_by_tls_unless_it_is_this_machine() {
        for (text, security, port) in [
            ("smtps://mail.example", Security::Tls, 465),
            ("smtps://127.0.0.1:4650", Security::Tls, 4650),
            ("smtp://mail.example", Security::StartTls, 587),
            ("smtp://mail.example:25/", Security::StartTls, 25),
            ("smtp://mail.example?tls=none", Security::Clear, 587),
            ("smtp://127.0.0.1:1025", Security::Clear, 1025),
            ("smtp://[::1]:1025", Security::Clear, 1025),
            ("smtp://localhost?tls=required", Security::StartTls, 587),
        ] {
            let url = url(text);
            assert_eq!((url.security(), url.port()), (security, port), "{text}");
            assert_eq!(url.to_string().parse::<SmtpUrl>().unwrap().security(), security, "{text}");
        }
        assert_eq!(url("smtp://[::1]:1025").host(), "::1");
    }

    #[test]
    fn a_user_may_be_a_mail_address() {
        for text in [
            "smtps://annuaire@example.org@mail.example",
            "smtps://annuaire%40example.org@mail.example",
        ] {
            assert_eq!(url(text).user(), Some("annuaire@example.org"));
            assert_eq!(url(text).host(), "mail.example");
        }
    }

    #[test]
    fn a_password_is_neither_in_the_address_nor_sent_in_clear() {
        let refused = |text: &str| text.parse::<SmtpUrl>().unwrap_err();
        assert_eq!(refused("smtps://anne:secret@mail.example"), SettingError::SmtpPassword);
        assert_eq!(refused("smtp://anne@mail.example?tls=none"), SettingError::SmtpInClear);
        assert_eq!(url("smtp://anne@127.0.0.1:1025").user(), Some("anne"));
        assert_eq!(format!("{:?}", "tres-secret".parse::<Secret>().unwrap()), "Secret");
    }

    #[test]
    fn an_invalid_smtp_url_is_rejected() {
        for text in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://mail.example/x",
            "smtps://mail.example?tls=none",
            "smtp://mail.example?tls=maybe",
            "smtps://@mail.example",
            "smtps://a%00b@mail.example",
        ] {
            assert_eq!(text.parse::<SmtpUrl>().unwrap_err(), SettingError::Smtp, "{text}");
        }
    }
}
