//! The server process killed while it sends mail: acknowledged mails are still there after a restart.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use quartiers_emploi::domain::operations::MailState;
use quartiers_emploi::store::Store;
use tempfile::TempDir;

use crate::fixtures::{noon, seeds};
use crate::mail::{Behaviour, FakeSmtpServer};

/// A server process, killed on drop.
pub struct Server {
    child: Child,
    address: String,
    out: BufReader<ChildStdout>,
}

impl Server {
    /// Starts a server on `data` that sends mail to `peer`.
    fn start(data: &Path, peer: &FakeSmtpServer) -> Self {
        Self::with(data, &["--smtp", &peer.url(), "--mail-from", "annuaire@example.org"])
    }

    /// Starts a server on `data` that writes mail to files.
    pub fn with_mail_files(data: &Path) -> Self {
        Self::with(data, &[])
    }

    /// Starts a server on `data` with these settings.
    pub fn with(data: &Path, settings: &[&str]) -> Self {
        let mut child = program(data)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(settings)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("a piped output"));
        out.read_line(&mut line).expect("a line of output");
        let at = line.find("http://127.0.0.1:").unwrap_or_else(|| panic!("{line}"));
        let address = line[at + "http://".len()..].trim_matches(|c: char| !c.is_ascii_digit());
        Self { child, address: address.to_owned(), out }
    }

    /// Address and port that it listens on.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Next line of its standard output.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line of output");
        line
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Stops it with SIGTERM, as systemd does, and waits for a successful exit.
    pub fn stop(mut self) {
        terminate(&self.child);
        assert!(self.child.wait().expect("a clean exit").success());
    }

    /// Kills it with SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().expect("a running server");
        self.child.wait().expect("a clean exit");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends SIGTERM: the program ends by itself, and writes the last lines of its log.
pub fn terminate(child: &Child) {
    let pid = child.id().to_string();
    assert!(Command::new("kill").arg(pid).status().expect("a sent signal").success());
}

/// The program on `data`, with an empty environment.
pub fn program(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_quartiers-emploi"));
    program.env_clear().arg("--data").arg(data);
    program
}

/// Queues a mail with the `mail test` command, which must succeed.
fn queue_mail_by_command(data: &Path, to: &str) {
    let status = program(data).args(["mail", "test", to]).stdout(Stdio::null()).status();
    assert!(status.expect("the command runs").success());
}

/// A data folder with a small database.
async fn data() -> TempDir {
    let data = TempDir::new().unwrap();
    let store = Store::open(&data.path().join("directory.db")).await.unwrap();
    store.import_seeds(&seeds(), noon()).await.unwrap();
    store.close().await;
    data
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_a_command_has_queued_leaves_with_the_server_that_runs_or_starts() {
    let (data, peer) = (data().await, FakeSmtpServer::start(Behaviour::AcceptAll).await);
    queue_mail_by_command(data.path(), "anne@example.org");

    let server = Server::start(data.path(), &peer);
    peer.wait_for_mails(1).await;
    queue_mail_by_command(data.path(), "lea@example.org");
    peer.wait_for_mails(2).await;

    server.kill();
    let to: Vec<String> = peer.received().into_iter().flat_map(|mail| mail.to).collect();
    assert_eq!(to, ["anne@example.org", "lea@example.org"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_before_a_mail_was_handed_over_loses_none_and_doubles_none() {
    let (data, peer) = (data().await, FakeSmtpServer::start(Behaviour::Silent("DATA")).await);
    queue_mail_by_command(data.path(), "anne@example.org");
    queue_mail_by_command(data.path(), "lea@example.org");
    let server = Server::start(data.path(), &peer);
    peer.wait_for_hung(1).await;
    server.kill();
    assert_eq!(peer.received(), []);

    peer.set_behaviour(Behaviour::AcceptAll);
    let server = Server::start(data.path(), &peer);
    peer.wait_for_mails(2).await;

    server.kill();
    let mut to: Vec<String> = peer.received().into_iter().flat_map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["anne@example.org", "lea@example.org"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_before_the_reply_sends_the_mail_again_with_its_message_id() {
    let (data, peer) = (data().await, FakeSmtpServer::start(Behaviour::Silent(".")).await);
    queue_mail_by_command(data.path(), "anne@example.org");
    let server = Server::start(data.path(), &peer);
    peer.wait_for_hung(1).await;
    server.kill();

    peer.set_behaviour(Behaviour::AcceptAll);
    let server = Server::start(data.path(), &peer);
    peer.wait_for_mails(2).await;
    queue_mail_by_command(data.path(), "lea@example.org");
    peer.wait_for_mails(3).await;

    server.kill();
    let received = peer.received();
    assert_eq!(received[0], received[1], "the same mail, the same Message-ID");
    assert_eq!((received.len(), &*received[2].to[0]), (3, "lea@example.org"), "and that was all");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_shuts_down_finishes_the_mail_in_transit() {
    let slow = Behaviour::Slow(Duration::from_millis(100));
    let (data, peer) = (data().await, FakeSmtpServer::start(slow).await);
    queue_mail_by_command(data.path(), "anne@example.org");
    let server = Server::start(data.path(), &peer);
    peer.wait_for_connections(1).await;

    server.stop();

    assert_eq!(peer.received().len(), 1);
    let store = Store::open(&data.path().join("directory.db")).await.unwrap();
    let mails = store.list_mails().await.unwrap();
    assert!(matches!(mails[0].state, MailState::Sent(_)), "{mails:?}");
}
