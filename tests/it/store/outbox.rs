//! Outbox: mails are stored encrypted, and decrypted with the server key.

use std::fs;

use quartiers_emploi::domain::operations::{
    Attempt, MailContent, MailState, RetryDecision, SendOutcome,
};

use super::store;
use crate::fixtures::proposal_form::submit_proposal;
use crate::fixtures::{corrupt_encrypted_mails, message, noon, seeds};
use crate::outbox::links;
use crate::test_app::TestApp;

#[tokio::test]
async fn a_queued_mail_reads_back_unchanged() {
    let app = TestApp::with_seeds(&seeds()).await;

    app.app.store.queue_message(&message("anne@example.org"), noon()).await.unwrap();

    assert_eq!(app.mails().await, [message("anne@example.org")]);
    assert_eq!(
        links(&app.mails().await[0]),
        ["https://annuaire.example/suivi/un-lien-pour-vous-seule"]
    );
    assert_eq!(app.outbox().await[0].state, MailState::Waiting(noon()));
}

#[tokio::test]
async fn no_mail_text_is_in_the_database_files() {
    let given = store().await;
    given.store.queue_message(&message("anne@example.org"), noon()).await.unwrap();
    let reported = ["anne@example.org", "un-lien-pour-vous-seule", "Confirmez votre", "solidaire"];

    for entry in fs::read_dir(given.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for text in reported {
            let found = bytes.windows(text.len()).any(|part| part == text.as_bytes());
            assert!(!found, "{text} in {}", path.display());
        }
    }
}

#[tokio::test]
async fn a_mail_encrypted_with_another_key_is_listed_as_unreadable() {
    let given = store().await;
    given.store.queue_message(&message("anne@example.org"), noon()).await.unwrap();
    corrupt_encrypted_mails(&given.folder.path().join("test.db")).await;

    given.store.queue_message(&message("lea@example.org"), noon()).await.unwrap();

    let mails = given.store.list_mails().await.unwrap().into_iter();
    let contents: Vec<_> = mails.map(|mail| mail.content).collect();
    let readable = MailContent::Readable(message("lea@example.org"));
    assert_eq!(contents, [MailContent::Unreadable, readable]);
}

#[tokio::test]
async fn the_result_of_a_mail_erased_while_sending_is_dropped() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let follow = submit_proposal(&mut app).await;
    let (store, now) = (&app.app.store, app.app.clock.now());
    let mail = store.claim_mail(now).await.unwrap().unwrap();
    app.post(&format!("{follow}/effacement"), &[]).await.redirect_target();
    store.queue_message(&message("lea@example.org"), now).await.unwrap();

    let (status, answer) = ("250".to_owned(), "OK".to_owned());
    let taken = Attempt { outcome: SendOutcome::Accepted, status, answer };
    store.record_attempt(mail.id, &taken, &RetryDecision::Done.into(), now).await.unwrap();

    let left = app.outbox().await;
    assert_eq!(left.iter().map(|it| it.state).collect::<Vec<_>>(), [MailState::Waiting(now)]);
}
