//! Re-authentication before sensitive actions.

use super::{ACCOUNT, ANNE};
use crate::browser::Browser;
use crate::fixtures::{SECRET, member, seeds, totp_code};
use crate::test_app::TestApp;

const MEMBERS: &str = "/moderation/membres";
const REAUTHENTICATION: &str = "/connexion/preuve";

/// A site with an administrator who signed in eleven minutes ago.
async fn signed_in_before() -> (TestApp, Browser) {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (_, admin) = member(ANNE).administrator().signed_in(&app).await;
    app.set_clock("2026-11-24T09:11:00Z");
    (app, admin)
}

fn now(app: &TestApp) -> String {
    totp_code(&SECRET, app.app.clock.now())
}

#[tokio::test]
async fn sensitive_actions_require_reauthentication_and_keep_the_input() {
    let (app, mut admin) = signed_in_before().await;
    let fields = [("adresse", "paul@example.org"), ("nom", "Paul"), ("role", "relecture")];

    let page = admin.post(&app, MEMBERS, &fields).await.assert_status(401);

    assert_eq!(page.text("h1"), "Prouvez encore une fois que c’est vous");
    assert!(page.attrs("main a[target=_blank]", "href").contains(&REAUTHENTICATION.to_owned()));
    assert_eq!(page.attr("main form[method=post]", "action"), MEMBERS);
    assert_eq!(page.attr("input[name=adresse]", "value"), "paul@example.org");
    assert!(page.text(".form").contains("Paul"));

    admin.post(&app, REAUTHENTICATION, &[("code-preuve", &now(&app))]).await.assert_status(303);
    admin.post(&app, MEMBERS, &fields).await.assert_status(303);
}

#[tokio::test]
async fn pages_with_a_secret_require_reauthentication() {
    let (app, mut admin) = signed_in_before().await;
    let page = admin.get(&app, "/moderation/compte/application").await.assert_status(303);
    let proof = page.header("location").to_owned();
    assert_eq!(proof, "/connexion/preuve?retour=%2Fmoderation%2Fcompte%2Fapplication");
    let page = admin.get(&app, &proof).await.assert_status(200);
    let back = page.attr("input[name=retour]", "value");
    let page =
        admin.post(&app, REAUTHENTICATION, &[("code-preuve", &now(&app)), ("retour", &back)]).await;
    assert_eq!(page.assert_status(303).header("location"), "/moderation/compte/application");
    admin.get(&app, "/moderation/compte/application").await.assert_status(200);
}

#[tokio::test]
async fn every_sensitive_route_requires_reauthentication() {
    let (app, mut admin) = signed_in_before().await;
    let own = admin.get(&app, MEMBERS).await.attr("th a", "href");
    for path in [
        MEMBERS,
        &own,
        &format!("{own}/retrait"),
        &format!("{own}/invitation"),
        "/moderation/compte/application",
        "/moderation/compte/application/retrait",
        "/moderation/compte/codes",
        "/moderation/compte/cles/1/retrait",
    ] {
        let page = admin.post(&app, path, &[]).await.assert_status(401);
        assert_eq!(page.text("h1"), "Prouvez encore une fois que c’est vous", "{path}");
    }
    let reported =
        admin.post_json(&app, "/moderation/compte/cles/demande", &serde_json::json!({})).await;
    let next = reported.json()["next"].as_str().unwrap().to_owned();
    assert_eq!(next, "/connexion/preuve?retour=%2Fmoderation%2Fcompte");
}

#[tokio::test]
async fn five_wrong_proofs_end_the_session() {
    let (app, mut admin) = signed_in_before().await;
    for _ in 0..4 {
        let page = admin
            .post(&app, REAUTHENTICATION, &[("code-preuve", "000000")])
            .await
            .assert_status(422);
        assert_eq!(page.attrs("#erreurs a", "href"), ["#code-preuve"]);
    }
    admin.post(&app, REAUTHENTICATION, &[("code-preuve", "000000")]).await.assert_status(401);
    admin.get(&app, ACCOUNT).await.assert_status(303);
}

#[tokio::test]
async fn a_successful_reauthentication_resets_the_failures() {
    let (mut app, mut admin) = signed_in_before().await;
    for moment in ["2026-11-24T09:12:00Z", "2026-11-24T09:13:00Z"] {
        app.set_clock(moment);
        for _ in 0..4 {
            admin
                .post(&app, REAUTHENTICATION, &[("code-preuve", "000000")])
                .await
                .assert_status(422);
        }
        admin.post(&app, REAUTHENTICATION, &[("code-preuve", &now(&app))]).await.assert_status(303);
    }
}

#[tokio::test]
async fn a_code_used_to_sign_in_does_not_reauthenticate() {
    let (app, mut admin) = signed_in_before().await;
    admin.post(&app, REAUTHENTICATION, &[("code-preuve", &now(&app))]).await.assert_status(303);
    admin.post(&app, REAUTHENTICATION, &[("code-preuve", &now(&app))]).await.assert_status(422);
}
