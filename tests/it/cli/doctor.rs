//! `quartiers-emploi doctor`

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::process::ExitCode;

use clap::Parser as _;
use quartiers_emploi::cli::doctor::{self, Doctor};
use quartiers_emploi::config::Config;
use quartiers_emploi::store::Store;
use tempfile::TempDir;

use super::{Settings, clock, line, settings};
use crate::fixtures::{message, noon};
use crate::store::upgrade::create_old_database;

async fn run(config: &Config) -> (ExitCode, String) {
    let mut out = Vec::new();
    let code = doctor::run(&Doctor::default(), config, &clock(), &mut out).await.unwrap();
    (code, String::from_utf8(out).unwrap())
}

#[tokio::test]
async fn doctor_reports_mail_and_clock_without_personal_data() {
    let data = TempDir::new().unwrap();
    let store = Store::open(&settings(&data).database()).await.unwrap();
    let before = noon() - jiff::SignedDuration::from_mins(45);
    store.queue_message(&message("anne@example.org"), before).await.unwrap();
    store.tick(before).await.unwrap();

    let (code, text) = run(&settings(&data)).await;

    assert_eq!(code, ExitCode::SUCCESS, "{text}");
    assert_eq!(line(&text, "à voir  1 courriel"), "à voir 1 courriel attend, depuis 45 min");
    assert_eq!(line(&text, "ok      Horloge"), "ok Horloge\u{a0}: juste");
    assert!(text.contains("gardés en fichiers dans"), "{text}");
    assert!(!text.contains("anne@example.org"), "{text}");
}

#[tokio::test]
async fn doctor_reports_missing_settings_and_never_the_token() {
    let data = TempDir::new().unwrap();
    let path = data.path().to_str().unwrap();
    let token = "0123456789abcdef0123456789abcdef";
    let unset = ["--operator-contact", "--security-contact"];

    let (_, text) = run(&settings(&data)).await;
    for flag in unset {
        assert!(text.contains(&format!("Voir {flag}.")), "{text}");
    }

    let set = ["--operator-contact", "02 47 00 00 00", "--security-contact", "tel:+33247000000"];
    let line = [&["test", "--data", path, "--operator-token", token][..], &set].concat();
    let (_, text) = run(&Settings::parse_from(line).config).await;
    for flag in unset {
        assert!(!text.contains(&format!("Voir {flag}.")), "{text}");
    }
    assert!(!text.contains(token) && text.contains("***"), "{text}");
}

#[tokio::test]
async fn doctor_lists_files_readable_by_others() {
    let data = TempDir::new().unwrap();
    fs::set_permissions(data.path(), Permissions::from_mode(0o700)).unwrap();
    let database = settings(&data).database();
    Store::open(&database).await.unwrap().close().await;
    let (_, text) = run(&settings(&data)).await;
    assert!(!text.contains("D’autres utilisateurs"), "{text}");

    fs::set_permissions(&database, Permissions::from_mode(0o644)).unwrap();
    let (code, text) = run(&settings(&data)).await;

    assert_eq!(code, ExitCode::SUCCESS, "{text}");
    let words = format!("ont accès à {}.", database.display());
    assert!(text.contains(&words), "{text}");
}

#[tokio::test]
async fn doctor_reports_that_the_key_matches_the_database() {
    let data = TempDir::new().unwrap();
    Store::open(&settings(&data).database()).await.unwrap().close().await;

    let (code, text) = run(&settings(&data)).await;

    assert_eq!(code, ExitCode::SUCCESS, "{text}");
    assert_eq!(line(&text, "ok      Clé"), "ok Clé du serveur\u{a0}: celle de cette base");
}

#[tokio::test]
async fn doctor_defers_an_older_database_to_the_next_start() {
    let data = TempDir::new().unwrap();
    let database = settings(&data).database();
    create_old_database(&database).await;

    let (code, text) = run(&settings(&data)).await;

    assert_eq!(code, ExitCode::SUCCESS, "{text}");
    assert!(text.contains("Elle sera mise à jour au prochain démarrage."), "{text}");
}

#[tokio::test]
async fn doctor_hides_the_password_and_reports_undeliverable_mail() {
    let data = TempDir::new().unwrap();
    let path = data.path().to_str().unwrap();
    let line = [
        "test",
        "--data",
        path,
        "--smtp",
        "smtps://mail.example",
        "--smtp-password",
        "tres-secret",
    ];
    let config = Settings::parse_from(line).config;

    let (code, text) = run(&config).await;

    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("cassé") && text.contains("ne nomme pas d’utilisateur"), "{text}");
    assert!(!text.contains("tres-secret") && text.contains("***"), "{text}");
    assert!(!format!("{config:?}").contains("tres-secret"));
}
