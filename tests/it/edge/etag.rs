//! `ETag` and 304: one strong tag for each body and encoding.

use super::fetch;

#[tokio::test]
async fn each_encoding_of_a_page_has_its_own_strong_etag() {
    let mut tags = Vec::new();
    for coding in ["identity", "gzip", "br"] {
        let answer = fetch("/page", &[("accept-encoding", coding)]).await;
        let tag = answer.header("etag").unwrap().to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
        assert_eq!(answer.header("content-encoding").unwrap_or("identity"), coding);
        assert!(answer.header("vary").unwrap().eq_ignore_ascii_case("accept-encoding"));
        tags.push(tag);
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn a_matching_etag_gets_304() {
    for coding in ["identity", "gzip", "br"] {
        let accept = ("accept-encoding", coding);
        let first = fetch("/page", &[accept]).await;
        let tag = first.header("etag").unwrap();
        let tags = [tag.to_owned(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()];
        for tags in tags {
            let again = fetch("/page", &[accept, ("if-none-match", &tags)]).await;
            assert_eq!(again.status, 304, "{coding} {tags}");
            assert!(again.body.is_empty());
            assert_eq!(again.header("etag"), Some(tag));
            assert_eq!(again.header("cache-control"), first.header("cache-control"));
            assert_eq!(again.header("vary"), first.header("vary"));
            assert_eq!(again.header("content-encoding"), None);
            assert!(again.header("content-security-policy").is_some());
        }
    }
}

#[tokio::test]
async fn the_etag_of_one_encoding_does_not_match_another() {
    let packed = fetch("/page", &[("accept-encoding", "br")]).await;
    let tag = packed.header("etag").unwrap();
    for coding in ["identity", "gzip"] {
        let headers = [("accept-encoding", coding), ("if-none-match", tag)];
        assert_eq!(fetch("/page", &headers).await.status, 200, "{coding}");
    }
}

#[tokio::test]
async fn private_and_error_responses_have_no_etag() {
    for path in ["/fiche", "/nulle-part", "/panne"] {
        let answer = fetch(path, &[("if-none-match", "*")]).await;
        assert_eq!(answer.header("etag"), None, "{path}");
        assert_ne!(answer.status, 304, "{path}");
    }
}
