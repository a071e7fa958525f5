//! Base URL of an external service.

use std::fmt;
use std::str::FromStr;

use hyper::Uri;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::types::SettingError;

/// Base URL of an external service, with an optional path prefix: `https://geocoder.example/api`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceUrl {
    /// Without trailing slash.
    base: String,
    host: String,
}

impl ServiceUrl {
    /// Host name, for display.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// URL of `path` with `query`, percent-encoded.
    #[must_use]
    pub fn query_url(&self, path: &str, query: &[(&str, &str)]) -> Uri {
        let coded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let pairs: Vec<String> =
            query.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect();
        let address = format!("{}{path}?{}", self.base, pairs.join("&"));
        address.parse().expect("a valid base URL and percent-encoded values form a URL")
    }
}

impl FromStr for ServiceUrl {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let base = text.trim_end_matches('/');
        let uri: Uri = base.parse().map_err(|_| SettingError::ServiceUrl)?;
        let scheme = uri.scheme_str().unwrap_or_default();
        let host = uri.host().unwrap_or_default().to_owned();
        let named = uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
        let sound = matches!(scheme, "http" | "https") && named && !host.is_empty();
        if !sound || uri.query().is_some() || base.contains('#') {
            return Err(SettingError::ServiceUrl);
        }
        Ok(Self { base: base.to_owned(), host })
    }
}

impl fmt::Display for ServiceUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_url_has_the_path_of_the_service_and_encoded_values() {
        let service: ServiceUrl = "https://geo.example:8080/api/".parse().unwrap();
        assert_eq!(service.host(), "geo.example");
        let url = service.query_url("/search/", &[("q", "12 rue de l’Été & co"), ("limit", "5")]);
        assert_eq!(
            url.to_string(),
            "https://geo.example:8080/api/search/?q=12%20rue%20de%20l%E2%80%99%C3%89t%C3%A9%20%26%20co&limit=5"
        );
    }

    #[test]
    fn an_invalid_service_url_is_rejected() {
        for text in [
            "",
            "geo.example",
            "ftp://geo.example",
            "https://",
            "/search",
            "http://a?b=c",
            "http://me:pw@geo.example",
        ] {
            assert!(text.parse::<ServiceUrl>().is_err(), "{text}");
        }
    }
}
