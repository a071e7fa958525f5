//! Hourly backup job.

use std::fs;

use quartiers_emploi::jobs::BackupWorker;
use quartiers_emploi::store::{BackupError, BackupFolder};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use super::Site;
use crate::fixtures::proposal;

fn run_job(site: &Site) -> BackupWorker {
    BackupWorker::new(site.app.database(), site.folder())
}

/// Sets the clock to `moment` and accepts it as correct.
async fn run_job_at(site: &mut Site, moment: &str) {
    site.app.set_clock(moment);
    site.app.app.store.accept_clock(site.app.app.clock.now()).await.unwrap();
}

fn numbers(folder: &BackupFolder) -> Vec<u64> {
    folder.list().unwrap().iter().map(|backup| backup.number).collect()
}

#[tokio::test]
async fn a_backup_is_made_at_once_and_then_every_hour() {
    let mut site = Site::new().await;
    let mut run_job = run_job(&site);

    let mut made = Vec::new();
    for moment in ["09:00:00", "09:00:10", "09:59:59", "10:00:00", "10:00:10", "11:30:00"] {
        run_job_at(&mut site, &format!("2026-11-24T{moment}Z")).await;
        made.push(run_job.step(&site.app.app).await.unwrap());
    }

    assert_eq!(made, [true, false, false, true, false, true]);
    assert_eq!(numbers(&site.folder()), [1, 2, 3]);
}

#[tokio::test]
async fn a_server_that_starts_again_goes_on_from_the_newest_backup() {
    let mut site = Site::new().await;
    site.make_backup().await;

    run_job_at(&mut site, "2026-11-24T09:30:00Z").await;
    assert!(!run_job(&site).step(&site.app.app).await.unwrap());
    run_job_at(&mut site, "2026-11-24T10:00:00Z").await;
    assert!(run_job(&site).step(&site.app.app).await.unwrap());
}

#[tokio::test]
async fn two_days_leave_a_backup_of_each_of_the_last_hours_and_of_each_day() {
    let mut site = Site::new().await;
    let mut run_job = run_job(&site);
    for hour in 0..48 {
        let (day, hour) = (24 + hour / 24, hour % 24);
        run_job_at(&mut site, &format!("2026-11-{day}T{hour:02}:15:00Z")).await;
        assert!(run_job.step(&site.app.app).await.unwrap());
    }

    let expected: Vec<u64> = (24..=48).collect();
    assert_eq!(numbers(&site.folder()), expected, "the last of the first day, then every hour");
}

#[tokio::test]
async fn no_backup_is_deleted_while_the_clock_is_suspicious() {
    let mut site = Site::new().await;
    let mut run_job = run_job(&site);
    run_job_at(&mut site, "2026-11-24T09:00:00Z").await;
    for moment in ["2027-03-01T09:00:00Z", "2027-03-01T10:00:00Z", "2027-03-01T10:00:10Z"] {
        // Months ahead: the clock is suspicious.
        site.app.set_clock(moment);
        run_job.step(&site.app.app).await.unwrap();
        site.make_backup().await;
    }
    assert_eq!(numbers(&site.folder()), [1, 2, 3, 4, 5]);

    run_job_at(&mut site, "2027-03-01T11:00:00Z").await;
    run_job.step(&site.app.app).await.unwrap();

    assert_eq!(numbers(&site.folder()), [2, 5, 6], "the last of each hour");
}

#[tokio::test]
async fn erasures_are_in_the_list_before_the_next_backup() {
    let site = Site::new().await;
    let mut run_job = run_job(&site);
    let linked = proposal("Atelier vélo").insert_draft(&site.app).await;
    run_job.step(&site.app.app).await.unwrap();
    let list = || fs::read_to_string(site.backups().join("erasures.log")).unwrap().lines().count();
    assert_eq!(list(), 0);
    site.app.app.store.erase_proposal(linked.id, site.app.app.clock.now()).await.unwrap();

    let made = run_job.step(&site.app.app).await.unwrap();

    assert_eq!((made, list()), (false, 1));
}

#[tokio::test]
async fn a_failure_is_shown_until_a_backup_is_made() {
    let mut site = Site::new().await;
    let mut run_job = run_job(&site);
    assert_eq!(site.app.app.backup_state(), None);
    fs::write(site.backups(), "a file in its place").unwrap();

    assert!(run_job.step(&site.app.app).await.is_err());
    let state = site.app.app.backup_state().unwrap();
    assert!(state.error.is_some() && !state.is_healthy(site.app.app.clock.now()), "{state:?}");

    fs::remove_file(site.backups()).unwrap();
    site.app.advance_seconds(600);
    assert!(run_job.step(&site.app.app).await.unwrap());
    let state = site.app.app.backup_state().unwrap();
    assert_eq!((state.last, &state.error), (Some(site.app.app.clock.now()), &None));
    assert!(state.is_healthy(site.app.app.clock.now()));
}

#[tokio::test]
async fn a_damaged_database_is_reported_and_deletes_no_backup() {
    let mut site = Site::new().await;
    let mut run_job = run_job(&site);
    run_job_at(&mut site, "2026-11-24T09:00:00Z").await;
    run_job.step(&site.app.app).await.unwrap();
    site.make_backup().await;
    let options = SqliteConnectOptions::new().filename(site.app.database()).foreign_keys(false);
    let mut connection = options.connect().await.unwrap();
    sqlx::query!(
        r#"
        INSERT INTO proposal_links (hash, proposal, made_at)
        VALUES (randomblob(32), 9999, '2026-11-24T09:00:00.000Z')
        "#
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();

    run_job_at(&mut site, "2026-11-24T10:00:00Z").await;
    let failed = run_job.step(&site.app.app).await;

    assert!(matches!(failed, Err(BackupError::Damaged { .. })), "{failed:?}");
    let error = site.app.app.backup_state().unwrap().error.clone().unwrap();
    assert!(error.contains("proposal_links"), "{error}");
    assert_eq!(numbers(&site.folder()), [1, 2], "the two of one hour stay");
}

#[tokio::test]
async fn a_disk_that_is_not_mounted_is_not_filled_in_its_place() {
    let site = Site::new().await;
    let disk = site.place.path().join("disk");
    let folder = BackupFolder::new(disk.join("backups"));
    let mut run_job = BackupWorker::new(site.app.database(), folder.clone());

    let failed = run_job.step(&site.app.app).await;

    assert!(matches!(&failed, Err(BackupError::NoParent(path)) if *path == disk), "{failed:?}");
    assert!(site.app.app.backup_state().unwrap().error.is_some());
    assert!(!disk.exists());
    fs::create_dir(&disk).unwrap();
    assert!(run_job.step(&site.app.app).await.unwrap());
    assert_eq!(numbers(&folder), [1]);
}
