//! Client address behind a proxy, and the concurrency limit by visitor.

use std::{
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, Once},
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{HeaderMap, header::HeaderName},
    response::Response,
};
use hyper::body::{Frame, SizeHint};

use super::network::{Network, NetworkLimit, Slot};

/// Concurrency limit by visitor.
#[derive(Debug, Clone)]
pub(super) struct Visitors {
    header: Option<HeaderName>,
    limit: NetworkLimit,
    warning: Arc<Once>,
}

impl Visitors {
    /// Limit of `most` concurrent requests for each visitor named by `header`; no limit without a header, since
    /// connections are limited then.
    pub fn new(header: Option<HeaderName>, most: usize) -> Self {
        Self { header, limit: NetworkLimit::new(most), warning: Arc::new(Once::new()) }
    }

    /// Takes a slot for a request: `None` if visitors are not named, an error if all slots are in use.
    pub fn admit(&self, headers: &HeaderMap) -> Result<Option<Slot>, TooMany> {
        let Some(name) = &self.header else { return Ok(None) };
        self.limit.try_acquire(self.network(headers, name)).map(Some).ok_or(TooMany)
    }

    /// Network of the visitor. All visitors without a readable address count as one.
    fn network(&self, headers: &HeaderMap, name: &HeaderName) -> Network {
        client_address(headers, name).map_or_else(
            || {
                self.warning.call_once(|| {
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
pub(super) struct TooMany;

/// Holds `slot` until the body of `response` has been sent.
pub(super) fn occupying(response: Response, slot: Slot) -> Response {
    response.map(|body| Body::new(Occupying { body, _slot: slot }))
}

struct Occupying {
    body: Body,
    _slot: Slot,
}

impl HttpBody for Occupying {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Client address written by the nearest proxy in the header `name`: the last one of its last line. `Forwarded` is
/// parsed by RFC 7239; any other header is a list of addresses, each plain, in brackets, in quotes or with a port.
/// Parsed from the end, which the proxy wrote, so that no bytes sent by a client change the result.
#[must_use]
pub fn client_address(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
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
    fn what_is_no_address_is_not_guessed_at() {
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
    fn nothing_that_a_client_sent_hides_what_the_proxy_appended() {
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
