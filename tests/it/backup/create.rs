//! Creation of backups.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use quartiers_emploi::store::BackupError;

use super::{Site, titles, write_drafts};
use crate::fixtures::proposal;

#[tokio::test]
async fn thirty_proposals_written_while_backups_run_are_all_restored() {
    let site = Site::new().await;
    let write = write_drafts(&site.app, 30);
    let back_up = async {
        let mut made = Vec::new();
        for _ in 0..5 {
            made.push(site.make_backup().await);
        }
        made
    };

    let ((), made) = tokio::join!(write, back_up);
    site.make_backup().await;

    let (restored, store) = site.restore_to("data").await.unwrap();
    let all: Vec<_> = (1..=30).map(|n| format!("Atelier {n}")).collect();
    assert_eq!(titles(&store, 40).await, all);
    assert_eq!(restored.manifest.rows_of("proposals"), 30);
    let numbers: Vec<_> = made.iter().map(|backup| backup.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    let rows: Vec<_> = made.iter().map(|it| it.manifest.rows_of("proposals")).collect();
    assert!(rows.is_sorted(), "each backup holds what the former held: {rows:?}");
}

#[tokio::test]
async fn the_digest_is_that_of_the_content() {
    let site = Site::new().await;

    let first = site.make_backup().await;
    let second = site.make_backup().await;
    proposal("Atelier vélo").insert_draft(&site.app).await;
    let third = site.make_backup().await;

    assert_eq!(first.manifest.digest, second.manifest.digest);
    assert_ne!(second.manifest.digest, third.manifest.digest);
}

#[tokio::test]
async fn a_backup_is_its_owners_alone() {
    let site = Site::new().await;

    let made = site.make_backup().await;

    let rights = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(&site.backups()), 0o700);
    assert_eq!(rights(&made.path), 0o700);
    for file in ["directory.db", "manifest.json"] {
        assert_eq!(rights(&made.path.join(file)), 0o600, "{file}");
    }
    assert!(!made.path.join("secret.key").exists());
}

#[tokio::test]
async fn the_manifest_names_program_content_and_time() {
    let site = Site::new().await;

    let made = site.make_backup().await;

    let text = fs::read_to_string(made.path.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(manifest["format"], 1);
    assert_eq!(manifest["made_at"], "2026-11-24T09:00:00.000Z");
    assert_eq!(manifest["program"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["rows"]["outbox"], 1);
    assert_eq!(manifest["bytes"], fs::metadata(made.database()).unwrap().len());
    assert_eq!(manifest["digest"].as_str().unwrap().len(), "sha256:".len() + 64);
    assert!(made.path.ends_with("000001-20261124T090000Z"));
}

#[tokio::test]
async fn a_disk_with_too_little_space_preserves_the_former_backups() {
    let site = Site::new().await;
    let former = site.make_backup().await;
    let (folder, now) = (site.folder(), site.app.app.clock.now());

    let refused = folder.create(&site.app.database(), now, u64::MAX / 2).await;

    assert!(matches!(refused, Err(BackupError::DiskSpace { .. })), "{refused:?}");
    assert_eq!(folder.list().unwrap(), [former]);
}

#[tokio::test]
async fn remains_of_an_interrupted_backup_are_ignored_and_removed() {
    let site = Site::new().await;
    let former = site.make_backup().await;
    let partial = site.backups().join(".partial");
    fs::create_dir(&partial).unwrap();
    fs::write(partial.join("directory.db"), "half").unwrap();
    let nameless = site.backups().join("000002-20261124T100000Z");
    fs::create_dir(&nameless).unwrap();
    fs::copy(former.database(), nameless.join("directory.db")).unwrap();

    assert_eq!(site.folder().list().unwrap(), std::slice::from_ref(&former));
    assert!(site.folder().newest().is_err(), "an older one is not taken without a word");
    let next = site.make_backup().await;

    assert!(!partial.exists());
    assert_eq!(next.number, 3);
    assert_eq!(site.folder().list().unwrap(), [former, next]);
}

#[tokio::test]
async fn there_is_nothing_to_back_up_where_there_is_no_database() {
    let site = Site::new().await;
    let absent = site.place.path().join("directory.db");

    let refused = site.folder().create(&absent, site.app.app.clock.now(), 0).await;

    assert!(matches!(refused, Err(BackupError::NoDatabase(_))), "{refused:?}");
    assert!(!absent.exists() && !site.backups().exists());
}
