//! Host allowlist: exactly one `Host` header, on the list; no absolute-form target.

use axum::http::{HeaderMap, StatusCode, Uri, header};

use crate::config::{HostName, PublicUrl};

/// Accepted hosts.
#[derive(Debug, Clone)]
pub struct Hosts {
    public_url: PublicUrl,
    others: Vec<HostName>,
    accepts_loopback: bool,
}

impl Hosts {
    /// Host of `public_url` and `others`; one without a port accepts any port.
    #[must_use]
    pub fn new(public_url: PublicUrl, others: Vec<HostName>) -> Self {
        Self { public_url, others, accepts_loopback: false }
    }

    /// Also accepts loopback names with any port, if `loopback`.
    #[must_use]
    pub fn accepting_loopback(self, loopback: bool) -> Self {
        Self { accepts_loopback: loopback, ..self }
    }

    fn contains(&self, host: &HostName) -> bool {
        let public = self.public_url.host();
        let default = self.public_url.default_port();
        let port = |host: &HostName| host.port().unwrap_or(default);
        (host.name() == public.name() && port(host) == port(public))
            || self.others.iter().any(|other| {
                other.name() == host.name()
                    && (other.port().is_none() || other.port() == host.port())
            })
            || (self.accepts_loopback && host.is_loopback())
    }
}

/// Status of the rejection, if any: 400 for a malformed host or target, 421 for an unknown host.
pub fn rejection_status(hosts: &Hosts, target: &Uri, headers: &HeaderMap) -> Option<StatusCode> {
    let mut named = headers.get_all(header::HOST).iter();
    let (Some(host), None, None) = (named.next(), named.next(), target.authority()) else {
        return Some(StatusCode::BAD_REQUEST);
    };
    let host = host.to_str().ok().and_then(|host| host.parse().ok());
    let known = host.is_some_and(|host| hosts.contains(&host));
    (!known).then_some(StatusCode::MISDIRECTED_REQUEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(url: &str, others: &[&str]) -> Hosts {
        let others = others.iter().map(|other| other.parse().unwrap()).collect();
        Hosts::new(url.parse().unwrap(), others)
    }

    fn answers(hosts: &Hosts, host: &str) -> bool {
        host.parse().is_ok_and(|host| hosts.contains(&host))
    }

    #[test]
    fn the_public_host_matches_with_an_explicit_or_implied_port() {
        let hosts = hosts("https://annuaire.example", &[]);
        for host in ["annuaire.example", "ANNUAIRE.example", "annuaire.example:443"] {
            assert!(answers(&hosts, host), "{host}");
        }
        let strangers =
            ["annuaire.example:80", "www.annuaire.example", "annuaire.example.", "127.0.0.1"];
        for host in strangers {
            assert!(!answers(&hosts, host), "{host}");
        }
    }

    #[test]
    fn a_further_host_without_port_matches_any_port() {
        let hosts = hosts("https://annuaire.example", &["www.example", "old.example:8080"]);
        for host in ["www.example", "www.example:3000", "old.example:8080"] {
            assert!(answers(&hosts, host), "{host}");
        }
        assert!(!answers(&hosts, "old.example"));
    }

    #[test]
    fn loopback_hosts_match_only_if_configured() {
        let hosts = hosts("https://annuaire.example", &[]);
        assert!(!answers(&hosts, "localhost:3000"));
        let hosts = hosts.accepting_loopback(true);
        for host in ["localhost:3000", "127.0.0.1", "[::1]:80"] {
            assert!(answers(&hosts, host), "{host}");
        }
    }
}
