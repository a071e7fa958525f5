//! Retention of decided proposals and of the personal data in them.

use quartiers_emploi::domain::operations::{Purpose, RetentionClass};
use quartiers_emploi::domain::proposal::{Field, ProposalId};
use quartiers_emploi::jobs::{erase_expired, send_reminders};

use crate::fixtures::{ProposalBuilder, administrator, draft, proposal, proposals, seeds};
use crate::outbox::links;
use crate::site::moderation::{connection, decide};
use crate::test_app::TestApp;

/// Runs the retention job at `moment`, the clock being accepted.
async fn run_job_at(app: &mut TestApp, moment: &str) {
    app.set_clock(moment);
    let now = app.app.clock.now();
    app.app.store.accept_clock(now).await.expect("the clock is accepted");
    erase_expired(&app.app.store, now, false).await.expect("the store is readable");
}

/// A proposal published on 24 November 2026, by a member of that name.
async fn published(app: &TestApp, proposed: ProposalBuilder, by: &str) -> ProposalId {
    let id = proposed.insert_pending(app).await;
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
async fn mailed_links(app: &TestApp) -> Vec<String> {
    app.post("/suivi", &[("mail", "anne@example.org")]).await.assert_status(303);
    let mails = app.mails().await;
    links(mails.last().expect("a mail")).into_iter().map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn a_refused_or_withdrawn_proposal_is_erased_after_half_a_year() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    for state in ["refused", "withdrawn"] {
        draft("2026-05-25T09:00:00Z")
            .with_state(state)
            .with_email("anne@example.org")
            .insert_into(&app)
            .await;
        draft("2026-05-25T09:00:01Z")
            .with_state(state)
            .with_email("anne@example.org")
            .insert_into(&app)
            .await;
    }

    run_job_at(&mut app, "2026-11-24T09:00:00Z").await;
    assert_eq!(proposals(&app).await, [2, 4].map(ProposalId::new));
    run_job_at(&mut app, "2026-11-24T10:00:00Z").await;

    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn an_author_with_a_change_request_is_notified_a_week_before_erasure() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let proposal =
        draft("2026-05-25T09:00:00Z").with_state("changes").with_email("anne@example.org");
    let id = proposal.insert_into(&app).await;
    draft("2026-05-25T09:00:00Z")
        .with_state("refused")
        .with_email("lea@example.org")
        .insert_into(&app)
        .await;

    run_job_at(&mut app, "2026-11-17T08:59:59Z").await;
    send_reminders(&app.app).await.unwrap();
    assert_eq!(app.mails().await, []);
    run_job_at(&mut app, "2026-11-17T09:00:00Z").await;
    send_reminders(&app.app).await.unwrap();
    send_reminders(&app.app).await.unwrap();

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
    run_job_at(&mut app, "2026-11-24T08:00:00Z").await;
    assert_eq!(proposals(&app).await, [id, ProposalId::new(2)]);
    run_job_at(&mut app, "2026-11-24T09:00:00Z").await;
    assert_eq!(proposals(&app).await, []);
}

#[tokio::test]
async fn a_published_proposal_keeps_its_email_address() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let id = published(&app, proposal("Atelier vélo"), "Claire Petit").await;

    run_job_at(&mut app, "2031-11-24T09:00:00Z").await;

    assert_eq!(proposals(&app).await, [id]);
    let link = mailed_links(&app).await.remove(0);
    let page = app.get(link.strip_prefix("https://annuaire.example").unwrap()).await;
    assert!(page.text("[data-retention]").contains("tant que la fiche est publiée"));
}

#[tokio::test]
async fn a_superseded_proposal_is_erased_after_a_year_but_not_its_decision() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let first = published(&app, proposal("Atelier vélo"), "Claire Petit").await;
    let change = proposal("Atelier vélo")
        .changing(&app, 1)
        .with_field(Field::Title, "Atelier vélo du Sanitas");
    let second = published(&app, change, "Denis Roux").await;
    assert!(details(&app).await.contains("Martin"));

    run_job_at(&mut app, "2027-11-25T08:59:59Z").await;
    assert_eq!(proposals(&app).await, [first, second]);
    run_job_at(&mut app, "2027-11-25T09:00:00Z").await;

    assert_eq!(proposals(&app).await, [second], "the newest is what its author keeps true");
    assert_eq!(details(&app).await.matches("Martin").count(), 1, "what the second was told");
    let mut member = administrator(&app, "Paul Blanc").await;
    let page = member.get(&app, "/moderation/initiatives/1").await.assert_status(200);
    let reported = page.texts(".events li b");
    assert_eq!(reported, ["Publiée par Denis Roux", "Publiée par Claire Petit"]);
    let named = page.attrs("main a[href^='/moderation/propositions/']", "href");
    assert!(!named.is_empty() && named.iter().all(|it| it.ends_with("/2")), "{named:?}");
}

#[tokio::test]
async fn proposals_of_a_withdrawn_initiative_are_erased_after_a_year() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    published(&app, proposal("Atelier vélo"), "Claire Petit").await;
    run_job_at(&mut app, "2028-11-24T09:00:00Z").await;
    let mut member = administrator(&app, "Denis Roux").await;
    let page = member.get(&app, "/moderation/initiatives/1").await;
    let seen = page.attr("[name=en-vigueur]", "value");
    let fields = [("en-vigueur", seen.as_str()), ("mot", "L’action est finie.")];
    member.post(&app, "/moderation/initiatives/1/retrait", &fields).await.assert_status(303);

    run_job_at(&mut app, "2029-11-25T08:59:59Z").await;
    assert_eq!(proposals(&app).await.len(), 1);
    run_job_at(&mut app, "2029-11-25T09:00:00Z").await;

    assert_eq!(proposals(&app).await, []);
    let reported = details(&app).await;
    assert!(!reported.contains("Martin") && reported.contains(r#""seen":1"#), "{reported}");
    assert!(!reported.contains("L’action est finie."), "it was written to the author: {reported}");
}

#[tokio::test]
async fn erasing_a_proposal_erases_the_messages_to_its_author() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = published(&app, proposal("Atelier vélo"), "Claire Petit").await;

    app.app.store.erase_proposal(id, app.app.clock.now()).await.unwrap();

    let reported = details(&app).await;
    assert!(!reported.contains("Martin") && reported.contains("version"), "{reported}");
}

/// Number of stored spam fingerprints.
async fn count_spam_fingerprints(app: &TestApp) -> i64 {
    #[expect(clippy::disallowed_methods, reason = "test reads the database directly")]
    let count_spam_fingerprints = sqlx::query_scalar("SELECT count(*) FROM spam_marks");
    count_spam_fingerprints
        .fetch_one(&mut connection(app).await)
        .await
        .expect("the number of fingerprints")
}

#[tokio::test]
async fn spam_fingerprints_are_erased_after_a_year() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Méthode").insert_pending(&app).await;
    let mut member = administrator(&app, "Claire Petit").await;
    let refusal = [("motif", "indesirable"), ("mot", "Nous ne publions pas de publicité.")];
    decide(&app, &mut member, id, "refus", &refusal).await.assert_status(303);

    run_job_at(&mut app, "2027-11-25T08:59:59Z").await;
    assert_eq!(count_spam_fingerprints(&app).await, 1);
    run_job_at(&mut app, "2027-11-25T09:00:00Z").await;

    assert_eq!(count_spam_fingerprints(&app).await, 0);
}

#[tokio::test]
async fn a_mass_erasure_waits_for_an_operator() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    for _ in 0..21 {
        draft("2026-01-25T09:00:00Z").with_state("refused").insert_into(&app).await;
    }
    app.set_clock("2026-11-24T09:00:00Z");
    let now = app.app.clock.now();

    let pass = erase_expired(&app.app.store, now, false).await.unwrap();

    assert_eq!(
        pass.unconfirmed().map(|due| due.class).collect::<Vec<_>>(),
        [RetentionClass::Closed]
    );
    erase_expired(&app.app.store, now, true).await.unwrap();
    assert_eq!(proposals(&app).await, []);
}
