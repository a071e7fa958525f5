//! The visitor that a request comes from, as the proxy in front writes it, and how many of their requests run at once.

use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Once};

use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::HeaderName;
use axum::http::request::Parts;

use crate::edge::network::{Network, NetworkLimit, Slot};
use crate::edge::server::Peer;

/// Where a request comes from, as far as that is known. It is never printed.
#[derive(Clone, Copy)]
pub enum Visitor {
    Address(IpAddr),
    /// The header of the proxy is there, but holds no address. All such visitors share one network: otherwise an
    /// unreadable header would lift every limit.
    Unreadable,
    /// Nothing tells visitors apart: none is limited for another.
    Unknown,
}

/// The header in which a proxy in front writes the address of the visitor; none where there is no such proxy.
#[derive(Debug, Clone)]
pub struct VisitorHeader(pub Option<HeaderName>);

impl Visitor {
    /// The network that is limited for this visitor, if it is known.
    pub(in crate::edge) fn network(self) -> Option<Network> {
        match self {
            Self::Address(address) => Some(Network::from(address)),
            Self::Unreadable => Some(Network::Unknown),
            Self::Unknown => None,
        }
    }
}

impl fmt::Debug for Visitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Visitor")
    }
}

impl<S> FromRequestParts<S> for Visitor
where
    S: Sync,
    VisitorHeader: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let VisitorHeader(header) = VisitorHeader::from_ref(state);
        let Some(header) = header else {
            let peer = parts.extensions.get::<Peer>().and_then(|peer| elsewhere(peer.0));
            return Ok(peer.map_or(Self::Unknown, Self::Address));
        };
        // Behind a proxy the peer is the proxy: without what it tells, nobody is known.
        Ok(match client_address(&parts.headers, &header) {
            Some(address) => Self::Address(address),
            None if parts.headers.contains_key(&header) => Self::Unreadable,
            None => Self::Unknown,
        })
    }
}

/// `peer`, unless it is this machine: then it is a proxy of which nobody said what it tells, and all the world would
/// share one limit.
fn elsewhere(peer: IpAddr) -> Option<IpAddr> {
    (!peer.to_canonical().is_loopback()).then_some(peer)
}

/// Concurrency limit by visitor.
#[derive(Debug, Clone)]
pub(super) struct VisitorLimit {
    header: Option<HeaderName>,
    limit: NetworkLimit,
    missing_header_warning: Arc<Once>,
}

impl VisitorLimit {
    /// Limit of `most` concurrent requests for each visitor named by `header`; no limit without a header, since
    /// connections are limited then.
    pub fn new(header: Option<HeaderName>, most: usize) -> Self {
        Self {
            header,
            limit: NetworkLimit::new(most),
            missing_header_warning: Arc::new(Once::new()),
        }
    }

    /// Takes a slot for a request: `None` if visitors are not named, an error if all slots are in use.
    pub fn try_acquire(&self, headers: &HeaderMap) -> Result<Option<Slot>, LimitReached> {
        let Some(name) = &self.header else { return Ok(None) };
        self.limit.try_acquire(self.network(headers, name)).map(Some).ok_or(LimitReached)
    }

    /// Network of the visitor. All visitors without a readable address count as one.
    fn network(&self, headers: &HeaderMap, name: &HeaderName) -> Network {
        client_address(headers, name).map_or_else(
            || {
                self.missing_header_warning.call_once(|| {
                    tracing::warn!(
                        header = %name,
                        "no address in {name}: requests without one share the limit of one visitor"
                    );
                });
                Network::Unknown
            },
            Network::from,
        )
    }
}

/// The visitor has too many concurrent requests.
#[derive(Debug)]
pub(super) struct LimitReached;

/// Client address written by the nearest proxy in the header `name`: the last one of its last line. `Forwarded` is
/// parsed by RFC 7239; any other header is a list of addresses, each plain, in brackets, in quotes or with a port.
/// Parsed from the end, which the proxy wrote, so that no bytes sent by a client change the result.
fn client_address(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
    let line = headers.get_all(name).iter().next_back()?.as_bytes();
    let mut quoted = false;
    let has_quotes = name == "forwarded";
    let mut elements = line.rsplit(|byte| {
        quoted ^= has_quotes && *byte == b'"';
        *byte == b',' && !quoted
    });
    let last = str::from_utf8(elements.next()?).ok()?;
    if has_quotes { address(forwarded_for(last)?) } else { address(last) }
}

/// Value of `for=` in an element of `Forwarded`.
fn forwarded_for(element: &str) -> Option<&str> {
    unquoted(element, ';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then_some(value)
    })
}

/// Splits `text` at separators outside quotes.
fn unquoted(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |letter| {
        quoted ^= letter == '"';
        letter == separator && !quoted
    })
}

fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let address = match bare {
        Some(bare) => bare.parse().map(IpAddr::V6).ok(),
        None => text.parse().ok(),
    };
    address.or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(name: &str, lines: &[&str]) -> Option<IpAddr> {
        let name: HeaderName = name.parse().unwrap();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(&name, HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        client_address(&headers, &name)
    }

    #[test]
    fn an_address_is_read_alone_in_brackets_in_quotes_or_with_a_port() {
        let cases = [
            ("192.0.2.17", "192.0.2.17"),
            (" 192.0.2.17 ", "192.0.2.17"),
            ("192.0.2.17:5678", "192.0.2.17"),
            ("\"192.0.2.17:5678\"", "192.0.2.17"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("::ffff:192.0.2.17", "::ffff:192.0.2.17"),
        ];
        for (text, expected) in cases {
            assert_eq!(read("x-real-ip", &[text]), expected.parse().ok(), "{text}");
        }
    }

    #[test]
    fn an_invalid_address_is_not_guessed() {
        let garbage = [
            "",
            ",",
            "unknown",
            "_hidden",
            "192.0.2",
            "192.0.2.17:",
            "192.0.2.17:99999",
            "[192.0.2.17]",
            "[2001:db8::1",
            "2001:db8::1]",
            "\"192.0.2.17",
            "for=192.0.2.17",
            "192.0.2.17 192.0.2.18",
        ];
        for text in garbage {
            assert_eq!(read("x-forwarded-for", &[text]), None, "{text}");
        }
        assert_eq!(read("x-forwarded-for", &[]), None);
        assert_eq!(read("x-forwarded-for", &["192.0.2.17", "unknown"]), None);
    }

    #[test]
    fn the_address_that_the_nearest_proxy_wrote_counts() {
        let lines = ["203.0.113.9, 198.51.100.1", "198.51.100.2, 192.0.2.17"];
        assert_eq!(read("x-forwarded-for", &lines), "192.0.2.17".parse().ok());
        assert_eq!(read("x-forwarded-for", &["192.0.2.17, "]), None);
    }

    #[test]
    fn no_client_header_hides_the_address_appended_by_the_proxy() {
        let address = "192.0.2.17".parse().ok();
        let sent = ["\"", "\"x", "\"198.51.100.1", "\\\"", "é", "a\"b\"c\""];
        for sent in sent {
            let line = format!("{sent}, 192.0.2.17");
            assert_eq!(read("x-forwarded-for", &[&line]), address, "{line}");
            let line = format!("{sent}, \"192.0.2.17:80\"");
            assert_eq!(read("x-forwarded-for", &[&line]), address, "{line}");
            let line = format!("for={sent}, for=192.0.2.17");
            assert_eq!(read("forwarded", &[&line]), address, "{line}");
            let line = format!("for={sent}, host=\"a,b\";for=\"192.0.2.17:80\"");
            assert_eq!(read("forwarded", &[&line]), address, "{line}");
        }
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

    #[test]
    fn forwarded_is_read_by_its_own_grammar() {
        let cases = [
            ("for=192.0.2.17", Some("192.0.2.17")),
            ("For=\"[2001:db8::1]:4711\"", Some("2001:db8::1")),
            ("for=198.51.100.1, for=192.0.2.17;proto=https;by=203.0.113.43", Some("192.0.2.17")),
            ("proto=https; host=\"a,b;c\"; for=\"192.0.2.17:80\"", Some("192.0.2.17")),
            ("for=unknown", None),
            ("for=_secret", None),
            ("by=192.0.2.17", None),
            ("192.0.2.17", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|text| text.parse().unwrap());
            assert_eq!(read("forwarded", &[text]), expected, "{text}");
        }
    }
}
