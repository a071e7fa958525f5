//! `quartiers-emploi serve` as a process: conditions that prevent its start, and those that do not.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use quartiers_emploi::store::Store;
use serde_json::Value;
use tempfile::TempDir;

use crate::fixtures::{message, noon, seeds};
use crate::mail_crash::{Server, program, terminate};

/// A data folder with a small database, a mail in its outbox, and its key.
async fn data() -> TempDir {
    let data = TempDir::new().unwrap();
    let store = Store::open(&data.path().join("directory.db")).await.unwrap();
    store.import_seeds(&seeds(), noon()).await.unwrap();
    store.queue_message(&message("anne@example.org"), noon()).await.unwrap();
    store.close().await;
    data
}

/// Output of `command` on both streams; asserts that it fails.
fn refused(mut command: Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert_eq!(status.code(), Some(1));
    String::from_utf8([stderr, stdout].concat()).unwrap()
}

/// The program on `data` with the arguments `line`.
fn program_with(data: &Path, line: &[&str]) -> Command {
    let mut program = program(data);
    program.args(line);
    program
}

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
/// Commands that open the database.
const COMMANDS: [&[&str]; 7] = [
    &["check-data"],
    &["import"],
    &["import", "--dry-run"],
    &["mail", "list"],
    &["purge"],
    &["account", "list"],
    &["account", "invite", "anne@example.org"],
];

/// Asserts that the server, the commands and `doctor` refuse `data`, and that each message contains `words`.
fn assert_all_refuse(data: &Path, words: &[&str]) {
    for line in [&SERVE[..], &["doctor"]].iter().chain(&COMMANDS) {
        let message = refused(program_with(data, line));
        assert!(words.iter().all(|it| message.contains(it)), "{line:?}: {message}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_key_refuses_every_command_until_the_loss_is_accepted() {
    let data = data().await;
    let key = data.path().join("secret.key");
    fs::remove_file(&key).unwrap();

    let wrong = "n’est plus là. La base de données à côté en a besoin.";
    assert_all_refuse(data.path(), &[wrong, "«\u{a0}serve --accept-loss\u{a0}»"]);
    assert!(!key.exists());

    let mut server = Server::with(data.path(), &["--accept-loss"]);
    assert!(server.line().starts_with("Perte acceptée"));
    assert!(server.line().starts_with("1 courriel en attente est abandonné."));
    server.stop();
    Server::with_mail_files(data.path()).stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_or_invalid_key_refuses_every_command() {
    let data = data().await;
    let key = data.path().join("secret.key");

    fs::write(&key, [7; 32]).unwrap();
    assert_all_refuse(data.path(), &["n’est pas celle de la base de données à côté"]);

    fs::write(&key, "").unwrap();
    assert_all_refuse(data.path(), &["ne contient pas de clé"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_database_refuses_every_command() {
    let data = data().await;
    let database = data.path().join("directory.db");

    fs::remove_file(&database).unwrap();
    assert_all_refuse(data.path(), &["sa base de données manque ou est vide"]);

    fs::write(&database, "").unwrap();
    assert_all_refuse(data.path(), &["tout ce qui a été proposé et publié sur le site est perdu"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_schema_refuses_every_command() {
    let data = data().await;
    note_newer_migration(&data.path().join("directory.db")).await;

    assert_all_refuse(data.path(), &["version plus récente du programme"]);
    let message = refused(program_with(data.path(), &[&SERVE[..], &["--accept-loss"]].concat()));
    assert!(message.contains("version plus récente du programme"), "{message}");
}

#[expect(clippy::disallowed_methods, reason = "the checked macros do not know the test database")]
async fn note_newer_migration(path: &Path) {
    use sqlx::ConnectOptions as _;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let newer = sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'later', 1, x'00', 0)",
    );
    newer.execute(&mut options.connect().await.unwrap()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_is_refused_though_the_lock_file_was_deleted() {
    let data = data().await;
    let _first = Server::with_mail_files(data.path());
    fs::remove_file(data.path().join("directory.db.lock")).unwrap();

    let message = refused(program_with(data.path(), &SERVE));

    assert!(message.contains("un autre serveur utilise déjà"), "{message}");
}

/// Body of `path` at `address`, requested with these additional header lines.
fn body(address: &str, path: &str, lines: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n");
    write!(stream, "{head}{lines}\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    body.to_owned()
}

/// JSON body of `/healthz` at `address`, requested with these additional header lines.
fn health(address: &str, lines: &str) -> Value {
    let body = body(address, "/healthz", lines);
    serde_json::from_str(&body).unwrap_or_else(|_| panic!("{body}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administration_address_reports_all_and_the_site_one_word_on_loopback() {
    let data = data().await;
    let mut server = Server::with(data.path(), &["--admin-listen", "127.0.0.1:0"]);
    let line = server.line();
    let admin = line.trim_end().rsplit_once("http://").unwrap().1;
    let admin = admin.strip_suffix("/healthz").unwrap();

    assert_eq!(health(server.address(), "").to_string(), r#"{"status":"ok"}"#);
    let full = health(admin, "");
    assert_eq!(full["program"]["version"], env!("CARGO_PKG_VERSION"));
    assert!(full["mail"]["waiting"].is_u64(), "{full}");
    let metrics = body(admin, "/metriques", "");
    let counted = "quartiers_http_requests_total{method=\"GET\",route=\"/healthz\",code=\"200\"} ";
    let line = metrics.lines().find_map(|line| line.strip_prefix(counted));
    assert!(line.is_some(), "the request to the public address is counted: {metrics}");
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_opens_the_report() {
    let data = data().await;
    let token = "0123456789abcdef0123456789abcdef";
    let server = Server::with(data.path(), &["--operator-token", token]);

    let full = health(server.address(), &format!("authorization: Bearer {token}\r\n"));

    assert_eq!(full["clock"], "sound");
    server.stop();
}

/// Log output of a server with these settings, that is started and stopped.
fn log_output(data: &Path, settings: &[&str]) -> String {
    let mut child = program_with(data, &[&SERVE[..], settings].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut String::new()).unwrap();
    terminate(&child);
    String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_address_in_https_without_a_client_address_header_is_warned_of_at_the_start() {
    let data = data().await;
    let https = ["--public-url", "https://annuaire.example"];
    let header = ["--client-address-header", "X-Forwarded-For"];
    let warning = "no --client-address-header behind a proxy";

    assert!(log_output(data.path(), &https).contains(warning));
    assert!(!log_output(data.path(), &[https, header].concat()).contains(warning));
    assert!(!log_output(data.path(), &[]).contains(warning));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_one_json_object_a_line_on_request() {
    let data = data().await;

    let output = log_output(data.path(), &["--log-format", "json"]);

    let lines: Vec<Value> =
        output.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let stopped = lines.iter().find(|it| it["message"].as_str().unwrap().contains("shutdown"));
    assert_eq!(stopped.expect(&output)["level"], "INFO");
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_checked_without_a_start() {
    let folder = TempDir::new().unwrap();
    let checked =
        |line: &[&str]| program_with(folder.path(), &[&["serve", "--check-config"], line].concat());

    let sound = checked(&["--listen", "127.0.0.1:0"]).output().unwrap();
    assert!(sound.status.success());
    assert!(!folder.path().join("directory.db").exists());

    let mail = refused(checked(&["--smtp", "smtps://mail.example"]));
    assert!(mail.contains("--mail-from"), "{mail}");
    assert!(refused(checked(&["--replica"])).contains("--primary-url"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_follows_the_file_of_a_primary_and_asks_for_its_url() {
    let data = data().await;
    let copy = TempDir::new().unwrap();
    let line = ["serve", "--replica", "--primary-url", "https://primaire.example"];
    let absent = refused(program_with(copy.path(), &line));
    assert!(absent.contains("directory.db"), "{absent}");
    assert!(refused(program_with(copy.path(), &line[..2])).contains("--primary-url"));

    fs::copy(data.path().join("directory.db"), copy.path().join("directory.db")).unwrap();
    let mut replica = Server::with(copy.path(), &line[1..]);

    assert!(replica.line().contains("https://primaire.example"));
    assert!(body(replica.address(), "/initiatives", "").contains("</html>"));
    replica.stop();
    let same = |name: &str| {
        fs::read(data.path().join(name)).unwrap() == fs::read(copy.path().join(name)).unwrap()
    };
    assert!(same("directory.db"), "a replica writes nothing");
    assert!(!copy.path().join("secret.key").exists());
}
