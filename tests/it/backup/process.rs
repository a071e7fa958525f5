//! The backup command killed, or out of disk space.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use quartiers_emploi::store::{BackupFolder, KeyChoice, restore};

use crate::fixtures::{noon, seeds};
use crate::mail_crash::Server;
use crate::test_app::TestApp;

/// Number of kills, each a little later than the one before.
const ROUNDS: u64 = 12;

fn program(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_quartiers-emploi"));
    program.env_clear().arg("--data").arg(data).args(["--least-free", "0"]);
    program.stdout(Stdio::null()).stderr(Stdio::null());
    program
}

/// A data folder with the real seeds imported.
async fn data() -> tempfile::TempDir {
    let app = TestApp::with_real_seeds().await;
    app.app.store.close().await;
    let data = tempfile::TempDir::new().unwrap();
    for (from, to) in [("test.db", "directory.db"), ("secret.key", "secret.key")] {
        std::fs::copy(app.folder().join(from), data.path().join(to)).unwrap();
    }
    data
}

/// Restores every complete backup of `folder`; returns their number.
async fn restore_all(folder: &BackupFolder, key: &Path) -> usize {
    let backups = folder.list().unwrap();
    for backup in &backups {
        let place = tempfile::TempDir::new().unwrap();
        let key = KeyChoice::File(key.to_owned());
        restore(&backup.path, &place.path().join("data"), &key, noon()).await.unwrap();
    }
    backups.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_killed_leaves_sound_ones_only() {
    let (data, place) = (data().await, tempfile::TempDir::new().unwrap());
    let backups = place.path().join("backups");
    assert!(program(data.path()).arg("backup").arg(&backups).status().unwrap().success());

    for round in 0..ROUNDS {
        let mut child = program(data.path()).arg("backup").arg(&backups).spawn().unwrap();
        thread::sleep(Duration::from_millis(round * 9));
        // It may have exited already.
        child.kill().unwrap();
        child.wait().unwrap();
    }

    let folder = BackupFolder::new(&backups);
    assert!(restore_all(&folder, &data.path().join("secret.key")).await >= 1);
    folder.newest().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_does_not_fit_leaves_the_former_ones() {
    let (data, place) = (data().await, tempfile::TempDir::new().unwrap());
    let backups = place.path().join("backups");
    assert!(program(data.path()).arg("backup").arg(&backups).status().unwrap().success());
    let kilobytes = std::fs::metadata(data.path().join("directory.db")).unwrap().len() / 1024;

    // The signal is ignored so that a write beyond the file size limit fails instead of ending the program.
    let limited = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", kilobytes / 4);
    let command = program(data.path());
    let status = Command::new("bash")
        .args(["-c", &limited, "bash"])
        .arg(command.get_program())
        .args(command.get_args())
        .arg("backup")
        .arg(&backups)
        .env_clear()
        .stderr(Stdio::null())
        .status();

    assert_eq!(status.unwrap().code(), Some(1));
    let folder = BackupFolder::new(&backups);
    assert_eq!(restore_all(&folder, &data.path().join("secret.key")).await, 1);
    let left: Vec<_> = std::fs::read_dir(&backups).unwrap().collect();
    assert_eq!(left.len(), 3, "a backup, the list, the lock: {left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_without_the_key_report_the_loss_in_french_only() {
    let (data, place) = (data().await, tempfile::TempDir::new().unwrap());
    let (backups, restored) = (place.path().join("backups"), place.path().join("restored"));
    assert!(program(data.path()).arg("backup").arg(&backups).status().unwrap().success());
    let output = |command: &mut Command| {
        let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };

    let drill =
        output(program(data.path()).arg("--backup").arg(&backups).args(["doctor", "--drill"]));
    let restore = output(program(&restored).arg("restore").arg(&backups).arg("--accept-loss"));

    assert!(drill.0.contains("sauvegarde du"), "{}", drill.0);
    assert!(!drill.0.contains("perdu"), "nothing of the site was lost: {}", drill.0);
    assert!(restore.0.contains("une clé neuve est en place"), "{}", restore.0);
    assert_eq!((drill.1.as_str(), restore.1.as_str()), ("", ""), "no line of the log");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_a_backup_folder_backs_up_when_it_starts() {
    let place = tempfile::TempDir::new().unwrap();
    let data = place.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let store = quartiers_emploi::store::Store::open(&data.join("directory.db")).await.unwrap();
    store.import_seeds(&seeds(), noon()).await.unwrap();
    store.close().await;
    let backups = place.path().join("backups");

    let server = Server::with(&data, &["--least-free", "0", "--backup", backups.to_str().unwrap()]);
    let folder = BackupFolder::new(&backups);
    while !folder.list().is_ok_and(|list| !list.is_empty()) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    server.kill();
    assert_eq!(restore_all(&folder, &data.join("secret.key")).await, 1);
}
