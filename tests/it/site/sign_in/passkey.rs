//! Passkeys: registration, sign-in, removal.

use serde_json::{Value, json};

use super::{ACCOUNT, ANNE, last_mail};
use crate::authenticator::Authenticator;
use crate::browser::Browser;
use crate::fixtures::{member, seeds};
use crate::site::moderation::connection;
use crate::test_app::TestApp;

const ASK: &str = "/connexion/cle/demande";
const ANSWER: &str = "/connexion/cle";
const REGISTRATION_CHALLENGE: &str = "/moderation/compte/cles/demande";
const MAKE: &str = "/moderation/compte/cles";
const REAUTH_CHALLENGE: &str = "/connexion/preuve/cle/demande";
const PROVE: &str = "/connexion/preuve/cle";

/// A site with an invited member who registered a passkey with this authenticator, in this browser.
async fn with_passkey() -> (TestApp, Authenticator, Browser) {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut browser) = member(ANNE).insert_enrolled(&app).await;
    let mut authenticator = Authenticator::new();
    let reply = make(&app, &mut browser, &mut authenticator).await;
    assert_eq!(reply["next"], "/moderation/compte/codes?ajout=oui", "{reply}");
    (app, authenticator, browser)
}

async fn make(app: &TestApp, browser: &mut Browser, authenticator: &mut Authenticator) -> Value {
    let options =
        browser.post_json(app, REGISTRATION_CHALLENGE, &json!({})).await.assert_status(200).json();
    let answer = authenticator.create_passkey(&options);
    browser
        .post_json(app, MAKE, &json!({ "answer": answer, "nom": " Mon  téléphone " }))
        .await
        .json()
}

async fn prove(app: &TestApp, browser: &mut Browser, authenticator: &mut Authenticator) -> Value {
    let options = browser.post_json(app, ASK, &json!({})).await.assert_status(200).json();
    let body =
        json!({ "answer": authenticator.sign_assertion(&options), "retour": "/moderation/compte" });
    browser.post_json(app, ANSWER, &body).await.json()
}

#[tokio::test]
async fn an_invited_member_registers_a_passkey_and_signs_in_with_it() {
    let (app, mut authenticator, mut first) = with_passkey().await;
    let page = first.get(&app, ACCOUNT).await.assert_status(200);
    assert!(page.text(".records").contains("Mon téléphone"));
    assert!(last_mail(&app, ANNE).await.text.contains("Une clé d’accès a été ajoutée"));

    let mut browser = Browser::new();
    let reply = prove(&app, &mut browser, &mut authenticator).await;

    assert_eq!(reply, json!({ "next": "/moderation/compte" }));
    let page = browser.get(&app, ACCOUNT).await.assert_status(200);
    assert!(page.text("main").contains("par une clé d’accès"));
    assert!(page.text("main").contains("Utilisée le 24 novembre 2026"));
}

#[tokio::test]
async fn a_passkey_of_nobody_is_refused() {
    let (app, _, _) = with_passkey().await;
    let mut stranger = Authenticator::new();
    let options = Browser::new().post_json(&app, ASK, &json!({})).await.json();
    // The authenticator has no passkey for this site and invents one.
    let mut forged_options = options.clone();
    forged_options["publicKey"]["user"]["id"] = json!("AAAAAAAAAAAAAAAAAAAAAA");
    forged_options["publicKey"]["authenticatorSelection"] =
        json!({ "residentKey": "required", "userVerification": "required" });
    stranger.create_passkey(&forged_options);
    let mut browser = Browser::new();
    let reply = prove(&app, &mut browser, &mut stranger).await;
    assert!(reply["message"].as_str().unwrap().contains("n’est liée à aucun compte"), "{reply}");
    assert!(browser.cookie("__Host-s").is_none());
}

#[tokio::test]
async fn a_response_is_valid_once_and_only_in_the_requesting_browser() {
    let (app, mut authenticator, _) = with_passkey().await;
    let mut browser = Browser::new();
    let options = browser.post_json(&app, ASK, &json!({})).await.json();
    let body = json!({ "answer": authenticator.sign_assertion(&options) });
    let mut thief = Browser::new();
    thief.post_json(&app, ASK, &json!({})).await;

    thief.post_json(&app, ANSWER, &body).await.assert_status(422);
    Browser::new().post_json(&app, ANSWER, &body).await.assert_status(422);
    let again = browser.clone().post_json(&app, ANSWER, &body).await.assert_status(200);
    assert_eq!(again.json()["next"], "/moderation");
    browser.post_json(&app, ANSWER, &body).await.assert_status(422);
}

/// Number of stored used challenges.
async fn used_challenges(app: &TestApp) -> i64 {
    #[expect(clippy::disallowed_methods, reason = "test reads the database directly")]
    let count = sqlx::query_scalar("SELECT count(*) FROM used_challenges");
    count.fetch_one(&mut connection(app).await).await.expect("a readable count")
}

#[tokio::test]
async fn a_challenge_survives_many_requests_of_strangers() {
    let (app, mut authenticator, _) = with_passkey().await;
    let mut browser = Browser::new();
    let options = browser.post_json(&app, ASK, &json!({})).await.json();
    let before = used_challenges(&app).await;

    for _ in 0..4_500 {
        Browser::new().post_json(&app, ASK, &json!({})).await.assert_status(200);
    }

    assert_eq!(used_challenges(&app).await, before, "nothing is kept of a question");
    let body = json!({ "answer": authenticator.sign_assertion(&options) });
    browser.post_json(&app, ANSWER, &body).await.assert_status(200);
    assert_eq!(used_challenges(&app).await, before + 1);
}

#[tokio::test]
async fn a_wrong_answer_uses_no_challenge_up() {
    let (app, mut authenticator, _) = with_passkey().await;
    let before = used_challenges(&app).await;
    let mut browser = Browser::new();
    let options = browser.post_json(&app, ASK, &json!({})).await.json();
    let mut forged = authenticator.sign_assertion(&options);
    forged["response"]["signature"] = json!("MEUCIQDx");
    browser.post_json(&app, ANSWER, &json!({ "answer": forged })).await.assert_status(422);
    assert_eq!(used_challenges(&app).await, before);
}

#[tokio::test]
async fn a_challenge_serves_its_purpose_in_its_session_only() {
    let (app, mut authenticator, mut anne) = with_passkey().await;
    let options =
        anne.post_json(&app, REAUTH_CHALLENGE, &json!({})).await.assert_status(200).json();
    let to_prove = json!({ "answer": authenticator.sign_assertion(&options) });
    anne.clone().post_json(&app, ANSWER, &to_prove).await.assert_status(422);
    let mut elsewhere = anne.clone();
    let reply = prove(&app, &mut elsewhere, &mut authenticator).await;
    assert!(reply["next"].is_string(), "{reply}");
    elsewhere.post_json(&app, PROVE, &to_prove).await.assert_status(422);
    let mut stolen = elsewhere.clone();
    stolen.set_cookie("__Host-c", anne.cookie("__Host-c").unwrap());
    stolen.post_json(&app, PROVE, &to_prove).await.assert_status(422);

    let mut other = Browser::new();
    let options = other.post_json(&app, ASK, &json!({})).await.json();
    let to_sign_in = json!({ "answer": authenticator.sign_assertion(&options) });
    let mut signed_in = stolen;
    signed_in.set_cookie("__Host-c", other.cookie("__Host-c").unwrap());
    signed_in.post_json(&app, PROVE, &to_sign_in).await.assert_status(422);
    other.post_json(&app, ANSWER, &to_sign_in).await.assert_status(200);
}

#[tokio::test]
async fn another_proof_by_passkey_serves_once() {
    let (app, mut authenticator, _) = with_passkey().await;
    let mut browser = Browser::new();
    prove(&app, &mut browser, &mut authenticator).await;
    let options =
        browser.post_json(&app, REAUTH_CHALLENGE, &json!({})).await.assert_status(200).json();
    let body = json!({ "answer": authenticator.sign_assertion(&options), "retour": ACCOUNT });
    let reply = browser.clone().post_json(&app, PROVE, &body).await.assert_status(200).json();
    assert_eq!(reply, json!({ "next": ACCOUNT }));
    browser.post_json(&app, PROVE, &body).await.assert_status(422);
}

#[tokio::test]
async fn a_cookie_of_a_challenge_is_small_however_many_passkeys_there_are() {
    let (app, _, mut browser) = with_passkey().await;
    for _ in 0..12 {
        make(&app, &mut browser, &mut Authenticator::new()).await;
    }
    let page = browser.post_json(&app, REGISTRATION_CHALLENGE, &json!({})).await.assert_status(200);
    let known = page.json()["publicKey"]["excludeCredentials"].as_array().unwrap().len();
    assert_eq!(known, 13);
    for options in [page, Browser::new().post_json(&app, ASK, &json!({})).await] {
        let cookie = options.header("set-cookie").to_owned();
        assert!(cookie.len() <= 1_024, "{} bytes", cookie.len());
        assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=300"), "{cookie}");
    }
}

/// Path that removes the only passkey of the signed-in member.
async fn removal(app: &TestApp, browser: &mut Browser) -> String {
    let page = browser.get(app, ACCOUNT).await.assert_status(200);
    page.attr("form[action*='/cles/']", "action")
}

#[tokio::test]
async fn removing_a_passkey_ends_the_sessions_that_it_opened_and_says_so() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut by_code) = member(ANNE).signed_in(&app).await;
    let (mut lost, mut other_key) = (Authenticator::new(), Authenticator::new());
    make(&app, &mut by_code, &mut lost).await;
    let mut thief = Browser::new();
    prove(&app, &mut thief, &mut lost).await;
    let path = removal(&app, &mut by_code).await;
    make(&app, &mut by_code, &mut other_key).await;
    let mut other = Browser::new();
    prove(&app, &mut other, &mut other_key).await;
    thief.get(&app, ACCOUNT).await.assert_status(200);

    let page = by_code.post(&app, &path, &[]).await.assert_status(303);

    thief.get(&app, ACCOUNT).await.assert_status(303);
    other.get(&app, ACCOUNT).await.assert_status(200);
    let account = by_code.get(&app, page.header("location")).await.assert_status(200);
    let message = account.text(".done [role=status]");
    assert!(message.contains("Les sessions ouvertes avec elle sont fermées"), "{message}");
    let mail = last_mail(&app, ANNE).await;
    assert!(mail.text.contains("Les sessions ouvertes avec elle sont"), "{}", mail.text);
}

#[tokio::test]
async fn removing_the_passkey_in_use_signs_out() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut first) = member(ANNE).signed_in(&app).await;
    let mut authenticator = Authenticator::new();
    make(&app, &mut first, &mut authenticator).await;
    let mut browser = Browser::new();
    prove(&app, &mut browser, &mut authenticator).await;
    let path = removal(&app, &mut browser).await;

    let page = browser.post(&app, &path, &[]).await.assert_status(303);

    assert!(browser.cookie("__Host-s").is_none());
    let page = browser.get(&app, page.header("location")).await.assert_status(200);
    let message = page.text(".note--ok");
    assert!(message.contains("elle est fermée aussi"), "{message}");
    first.get(&app, ACCOUNT).await.assert_status(200);
}

#[tokio::test]
async fn a_challenge_expires_after_five_minutes() {
    let (mut app, mut authenticator, _) = with_passkey().await;
    let mut browser = Browser::new();
    let options = browser.post_json(&app, ASK, &json!({})).await.json();
    app.set_clock("2026-11-24T09:05:00Z");
    let body = json!({ "answer": authenticator.sign_assertion(&options) });
    browser.post_json(&app, ANSWER, &body).await.assert_status(422);
}

#[tokio::test]
async fn a_user_who_was_not_verified_is_refused() {
    let (app, mut authenticator, _) = with_passkey().await;
    authenticator.flags = 0x01;
    let reply = prove(&app, &mut Browser::new(), &mut authenticator).await;
    assert!(reply["message"].is_string(), "{reply}");
}

#[tokio::test]
async fn a_proof_made_for_another_site_is_refused() {
    let (app, mut authenticator, _) = with_passkey().await;
    authenticator.origin = "https://annuaire.example.evil.example";
    let reply = prove(&app, &mut Browser::new(), &mut authenticator).await;
    assert!(reply["message"].is_string(), "{reply}");
}

#[tokio::test]
async fn a_copied_authenticator_is_refused() {
    let (app, mut authenticator, _) = with_passkey().await;
    prove(&app, &mut Browser::new(), &mut authenticator).await;
    authenticator.reset_counter();
    let reply = prove(&app, &mut Browser::new(), &mut authenticator).await;
    assert!(reply["message"].is_string(), "{reply}");
}

#[tokio::test]
async fn a_passkey_is_added_once() {
    let (app, mut authenticator, mut browser) = with_passkey().await;
    let reply = make(&app, &mut browser, &mut authenticator).await;
    assert!(reply["message"].as_str().unwrap().contains("Elle l’est peut-être déjà"), "{reply}");
    let (_, mut other) = member("paul@example.org").insert_enrolled(&app).await;
    let reply = make(&app, &mut other, &mut authenticator).await;
    assert!(reply["message"].is_string(), "{reply}");
}

#[tokio::test]
async fn a_passkey_is_registered_for_the_requesting_account() {
    let (app, _, mut browser) = with_passkey().await;
    let options = browser.post_json(&app, REGISTRATION_CHALLENGE, &json!({})).await.json();
    let body = json!({ "answer": Authenticator::new().create_passkey(&options) });
    let (_, mut other) = member("paul@example.org").insert_enrolled(&app).await;
    other.post_json(&app, REGISTRATION_CHALLENGE, &json!({})).await;
    other.post_json(&app, MAKE, &body).await.assert_status(422);
}

#[tokio::test]
async fn the_passkey_of_a_removed_member_opens_nothing() {
    let (app, mut authenticator, _) = with_passkey().await;
    let (_, mut admin) = member("admin@example.org").administrator().signed_in(&app).await;
    let page = admin.get(&app, "/moderation/membres").await;
    let hrefs = page.attrs("th a", "href");
    let anne = hrefs.iter().zip(page.texts("th a")).find(|(_, name)| name == "anne").unwrap().0;
    admin.post(&app, &format!("{anne}/retrait"), &[]).await.assert_status(303);

    let reply = prove(&app, &mut Browser::new(), &mut authenticator).await;

    assert!(reply["message"].is_string(), "{reply}");
}

#[tokio::test]
async fn the_page_explains_why_an_ip_address_has_no_passkeys() {
    let app = TestApp::with_public_url("http://127.0.0.1:3000", &seeds()).await;
    let page = app.get("/connexion").await.assert_status(200);
    assert!(page.texts("[data-passkey]").is_empty());
    assert!(page.text("main").contains("L’adresse de ce site est en chiffres"));
    Browser::new().post_json(&app, ASK, &json!({})).await.assert_status(404);

    let app = TestApp::with_public_url("http://annuaire.example", &seeds()).await;
    assert!(app.get("/connexion").await.text(".note--bad").contains("https"));

    let app = TestApp::with_seeds(&seeds()).await;
    let page = app.get("/connexion").await;
    assert_eq!(page.attr("[data-passkey]", "data-challenge-url"), ASK);
    assert_eq!(page.attrs("[data-passkey][hidden]", "data-response-url"), [ANSWER]);
    assert!(page.headers.get("set-cookie").is_none());
}
