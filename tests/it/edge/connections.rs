//! Slow, greedy and unlucky clients, over a real socket.

use std::{sync::Arc, time::Duration};

use axum::{Extension, Router, routing::get};
use quartiers_emploi::edge::{Limits, Peer, fortify};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpSocket,
    sync::Notify,
    time::timeout,
};

use super::{
    house, settings,
    sockets::{Server, heard, status},
};

const HOST: &str = "Host: annuaire.example\r\n";
/// For what should happen at once; a test that waits so long has failed.
const AGES: Duration = Duration::from_secs(20);

fn impatient() -> Limits {
    Limits { header_read: Duration::from_millis(100), ..Limits::default() }
}

#[tokio::test]
async fn a_client_that_does_not_finish_its_request_is_hung_up_on() {
    let server = Server::start(fortify(house(), settings()), impatient());
    for begun in ["", "G", "GET /page HTTP/1.1\r\n", "GET /page HTTP/1.1\r\nHost: annu"] {
        let answer = timeout(AGES, server.say(begun)).await;
        assert!(answer.is_ok(), "{begun:?} is still connected");
    }
}

#[tokio::test]
async fn handlers_are_told_who_is_at_the_other_end_of_the_connection() {
    let who = async |Extension(peer): Extension<Peer>| peer.0.to_string();
    let router = fortify(Router::new().route("/qui", get(who)), settings());
    let server = Server::start(router, Limits::default());
    for address in ["127.0.0.1", "127.0.0.2"] {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(format!("{address}:0").parse().unwrap()).unwrap();
        let mut stream = socket.connect(server.address).await.unwrap();
        let request = format!("GET /qui HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = heard(stream).await;
        assert!(answer.ends_with(&format!("\r\n{address}")), "{answer}");
    }
}

#[tokio::test]
async fn a_connection_that_idles_after_an_answer_is_closed() {
    let server = Server::start(fortify(house(), settings()), impatient());
    let answer = timeout(AGES, server.say(format!("GET /page HTTP/1.1\r\n{HOST}\r\n"))).await;
    assert_eq!(status(&answer.unwrap()), 200);
}

#[tokio::test]
async fn too_many_or_too_large_headers_are_answered_431() {
    let server = Server::start(fortify(house(), settings()), Limits::default());
    let many = "X-A: b\r\n".repeat(70);
    let large = format!("X-A: {}\r\n", "b".repeat(500_000));
    for headers in [many, large] {
        let answer = server.say(format!("GET /page HTTP/1.1\r\n{HOST}{headers}\r\n")).await;
        assert_eq!(status(&answer), 431);
    }
    let few = "X-A: b\r\n".repeat(50);
    let request = format!("GET /page HTTP/1.1\r\n{HOST}{few}Connection: close\r\n\r\n");
    assert_eq!(status(&server.say(request).await), 200);
}

#[tokio::test]
async fn a_client_that_stops_reading_is_hung_up_on() {
    let huge = Router::new().route("/gros", get(async || "x".repeat(64 * 1024 * 1024)));
    let write_stall = Duration::from_millis(100);
    let limits = Limits { write_stall, farewell: AGES * 3, ..Limits::default() };
    let server = Server::start(fortify(huge, settings()), limits);
    let mut stream = server.connect().await;
    stream.write_all(format!("GET /gros HTTP/1.1\r\n{HOST}\r\n").as_bytes()).await.unwrap();
    // The server ends by itself only if it has given the connection up.
    let stopped = timeout(AGES, async {
        stream.readable().await.unwrap();
        tokio::time::sleep(Duration::from_millis(500)).await;
        server.stop().await
    });
    assert!(stopped.await.is_ok());
    assert!(heard(stream).await.len() < 64 * 1024 * 1024);
}

#[tokio::test]
async fn connections_over_the_limit_wait_for_a_place() {
    let limits = Limits { connections: 1, ..Limits::default() };
    let server = Server::start(fortify(house(), settings()), limits);
    let first = server.connect().await;
    let mut second = server.connect().await;
    let request = format!("GET /page HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n");
    second.write_all(request.as_bytes()).await.unwrap();
    let waited = timeout(Duration::from_millis(200), second.read_u8()).await;
    assert!(waited.is_err(), "a second connection was served beside the first");
    drop(first);
    assert_eq!(status(&timeout(AGES, heard(second)).await.unwrap()), 200);
}

#[tokio::test]
async fn a_stop_lets_a_running_request_end_and_takes_no_new_one() {
    let (started, may_end) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (tell, wait) = (Arc::clone(&started), Arc::clone(&may_end));
    let handler = async move || {
        tell.notify_one();
        wait.notified().await;
        "fini"
    };
    let router = fortify(Router::new().route("/long", get(handler)), settings());
    let server = Server::start(router, Limits::default());
    let address = server.address;
    let mut stream = server.connect().await;
    stream.write_all(format!("GET /long HTTP/1.1\r\n{HOST}\r\n").as_bytes()).await.unwrap();
    started.notified().await;

    let stopped = server.stop();
    let refused = timeout(AGES, async {
        while tokio::net::TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    assert!(refused.await.is_ok(), "new connections are still taken");
    may_end.notify_one();

    assert!(timeout(AGES, heard(stream)).await.unwrap().ends_with("fini"));
    stopped.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let limits = Limits { farewell: Duration::from_millis(100), ..Limits::default() };
    let server = Server::start(fortify(house(), settings()), limits);
    let mut stream = server.connect().await;
    stream.write_all(format!("GET /attente HTTP/1.1\r\n{HOST}\r\n").as_bytes()).await.unwrap();
    assert!(timeout(AGES, server.stop()).await.is_ok());
}
