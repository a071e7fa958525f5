//! Static files: compressed, fingerprinted, immutable.

use quartiers_emploi::web::assets::{CSS_HOME, FAVICON, SITE, SPRITE};

use super::fetch;

#[tokio::test]
async fn a_static_file_is_immutable_under_a_name_with_its_hash() {
    for (path, kind) in [
        (CSS_HOME, "text/css; charset=utf-8"),
        (SITE, "text/javascript; charset=utf-8"),
        (SPRITE, "image/svg+xml"),
        (FAVICON, "image/svg+xml"),
    ] {
        let answer = fetch(path, &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(answer.header("content-encoding"), None);
    }
}

#[tokio::test]
async fn a_static_file_has_the_accepted_content_encoding() {
    let plain = fetch(CSS_HOME, &[]).await;
    let mut tags = vec![plain.header("etag").unwrap().to_owned()];
    for (accepted, coding) in [("gzip, br", "br"), ("gzip, br;q=0", "gzip")] {
        let packed = fetch(CSS_HOME, &[("accept-encoding", accepted)]).await;
        let tag = packed.header("etag").unwrap();
        assert_eq!(packed.header("content-encoding"), Some(coding));
        assert!(packed.body.len() * 3 < plain.body.len(), "{coding}");
        let again = [("accept-encoding", accepted), ("if-none-match", tag)];
        assert_eq!(fetch(CSS_HOME, &again).await.status, 304);
        tags.push(tag.to_owned());
    }
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn the_bundle_has_all_style_sheets_in_order_without_comments() {
    let version = fetch(CSS_HOME, &[]).await;
    let (tokens, print) = (version.text().find("--paper"), version.text().find("@media print{"));
    assert!(tokens.unwrap() < print.unwrap());
    assert!(!version.text().contains("/*"));
    assert_eq!(version.text().matches('{').count(), version.text().matches('}').count());
}

#[tokio::test]
async fn an_unknown_static_file_is_not_found() {
    for path in ["/static/site.css", "/static/%ff", "/static/"] {
        assert_eq!(fetch(path, &[]).await.status, 404, "{path}");
    }
}
