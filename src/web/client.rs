//! Client network (an IP prefix), the key of rate limits. Never logged; stored only as a keyed hash.

use std::{convert::Infallible, fmt, net::IpAddr};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    app::App,
    domain::limit::{Demand, Limit, Network},
    edge::{Peer, client_address},
};

/// Network of a client, if known.
#[derive(Clone, Copy)]
pub struct Client(Source);

#[derive(Clone, Copy)]
enum Source {
    Address(IpAddr),
    /// The proxy's header is present but holds no IP address. All such clients share one network: otherwise an
    /// unreadable header would lift every limit.
    Unreadable,
    Unknown,
}

impl Client {
    /// Network of the client. `None`, so no rate limit, if the IP address is unknown: strangers don't share a bucket.
    pub fn network(self) -> Option<Network> {
        match self.0 {
            Source::Address(address) => Some(Network::new(prefix(address))),
            Source::Unreadable => Some(Network::new("unreadable".to_owned())),
            Source::Unknown => None,
        }
    }

    /// Rate-limit key of `kind` for this network, with its limit; `None` if the network is unknown.
    pub fn demand(self, kind: &str, limit: Limit) -> Option<Demand> {
        Some(self.network()?.demand(kind, limit))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let Some(header) = &app.config.client_address_header else {
            let peer = parts.extensions.get::<Peer>().and_then(|peer| elsewhere(peer.0));
            return Ok(Self(peer.map_or(Source::Unknown, Source::Address)));
        };
        // Behind a proxy the peer is the proxy: only its header names the client.
        Ok(Self(match client_address(&parts.headers, header) {
            Some(address) => Source::Address(address),
            None if parts.headers.contains_key(header) => Source::Unreadable,
            None => Source::Unknown,
        }))
    }
}

/// `peer`, unless it is a loopback address: that is a proxy for which no header is configured, and all visitors would
/// share one limit.
fn elsewhere(peer: IpAddr) -> Option<IpAddr> {
    (!peer.to_canonical().is_loopback()).then_some(peer)
}

/// First 24 bits of an IPv4 address, first 48 bits of an IPv6 address.
fn prefix(address: IpAddr) -> String {
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
    fn a_network_is_the_front_of_an_address() {
        let of = |text: &str| prefix(text.parse().unwrap());
        assert_eq!(of("192.0.2.17"), "192.0.2");
        assert_eq!(of("::ffff:192.0.2.17"), "192.0.2");
        assert_eq!(of("2001:db8:17:4::1"), "2001:db8:17");
    }

    #[test]
    fn a_proxy_on_this_machine_is_nobody() {
        for (peer, known) in [
            ("127.0.0.1", false),
            ("::1", false),
            ("::ffff:127.0.0.1", false),
            ("192.0.2.17", true),
        ] {
            assert_eq!(elsewhere(peer.parse().unwrap()).is_some(), known, "{peer}");
        }
    }
}
