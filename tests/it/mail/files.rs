//! Mail written to files when no mail server is set.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use quartiers_emploi::domain::operations::MailState;
use quartiers_emploi::jobs::delete_mail_files;

use super::{mail_worker, seconds_until_retry};
use crate::fixtures::seeds;
use crate::test_app::TestApp;

/// Mail files of `app`, sorted by name.
pub fn files(app: &TestApp) -> Vec<PathBuf> {
    let entries = fs::read_dir(app.folder.path().join("mail")).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[tokio::test]
async fn each_mail_is_a_file_that_only_its_owner_reads() {
    let app = TestApp::with_seeds(&seeds()).await;
    app.queue_mail_to("anne@example.org").await;
    app.queue_mail_to("lea@example.org").await;

    app.deliver_due_mails(&mut mail_worker(&app)).await;

    let files = files(&app);
    assert_eq!(files.len(), 2);
    for (file, to) in files.iter().zip(["anne@example.org", "lea@example.org"]) {
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(&format!("To: {to}\r\n")), "{text}");
        assert!(
            text.contains("From: ") && text.contains("<ne-pas-repondre@annuaire.example>"),
            "{text}"
        );
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let folder = files[0].parent().unwrap();
    assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    assert!(app.outbox().await.iter().all(|mail| matches!(mail.state, MailState::Sent(_))));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_puts_mails_off() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let folder = app.folder.path().join("mail");
    fs::write(&folder, "a file where the folder should be").unwrap();
    let mut round = mail_worker(&app);
    app.queue_mail_to("anne@example.org").await;

    app.deliver_due_mails(&mut round).await;
    assert_eq!(seconds_until_retry(&app, &app.only_mail().await), 30);

    fs::remove_file(&folder).unwrap();
    app.set_clock("2026-11-24T09:00:30Z");
    app.deliver_due_mails(&mut round).await;
    assert_eq!(files(&app).len(), 1);
}

#[tokio::test]
async fn files_of_mails_that_are_still_there_and_files_of_others_stay() {
    let app = TestApp::with_seeds(&seeds()).await;
    app.queue_mail_to("anne@example.org").await;
    app.deliver_due_mails(&mut mail_worker(&app)).await;
    let folder = app.folder.path().join("mail");
    let strange = ["notes.txt", "000001-court.eml", ".000009-0123456789abcdef0123456789abcdef.eml"];
    for name in strange {
        fs::write(folder.join(name), "x").unwrap();
    }

    delete_mail_files(&app.app.store, &app.app.config).await.unwrap().unwrap();

    let left = files(&app);
    assert_eq!(left.len(), 3, "only the unfinished file of no mail has gone: {left:?}");
    assert!(left.iter().all(|path| !path.ends_with(strange[2])));
}
