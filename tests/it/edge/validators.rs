//! `ETag` and 304: one strong tag for each body and encoding.

use super::fetch;

#[tokio::test]
async fn each_coding_of_a_page_has_a_strong_tag_of_its_own() {
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
async fn a_page_that_is_known_is_not_sent_again() {
    for coding in ["identity", "gzip", "br"] {
        let accept = ("accept-encoding", coding);
        let first = fetch("/page", &[accept]).await;
        let tag = first.header("etag").unwrap();
        let asked = [tag.to_owned(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()];
        for asked in asked {
            let again = fetch("/page", &[accept, ("if-none-match", &asked)]).await;
            assert_eq!(again.status, 304, "{coding} {asked}");
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
async fn the_tag_of_one_coding_does_not_stand_for_another() {
    let packed = fetch("/page", &[("accept-encoding", "br")]).await;
    let tag = packed.header("etag").unwrap();
    for coding in ["identity", "gzip"] {
        let headers = [("accept-encoding", coding), ("if-none-match", tag)];
        assert_eq!(fetch("/page", &headers).await.status, 200, "{coding}");
    }
}

#[tokio::test]
async fn what_is_private_or_failed_has_no_tag() {
    for path in ["/fiche", "/nulle-part", "/panne"] {
        let answer = fetch(path, &[("if-none-match", "*")]).await;
        assert_eq!(answer.header("etag"), None, "{path}");
        assert_ne!(answer.status, 304, "{path}");
    }
}
