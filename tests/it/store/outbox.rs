//! Outbox: mails are stored encrypted, and decrypted with the server key.

use std::fs;

use quartiers_emploi::domain::{
    delivery::{Attempt, Next, Outcome},
    mail::{MailContent, MailState},
};

use super::store;
use crate::{
    app::TestApp,
    given::{message, noon, seal_with_another_key, seeds, steps::sent},
    mails::links,
};

#[tokio::test]
async fn a_mail_waits_as_it_was_written() {
    let app = TestApp::with(&seeds()).await;

    app.app.store.post(&message("anne@example.org"), noon()).await.unwrap();

    assert_eq!(app.mails().await, [message("anne@example.org")]);
    assert_eq!(
        links(&app.mails().await[0]),
        ["https://annuaire.example/suivi/un-lien-pour-vous-seule"]
    );
    assert_eq!(app.outbox().await[0].state, MailState::Waiting(noon()));
}

#[tokio::test]
async fn nothing_of_a_mail_stands_in_the_files_of_the_database() {
    let given = store().await;
    given.store.post(&message("anne@example.org"), noon()).await.unwrap();
    let told = ["anne@example.org", "un-lien-pour-vous-seule", "Confirmez votre", "solidaire"];

    for entry in fs::read_dir(given.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for text in told {
            let found = bytes.windows(text.len()).any(|part| part == text.as_bytes());
            assert!(!found, "{text} in {}", path.display());
        }
    }
}

#[tokio::test]
async fn a_mail_sealed_with_another_key_is_listed_and_not_read() {
    let given = store().await;
    given.store.post(&message("anne@example.org"), noon()).await.unwrap();
    seal_with_another_key(&given.folder.path().join("test.db")).await;

    given.store.post(&message("lea@example.org"), noon()).await.unwrap();

    let mails = given.store.list_mails().await.unwrap().into_iter();
    let contents: Vec<_> = mails.map(|mail| mail.content).collect();
    let readable = MailContent::Readable(message("lea@example.org"));
    assert_eq!(contents, [MailContent::Unreadable, readable]);
}

#[tokio::test]
async fn what_became_of_a_mail_erased_while_it_was_sent_is_no_other_mails() {
    let mut app = TestApp::with(&seeds()).await;
    let follow = sent(&mut app).await;
    let (store, now) = (&app.app.store, app.app.clock.now());
    let mail = store.claim_mail(now).await.unwrap().unwrap();
    app.post(&format!("{follow}/effacement"), &[]).await.leads();
    store.post(&message("lea@example.org"), now).await.unwrap();

    let (status, answer) = ("250".to_owned(), "OK".to_owned());
    let taken = Attempt { outcome: Outcome::Taken, status, answer };
    store.note_attempt(mail.id, &taken, &Next::Done.into(), now).await.unwrap();

    let left = app.outbox().await;
    assert_eq!(left.iter().map(|it| it.state).collect::<Vec<_>>(), [MailState::Waiting(now)]);
}
