//! From which network a request comes: known for as long as it is answered, never logged, never kept but as a keyed hash.

use std::{convert::Infallible, net::IpAddr};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    app::App,
    domain::limit::{Demand, Limit, Network},
    edge::Visitor,
};

/// The network of a client, when it is known.
#[derive(Debug, Clone, Copy)]
pub struct Client(Visitor);

impl Client {
    /// The network; none when it is not known: nobody is held for another.
    pub fn network(self) -> Option<Network> {
        match self.0 {
            Visitor::Address(address) => Some(Network::new(prefix(address))),
            Visitor::Unreadable => Some(Network::new("unreadable".to_owned())),
            Visitor::Unknown => None,
        }
    }

    /// A demand of this network, when it is known.
    pub fn demand(self, kind: &str, limit: Limit) -> Option<Demand> {
        Some(self.network()?.demand(kind, limit))
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(Visitor::from_request_parts(parts, app).await?))
    }
}

/// The first 24 bits of an address of version 4, the first 48 of one of version 6.
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
}
