//! Sessions: duration and termination.

use quartiers_emploi::domain::account::AuthMethod;
use quartiers_emploi::jobs::erase_expired;

use super::{ACCOUNT, ANNE, last_mail, path};
use crate::browser::Browser;
use crate::fixtures::{SECRET, browser_of, member, seeds, totp_code};
use crate::test_app::TestApp;

const EXTENSION: &str = "/moderation/compte/sessions/prolongation";

#[tokio::test]
async fn a_session_ends_two_hours_after_its_last_use() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    for moment in ["2026-11-24T10:59:59Z", "2026-11-24T12:59:58Z"] {
        app.set_clock(moment);
        anne.get(&app, ACCOUNT).await.assert_status(200);
    }
    app.set_clock("2026-11-24T14:59:59Z");
    let page = anne.get(&app, ACCOUNT).await.assert_status(303);
    assert_eq!(page.header("location"), "/connexion?retour=%2Fmoderation%2Fcompte");
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_however_it_is_used() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    for hour in 10..=20 {
        app.set_clock(&format!("2026-11-24T{hour}:00:00Z"));
        anne.get(&app, ACCOUNT).await.assert_status(200);
    }
    app.set_clock("2026-11-24T21:00:00Z");
    anne.get(&app, ACCOUNT).await.assert_status(303);
}

#[tokio::test]
async fn a_session_that_its_holder_extends_ends_after_twelve_hours_without_a_request() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (id, mut anne) = member(ANNE).signed_in(&app).await;
    let mut elsewhere = browser_of(&app, id, AuthMethod::Passkey).await;
    let form = "#t-sessions ~ .records form[action$=prolongation]";
    assert_eq!(anne.get(&app, ACCOUNT).await.texts(form), ["Garder cette session ouverte"]);

    let page = anne.post(&app, EXTENSION, &[]).await.assert_status(303);

    let page = anne.get(&app, page.header("location")).await.assert_status(200);
    assert!(page.text("[role=status]").contains("Cette session reste ouverte"));
    assert!(page.texts(form).is_empty());
    assert!(
        page.text("#t-sessions ~ .records").contains("Elle reste ouverte, même sans rien faire.")
    );
    app.set_clock("2026-11-24T20:59:59Z");
    elsewhere.get(&app, ACCOUNT).await.assert_status(303);
    let page = anne.get(&app, ACCOUNT).await.assert_status(200);
    assert_eq!(page.texts("#t-sessions ~ .records li").len(), 1);
    app.set_clock("2026-11-24T21:00:00Z");
    anne.get(&app, ACCOUNT).await.assert_status(303);
}

#[tokio::test]
async fn the_last_use_is_stored_once_a_minute() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (id, mut anne) = member(ANNE).signed_in(&app).await;
    for (moment, seen) in [
        ("2026-11-24T09:00:59Z", "2026-11-24T09:00:00Z"),
        ("2026-11-24T09:01:00Z", "2026-11-24T09:01:00Z"),
        ("2026-11-24T09:01:30Z", "2026-11-24T09:01:00Z"),
    ] {
        app.set_clock(moment);
        anne.get(&app, ACCOUNT).await.assert_status(200);
        let sessions = app.app.store.list_sessions(id, app.app.clock.now()).await.unwrap();
        assert_eq!(sessions[0].seen_at, seen.parse().unwrap(), "{moment}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_and_not_only_the_cookie() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    let mut copy = anne.clone();
    let page = anne.post(&app, "/connexion/fin", &[]).await.assert_status(303);
    assert_eq!(page.header("location"), "/connexion");
    assert_eq!(anne.cookie("__Host-s"), None);
    copy.get(&app, ACCOUNT).await.assert_status(303);
    Browser::new().post(&app, "/connexion/fin", &[]).await.assert_status(303);
}

#[tokio::test]
async fn each_sign_in_makes_a_new_token_and_ends_the_session_it_replaces() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    let mut old = anne.clone();
    anne.post(&app, "/connexion/lien", &[("adresse", ANNE)]).await;
    let link = path(&last_mail(&app, ANNE).await);
    let code = totp_code(&SECRET, app.app.clock.now());
    anne.post(&app, &link, &[("code-preuve", &code)]).await.assert_status(303);
    assert_ne!(anne.cookie("__Host-s"), old.cookie("__Host-s"));
    old.get(&app, ACCOUNT).await.assert_status(303);
    anne.get(&app, ACCOUNT).await.assert_status(200);
}

#[tokio::test]
async fn sessions_are_ended_one_by_one_or_all_the_others_at_once() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (id, mut here) = member(ANNE).signed_in(&app).await;
    let mut others = [
        browser_of(&app, id, AuthMethod::Passkey).await,
        browser_of(&app, id, AuthMethod::Passkey).await,
        browser_of(&app, id, AuthMethod::Recovery).await,
    ];
    let page = here.get(&app, ACCOUNT).await;
    let ends = page.attrs("#t-sessions ~ .records form[action$=fin]", "action");
    assert_eq!(ends.len(), 3);

    here.post(&app, &ends[0], &[]).await.assert_status(303);
    here.post(&app, &ends[0], &[]).await.assert_status(404);
    assert_eq!(here.get(&app, ACCOUNT).await.texts("#t-sessions ~ .records li").len(), 3);
    here.post(&app, "/moderation/compte/sessions/fin", &[]).await.assert_status(303);
    for other in &mut others {
        other.get(&app, ACCOUNT).await.assert_status(303);
    }
    here.get(&app, ACCOUNT).await.assert_status(200);
}

#[tokio::test]
async fn a_signed_in_member_skips_the_sign_in_page() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    for (target, lands) in [
        ("/connexion", "/moderation"),
        ("/connexion?retour=/moderation/compte", "/moderation/compte"),
        ("/connexion?retour=//evil.example", "/moderation"),
    ] {
        assert_eq!(anne.get(&app, target).await.assert_status(303).header("location"), lands);
    }
}

#[tokio::test]
async fn no_token_stands_in_the_database() {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    anne.post(&app, "/connexion/lien", &[("adresse", ANNE)]).await;
    let codes = anne.post(&app, "/moderation/compte/codes", &[]).await.texts(".codes code");
    let secret = anne.get(&app, "/moderation/compte/application").await.text("[data-secret]");
    let mut reported: Vec<String> = ["__Host-s", "__Host-q"]
        .into_iter()
        .map(|name| anne.cookie(name).unwrap().to_owned())
        .collect();
    reported.extend(app.mails().await.iter().flat_map(|mail| {
        mail.text.split_whitespace().map(str::to_owned).filter(|word| word.len() > 40)
    }));
    reported.extend(codes.iter().map(|code| code.replace('-', "")));
    reported.extend([secret.replace(' ', ""), "12345678901234567890".to_owned()]);
    reported.extend(codes);

    for entry in std::fs::read_dir(app.folder()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for text in &reported {
            let token = text.rsplit('/').next().unwrap();
            let found = bytes.windows(token.len()).any(|part| part == token.as_bytes());
            assert!(!found, "{text} in {}", path.display());
        }
    }
}

#[tokio::test]
async fn a_session_of_a_clock_that_was_ahead_ends_when_it_is_set_right() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    app.set_clock("2036-11-24T09:00:00Z");
    app.app.store.tick(app.app.clock.now()).await.unwrap();
    let (id, mut anne) = member(ANNE).signed_in(&app).await;
    anne.get(&app, ACCOUNT).await.assert_status(200);
    let mut waits = Browser::new();
    waits.post(&app, "/connexion/lien", &[("adresse", ANNE)]).await.assert_status(303);
    let link = path(&last_mail(&app, ANNE).await);

    app.set_clock("2026-11-24T09:01:00Z");

    anne.get(&app, ACCOUNT).await.assert_status(303);
    app.get(&link).await.assert_status(410);
    let now = app.app.now();
    assert_eq!(app.app.store.list_sessions(id, now).await.unwrap(), []);
    erase_expired(&app.app.store, app.app.clock.now(), false).await.unwrap();
    app.set_clock("2036-11-24T09:01:00Z");
    anne.get(&app, ACCOUNT).await.assert_status(303);
}

#[tokio::test]
async fn a_clock_that_is_set_back_by_a_small_step_ends_no_session() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (_, mut anne) = member(ANNE).signed_in(&app).await;
    app.set_clock("2026-11-24T08:58:00Z");
    anne.get(&app, ACCOUNT).await.assert_status(200);
}
