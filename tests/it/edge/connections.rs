//! Slow, greedy and broken clients over a real socket.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::routing::get;
use axum::{Extension, Router};
use quartiers_emploi::edge::{Limits, Peer, apply_middleware};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::sockets::{Server, receive_all, status};
use super::{settings, test_router};

const HOST: &str = "Host: annuaire.example\r\n";
/// Timeout for events expected at once.
const LONG_TIMEOUT: Duration = Duration::from_secs(20);

fn impatient() -> Limits {
    Limits { header_timeout: Duration::from_millis(100), ..Limits::default() }
}

#[tokio::test]
async fn an_incomplete_request_times_out() {
    let server = Server::start(apply_middleware(test_router(), settings()), impatient());
    for begun in ["", "G", "GET /page HTTP/1.1\r\n", "GET /page HTTP/1.1\r\nHost: annu"] {
        let answer = timeout(LONG_TIMEOUT, server.exchange(begun)).await;
        assert!(answer.is_ok(), "{begun:?} is still connected");
    }
}

#[tokio::test]
async fn handlers_receive_the_peer_address() {
    let who = async |Extension(peer): Extension<Peer>| peer.0.to_string();
    let router = apply_middleware(Router::new().route("/qui", get(who)), settings());
    let server = Server::start(router, Limits::default());
    for address in ["127.0.0.1", "127.0.0.2"] {
        let mut stream = connect_from(address, &server).await;
        let request = format!("GET /qui HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = receive_all(stream).await;
        assert!(answer.ends_with(&format!("\r\n{address}")), "{answer}");
    }
}

#[tokio::test]
async fn a_connection_that_idles_after_an_answer_is_closed() {
    let server = Server::start(apply_middleware(test_router(), settings()), impatient());
    let answer =
        timeout(LONG_TIMEOUT, server.exchange(format!("GET /page HTTP/1.1\r\n{HOST}\r\n"))).await;
    assert_eq!(status(&answer.unwrap()), 200);
}

/// Request heads over 32 KiB, or with more than 64 lines.
fn large_heads() -> [(&'static str, String); 6] {
    let head = |target: &str, lines: &str| format!("GET {target} HTTP/1.1\r\n{HOST}{lines}\r\n");
    let line = |size: usize| format!("X-A: {}\r\n", "b".repeat(size));
    [
        ("a little too large", head("/page", &line(32 * 1024))),
        ("one huge line", head("/page", &line(100_000))),
        ("many lines", head("/page", &"X-A: b\r\n".repeat(70))),
        ("many large lines", head("/page", &line(1_000).repeat(40))),
        ("a long target", head(&format!("/page?q={}", "b".repeat(33 * 1024)), "")),
        ("a target over 64 KiB", head(&format!("/{}", "b".repeat(70_000)), "")),
    ]
}

#[tokio::test]
async fn a_head_that_is_too_large_is_answered_431_however_it_arrives() {
    let server = Server::start(apply_middleware(test_router(), settings()), Limits::default());
    for (name, head) in large_heads() {
        for packet in [head.len(), 1_000, 1] {
            let mut stream = server.connect().await;
            stream.set_nodelay(true).unwrap();
            for part in head.as_bytes().chunks(packet) {
                // The response may come before the whole head is sent.
                if stream.write_all(part).await.is_err() {
                    break;
                }
            }
            let answer = timeout(LONG_TIMEOUT, receive_all(stream)).await.unwrap();
            assert_eq!(status(&answer), 431, "{name}, {packet} bytes a packet");
        }
    }
}

#[tokio::test]
async fn a_head_of_the_largest_size_is_answered_however_it_arrives() {
    let server = Server::start(apply_middleware(test_router(), settings()), Limits::default());
    let begun = format!("GET /page HTTP/1.1\r\n{HOST}Connection: close\r\nX-A: ");
    let filled = "b".repeat(32 * 1024 - begun.len() - 4);
    let largest = format!("{begun}{filled}\r\n\r\n");
    let lines = "X-A: b\r\n".repeat(50);
    let many = format!("GET /page HTTP/1.1\r\n{HOST}{lines}Connection: close\r\n\r\n");
    for head in [largest, many] {
        for packet in [head.len(), 1] {
            let mut stream = server.connect().await;
            stream.set_nodelay(true).unwrap();
            for part in head.as_bytes().chunks(packet) {
                stream.write_all(part).await.unwrap();
            }
            let answer = timeout(LONG_TIMEOUT, receive_all(stream)).await.unwrap();
            assert_eq!(status(&answer), 200, "{packet} bytes a packet");
        }
    }
}

/// A connection to `server` from `address`.
async fn connect_from(address: &str, server: &Server) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{address}:0").parse().unwrap()).unwrap();
    socket.connect(server.address).await.unwrap()
}

/// Response to a request on `stream`.
async fn get_response(mut stream: TcpStream) -> String {
    let request = format!("GET /page HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n");
    // A refused connection is closed before it sends a request.
    let _ = stream.write_all(request.as_bytes()).await;
    timeout(LONG_TIMEOUT, receive_all(stream)).await.unwrap()
}

#[tokio::test]
async fn an_address_holds_no_more_connections_than_its_share() {
    // given an address with two connections, of two
    let limits = Limits { max_connections_per_address: 2, max_connections: 4, ..Limits::default() };
    let server = Server::start(apply_middleware(test_router(), settings()), limits);
    let held = [connect_from("127.0.0.2", &server).await, connect_from("127.0.0.2", &server).await];

    // then more of them are refused, as many as there are, and others are served
    for _ in 0..200 {
        let refused = get_response(connect_from("127.0.0.2", &server).await).await;
        assert_eq!(status(&refused), 503);
        assert!(refused.contains("\r\nRetry-After: 10\r\n"), "{refused}");
        assert!(refused.contains("Trop de connexions"), "{refused}");
    }
    assert_eq!(status(&get_response(connect_from("127.0.0.3", &server).await).await), 200);

    // and a place that is given back serves again
    drop(held);
    let again = timeout(LONG_TIMEOUT, async {
        while status(&get_response(connect_from("127.0.0.2", &server).await).await) != 200 {}
    });
    again.await.unwrap();
}

#[tokio::test]
async fn refused_connections_that_stay_open_take_no_slot() {
    let limits = Limits { max_connections_per_address: 1, max_connections: 2, ..Limits::default() };
    let server = Server::start(apply_middleware(test_router(), settings()), limits);
    let mut held = Vec::new();
    for _ in 0..300 {
        held.push(connect_from("127.0.0.2", &server).await);
    }
    assert_eq!(status(&get_response(connect_from("127.0.0.3", &server).await).await), 200);
}

#[tokio::test]
async fn a_client_that_stops_reading_is_disconnected() {
    let huge = Router::new().route("/gros", get(async || "x".repeat(64 * 1024 * 1024)));
    let write_timeout = Duration::from_millis(100);
    let limits = Limits { write_timeout, shutdown_timeout: LONG_TIMEOUT * 3, ..Limits::default() };
    let server = Server::start(apply_middleware(huge, settings()), limits);
    let mut stream = server.connect().await;
    stream.write_all(format!("GET /gros HTTP/1.1\r\n{HOST}\r\n").as_bytes()).await.unwrap();
    // The server exits by itself only once it has dropped the connection.
    let stopped = timeout(LONG_TIMEOUT, async {
        stream.readable().await.unwrap();
        server.stop().await
    });
    assert!(stopped.await.is_ok());
    assert!(receive_all(stream).await.len() < 64 * 1024 * 1024);
}

#[tokio::test]
async fn connections_over_the_limit_wait_for_a_slot() {
    let limits = Limits { max_connections: 1, ..Limits::default() };
    let answered = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&answered);
    let handler = async move || count.fetch_add(1, Ordering::Relaxed).to_string();
    let router = Router::new().route("/page", get(handler));
    let server = Server::start(apply_middleware(router, settings()), limits);
    let first = server.connect().await;
    let mut second = server.connect().await;
    let request = format!("GET /page HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n");
    second.write_all(request.as_bytes()).await.unwrap();
    // Turns of the runtime, in which a server without the limit answers.
    for _ in 0..2_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        answered.load(Ordering::Relaxed),
        0,
        "a second connection was served beside the first"
    );
    drop(first);
    assert_eq!(status(&timeout(LONG_TIMEOUT, receive_all(second)).await.unwrap()), 200);
}

#[tokio::test]
async fn shutdown_completes_running_requests_and_accepts_no_new_one() {
    let (started, may_end) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (notify, wait) = (Arc::clone(&started), Arc::clone(&may_end));
    let handler = async move || {
        notify.notify_one();
        wait.notified().await;
        "fini"
    };
    let router = apply_middleware(Router::new().route("/long", get(handler)), settings());
    let server = Server::start(router, Limits::default());
    let address = server.address;
    let mut stream = server.connect().await;
    stream.write_all(format!("GET /long HTTP/1.1\r\n{HOST}\r\n").as_bytes()).await.unwrap();
    started.notified().await;

    let stopped = server.stop();
    let refused = timeout(LONG_TIMEOUT, async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    assert!(refused.await.is_ok(), "new connections are still taken");
    may_end.notify_one();

    assert!(timeout(LONG_TIMEOUT, receive_all(stream)).await.unwrap().ends_with("fini"));
    stopped.await.unwrap().unwrap();
}

#[tokio::test]
async fn shutdown_has_a_timeout() {
    let limits = Limits { shutdown_timeout: Duration::from_millis(100), ..Limits::default() };
    let server = Server::start(apply_middleware(test_router(), settings()), limits);
    let mut stream = server.connect().await;
    stream.write_all(format!("GET /attente HTTP/1.1\r\n{HOST}\r\n").as_bytes()).await.unwrap();
    assert!(timeout(LONG_TIMEOUT, server.stop()).await.is_ok());
}
