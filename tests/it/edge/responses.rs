//! Headers of every response, and error responses of the edge.

use std::time::Duration;

use axum::body::Body;
use quartiers_emploi::edge::{EdgeSettings, apply_middleware};

use super::{PendingBody, ask, fetch, settings, test_router};

const AT_ONCE: Duration = Duration::from_millis(20);
const SAME_ORIGIN: (&str, &str) = ("sec-fetch-site", "same-origin");

#[tokio::test]
async fn every_response_has_security_headers_and_a_request_id() {
    for path in ["/page", "/fiche", "/nulle-part", "/panne", "//evil.example", "/%00", "/%zz"] {
        let answer = fetch(path, &[]).await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
        let permissions = answer.header("permissions-policy").unwrap();
        assert!(permissions.contains("camera=()"), "{path}");
        assert!(permissions.contains("geolocation=(self)"), "{path}");
        assert!(permissions.contains("publickey-credentials-create=(self)"), "{path}");
        assert!(permissions.contains("publickey-credentials-get=(self)"), "{path}");
        assert!(policy.contains("connect-src 'self'"), "{path}");
        assert!(answer.header("x-request-id").is_some(), "{path}");
        assert!(answer.header("strict-transport-security").is_none(), "{path}");
        assert!(answer.header("set-cookie").is_none(), "{path}");
    }
}

#[tokio::test]
async fn hsts_is_sent_only_when_set() {
    let router = apply_middleware(test_router(), EdgeSettings { hsts: true, ..settings() });
    let answer = ask(router, "GET /page", &[], Body::empty()).await;
    assert!(answer.header("strict-transport-security").unwrap().starts_with("max-age=63072000"));
}

#[tokio::test]
async fn an_answer_that_names_no_policy_is_private_and_not_stored() {
    for path in ["/fiche", "/nulle-part", "/panne"] {
        assert_eq!(fetch(path, &[]).await.header("cache-control"), Some("private, no-store"));
    }
    let page = fetch("/page", &[]).await;
    assert_eq!(page.header("cache-control"), Some("public, max-age=60, must-revalidate"));
}

#[tokio::test]
async fn a_panic_fails_one_request_without_details() {
    let router = apply_middleware(test_router(), settings());
    let failed = ask(router.clone(), "GET /panne", &[], Body::empty()).await;
    assert_eq!(failed.status, 500);
    assert!(failed.text().contains(failed.header("x-request-id").unwrap()));
    assert!(!failed.text().contains("a handler that fails"));
    assert_eq!(ask(router, "GET /page", &[], Body::empty()).await.status, 200);
}

#[tokio::test]
async fn a_handler_that_does_not_end_times_out() {
    let router = apply_middleware(test_router(), EdgeSettings { deadline: AT_ONCE, ..settings() });
    assert_eq!(ask(router, "GET /attente", &[], Body::empty()).await.status, 503);
}

#[tokio::test]
async fn a_body_that_does_not_arrive_times_out() {
    let router =
        apply_middleware(test_router(), EdgeSettings { body_deadline: AT_ONCE, ..settings() });
    assert_eq!(
        ask(router, "POST /envoi", &[SAME_ORIGIN], Body::new(PendingBody)).await.status,
        408
    );
}

#[tokio::test]
async fn a_body_may_be_as_large_as_the_limit_and_no_larger() {
    let router = apply_middleware(test_router(), EdgeSettings { body_limit: 10, ..settings() });
    let sent = |size: usize| ask(router.clone(), "POST /envoi", &[SAME_ORIGIN], "x".repeat(size));
    assert_eq!(sent(10).await.text(), "10");
    let refused = sent(11).await;
    assert_eq!(refused.status, 413);
    assert!(refused.text().contains("volumineux"));
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_before_any_route_is_looked_up() {
    for path in ["/envoi", "/page", "/nulle-part"] {
        for headers in [&[][..], &[("sec-fetch-site", "cross-site")], &[("origin", "null")]] {
            let router = apply_middleware(test_router(), settings());
            let answer = ask(router, &format!("POST {path}"), headers, "x").await;
            assert_eq!(answer.status, 403, "{path} {headers:?}");
        }
    }
    let router = apply_middleware(test_router(), settings());
    let ours = [("origin", "https://annuaire.example")];
    assert_eq!(ask(router, "POST /envoi", &ours, "abc").await.text(), "3");
}

#[tokio::test]
async fn head_returns_the_headers_of_get_without_a_body() {
    for path in ["/page", "/fiche", "/nulle-part"] {
        let get = fetch(path, &[]).await;
        let router = apply_middleware(test_router(), settings());
        let head = ask(router, &format!("HEAD {path}"), &[], Body::empty()).await;
        assert_eq!((head.status, head.header("etag")), (get.status, get.header("etag")), "{path}");
        assert!(head.body.is_empty());
        if !get.body.is_empty() {
            assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()));
        }
    }
}

#[test]
fn default_timeouts_are_as_documented() {
    let settings = settings();
    assert_eq!(settings.deadline, Duration::from_secs(10));
    assert_eq!(settings.body_deadline, Duration::from_secs(30));
    assert_eq!(settings.body_limit, 64 * 1024);
}
