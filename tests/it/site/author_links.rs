//! Request for the links of all proposals made from an email address.

use quartiers_emploi::domain::proposal::Field;

use super::moderation::connection;
use crate::fixtures::{proposal, seeds};
use crate::test_app::TestApp;

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

#[tokio::test]
async fn a_filled_honeypot_is_an_error_and_sends_no_link() {
    let app = app().await;
    proposal("Atelier vélo").insert_pending(&app).await;
    let before = app.mails().await.len();
    let fields = [("mail", "Anne@example.org"), ("rubrique", "x")];

    let page = app.post("/suivi", &fields).await.assert_status(422);

    assert_eq!(app.mails().await.len(), before);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#rubrique"]);
    assert!(page.text("#rubrique-e").contains("rien n’est parti"));
    assert_eq!(page.attr("#mail", "value"), "anne@example.org");
    assert_eq!(page.attr("#rubrique", "value"), "");
    assert!(page.texts(".honeypot").is_empty(), "it is seen now");
    let both = app.post("/suivi", &[("mail", "anne"), ("rubrique", "x")]).await.assert_status(422);
    assert_eq!(both.attrs("#erreurs a", "href"), ["#mail", "#rubrique"]);
}

/// Number of rate-limit buckets by time of last use.
async fn buckets(app: &TestApp) -> Vec<i64> {
    #[expect(clippy::disallowed_methods, reason = "test reads the database directly")]
    let counts = sqlx::query_scalar("SELECT count(*) FROM buckets GROUP BY at ORDER BY at");
    counts.fetch_all(&mut connection(app).await).await.unwrap()
}

#[tokio::test]
async fn a_repeated_request_counts_equally_for_unknown_addresses() {
    let mut app = app().await;
    app.post("/suivi", &[("mail", "paul@example.org")]).await.assert_status(303);
    assert_eq!(buckets(&app).await, [5]);

    app.advance_seconds(180);
    app.post("/suivi", &[("mail", "paul@example.org")]).await.assert_status(303);

    assert_eq!(buckets(&app).await, [1, 4], "all but the mail that says so once a day");
    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn a_mail_about_several_proposals_is_erased_with_any_of_them() {
    let app = app().await;
    let first = proposal("Atelier vélo").insert_pending(&app).await;
    let second = proposal("Atelier couture").insert_pending(&app).await;
    let third = proposal("Jardin").with_field(Field::AuthorEmail, "lea@example.org");
    third.insert_pending(&app).await;
    for address in ["anne@example.org", "lea@example.org"] {
        app.post("/suivi", &[("mail", address)]).await.assert_status(303);
    }
    #[expect(clippy::disallowed_methods, reason = "simulates that all mails were sent")]
    let sent = sqlx::query("UPDATE outbox SET sent_at = due_at");
    sent.execute(&mut connection(&app).await).await.unwrap();
    let say = async || app.mails().await.iter().map(|mail| mail.to.to_string()).collect::<Vec<_>>();
    assert_eq!(say().await, ["anne@example.org", "lea@example.org"]);

    app.app.store.erase_proposal(second, app.app.clock.now()).await.unwrap();

    assert_eq!(say().await, ["lea@example.org"], "{first}");
}
