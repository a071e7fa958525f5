//! The accept loop: HTTP/1 only, every wait bounded, and a stop that lets running requests end.

use std::{
    io,
    net::{IpAddr, TcpListener as StdListener},
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use axum::{Router, extract::Request};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::{sleep, timeout},
};

use tower::ServiceExt as _;

use super::stall::Stalling;

/// The other end of the connection that a request came by: a client, or the proxy before us.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

impl std::fmt::Debug for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Peer")
    }
}

/// What a client may ask of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections held at once; the next ones wait in the queue of the system.
    pub connections: usize,
    /// For the head of a request to arrive whole; a kept-alive connection may idle as long.
    pub header_read: Duration,
    /// For the client to take the bytes it is sent.
    pub write_stall: Duration,
    /// Header lines of a request; more are answered 431.
    pub headers: usize,
    /// Bytes of the head of a request; more are answered 431.
    pub head_bytes: usize,
    /// For running requests to end, once asked to stop.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 8_000,
            header_read: Duration::from_secs(10),
            write_stall: Duration::from_secs(30),
            headers: 64,
            head_bytes: 32 * 1024,
            farewell: Duration::from_secs(10),
        }
    }
}

/// Answers on `listener` with `router` until `stop`.
pub async fn serve(
    listener: StdListener,
    router: Router,
    stop: impl Future<Output = ()>,
    limits: Limits,
) -> anyhow::Result<()> {
    listener.set_nonblocking(true).context("preparing the listening socket")?;
    let listener = TcpListener::from_std(listener).context("preparing the listening socket")?;
    let protocol = protocol(limits);
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let stream = TokioIo::new(Stalling::new(stream, limits.write_stall));
        let service = router.clone().map_request(move |mut request: Request<_>| {
            request.extensions_mut().insert(peer);
            request
        });
        let connection = protocol.serve_connection(stream, TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        connections.spawn(async move {
            // What a client does wrong is its own affair: it was answered, or it hung up.
            let _ = connection.await;
            drop(place);
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    if timeout(limits.farewell, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests still running were cut");
    }
    connections.shutdown().await;
    Ok(())
}

/// HTTP/1 only: to tell it from HTTP/2 the server would wait for a first byte without a deadline.
fn protocol(limits: Limits) -> http1::Builder {
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .max_headers(limits.headers)
        .max_buf_size(limits.head_bytes);
    protocol
}

/// The next connection, and its place among those held at once.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, Peer, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed, so there is always a place in the end.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Without it small answers wait for the client's acknowledgements; nothing breaks.
                let _ = stream.set_nodelay(true);
                return (stream, Peer(peer.ip()), place);
            }
            Err(error) if is_about_one_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted for now: {error}");
                sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// The client went away before we took it. Any other error, such as too many open files, would
/// come back at once: it is worth a pause.
fn is_about_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}
