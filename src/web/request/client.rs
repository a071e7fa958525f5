//! Client of a request: its network, the key of rate limits, and its browser. Networks are never logged; stored only
//! as keyed hashes.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::domain::operations::{Network, RateKey, RateLimit};
use crate::edge::Visitor;
use crate::i18n::{Arg, Lang, messages};

/// Network of a client, if known.
#[derive(Debug, Clone, Copy)]
pub struct Client(Visitor);

impl Client {
    /// Network of the client. `None`, so no rate limit, if the IP address is unknown: strangers don't share a bucket.
    pub fn network(self) -> Option<Network> {
        match self.0 {
            Visitor::Address(address) => Some(Network::new(network_prefix(address))),
            Visitor::Unreadable => Some(Network::new("unreadable".to_owned())),
            Visitor::Unknown => None,
        }
    }

    /// Rate-limit key of `kind` for this network, with its limit; `None` if the network is unknown.
    pub fn rate_key(self, kind: &str, limit: RateLimit) -> Option<RateKey> {
        Some(self.network()?.rate_key(kind, limit))
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(Visitor::from_request_parts(parts, app).await?))
    }
}

/// First 24 bits of an IPv4 address, first 48 bits of an IPv6 address.
fn network_prefix(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(it) => {
            let [a, b, c, _] = it.octets();
            format!("{a}.{b}.{c}")
        }
        IpAddr::V6(it) => {
            let [a, b, c, ..] = it.segments();
            format!("{a:x}:{b:x}:{c:x}")
        }
    }
}

/// `User-Agent` token and display name. The first match counts: most browsers also send the tokens of others.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system of `headers`, without versions: « Firefox sous Windows ».
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent = agent.unwrap_or_default();
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            let args = [("browser", Arg::Text(browser)), ("system", Arg::Text(system))];
            Lang::Fr.message_with(messages::DEVICE_ON, &args)
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => Lang::Fr.message(messages::DEVICE_UNKNOWN).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_the_prefix_of_an_ip_address() {
        let of = |text: &str| network_prefix(text.parse().unwrap());
        assert_eq!(of("192.0.2.17"), "192.0.2");
        assert_eq!(of("::ffff:192.0.2.17"), "192.0.2");
        assert_eq!(of("2001:db8:17:4::1"), "2001:db8:17");
    }

    fn device_of(agent: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, agent.parse().unwrap());
        device(&headers)
    }

    #[test]
    fn a_browser_and_its_system_are_named_without_versions() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                    Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                      (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(device_of(edge), "Edge sous Windows");
        assert_eq!(device_of(iphone), "Safari sous iPhone");
        assert_eq!(device_of(firefox), "Firefox sous Linux");
        assert_eq!(device_of("curl/8.5.0"), "Navigateur inconnu");
        assert_eq!(device(&HeaderMap::new()), "Navigateur inconnu");
    }
}
