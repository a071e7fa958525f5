//! `quartiers-emploi import`

use std::path::PathBuf;
use std::process::ExitCode;

use quartiers_emploi::cli::import::{self, Import};
use quartiers_emploi::store::Store;
use tempfile::TempDir;

use super::{clock, line, settings};
use crate::fixtures::{initiative, noon, parsed, seeds_with};

/// Slug of an initiative of the real seeds.
const REAL_SLUG: &str = "ateliers-estime-de-soi";

async fn run(import: Import, data: &TempDir) -> (ExitCode, String) {
    let mut out = Vec::new();
    let code = import::run(&import, &settings(data), &clock(), &mut out).await.unwrap();
    (code, String::from_utf8(out).unwrap())
}

fn embedded() -> Import {
    Import { from: None, dry_run: false }
}

async fn version(data: &TempDir) -> u64 {
    Store::open(&settings(data).database()).await.unwrap().version().await.unwrap()
}

#[tokio::test]
async fn importing_the_real_seeds_twice_changes_nothing() {
    let data = TempDir::new().unwrap();

    let (_, first) = run(embedded(), &data).await;
    let (_, second) = run(embedded(), &data).await;

    assert_eq!(line(&first, "Quartiers"), "Quartiers 57 0 0 0 0");
    assert_eq!(line(&second, "Quartiers"), "Quartiers 0 0 57 0 0");
    assert_eq!(line(&second, "Initiatives"), "Initiatives 0 0 227 0 0");
    assert!(second.contains("Rien ne change"), "{second}");
    assert_eq!(version(&data).await, 1);
}

#[tokio::test]
async fn a_dry_run_says_what_would_change_and_writes_nothing() {
    let data = TempDir::new().unwrap();

    let (code, text) = run(Import { dry_run: true, ..embedded() }, &data).await;

    assert_eq!(code, ExitCode::SUCCESS);
    assert_eq!(line(&text, "Quartiers"), "Quartiers 57 0 0 0 0");
    assert!(text.contains("rien n’a été écrit"), "{text}");
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn an_import_cannot_take_a_slug_assigned_on_the_site() {
    let data = TempDir::new().unwrap();
    let store = Store::open(&settings(&data).database()).await.unwrap();
    store.import_seeds(&seeds_with([initiative("Garage").with_number(999)]), noon()).await.unwrap();
    let mut edited = store.published().await.unwrap().initiatives.remove(0);
    edited.facts.slug = parsed(REAL_SLUG);
    store.revise(&edited, noon()).await.unwrap();
    store.close().await;

    for dry_run in [true, false] {
        let (code, text) = run(Import { dry_run, ..embedded() }, &data).await;

        assert_eq!(code, ExitCode::FAILURE);
        assert!(line(&text, "l’initiative").contains("init-999"), "{text}");
        assert!(text.contains(REAL_SLUG) && text.contains("(Garage)"), "{text}");
        assert!(text.contains("Rien n’a été écrit"), "{text}");
        assert_eq!(version(&data).await, 2);
    }
}

#[tokio::test]
async fn a_folder_with_errors_is_refused_and_each_is_reported() {
    let (data, empty) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let from: Option<PathBuf> = Some(empty.path().to_owned());

    let (code, text) = run(Import { from, dry_run: false }, &data).await;

    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("initiatives.csv"), "{text}");
    assert!(text.contains("Rien n’a été écrit"), "{text}");
    assert!(!settings(&data).database().exists());
}
