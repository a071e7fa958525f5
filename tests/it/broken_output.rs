//! The program itself, when nobody takes what it writes.

use std::fs::File;
use std::io::{Read as _, Write as _, pipe};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// A server; killed when it is dropped.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A pipe that nobody reads any more.
fn broken_pipe() -> Stdio {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// A disk without room.
fn full_device() -> Stdio {
    File::options().write(true).open("/dev/full").expect("a full device").into()
}

/// Sends `count` HEAD requests by one connection, a hundred at a time, and counts the answers with status 200.
fn head_many(listener: &TcpListener, path: &str, count: usize) -> usize {
    const BATCH: usize = 100;
    const OK: &[u8] = b"HTTP/1.1 200 OK\r\n";
    let address = listener.local_addr().expect("an address");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a deadline");
    let batch = format!("HEAD {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").repeat(BATCH);
    let ends = |bytes: &[u8]| bytes.windows(4).filter(|end| end == b"\r\n\r\n").count();
    let mut answered = 0;
    for _ in 0..count.div_ceil(BATCH) {
        stream.write_all(batch.as_bytes()).expect("requests");
        let mut answers = Vec::new();
        while ends(&answers) < BATCH {
            let mut bytes = vec![0; 64 * 1024];
            let length = stream.read(&mut bytes).expect("answers");
            assert!(length > 0, "the server closed the connection");
            answers.extend_from_slice(&bytes[..length]);
        }
        answered += answers.windows(OK.len()).filter(|line| *line == OK).count();
    }
    answered
}

/// The answer to `GET path` at `listener`, with further header lines.
fn ask(listener: &TcpListener, path: &str, headers: &str) -> String {
    let address = listener.local_addr().expect("an address");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a deadline");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{headers}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_server_with_broken_output_and_log_keeps_serving() {
    for (out, log) in [
        (full_device(), full_device()),
        (broken_pipe(), broken_pipe()),
        (full_device(), broken_pipe()),
    ] {
        let data = TempDir::new().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let socket: OwnedFd = listener.try_clone().expect("a socket").into();
        let server = Command::new(env!("CARGO_BIN_EXE_quartiers-emploi"))
            .env_clear()
            .args(["serve", "--listen", "stdin", "--data"])
            .arg(data.path())
            .stdin(socket)
            .stdout(out)
            .stderr(log)
            .spawn();
        let mut server = Server(server.expect("a server"));

        // Each answer writes a line of the log.
        for _ in 0..3 {
            assert!(ask(&listener, "/healthz", "").starts_with("HTTP/1.1 200 OK\r\n"));
        }
        assert!(server.0.try_wait().expect("a state").is_none(), "the server has ended");
    }
}

#[test]
fn a_server_whose_log_is_a_pipe_that_nobody_reads_answers_and_counts_the_lines_lost() {
    let data = TempDir::new().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let socket: OwnedFd = listener.try_clone().expect("a socket").into();
    let (_unread, log) = pipe().expect("a pipe");
    let server = Command::new(env!("CARGO_BIN_EXE_quartiers-emploi"))
        .env_clear()
        .args([
            "serve",
            "--listen",
            "stdin",
            "--operator-token",
            "0123456789abcdef0123456789abcdef",
            "--data",
        ])
        .arg(data.path())
        .stdin(socket)
        .stdout(Stdio::null())
        .stderr(log)
        .spawn();
    let _server = Server(server.expect("a server"));

    // Some 200 bytes of log each: 64 KiB fill the pipe, then 8,192 lines the queue.
    assert_eq!(head_many(&listener, "/robots.txt", 20_000), 20_000);
    let health =
        ask(&listener, "/healthz", "Authorization: Bearer 0123456789abcdef0123456789abcdef\r\n");
    let dropped = health.split("\"dropped_lines\":").nth(1).and_then(|rest| rest.split('}').next());
    assert!(dropped.and_then(|n| n.parse::<usize>().ok()).is_some_and(|n| n > 0), "{health}");
}
