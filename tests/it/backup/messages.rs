//! Messages to operators about backups.

use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use quartiers_emploi::cli::{backup, doctor, restore};
use quartiers_emploi::config::Config;

use super::{Site, change_word};
use crate::fixtures::proposal;

#[derive(clap::Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

fn config(data: &Path, backups: Option<&Path>) -> Config {
    let mut line = vec!["test", "--least-free", "0", "--data", data.to_str().unwrap()];
    if let Some(backups) = backups {
        line.extend(["--backup", backups.to_str().unwrap()]);
    }
    Settings::parse_from(line).config
}

impl Site {
    /// A data folder with the database of this site.
    async fn data(&self) -> std::path::PathBuf {
        self.make_backup().await;
        self.restore_to("data").await.unwrap();
        self.place.path().join("data")
    }

    async fn restore_output(&self, from: &Path, key: bool, loss: bool) -> Result<String, String> {
        let restore = restore::Restore {
            from: from.to_owned(),
            key: key.then(|| self.app.folder().join("secret.key")),
            accept_loss: loss,
        };
        let mut out = Vec::new();
        let config = config(&self.place.path().join("new"), None);
        match restore::run(&restore, &config, &self.app.app.clock, &mut out).await {
            Ok(code) => {
                assert_eq!(code, ExitCode::SUCCESS);
                Ok(String::from_utf8(out).unwrap())
            }
            Err(error) => Err(error.to_string()),
        }
    }

    async fn doctor_output(&self, config: &Config, drill: bool) -> (ExitCode, String) {
        let mut out = Vec::new();
        let doctor = doctor::Doctor { drill };
        let code = doctor::run(&doctor, config, &self.app.app.clock, &mut out).await.unwrap();
        (code, String::from_utf8(out).unwrap())
    }
}

#[tokio::test]
async fn a_backup_says_where_it_is_and_what_it_lacks() {
    let site = Site::new().await;
    let (data, to) = (site.data().await, site.place.path().join("other"));
    let config = config(&data, None);
    let clock = &site.app.app.clock;

    let mut out = Vec::new();
    let made = backup::Backup { to: Some(to) };
    let code = backup::run(&made, &config, clock, &mut out).await.unwrap();
    let unset = backup::run(&backup::Backup { to: None }, &config, clock, &mut Vec::new()).await;

    let text = String::from_utf8(out).unwrap();
    assert_eq!(code, ExitCode::SUCCESS);
    assert!(text.contains("other/000001-20261124T090000Z"), "{text}");
    assert!(text.contains("n’y est pas"), "{text}");
    assert!(unset.unwrap_err().to_string().contains("--backup"));
}

#[tokio::test]
async fn a_restore_says_what_is_there_and_what_is_lost() {
    let site = Site::new().await;
    proposal("Atelier vélo").insert_draft(&site.app).await;
    site.make_backup().await;

    let missing = site.restore_output(&site.backups(), false, false).await.unwrap_err();
    let lost = site.restore_output(&site.backups(), false, true).await.unwrap();

    assert!(missing.contains("--key") && missing.contains("--accept-loss"), "{missing}");
    assert!(lost.contains("La sauvegarde du 24/11/2026 10:00 est en place"), "{lost}");
    assert!(lost.contains("1 propositions") && lost.contains("1 courriel en attente est perdu"));
    assert!(lost.contains("Tous les membres sont déconnectés."), "{lost}");
    assert!(lost.contains("Vérifiez les rôles des membres."), "{lost}");
}

#[tokio::test]
async fn a_changed_word_is_reported_in_french() {
    let site = Site::new().await;
    proposal("Atelier vélocipède").insert_draft(&site.app).await;
    let made = site.make_backup().await;
    change_word(&made.database(), "Atelier vélocipède", "Atelier vélodipède");

    let reported = site.restore_output(&site.backups(), true, false).await.unwrap_err();

    assert!(reported.contains("n’est plus celui de la sauvegarde"), "{reported}");
    assert!(reported.contains("Rien n’a été restauré."), "{reported}");
}

#[tokio::test]
async fn the_doctor_tries_the_newest_backup_and_leaves_nothing() {
    let site = Site::new().await;
    let data = site.data().await;
    let config = config(&data, Some(&site.backups()));

    let (code, text) = site.doctor_output(&config, true).await;

    assert_eq!(code, ExitCode::SUCCESS, "{text}");
    assert!(text.contains("Exercice") && text.contains("restaurée à part en"), "{text}");
    assert!(text.contains("Dernière sauvegarde"), "{text}");
    let left = std::fs::read_dir(site.backups()).unwrap().count();
    assert_eq!(left, 3, "a backup, the list, the lock");
}

#[tokio::test]
async fn the_doctor_fails_on_a_backup_that_does_not_serve() {
    let site = Site::new().await;
    proposal("Atelier vélocipède").insert_draft(&site.app).await;
    let data = site.data().await;
    let made = site.folder().newest().unwrap();
    change_word(&made.database(), "Atelier vélocipède", "Atelier vélodipède");
    let config = config(&data, Some(&site.backups()));

    let (quick, _) = site.doctor_output(&config, false).await;
    let (drilled, text) = site.doctor_output(&config, true).await;

    assert_eq!(quick, ExitCode::SUCCESS, "only a drill reads it whole");
    assert_eq!(drilled, ExitCode::FAILURE);
    assert!(text.contains("n’est plus celui de la sauvegarde"), "{text}");
}

#[tokio::test]
async fn the_doctor_says_when_no_backup_is_made_or_the_last_is_old() {
    let mut site = Site::new().await;
    let data = site.data().await;

    let (code, none) = site.doctor_output(&config(&data, None), false).await;
    let (drill, unset) = site.doctor_output(&config(&data, None), true).await;
    site.app.advance_seconds(3 * 3_600);
    let (late, old) = site.doctor_output(&config(&data, Some(&site.backups())), false).await;

    assert!(none.contains("Aucune sauvegarde n’est faite par le serveur."), "{none}");
    assert_eq!((code, drill, late), (ExitCode::SUCCESS, ExitCode::FAILURE, ExitCode::SUCCESS));
    assert!(unset.contains("L’exercice a besoin d’un dossier de sauvegarde."), "{unset}");
    assert!(old.contains("La dernière sauvegarde a plus de deux heures."), "{old}");
}
