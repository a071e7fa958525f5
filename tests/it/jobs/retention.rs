//! Retention of decided proposals and of the personal data in them.

use quartiers_emploi::{
    domain::{erasure::Perishable, ids::ProposalId, mail::Purpose, proposal::Field},
    jobs::{erase_due, remind_due},
};

use crate::{
    app::TestApp,
    given::{Proposed, administrator, draft, proposal, proposals, seeds},
    mails::links,
    site::moderation::{connection, decide},
};

/// Runs the retention job at `moment`, the clock being accepted.
async fn at(app: &mut TestApp, moment: &str) {
    app.clock_says(moment);
    let now = app.app.clock.now();
    app.app.store.believe(now).await.expect("the clock is accepted");
    erase_due(&app.app.store, now, false).await.expect("the store is readable");
}

/// A proposal published on 24 November 2026, by a member of that name.
async fn published(app: &TestApp, proposed: Proposed, by: &str) -> ProposalId {
    let id = proposed.waiting_in(app).await;
    let mut member = administrator(app, by).await;
    let words = [("mot", "Merci, madame Martin.")];
    decide(app, &mut member, id, "publication", &words).await.assert_status(303);
    app.app.refresh().await.expect("the catalogue is built");
    id
}

/// Concatenated JSON details of all events.
async fn details(app: &TestApp) -> String {
    #[expect(clippy::disallowed_methods, reason = "test reads the event log")]
    let details = sqlx::query_scalar("SELECT coalesce(group_concat(detail), '') FROM events");
    details.fetch_one(&mut connection(app).await).await.expect("the events are readable")
}

/// Links mailed to Anne on request at « /suivi ».
async fn mailed(app: &TestApp) -> Vec<String> {
    app.post("/suivi", &[("mail", "anne@example.org")]).await.assert_status(303);
    let mails = app.mails().await;
    links(mails.last().expect("a mail")).into_iter().map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn what_was_refused_or_taken_back_goes_after_half_a_year() {
    let mut app = TestApp::with(&seeds()).await;
    for state in ["refused", "withdrawn"] {
        draft("2026-05-25T09:00:00Z").left(state).of("anne@example.org").in_site(&app).await;
        draft("2026-05-25T09:00:01Z").left(state).of("anne@example.org").in_site(&app).await;
    }

    at(&mut app, "2026-11-24T09:00:00Z").await;
    assert_eq!(proposals(&app).await, [2, 4].map(ProposalId::new));
    at(&mut app, "2026-11-24T10:00:00Z").await;

    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn who_was_asked_for_a_change_is_told_a_week_before_the_end() {
    let mut app = TestApp::with(&seeds()).await;
    let asked = draft("2026-05-25T09:00:00Z").left("changes").of("anne@example.org");
    let id = asked.in_site(&app).await;
    draft("2026-05-25T09:00:00Z").left("refused").of("lea@example.org").in_site(&app).await;

    at(&mut app, "2026-11-17T08:59:59Z").await;
    remind_due(&app.app).await.unwrap();
    assert_eq!(app.mails().await, []);
    at(&mut app, "2026-11-17T09:00:00Z").await;
    remind_due(&app.app).await.unwrap();
    remind_due(&app.app).await.unwrap();

    let mails = app.mails().await;
    assert_eq!(mails.len(), 1, "nobody is told of what was refused");
    assert_eq!(
        (mails[0].to.as_str(), mails[0].purpose),
        ("anne@example.org", Purpose::DraftExpiring)
    );
    let link = links(&mails[0])[0].to_owned();
    let path = link.strip_prefix("https://annuaire.example").unwrap();
    app.get(path).await.assert_status(200);
    let text = mails[0].text.replace(path.strip_prefix("/suivi/").unwrap(), "TOKEN");
    insta::assert_snapshot!("an_answer_that_is_waited_for_no_more", text);
    at(&mut app, "2026-11-24T08:00:00Z").await;
    assert_eq!(proposals(&app).await, [id, ProposalId::new(2)]);
    at(&mut app, "2026-11-24T09:00:00Z").await;
    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn the_author_of_what_is_published_is_reached_by_mail_for_ever() {
    let mut app = TestApp::with(&seeds()).await;
    let id = published(&app, proposal("Atelier vélo"), "Claire Petit").await;

    at(&mut app, "2031-11-24T09:00:00Z").await;

    assert_eq!(proposals(&app).await, [id]);
    let link = mailed(&app).await.remove(0);
    let page = app.get(link.strip_prefix("https://annuaire.example").unwrap()).await;
    assert!(page.text("[data-kept]").contains("tant que la fiche est publiée"));
}

#[tokio::test]
async fn what_a_newer_proposal_replaced_goes_a_year_later_and_the_decision_stays() {
    let mut app = TestApp::with(&seeds()).await;
    let first = published(&app, proposal("Atelier vélo"), "Claire Petit").await;
    let change =
        proposal("Atelier vélo").over(&app, 1).saying(Field::Title, "Atelier vélo du Sanitas");
    let second = published(&app, change, "Denis Roux").await;
    assert!(details(&app).await.contains("Martin"));

    at(&mut app, "2027-11-25T08:59:59Z").await;
    assert_eq!(proposals(&app).await, [first, second]);
    at(&mut app, "2027-11-25T09:00:00Z").await;

    assert_eq!(proposals(&app).await, [second], "the newest is what its author keeps true");
    assert_eq!(details(&app).await.matches("Martin").count(), 1, "what the second was told");
    let mut member = administrator(&app, "Paul Blanc").await;
    let page = member.get(&app, "/moderation/initiatives/1").await.assert_status(200);
    let told = page.texts(".events li b");
    assert_eq!(told, ["Publiée par Denis Roux", "Publiée par Claire Petit"]);
    let named = page.attrs("main a[href^='/moderation/propositions/']", "href");
    assert!(!named.is_empty() && named.iter().all(|it| it.ends_with("/2")), "{named:?}");
}

#[tokio::test]
async fn what_is_withdrawn_takes_its_proposals_along_a_year_later() {
    let mut app = TestApp::with(&seeds()).await;
    published(&app, proposal("Atelier vélo"), "Claire Petit").await;
    at(&mut app, "2028-11-24T09:00:00Z").await;
    let mut member = administrator(&app, "Denis Roux").await;
    let page = member.get(&app, "/moderation/initiatives/1").await;
    let seen = page.attr("[name=en-vigueur]", "value");
    let fields = [("en-vigueur", seen.as_str()), ("mot", "L’action est finie.")];
    member.post(&app, "/moderation/initiatives/1/retrait", &fields).await.assert_status(303);

    at(&mut app, "2029-11-25T08:59:59Z").await;
    assert_eq!(proposals(&app).await.len(), 1);
    at(&mut app, "2029-11-25T09:00:00Z").await;

    assert_eq!(proposals(&app).await, []);
    let told = details(&app).await;
    assert!(!told.contains("Martin") && told.contains(r#""seen":1"#), "{told}");
    assert!(!told.contains("L’action est finie."), "it was written to the author: {told}");
}

#[tokio::test]
async fn what_an_author_erases_takes_the_words_to_them_along() {
    let app = TestApp::with(&seeds()).await;
    let id = published(&app, proposal("Atelier vélo"), "Claire Petit").await;

    app.app.store.erase_proposal(id, app.app.clock.now()).await.unwrap();

    let told = details(&app).await;
    assert!(!told.contains("Martin") && told.contains("version"), "{told}");
}

/// Number of stored spam fingerprints.
async fn marks(app: &TestApp) -> i64 {
    #[expect(clippy::disallowed_methods, reason = "test reads the database directly")]
    let marks = sqlx::query_scalar("SELECT count(*) FROM spam_marks");
    marks.fetch_one(&mut connection(app).await).await.expect("the number of fingerprints")
}

#[tokio::test]
async fn what_spam_said_is_forgotten_after_a_year() {
    let mut app = TestApp::with(&seeds()).await;
    let id = proposal("Méthode").waiting_in(&app).await;
    let mut member = administrator(&app, "Claire Petit").await;
    let refusal = [("motif", "indesirable"), ("mot", "Nous ne publions pas de publicité.")];
    decide(&app, &mut member, id, "refus", &refusal).await.assert_status(303);

    at(&mut app, "2027-11-25T08:59:59Z").await;
    assert_eq!(marks(&app).await, 1);
    at(&mut app, "2027-11-25T09:00:00Z").await;

    assert_eq!(marks(&app).await, 0);
}

#[tokio::test]
async fn many_that_are_over_at_once_wait_for_an_operator() {
    let mut app = TestApp::with(&seeds()).await;
    for _ in 0..21 {
        draft("2026-01-25T09:00:00Z").left("refused").in_site(&app).await;
    }
    app.clock_says("2026-11-24T09:00:00Z");
    let now = app.app.clock.now();

    let pass = erase_due(&app.app.store, now, false).await.unwrap();

    assert_eq!(pass.held().map(|due| due.what).collect::<Vec<_>>(), [Perishable::Closed]);
    erase_due(&app.app.store, now, true).await.unwrap();
    assert_eq!(proposals(&app).await, []);
}
