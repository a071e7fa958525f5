//! Host check over a real socket, with requests that no client library would send.

use quartiers_emploi::edge::{Limits, apply_middleware};

use super::sockets::{Server, status};
use super::{settings, test_router};

#[tokio::test]
async fn only_configured_hosts_are_accepted() {
    let server = Server::start(apply_middleware(test_router(), settings()), Limits::default());
    let cases = [
        ("GET /page HTTP/1.1\r\nHost: annuaire.example\r\n", 200),
        ("GET /page HTTP/1.1\r\nHost: ANNUAIRE.example:443\r\n", 200),
        ("GET /page HTTP/1.1\r\nHost: evil.example\r\n", 421),
        ("GET /page HTTP/1.1\r\nHost: annuaire.example.evil.example\r\n", 421),
        ("GET /page HTTP/1.1\r\nHost: annuaire.example:8080\r\n", 421),
        ("GET /page HTTP/1.1\r\nHost: user@annuaire.example\r\n", 421),
        ("GET /page HTTP/1.1\r\nHost:\r\n", 421),
        ("GET /page HTTP/1.1\r\nHost: annuaire.example\r\nHost: annuaire.example\r\n", 400),
        ("GET /page HTTP/1.1\r\nHost: annuaire.example\r\nHost: evil.example\r\n", 400),
        ("GET /page HTTP/1.1\r\n", 400),
        ("GET /page HTTP/1.0\r\n", 400),
        ("GET http://annuaire.example/page HTTP/1.1\r\nHost: annuaire.example\r\n", 400),
        ("GET http://evil.example/ HTTP/1.1\r\nHost: annuaire.example\r\n", 400),
        ("CONNECT evil.example:443 HTTP/1.1\r\nHost: annuaire.example\r\n", 400),
    ];
    for (request, expected) in cases {
        let answer = server.exchange(format!("{request}Connection: close\r\n\r\n")).await;
        assert_eq!(status(&answer), expected, "{request}{answer}");
        assert!(answer.contains("content-security-policy: default-src 'none'"), "{request}");
    }
}

#[tokio::test]
async fn odd_paths_get_error_responses() {
    let server = Server::start(apply_middleware(test_router(), settings()), Limits::default());
    for path in ["//evil.example", "/..", "/../../etc/passwd", "/%", "/%zz", "/%00", "/%ff", "/é"]
    {
        let request = format!("GET {path} HTTP/1.1\r\nHost: annuaire.example\r\n");
        let answer = server.exchange(format!("{request}Connection: close\r\n\r\n")).await;
        assert!((400..500).contains(&status(&answer)), "{path} {answer}");
    }
}

#[tokio::test]
async fn an_ambiguous_path_is_refused() {
    let server = Server::start(apply_middleware(test_router(), settings()), Limits::default());
    for path in [
        "/page\\",
        "/a\\..\\page",
        "/a%5Cb",
        "/%5c",
        "/page%00",
        "/a%2Fb",
        "/a/../page",
        "/%2e%2e/page",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: annuaire.example\r\n");
        let answer = server.exchange(format!("{request}Connection: close\r\n\r\n")).await;
        assert_eq!(status(&answer), 400, "{path} {answer}");
    }
    for query in ["q=%5C", "q=\\", "q=%2F..%00"] {
        let request = format!("GET /page?{query} HTTP/1.1\r\nHost: annuaire.example\r\n");
        let answer = server.exchange(format!("{request}Connection: close\r\n\r\n")).await;
        assert_eq!(status(&answer), 200, "{query} {answer}");
    }
}
