//! `quartiers-emploi mail`

use std::process::ExitCode;

use quartiers_emploi::cli::mail::{self, Mail};
use quartiers_emploi::domain::operations::Message;
use quartiers_emploi::store::Store;
use tempfile::TempDir;

use super::{clock, line, settings};
use crate::fixtures::{message, noon, parsed};

async fn run(command: Mail, data: &TempDir) -> (ExitCode, String) {
    let mut out = Vec::new();
    let code = mail::run(&command, &settings(data), &clock(), &mut out).await.unwrap();
    (code, String::from_utf8(out).unwrap())
}

/// A data folder with these mails in its outbox.
async fn with_mails(mails: &[Message]) -> TempDir {
    let data = TempDir::new().unwrap();
    let store = Store::open(&settings(&data).database()).await.unwrap();
    for mail in mails {
        store.queue_message(mail, noon()).await.unwrap();
    }
    store.close().await;
    data
}

#[tokio::test]
async fn the_outbox_is_listed_with_the_state_of_each_mail() {
    let data = with_mails(&[message("anne@example.org"), message("lea@example.org")]).await;

    let (code, text) = run(Mail::List { all: false }, &data).await;

    assert_eq!(code, ExitCode::SUCCESS);
    assert_eq!(
        line(&text, "n° 2"),
        "n° 2 · 15/06/2026 12:00 · adresse à confirmer · pas encore essayé"
    );
    assert!(text.contains("à anne@example.org\u{a0}: Confirmez votre proposition"), "{text}");
    assert!(text.contains("à envoyer, à partir du 15/06/2026 12:00"), "{text}");
}

#[tokio::test]
async fn a_mail_is_shown_complete_without_terminal_escapes() {
    let text = "Bonjour,\n\u{1b}[31mrouge\u{7}\nhttps://annuaire.example/suivi/abc".to_owned();
    let data = with_mails(&[Message { text, ..message("anne@example.org") }]).await;

    let (code, text) = run(Mail::Show { number: 1 }, &data).await;

    assert_eq!(code, ExitCode::SUCCESS);
    assert_eq!(line(&text, "À"), "À\u{a0}: anne@example.org");
    assert_eq!(line(&text, "Objet"), "Objet\u{a0}: Confirmez votre proposition");
    assert_eq!(line(&text, "https"), "https://annuaire.example/suivi/abc");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{text:?}");
}

#[tokio::test]
async fn a_missing_mail_is_reported() {
    let data = with_mails(&[]).await;
    let (code, text) = run(Mail::Show { number: 7 }, &data).await;
    assert_eq!((code, text.trim_end()), (ExitCode::FAILURE, "Il n’y a pas de courriel n° 7."));
    let (code, _) = run(Mail::Retry { numbers: vec![7] }, &data).await;
    assert_eq!(code, ExitCode::FAILURE);
    let (code, text) = run(Mail::List { all: true }, &data).await;
    assert_eq!((code, text.trim_end()), (ExitCode::SUCCESS, "Aucun courriel."));
}

#[tokio::test]
async fn a_mail_to_try_waits_for_the_server() {
    let data = with_mails(&[]).await;

    let (code, _) = run(Mail::Test { to: parsed("anne@example.org") }, &data).await;

    assert_eq!(code, ExitCode::SUCCESS);
    let (_, text) = run(Mail::List { all: false }, &data).await;
    assert!(text.contains("à anne@example.org\u{a0}: Essai des courriels"), "{text}");
}

#[tokio::test]
async fn without_a_database_there_is_no_mail_and_none_is_made() {
    let data = TempDir::new().unwrap();
    let (code, text) = run(Mail::List { all: false }, &data).await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("n’existe pas encore"), "{text}");
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
}
