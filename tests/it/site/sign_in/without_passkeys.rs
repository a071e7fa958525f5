//! Sign-in of a program built without passkeys: the pages offer none, and mail and one-time code are enough.

use serde_json::json;

use super::{ACCOUNT, ANNE, last_mail, link_requested, now, path};
use crate::browser::Browser;
use crate::fixtures::seeds;
use crate::test_app::TestApp;

#[tokio::test]
async fn the_pages_offer_no_passkey_and_say_so() {
    let (app, _) = link_requested().await;
    let way = path(&last_mail(&app, ANNE).await);
    let mut browser = Browser::new();
    browser.post(&app, &way, &[("code-preuve", &now(&app))]).await.assert_status(303);

    let by_address = TestApp::with_public_url("http://127.0.0.1:3000", &seeds()).await;
    for page in [
        app.get("/connexion").await,
        browser.get(&app, ACCOUNT).await,
        by_address.get("/connexion").await,
    ] {
        let page = page.assert_status(200);
        assert!(page.text("main").contains("Les clés d’accès ne sont pas proposées sur ce site."));
        assert!(page.texts("[data-passkey]").is_empty());
        assert!(page.attrs("script", "src").iter().all(|path| !path.contains("passkey")));
    }
}

#[tokio::test]
async fn the_endpoints_of_the_script_are_not_found() {
    let (app, mut browser) = link_requested().await;
    let answer = json!({ "answer": {} });
    for path in ["/connexion/cle/demande", "/connexion/cle"] {
        browser.post_json(&app, path, &answer).await.assert_status(404);
    }
}
