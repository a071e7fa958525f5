//! CSRF protection by `Sec-Fetch-Site`, `Origin` and `Referer`, so that pages carry no token.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};

use crate::edge::EdgeSettings;

/// True for a safe method or a same-origin request.
pub fn is_allowed(settings: &EdgeSettings, request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || is_same_origin(&settings.public_url.to_string(), request.headers())
}

/// True if `headers` prove that the origin is `ours`, as set in the settings: `Host` is chosen by the sender. A
/// sibling domain is another origin.
///
/// Text browsers (lynx, w3m) send neither `Sec-Fetch-Site` nor `Origin`: their `Referer` counts. Another site can
/// suppress it, which is rejected, but cannot forge it.
fn is_same_origin(ours: &str, headers: &HeaderMap) -> bool {
    let origin = values(headers, header::ORIGIN.as_str());
    match (values(headers, "sec-fetch-site").as_deref(), origin) {
        (Some("same-origin"), _) => true,
        (Some("none"), origin) => origin.is_none_or(|origin| origin == ours),
        (Some(_), _) => false,
        (None, Some(origin)) => origin == ours,
        (None, None) => has_same_origin_referer(ours, headers),
    }
}

/// True if there is exactly one `Referer`, with the origin `ours`.
fn has_same_origin_referer(ours: &str, headers: &HeaderMap) -> bool {
    let mut referers = headers.get_all(header::REFERER).iter();
    let (Some(referer), None) = (referers.next(), referers.next()) else { return false };
    let rest = referer.as_bytes().strip_prefix(ours.as_bytes());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"))
}

/// Values of a header, joined: a repeated header matches no known value.
fn values(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<_> = headers
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    (!values.is_empty()).then(|| values.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://annuaire.example";

    fn judged(site: &[&str], origin: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for value in site {
            headers.append("sec-fetch-site", value.parse().unwrap());
        }
        for value in origin {
            headers.append(header::ORIGIN, value.parse().unwrap());
        }
        is_same_origin(OURS, &headers)
    }

    const OTHERS: [&str; 5] = [
        "https://evil.example",
        "http://annuaire.example",
        "https://annuaire.example:8443",
        "https://annuaire.example.evil.example",
        "null",
    ];

    #[test]
    fn a_same_origin_request_passes_with_any_origin_header() {
        for origin in [&[][..], &["null"], &[OURS], &["https://evil.example"]] {
            assert!(judged(&["same-origin"], origin), "{origin:?}");
        }
    }

    #[test]
    fn a_request_typed_by_the_person_passes_unless_its_origin_is_another() {
        assert!(judged(&["none"], &[]));
        assert!(judged(&["none"], &[OURS]));
        for origin in OTHERS {
            assert!(!judged(&["none"], &[origin]), "{origin}");
        }
    }

    #[test]
    fn a_cross_site_request_is_refused_with_any_origin_header() {
        for site in ["same-site", "cross-site", "new-word", "", "SAME-ORIGIN"] {
            for origin in [&[][..], &[OURS], &["null"], &["https://evil.example"]] {
                assert!(!judged(&[site], origin), "{site:?} {origin:?}");
            }
        }
    }

    #[test]
    fn without_the_fetch_header_only_our_own_origin_passes() {
        assert!(judged(&[], &[OURS]));
        assert!(!judged(&[], &[]));
        for origin in OTHERS {
            assert!(!judged(&[], &[origin]), "{origin}");
        }
    }

    #[test]
    fn without_either_header_a_referer_of_ours_passes() {
        let judged = |referers: &[&str]| {
            let mut headers = HeaderMap::new();
            for referer in referers {
                headers.append(header::REFERER, referer.parse().unwrap());
            }
            is_same_origin(OURS, &headers)
        };
        for ours in [OURS, "https://annuaire.example/", "https://annuaire.example/suivi?a=1"] {
            assert!(judged(&[ours]), "{ours}");
        }
        for other in OTHERS {
            assert!(!judged(&[other]), "{other}");
            assert!(!judged(&[&format!("{other}/{OURS}/suivi")]), "{other}");
        }
        for odd in ["", "/suivi", "about:blank", "https://annuaire.example@evil.example/"] {
            assert!(!judged(&[odd]), "{odd}");
        }
        assert!(!judged(&[OURS, OURS]));
    }

    #[test]
    fn a_referer_of_ours_does_not_make_up_for_the_other_headers() {
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "null")] {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, OURS.parse().unwrap());
            headers.insert(name, value.parse().unwrap());
            assert!(!is_same_origin(OURS, &headers), "{name}");
        }
    }

    #[test]
    fn a_header_given_twice_counts_for_none_of_its_values() {
        assert!(!judged(&["same-origin", "same-origin"], &[OURS]));
        assert!(!judged(&["same-origin", "cross-site"], &[OURS]));
        assert!(!judged(&[], &[OURS, OURS]));
    }
}
