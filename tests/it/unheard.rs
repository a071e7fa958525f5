//! The server process keeps serving when its standard output and log cannot be written.

use std::{
    fs::File,
    io::{Read as _, Write as _, pipe},
    net::{TcpListener, TcpStream},
    os::fd::OwnedFd,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

/// A server process, killed on drop.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Write end of a pipe whose reader is closed.
fn broken() -> Stdio {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// A device that is always full.
fn full() -> Stdio {
    File::options().write(true).open("/dev/full").expect("/dev/full").into()
}

/// Status line of the response to `GET path` at `listener`.
fn ask(listener: &TcpListener, path: &str) -> String {
    let address = listener.local_addr().expect("a valid address");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a read timeout");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a valid request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("a response");
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_server_whose_output_and_log_nobody_takes_serves() {
    for (out, log) in [(full(), full()), (broken(), broken()), (full(), broken())] {
        let data = TempDir::new().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free loopback port");
        let socket: OwnedFd = listener.try_clone().expect("a socket").into();
        let server = Command::new(env!("CARGO_BIN_EXE_quartiers-emploi"))
            .env_clear()
            .args(["serve", "--listen", "stdin", "--data"])
            .arg(data.path())
            .stdin(socket)
            .stdout(out)
            .stderr(log)
            .spawn();
        let mut server = Server(server.expect("the server starts"));

        // Each response writes a line to the log.
        for _ in 0..3 {
            assert_eq!(ask(&listener, "/healthz"), "HTTP/1.1 200 OK");
        }
        assert!(server.0.try_wait().expect("the process status").is_none(), "the server has ended");
    }
}
