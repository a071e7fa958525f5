//! Client network (an IP prefix), the key of rate limits. Never logged; stored only as a keyed hash.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::app::App;
use crate::domain::operations::{Network, RateKey, RateLimit};
use crate::edge::Visitor;

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
}
