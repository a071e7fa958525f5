//! `quartiers-emploi doctor`

use std::process::ExitCode;

use clap::Parser as _;
use quartiers_emploi::{
    cli::doctor::{self, Doctor},
    config::Config,
    store::Store,
};
use tempfile::TempDir;

use super::{Settings, clock, line, settings};
use crate::given::{message, noon};

async fn run(config: &Config) -> (ExitCode, String) {
    let mut out = Vec::new();
    let code = doctor::run(&Doctor::default(), config, &clock(), &mut out).await.unwrap();
    (code, String::from_utf8(out).unwrap())
}

#[tokio::test]
async fn it_says_how_mail_and_clock_are_and_names_nobody() {
    let data = TempDir::new().unwrap();
    let store = Store::open(&settings(&data).database()).await.unwrap();
    let before = noon() - jiff::SignedDuration::from_mins(45);
    store.post(&message("anne@example.org"), before).await.unwrap();
    store.beat(before).await.unwrap();

    let (code, text) = run(&settings(&data)).await;

    assert_eq!(code, ExitCode::SUCCESS, "{text}");
    assert_eq!(line(&text, "à voir  1 courriel"), "à voir 1 courriel attend, depuis 45 min");
    assert_eq!(line(&text, "ok      Horloge"), "ok Horloge\u{a0}: juste");
    assert!(text.contains("gardés en fichiers dans"), "{text}");
    assert!(!text.contains("anne@example.org"), "{text}");
}

#[tokio::test]
async fn it_never_shows_the_password_and_says_when_mail_cannot_leave() {
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
