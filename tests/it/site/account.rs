//! The account page of the signed-in member.

use crate::fixtures::{SECRET, member, seeds, totp_code};
use crate::test_app::TestApp;

const ANNE: &str = "anne@example.org";
const ACCOUNT: &str = "/moderation/compte";

#[tokio::test]
async fn the_account_page_shows_the_member_and_is_not_cached() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).with_departements(&["18", "37"]).signed_in(&app).await;
    let page = anne.get(&app, ACCOUNT).await.assert_status(200);
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert_eq!(page.attr("meta[name=robots]", "content"), "noindex");
    let lead = page.text(".lead");
    assert!(lead.contains("anne, anne@example.org."), "{lead}");
    assert!(lead.contains("Cher, Indre-et-Loire"), "{lead}");
    assert_eq!(
        page.attrs(".members a", "href"),
        ["/moderation", "/moderation/initiatives", ACCOUNT]
    );
    assert_eq!(page.attr(".members form", "action"), "/connexion/fin");
}

#[tokio::test]
async fn the_last_sign_in_method_cannot_be_removed() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    let removal = "/moderation/compte/application/retrait";
    let page = anne.post(&app, removal, &[]).await.assert_status(409);
    assert!(page.text("main").contains("votre dernière façon de vous connecter"));
    assert_eq!(page.attr("main a.btn", "href"), ACCOUNT);
    assert_eq!(page.attr(".members form", "action"), "/connexion/fin");
    assert!(anne.get(&app, ACCOUNT).await.text("main").contains("Une application est liée"));
}

#[tokio::test]
async fn another_authenticator_replaces_the_first_and_its_holder_is_notified() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    let set_up = "/moderation/compte/application";
    let shown = anne.get(&app, set_up).await.text("[data-secret]");
    let secret = totp_rs::Secret::try_from_base32(shown.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(app.app.clock.now().as_second()).unwrap();
    let old = totp_code(&SECRET, app.app.clock.now());
    let empty = anne.post(&app, set_up, &[("code-preuve", "")]).await.assert_status(422);
    assert_eq!(empty.text("#erreurs a"), "Tapez les 6 chiffres que l’application montre.");
    assert!(empty.text("title").starts_with("Erreur : "));
    anne.post(&app, set_up, &[("code-preuve", &old)]).await.assert_status(422);
    let code = totp.generate(now).to_string();

    anne.post(&app, set_up, &[("code-preuve", &code)]).await.assert_status(303);

    let mail = app.mails().await.pop().unwrap();
    assert_eq!(mail.to.as_str(), ANNE);
    assert!(mail.text.contains("Une application de codes a été liée"), "{}", mail.text);
    let proof = "/connexion/preuve";
    anne.post(&app, proof, &[("code-preuve", &old)]).await.assert_status(422);
    anne.post(&app, proof, &[("code-preuve", &code)]).await.assert_status(422);
    let next = totp.generate(now + 30).to_string();
    anne.post(&app, proof, &[("code-preuve", &next)]).await.assert_status(303);
    assert_ne!(anne.get(&app, set_up).await.text("[data-secret]"), shown);
}

#[tokio::test]
async fn new_recovery_codes_void_the_old_ones() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    let codes = "/moderation/compte/codes";
    let old = anne.post(&app, codes, &[]).await.texts(".codes code");
    let version = anne.get(&app, codes).await.attr("[name=version]", "value");
    let version = [("version", version.as_str())];
    let new = anne.post(&app, codes, &version).await.texts(".codes code");
    let proof = "/connexion/preuve";
    anne.post(&app, proof, &[("code-secours", &old[0])]).await.assert_status(422);
    anne.post(&app, proof, &[("code-secours", &new[0])]).await.assert_status(303);
    let page = anne.get(&app, ACCOUNT).await;
    assert!(page.text("main").contains("Il vous reste 9"));
    let all: std::collections::BTreeSet<_> = old.iter().chain(&new).collect();
    assert_eq!(all.len(), 20);
}

#[tokio::test]
async fn a_page_of_recovery_codes_that_is_loaded_again_voids_nothing_that_was_written_down() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    let codes = "/moderation/compte/codes";
    let version = anne.get(&app, codes).await.attr("[name=version]", "value");
    let version = [("version", version.as_str())];
    let written = anne.post(&app, codes, &version).await.assert_status(200).texts(".codes code");

    let again = anne.post(&app, codes, &version).await.assert_status(409);

    assert!(again.texts(".codes code").is_empty() && !again.body.contains(&written[0]));
    assert!(again.text("main [role=alert]").contains("Il n’y a rien à faire"));
    let proof = "/connexion/preuve";
    anne.post(&app, proof, &[("code-secours", &written[0])]).await.assert_status(303);
    // The form loaded after a code was used is accepted.
    let version = anne.get(&app, codes).await.attr("[name=version]", "value");
    anne.post(&app, codes, &[("version", &version)]).await.assert_status(200);
}

#[tokio::test]
async fn credentials_of_others_are_not_found() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (paul, mut other) = member("paul@example.org").signed_in(&app).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    let theirs = app.app.store.list_sessions(paul, app.app.clock.now()).await.unwrap();
    let end = format!("/moderation/compte/sessions/{}/fin", theirs[0].id);
    anne.post(&app, &end, &[]).await.assert_status(404);
    other.get(&app, ACCOUNT).await.assert_status(200);
    for path in ["/moderation/compte/sessions/x/fin", "/moderation/compte/cles/999/retrait"] {
        anne.post(&app, path, &[]).await.assert_status(404);
    }
}
