//! Runs the commands of the operations page in order, as documented.

use std::env;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use quartiers_emploi::store::Store;

use super::{titles, write_drafts};
use crate::fixtures::seeds;
use crate::test_app::TestApp;

const PAGE: &str = include_str!("../../../docs/operations.md");
const SERVER: &str = include_str!("../../../docs/deploy/quartiers-emploi.service");
const DRILL: &str = include_str!("../../../docs/deploy/quartiers-emploi-drill.service");
const TIMER: &str = include_str!("../../../docs/deploy/quartiers-emploi-drill.timer");

/// Commands in the section « Backup and restore ».
fn commands() -> Vec<&'static str> {
    let section = PAGE.split("\n## ").find(|section| section.starts_with("Backup and restore"));
    let lines = section.expect("the section exists").lines();
    lines.filter_map(|line| line.strip_prefix("    ")).collect()
}

/// Runs `command` in the folder `at`, with the program on the `PATH`.
#[expect(clippy::print_stdout, reason = "durations are printed, not asserted")]
fn run(command: &str, at: &Path) {
    let program = Path::new(env!("CARGO_BIN_EXE_quartiers-emploi")).parent().unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.display());
    let began = Instant::now();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(at)
        .env_clear()
        .env("PATH", path)
        .env("QUARTIERS_LEAST_FREE", "0")
        .output()
        .unwrap();
    let reported = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    println!("{:>8} ms  {command}\n{reported}", began.elapsed().as_millis());
    assert!(output.status.success(), "{command}:\n{reported}\n{errors}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documented_commands_restore_the_site() {
    let app = TestApp::with_seeds(&seeds()).await;
    write_drafts(&app, 30).await;
    app.app.store.close().await;
    let place = tempfile::TempDir::new().unwrap();
    let data = place.path().join("data");
    std::fs::create_dir(&data).unwrap();
    for (from, to) in [("test.db", "directory.db"), ("secret.key", "secret.key")] {
        std::fs::copy(app.folder().join(from), data.join(to)).unwrap();
    }
    let commands = commands();
    assert!(commands.iter().any(|it| it.contains("restore")), "{commands:?}");

    for command in commands {
        run(command, place.path());
    }

    let store = Store::open(&data.join("directory.db")).await.unwrap();
    assert_eq!(titles(&store, 40).await.len(), 30);
    assert!(place.path().join("data.lost/directory.db").exists());
}

/// The value of the line `name=` of a unit.
fn value<'a>(unit: &'a str, name: &str) -> Option<&'a str> {
    unit.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
}

#[test]
fn the_weekly_drill_looks_at_the_folders_of_the_server_as_its_user() {
    for name in [
        "Environment=QUARTIERS_DATA",
        "Environment=QUARTIERS_BACKUP",
        "EnvironmentFile",
        "User",
        "StateDirectory",
    ] {
        assert_eq!(value(DRILL, name), value(SERVER, name), "{name}");
        assert!(value(DRILL, name).is_some(), "{name}");
    }
    let command = value(DRILL, "ExecStart").unwrap();
    assert_eq!(command, "quartiers-emploi doctor --drill");
    assert!(value(TIMER, "OnCalendar").unwrap().starts_with("Sun "));
    assert!(PAGE.contains(
        "enable --now quartiers-emploi.socket quartiers-emploi.service quartiers-emploi-drill.timer"
    ));
}
