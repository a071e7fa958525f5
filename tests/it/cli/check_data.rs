//! `quartiers-emploi check-data`

use std::process::ExitCode;

use quartiers_emploi::cli::check_data::{report, run};
use quartiers_emploi::store::Store;
use tempfile::TempDir;

use super::{clock, line, settings};
use crate::fixtures::{SANITAS, initiative, noon, organisation, seeds_with};

#[tokio::test]
async fn check_data_lists_present_and_missing_values() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("test.db")).await.unwrap();
    let carrier = organisation("Régie Plus");
    let seeds = seeds_with([
        initiative("Garage")
            .with_barriers("mobilite")
            .in_neighbourhood(SANITAS)
            .carried_by(&carrier),
        initiative("Permis").with_barriers("mobilite").attested_on("2026"),
        initiative("Un toit").ended(),
    ]);
    store.import_seeds(&seeds, noon()).await.unwrap();

    let mut out = Vec::new();
    report(&store.published().await.unwrap(), clock().today(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();

    assert_eq!(line(&text, "Communes"), "Communes 3");
    assert_eq!(line(&text, "À confirmer"), "À confirmer 1");
    assert_eq!(line(&text, "Terminée"), "Terminée 1");
    assert_eq!(line(&text, "Rattachées"), "Rattachées à un quartier 1");
    assert_eq!(line(&text, "Sans date"), "Sans date 2");
    assert_eq!(line(&text, "Sans porteur"), "Sans porteur 2");
    assert_eq!(line(&text, "Se déplacer"), "Se déplacer 2 1");
    assert_eq!(line(&text, "Association"), "Association 1 1 1 1 1");
    assert_eq!(line(&text, "1 quartier sans initiative"), "1 quartier sans initiative");
    assert_eq!(line(&text, "2 quartiers sans acteur"), "2 quartiers sans acteur");
}

#[tokio::test]
async fn a_missing_database_is_reported_and_not_created() {
    let data = TempDir::new().unwrap();
    let mut out = Vec::new();

    let code = run(&settings(&data), &clock(), &mut out).await.unwrap();

    let text = String::from_utf8(out).unwrap();
    assert_eq!(code, ExitCode::FAILURE);
    assert!(text.contains("n’existe pas encore"), "{text}");
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
}
