//! `quartiers-emploi account`

use std::process::ExitCode;

use clap::Parser as _;
use quartiers_emploi::cli::account::{Account, run};
use quartiers_emploi::clock::Clock;
use quartiers_emploi::domain::account::{Account as Known, AccountStatus, Role};
use quartiers_emploi::store::Store;
use tempfile::TempDir;

use super::{clock, line, settings};
use crate::fixtures::{self, noon, parsed, seeds};
use crate::outbox;

#[derive(clap::Parser)]
struct Line {
    #[command(subcommand)]
    command: Account,
}

/// A data folder and a clock for account commands.
struct CommandFixture {
    data: TempDir,
    clock: Clock,
}

impl CommandFixture {
    fn new() -> Self {
        Self { data: TempDir::new().unwrap(), clock: clock() }
    }

    async fn run_line(&self, words: &str) -> (ExitCode, String) {
        let line = Line::try_parse_from(["account"].into_iter().chain(words.split(' ')));
        let (mut out, settings) = (Vec::new(), settings(&self.data));
        let code = run(&line.unwrap().command, &settings, &self.clock, &mut out).await.unwrap();
        (code, String::from_utf8(out).unwrap())
    }

    async fn store(&self) -> Store {
        Store::open(&settings(&self.data).database()).await.unwrap()
    }

    async fn find_account(&self, email: &str) -> Option<Known> {
        self.store().await.find_account_by_email(&parsed(email)).await.unwrap()
    }
}

#[tokio::test]
async fn the_first_account_administers_and_the_next_ones_moderate() {
    let fixture = CommandFixture::new();
    let (code, text) = fixture.run_line("invite Anne@Example.org").await;
    assert_eq!(code, ExitCode::SUCCESS);
    assert!(text.contains("anne@example.org a reçu une invitation (administration)"), "{text}");
    let link = line(&text, "http");
    assert!(link.starts_with("http://127.0.0.1:3000/connexion/inscription/"), "{link}");

    fixture.run_line("invite paul@example.org --name Paul --departement 37 --departement 18").await;
    let anne = fixture.find_account("anne@example.org").await.unwrap();
    assert_eq!((anne.role, anne.status), (Role::Administrator, AccountStatus::Invited));
    let paul = fixture.find_account("paul@example.org").await.unwrap();
    assert_eq!(paul.name.as_str(), "Paul");
    assert_eq!(paul.role, Role::Moderator([parsed("18"), parsed("37")].into()));

    let (_, text) = fixture.run_line("list").await;
    assert!(line(&text, "anne@example.org").contains("administration"), "{text}");
    assert!(line(&text, "paul@example.org").contains("18, 37"), "{text}");
    let mails = fixture.store().await.list_mails().await.unwrap();
    assert_eq!(mails.len(), 2);
}

#[tokio::test]
async fn the_printed_link_and_the_mailed_one_are_one() {
    let fixture = CommandFixture::new();
    let (_, text) = fixture.run_line("invite anne@example.org").await;
    let link = line(&text, "http");
    let queued = fixture.store().await.list_mails().await.unwrap();
    let reported = outbox::of(queued).remove(0).text;
    assert!(reported.contains(&link), "{reported}");
}

#[tokio::test]
async fn an_invitation_can_be_repeated_and_an_active_account_only_reset() {
    let fixture = CommandFixture::new();
    let (_, first) = fixture.run_line("invite anne@example.org").await;
    let (code, again) = fixture.run_line("invite anne@example.org").await;
    assert_eq!(code, ExitCode::SUCCESS);
    assert_ne!(line(&first, "http"), line(&again, "http"));

    activate(&fixture).await;
    let (code, text) = fixture.run_line("invite anne@example.org").await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("--reset"), "{text}");
    let (code, text) = fixture.run_line("invite anne@example.org --reset").await;
    assert_eq!(code, ExitCode::SUCCESS);
    assert!(text.contains("/connexion/inscription/"), "{text}");
    let anne = fixture.find_account("anne@example.org").await.unwrap();
    assert_eq!((anne.role, anne.status), (Role::Administrator, AccountStatus::Invited));
}

/// Sets up a sign-in method for the only account, as its pages do.
async fn activate(fixture: &CommandFixture) {
    let store = fixture.store().await;
    let id = store.list_members().await.unwrap()[0].id;
    fixtures::activate(&store, &fixture.clock, id).await;
}

#[tokio::test]
async fn a_member_is_removed_and_the_last_administrator_is_not() {
    let fixture = CommandFixture::new();
    fixture.run_line("invite anne@example.org").await;
    activate(&fixture).await;
    fixture.run_line("invite paul@example.org").await;

    let (code, text) = fixture.run_line("remove anne@example.org").await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("la dernière personne qui administre"), "{text}");
    let (code, _) = fixture.run_line("remove paul@example.org").await;
    assert_eq!(code, ExitCode::SUCCESS);
    assert_eq!(fixture.find_account("paul@example.org").await, None);
    let (code, text) = fixture.run_line("remove paul@example.org").await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("n’est pas l’adresse d’un membre"), "{text}");
}

#[tokio::test]
async fn a_departement_that_the_directory_does_not_know_is_refused() {
    let fixture = CommandFixture::new();
    fixture.store().await.import_seeds(&seeds(), noon()).await.unwrap();
    let (code, text) = fixture.run_line("invite anne@example.org --departement 75").await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("75"), "{text}");
    assert_eq!(fixture.find_account("anne@example.org").await, None);
    let (_, text) = fixture.run_line("list").await;
    assert!(text.contains("Il n’y a encore aucun membre"), "{text}");
}

#[test]
fn an_invalid_address_is_refused_in_french() {
    let error = Line::try_parse_from(["account", "invite", "anne"]).err().unwrap().to_string();
    assert!(error.contains("Cette adresse n’est pas complète"), "{error}");
}
