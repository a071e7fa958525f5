//! Error pages.

use crate::fixtures::seeds;
use crate::test_app::TestApp;

#[tokio::test]
async fn a_page_that_does_not_exist_offers_a_way_on() {
    let app = TestApp::with_seeds(&seeds()).await;
    for path in
        ["/nulle-part", "/initiatives/inconnue", "/quartiers/inconnu", "/static/x.css", "/i"]
    {
        let page = app.get(path).await.assert_status(404);
        assert_eq!(page.text("h1"), "Cette page n’existe pas", "{path}");
        assert!(page.attrs("main a", "href").contains(&"/".to_owned()), "{path}");
        assert!(!page.texts("main form[role=search]").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn an_address_that_makes_no_sense_is_answered_in_french() {
    let app = TestApp::with_seeds(&seeds()).await;
    for path in ["/initiatives/%ff", "/i/%00", "/initiatives/..%2f..%2fetc", "/q/%F0%9F%9A%97"] {
        let page = app.get(path).await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
        assert!(page.text("title").ends_with("Quartiers vers l’emploi"), "{path}");
    }
}

#[tokio::test]
async fn a_slash_too_much_leads_to_the_page_and_never_to_another_site() {
    let app = TestApp::with_seeds(&seeds()).await;
    let page = app.get("/initiatives/").await.assert_status(301);
    assert_eq!(page.header("location"), "/initiatives");
    app.get("//example.org/").await.assert_status(404);
}
