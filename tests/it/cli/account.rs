//! `quartiers-emploi account`

use std::process::ExitCode;

use clap::Parser as _;
use quartiers_emploi::{
    cli::account::{Account, run},
    clock::Clock,
    domain::{
        access::Role,
        account::{Account as Known, AccountStatus},
    },
    store::Store,
};
use tempfile::TempDir;

use super::{clock, line, settings};
use crate::{
    given::{self, noon, seeds, the},
    mails,
};

#[derive(clap::Parser)]
struct Line {
    #[command(subcommand)]
    command: Account,
}

/// A data folder and a clock for account commands.
struct Desk {
    data: TempDir,
    clock: Clock,
}

impl Desk {
    fn new() -> Self {
        Self { data: TempDir::new().unwrap(), clock: clock() }
    }

    async fn types(&self, words: &str) -> (ExitCode, String) {
        let line = Line::try_parse_from(["account"].into_iter().chain(words.split(' ')));
        let (mut out, settings) = (Vec::new(), settings(&self.data));
        let code = run(&line.unwrap().command, &settings, &self.clock, &mut out).await.unwrap();
        (code, String::from_utf8(out).unwrap())
    }

    async fn store(&self) -> Store {
        Store::open(&settings(&self.data).database()).await.unwrap()
    }

    async fn knows(&self, email: &str) -> Option<Known> {
        self.store().await.find_account_by_email(&the(email)).await.unwrap()
    }
}

#[tokio::test]
async fn the_first_account_administers_and_the_next_ones_moderate() {
    let desk = Desk::new();
    let (code, text) = desk.types("invite Anne@Example.org").await;
    assert_eq!(code, ExitCode::SUCCESS);
    assert!(text.contains("anne@example.org a reçu une invitation (administration)"), "{text}");
    let link = line(&text, "http");
    assert!(link.starts_with("http://127.0.0.1:3000/connexion/inscription/"), "{link}");

    desk.types("invite paul@example.org --name Paul --departement 37 --departement 18").await;
    let anne = desk.knows("anne@example.org").await.unwrap();
    assert_eq!((anne.role, anne.status), (Role::Administrator, AccountStatus::Invited));
    let paul = desk.knows("paul@example.org").await.unwrap();
    assert_eq!(paul.name.as_str(), "Paul");
    assert_eq!(paul.role, Role::Moderator([the("18"), the("37")].into()));

    let (_, text) = desk.types("list").await;
    assert!(line(&text, "anne@example.org").contains("administration"), "{text}");
    assert!(line(&text, "paul@example.org").contains("18, 37"), "{text}");
    let mails = desk.store().await.list_mails().await.unwrap();
    assert_eq!(mails.len(), 2);
}

#[tokio::test]
async fn the_printed_link_and_the_mailed_one_are_one() {
    let desk = Desk::new();
    let (_, text) = desk.types("invite anne@example.org").await;
    let link = line(&text, "http");
    let queued = desk.store().await.list_mails().await.unwrap();
    let told = mails::of(queued).remove(0).text;
    assert!(told.contains(&link), "{told}");
}

#[tokio::test]
async fn who_is_invited_can_be_invited_again_and_who_has_access_only_on_purpose() {
    let desk = Desk::new();
    let (_, first) = desk.types("invite anne@example.org").await;
    let (code, again) = desk.types("invite anne@example.org").await;
    assert_eq!(code, ExitCode::SUCCESS);
    assert_ne!(line(&first, "http"), line(&again, "http"));

    activate(&desk).await;
    let (code, text) = desk.types("invite anne@example.org").await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("--reset"), "{text}");
    let (code, text) = desk.types("invite anne@example.org --reset").await;
    assert_eq!(code, ExitCode::SUCCESS);
    assert!(text.contains("/connexion/inscription/"), "{text}");
    let anne = desk.knows("anne@example.org").await.unwrap();
    assert_eq!((anne.role, anne.status), (Role::Administrator, AccountStatus::Invited));
}

/// Sets up a sign-in method for the only account, as its pages do.
async fn activate(desk: &Desk) {
    let store = desk.store().await;
    let id = store.list_members().await.unwrap()[0].id;
    given::activate(&store, &desk.clock, id).await;
}

#[tokio::test]
async fn a_member_is_removed_and_the_last_administrator_is_not() {
    let desk = Desk::new();
    desk.types("invite anne@example.org").await;
    activate(&desk).await;
    desk.types("invite paul@example.org").await;

    let (code, text) = desk.types("remove anne@example.org").await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("la dernière personne qui administre"), "{text}");
    let (code, _) = desk.types("remove paul@example.org").await;
    assert_eq!(code, ExitCode::SUCCESS);
    assert_eq!(desk.knows("paul@example.org").await, None);
    let (code, text) = desk.types("remove paul@example.org").await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("n’est pas l’adresse d’un membre"), "{text}");
}

#[tokio::test]
async fn a_departement_that_the_directory_does_not_know_is_refused() {
    let desk = Desk::new();
    desk.store().await.plant(&seeds(), noon()).await.unwrap();
    let (code, text) = desk.types("invite anne@example.org --departement 75").await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("75"), "{text}");
    assert_eq!(desk.knows("anne@example.org").await, None);
    let (_, text) = desk.types("list").await;
    assert!(text.contains("Il n’y a encore aucun membre"), "{text}");
}

#[test]
fn what_is_no_address_is_refused_in_french() {
    let error = Line::try_parse_from(["account", "invite", "anne"]).err().unwrap().to_string();
    assert!(error.contains("Cette adresse n’est pas complète"), "{error}");
}
