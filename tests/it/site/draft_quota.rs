//! Rate limits of drafts: bytes stored, and the page shown beyond the limit.

use quartiers_emploi::domain::account::TokenHash;
use quartiers_emploi::domain::operations::{Ceiling, Network};
use quartiers_emploi::domain::proposal::{
    DerivedFields, Field, FormData, Proposal, ProposalId, ProposalSummary,
};
use quartiers_emploi::store::NewProposal;

use crate::fixtures::proposal_form::{STEPS, create_draft};
use crate::fixtures::{proposal, seeds, stored_draft_bytes};
use crate::test_app::{TestApp, TestPage};

/// A character of four bytes, the most in UTF-8.
const FOUR_BYTE_CHARACTER: &str = "𝄞";
/// Burst limits in bytes: of one network, and of the site.
const NETWORK_BYTES: i64 = 2_048 * 1_024;
const SITE_BYTES: i64 = 16_384 * 1_024;

/// A site that reads client addresses from `X-Forwarded-For`.
pub async fn behind_a_proxy() -> TestApp {
    TestApp::with_settings(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await
}

/// A first step whose fields exceed their maximum length.
fn long_step() -> Vec<(&'static str, String)> {
    vec![
        ("titre", "Atelier vélo du Sanitas".to_owned()),
        ("resume", FOUR_BYTE_CHARACTER.repeat(6_000)),
        ("horaires", FOUR_BYTE_CHARACTER.repeat(6_000)),
        ("activite", "permanente".to_owned()),
    ]
}

async fn post(app: &TestApp, from: &str, path: &str, step: &[(&str, String)]) -> TestPage {
    let step: Vec<_> = step.iter().map(|(name, value)| (*name, value.as_str())).collect();
    app.post_from(from, path, &step).await
}

/// Creates oversized drafts from `from` until one is refused; returns that response and the number of accepted
/// drafts.
async fn begin_until_refused(app: &mut TestApp, from: &str) -> (TestPage, usize) {
    let mut form_tokens = Vec::new();
    for _ in 0..120 {
        form_tokens.push(app.get("/proposer").await.attr("[name=timbre]", "value"));
    }
    app.advance_seconds(10);
    for (begun, form_token) in form_tokens.into_iter().enumerate() {
        let step = [long_step(), vec![("timbre", form_token)]].concat();
        let page = post(app, from, "/proposer", &step).await;
        if page.status != 303 {
            return (page, begun);
        }
    }
    panic!("no draft was refused");
}

#[tokio::test]
async fn one_network_stores_two_megabytes_of_drafts_and_another_goes_on() {
    let mut app = behind_a_proxy().await;

    let (page, begun) = begin_until_refused(&mut app, "192.0.2.7").await;

    let stored = stored_draft_bytes(&app).await;
    assert!(
        (NETWORK_BYTES / 2..=NETWORK_BYTES).contains(&stored),
        "{stored} bytes in {begun} drafts"
    );
    let page = page.assert_status(429);
    assert!(page.text(".note").contains("cette étape n’est pas enregistrée"));
    assert_eq!(page.text("#resume"), FOUR_BYTE_CHARACTER.repeat(6_000), "nothing typed is lost");
    // The form is sent again: refused at once from elsewhere, accepted an hour later.
    let form_token = page.attr("[name=timbre]", "value");
    let step = [long_step(), vec![("timbre", form_token)]].concat();
    post(&app, "192.0.2.99", "/proposer", &step).await.assert_status(429);
    app.advance_seconds(3_600);
    post(&app, "192.0.2.7", "/proposer", &step).await.redirect_target();
    begin_until_refused(&mut app, "198.51.100.4").await;
    assert!(stored_draft_bytes(&app).await > stored + NETWORK_BYTES / 2);
}

#[tokio::test]
async fn every_write_of_a_step_counts_and_what_is_refused_stays_on_the_page() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let draft = create_draft(&mut app).await;
    let (path, mut writes) = (format!("{draft}/quoi"), 0);
    let refused = loop {
        let page = post(&app, "192.0.2.7", &path, &long_step()).await;
        if page.status == 429 {
            break page;
        }
        writes += 1;
        assert!(writes < 200, "a draft is written without end");
    };

    assert!(writes > 80, "{writes}");
    assert_eq!(refused.text("#horaires"), FOUR_BYTE_CHARACTER.repeat(6_000));
    let stored = app.app.store.find_proposal(ProposalId::new(1)).await.unwrap().unwrap();
    assert_eq!(stored.form.get(Field::Schedule).chars().count(), 1_000);
    // A shorter text typed into the page of the refusal is stored once the limit allows it.
    app.advance_seconds(3_600);
    let version = refused.attr("[name=feuille]", "value");
    let short = [STEPS[0].1, &[("feuille", version.as_str())]].concat();
    app.post(&path, &short).await.redirect_target();
}

/// Form data with this number of characters in each field.
pub fn filled(characters: usize) -> FormData {
    let mut entry = FormData::default();
    for field in Field::ALL {
        entry.set(field, [FOUR_BYTE_CHARACTER.repeat(characters)]);
    }
    entry
}

/// Creates long drafts, then short ones, from `network` until each is refused; returns the number accepted.
pub async fn flood(app: &TestApp, network: Option<&Network>) -> usize {
    begin_all(app, network, &filled(9_000)).await + begin_all(app, network, &filled(1)).await
}

/// Creates drafts with `entry` until one is refused; returns the number accepted.
async fn begin_all(app: &TestApp, network: Option<&Network>, entry: &FormData) -> usize {
    begin_within(app, network, entry, Ceiling::DRAFTS).await
}

/// Like [`begin_all`], under another ceiling.
pub async fn begin_within(
    app: &TestApp,
    network: Option<&Network>,
    entry: &FormData,
    ceiling: Ceiling,
) -> usize {
    let heading = ProposalSummary::of(entry, &*app.app.catalogue());
    let reported = DerivedFields { summary: heading, spam_score: 0 };
    for begun in 0.. {
        let new = NewProposal {
            nonce: TokenHash::of(&app.app.clock.random()),
            link: app.app.clock.token().hash(),
            entry,
            derived: &reported,
            target: None,
            confirmed_at: None,
            quarantine: None,
            rate_keys: &[],
            network,
            ceiling,
        };
        if app.app.store.create_proposal(&new, app.app.clock.now()).await.unwrap().is_none() {
            return begun;
        }
    }
    0
}

#[tokio::test]
async fn an_exhausted_site_limit_still_serves_other_networks_and_confirmed_authors() {
    let mut app = behind_a_proxy().await;
    let now = "2026-11-24T09:00:00Z";
    let confirmed = proposal("Couture").confirmed_at(now).insert_draft(&app).await;
    let mine = proposal("Vélo").insert_draft(&app).await;

    let begun = flood(&app, None).await;

    let stored = stored_draft_bytes(&app).await;
    assert!((SITE_BYTES / 2..=SITE_BYTES).contains(&stored), "{stored} bytes in {begun} drafts");
    // The network of the flood is unknown: every other client of unknown network is refused too.
    let what = |link: &quartiers_emploi::domain::account::Token| {
        format!("/proposer/{}/quoi", link.reveal())
    };
    app.post(&what(&mine.link), STEPS[0].1).await.assert_status(429);
    app.post(&what(&confirmed.link), STEPS[0].1).await.redirect_target();
    app.post_from("192.0.2.7", &what(&mine.link), STEPS[0].1).await.redirect_target();
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(10);
    let first = [STEPS[0].1, &[("timbre", form_token.as_str())]].concat();
    app.post_from("198.51.100.4", "/proposer", &first).await.redirect_target();
    // The share of one network is a small part of the remaining budget.
    let network = Network::new("203.0.113".to_owned());
    flood(&app, Some(&network)).await;
    assert!(stored_draft_bytes(&app).await < stored + NETWORK_BYTES / 4);
}

/// The only proposal of the site.
pub async fn only(app: &TestApp) -> Proposal {
    app.app.store.find_proposal(ProposalId::new(1)).await.unwrap().expect("the proposal exists")
}

#[tokio::test]
async fn an_oversized_text_is_truncated_and_its_length_reported() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let draft = create_draft(&mut app).await;
    let path = format!("{draft}/quoi");
    let typed = [("titre", "é".repeat(5_000)), ("resume", "Un atelier. ".repeat(10))];

    let page = post(&app, "", &path, &typed).await.assert_status(422);

    let reported = page.text("#titre-e");
    let totp_code: String = reported.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(totp_code, "5000150300", "{reported}");
    assert!(reported.contains("coupée"), "{reported}");
    assert_eq!(only(&app).await.form.get(Field::Title), "é".repeat(300));
    let again = app.get(&format!("{path}?corriger")).await.assert_status(200);
    assert_eq!(again.attr("#titre", "value"), "é".repeat(300));
    // A truncated text cannot be submitted.
    let sent = app.post(&format!("{draft}/envoi"), &[]).await.assert_status(422);
    assert!(sent.text("main").contains("coupée"));
    app.post(&path, STEPS[0].1).await.redirect_target();
    assert_eq!(only(&app).await.form.list_truncated().count(), 0);
}

#[tokio::test]
async fn a_draft_opened_an_hour_later_is_one_that_somebody_came_back_to() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let draft = create_draft(&mut app).await;
    let follow = draft.replace("/proposer/", "/suivi/");
    app.advance_seconds(3_500);
    let page = app.get(&follow).await.assert_status(200);
    assert!(page.text("main").contains("26 novembre 2026"), "two days: {}", page.text("main"));
    assert_eq!(only(&app).await.returned_at, None);

    app.advance_seconds(100);
    let page = app.get(&follow).await.assert_status(200);

    assert!(page.text("main").contains("24 décembre 2026"), "thirty days");
    assert_eq!(only(&app).await.returned_at, Some(app.app.clock.now()));
}
