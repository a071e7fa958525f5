//! Rejected form submissions: the response gives back the text that was typed.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use crate::browser::Browser;
use crate::fixtures::{SANITAS, member, seeds};
use crate::test_app::{TestApp, TestPage};

const MEMBERS: &str = "/moderation/membres";
const FIELDS: [(&str, &str); 5] = [
    ("adresse", "anne@example.org"),
    ("nom", "Anne <b>Martin</b>"),
    ("mot", "Un mot\r\nsur trois\r\nlignes « ici »"),
    ("version", "3"),
    ("vide", ""),
];

/// Asserts that the page shows every typed value unchanged, and no technical field.
#[track_caller]
fn assert_input_returned(page: &TestPage) {
    assert_eq!(
        page.texts(".form .field p.over"),
        ["Adresse électronique", "Prénom et nom"],
        "{}",
        page.body
    );
    assert_eq!(page.texts(".form .field p:not(.over)"), ["anne@example.org", "Anne <b>Martin</b>"]);
    assert_eq!(page.texts("textarea[readonly]"), ["Un mot sur trois lignes « ici »"]);
    assert_eq!(page.texts(".form .field label"), ["Mot"]);
}

/// Asserts that the page can send the same fields to the same address again.
#[track_caller]
fn assert_can_resubmit(page: &TestPage, path: &str) {
    assert_eq!(page.attrs("main form[method=post]", "action"), [path]);
    let fields: Vec<_> = page
        .attrs("main form[method=post] input[type=hidden]", "name")
        .into_iter()
        .zip(page.attrs("main form[method=post] input[type=hidden]", "value"))
        .collect();
    let sent = FIELDS.map(|(name, value)| (name.to_owned(), value.replace("\r\n", "\n")));
    assert_eq!(fields, sent);
}

#[tokio::test]
async fn an_ended_session_gives_back_what_was_typed_and_sends_it_again_once_signed_in() {
    let app = TestApp::with_seeds(&seeds()).await;
    let path = format!("{MEMBERS}?tri=nom");
    let page = Browser::new().post(&app, &path, &FIELDS).await.assert_status(401);
    assert_eq!(page.text("h1"), "Connectez-vous pour continuer");
    assert_input_returned(&page);
    assert_can_resubmit(&page, &path);
    assert_eq!(page.attrs("main a[target=_blank]", "href"), ["/connexion"]);
}

#[tokio::test]
async fn a_forbidden_form_returns_its_input_without_resubmission() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member("anne@example.org").signed_in(&app).await;
    let page = anne.post(&app, MEMBERS, &FIELDS).await.assert_status(403);
    assert_eq!(page.text("h1"), "Cette page n’est pas pour votre compte");
    assert_input_returned(&page);
    assert!(page.attrs("main form[method=post]", "action").is_empty());
}

#[tokio::test]
async fn a_locked_database_returns_the_input() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut admin) = member("admin@example.org").administrator().signed_in(&app).await;
    let fields = [&FIELDS[..], &[("role", "relecture")]].concat();
    // Another connection holds a write transaction: the store times out after five seconds.
    let options = SqliteConnectOptions::new().filename(app.folder().join("test.db"));
    let mut other = options.connect().await.unwrap();
    let writing = other.begin_with("BEGIN IMMEDIATE").await.unwrap();

    let page = admin.post(&app, MEMBERS, &fields).await.assert_status(503);

    assert_eq!(page.text("h1"), "Rien ne peut être enregistré pour le moment");
    assert!(page.texts("textarea[readonly]")[0].contains("Un mot sur trois lignes"));
    assert_eq!(page.attrs("main form[method=post]", "action"), [MEMBERS]);
    writing.rollback().await.unwrap();
    admin.post(&app, MEMBERS, &fields).await.assert_status(303);
}

#[tokio::test]
async fn an_internal_error_returns_the_input() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut admin) = member("admin@example.org").administrator().signed_in(&app).await;
    app.app.store.close().await;
    let page = admin.post(&app, MEMBERS, &FIELDS).await.assert_status(500);
    assert_eq!(page.text("h1"), "Quelque chose ne marche pas chez nous");
    assert_input_returned(&page);
    assert_can_resubmit(&page, MEMBERS);
}

#[tokio::test]
async fn codes_that_serve_once_are_never_given_back() {
    let app = TestApp::with_seeds(&seeds()).await;
    let fields = [("code-preuve", "123456"), ("retour", "/moderation")];
    let page = Browser::new().post(&app, "/connexion/preuve", &fields).await.assert_status(401);
    assert!(!page.body.contains("123456"));
    assert!(page.attrs("main form[method=post]", "action").is_empty());
}

#[tokio::test]
async fn a_button_without_fields_can_be_pressed_again() {
    let app = TestApp::with_seeds(&seeds()).await;
    let path = "/moderation/compte/codes";
    let page = Browser::new().post(&app, path, &[]).await.assert_status(401);
    assert_eq!(page.attrs("main form[method=post]", "action"), [path]);
    assert!(page.texts("textarea").is_empty());
}

#[tokio::test]
async fn fields_are_called_as_on_their_page_and_say_what_was_chosen_there() {
    let app = TestApp::with_seeds(&seeds()).await;
    let reported = async |path: &str, fields: &[(&str, &str)]| {
        let page = Browser::new().post(&app, path, fields).await.assert_status(401);
        let labels = page.texts(".form .field :is(label, p.over)");
        let mut values = page.texts(".form .field :is(textarea, p:not(.over))").into_iter();
        labels.into_iter().map(|label| (label, values.next().unwrap())).collect::<Vec<_>>()
    };
    let pairs = |reported: &[(&str, &str)]| -> Vec<(String, String)> {
        reported.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect()
    };

    let decision = [("mot", "Non."), ("motif", "doublon"), ("partie", "freins"), ("version", "2")];
    let decision = reported("/moderation/propositions/1/refus", &decision).await;
    let correction = [("titre", "Vélos"), ("quartiers", SANITAS), ("zone", "commune")];
    let correction = reported("/moderation/initiatives/1/correction", &correction).await;
    let withdrawal = reported("/moderation/initiatives/1/retrait", &[("mot", "Fermé.")]).await;
    let invitation = [("role", "relecture"), ("departements", "37")];
    let invitation = reported(MEMBERS, &invitation).await;

    let expected = [
        ("Un mot pour l’auteur", "Non."),
        ("Raison du refus", "Déjà dans l’annuaire"),
        ("Publier cette partie", "Besoins"),
    ];
    assert_eq!(decision, pairs(&expected));
    let expected = [
        ("Nom de l’action", "Vélos"),
        ("Quartiers concernés", "Sanitas, Tours"),
        ("À qui l’action est-elle ouverte ?", "À toute la commune"),
    ];
    assert_eq!(correction, pairs(&expected));
    assert_eq!(withdrawal, pairs(&[("Pourquoi la retirer ?", "Fermé.")]));
    let expected = [("Rôle", "Relit et publie"), ("Départements", "Indre-et-Loire")];
    assert_eq!(invitation, pairs(&expected));
}
