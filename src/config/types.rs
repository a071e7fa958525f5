//! Validated types of the settings.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// Validation error of a setting; the message is for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    #[error("il faut une adresse IP et un port, comme 127.0.0.1:3000, ou « stdin »")]
    Listen,
    #[error("il faut un nom de domaine, avec ou sans port, comme annuaire.example")]
    Host,
    #[error("il faut http:// ou https://, un nom de domaine et rien derrière")]
    PublicUrl,
    #[error(
        "il faut l’adresse d’un service, comme https://adresses.example, sans « ? » ni mot de passe"
    )]
    ServiceUrl,
    #[error(
        "il faut smtps:// ou smtp://, un nom d’utilisateur s’il y en a un, et un serveur, comme smtps://annuaire@mail.example"
    )]
    Smtp,
    #[error("le mot de passe se donne à part, par QUARTIERS_SMTP_PASSWORD")]
    SmtpPassword,
    #[error("un mot de passe ne part pas en clair : il faut smtps://, ou smtp:// sans tls=none")]
    SmtpInClear,
    #[error("il faut un mot de passe qui ne soit pas vide")]
    Secret,
    #[error("il faut du texte en UTF-8")]
    NotText,
    #[error("il faut une adresse électronique, comme annuaire@example.org")]
    MailFrom,
    #[error(
        "il faut au moins 32 signes, sans espace ni accent, comme ceux de « openssl rand -hex 32 »"
    )]
    OperatorToken,
    #[error(
        "il faut une adresse IP de cette machine ou d’un réseau privé, et un port, comme 127.0.0.1:9000"
    )]
    AdminListen,
    #[error("il faut mailto:, https:// ou tel:+, comme mailto:securite@example.org")]
    SecurityContact,
}

/// Source of incoming connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listen {
    Address(SocketAddr),
    /// Listening socket passed as standard input (systemd).
    Stdin,
}

impl FromStr for Listen {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        match text {
            "stdin" => Ok(Self::Stdin),
            text => text.parse().map(Self::Address).map_err(|_| SettingError::Listen),
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Stdin => f.write_str("stdin"),
        }
    }
}

/// Host as in a `Host` header: name or IP address in lower case, and optional port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostName {
    name: Box<str>,
    port: Option<u16>,
}

impl HostName {
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// True for `localhost` and the loopback addresses.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        matches!(&*self.name, "localhost" | "127.0.0.1" | "[::1]")
    }
}

impl FromStr for HostName {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let colon = text.rfind(':').filter(|at| text.rfind(']').is_none_or(|end| end < *at));
        let (name, port) = match colon.and_then(|at| text.split_at_checked(at)) {
            Some((name, port)) => (name, Some(port.trim_start_matches(':'))),
            None => (text, None),
        };
        let digits = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
        if !is_name(name) || !port.is_none_or(digits) {
            return Err(SettingError::Host);
        }
        let port = port.map(str::parse).transpose().map_err(|_| SettingError::Host)?;
        Ok(Self { name: name.to_ascii_lowercase().into(), port })
    }
}

/// True for a DNS name, an IPv4 address, or an IPv6 address in brackets.
fn is_name(name: &str) -> bool {
    if let Some(address) = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let label = |label: &str| {
        let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        !label.is_empty() && label.len() <= 63 && label.bytes().all(letters)
    };
    name.len() <= 253 && name.split('.').all(label)
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// Public origin of the site: scheme, host and port, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    secure: bool,
    host: HostName,
}

impl PublicUrl {
    /// URL by which a browser on this machine reaches `local`.
    #[must_use]
    pub fn of(local: SocketAddr) -> Self {
        let name = match local.ip() {
            ip if ip.is_unspecified() => "localhost".to_owned(),
            IpAddr::V4(ip) => Ipv4Addr::to_string(&ip),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        let port = Some(local.port()).filter(|port| *port != 80);
        Self { secure: false, host: HostName { name: name.into(), port } }
    }

    #[must_use]
    pub fn host(&self) -> &HostName {
        &self.host
    }

    /// Default port of the scheme, which browsers leave out of `Host` and `Origin`.
    #[must_use]
    pub fn default_port(&self) -> u16 {
        if self.secure { 443 } else { 80 }
    }

    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// True if browsers keep the cookies of this origin, which are `Secure`: HTTPS, or loopback.
    #[must_use]
    pub fn keeps_cookies(&self) -> bool {
        self.secure || self.host.is_loopback()
    }
}

impl FromStr for PublicUrl {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let (scheme, host) = text.split_once("://").ok_or(SettingError::PublicUrl)?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(SettingError::PublicUrl),
        };
        let host = host.parse().map_err(|_| SettingError::PublicUrl)?;
        let mut url = Self { secure, host };
        url.host.port = url.host.port.filter(|port| *port != url.default_port());
        Ok(url)
    }
}

/// Formats as in an `Origin` header: no trailing slash.
impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.secure { "https" } else { "http" }, self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_spelt_as_browsers_spell_an_origin() {
        let spelt = |text: &str| text.parse::<PublicUrl>().map(|url| url.to_string());
        assert_eq!(spelt("https://Annuaire.Example:443/").unwrap(), "https://annuaire.example");
        assert_eq!(spelt("http://[::1]:3000").unwrap(), "http://[::1]:3000");
        assert_eq!(spelt("http://a.example:443").unwrap(), "http://a.example:443");
        for bad in
            ["a.example", "ftp://a.example", "https://", "https://a.example/x", "https://a b"]
        {
            assert!(spelt(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_address_listened_on_makes_a_url_that_opens() {
        let url = |text: &str| PublicUrl::of(text.parse().unwrap()).to_string();
        assert_eq!(url("127.0.0.1:3000"), "http://127.0.0.1:3000");
        assert_eq!(url("0.0.0.0:80"), "http://localhost");
        assert_eq!(url("[::1]:8080"), "http://[::1]:8080");
    }

    #[test]
    fn a_host_is_a_name_or_an_address_with_a_port_or_none() {
        for good in ["a.example", "a.example:80", "127.0.0.1:3000", "[::1]", "[::1]:3000"] {
            assert_eq!(good.parse::<HostName>().unwrap().to_string(), good);
        }
        let bad =
            ["", ":80", "a:", "a:b", "a:+1", "a:99999", "a..b", "a/b", "a@b", "::1", "[x]", "é"];
        for bad in bad {
            assert!(bad.parse::<HostName>().is_err(), "{bad}");
        }
    }
}
