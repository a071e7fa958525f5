//! The accept loop: HTTP/1 only, every wait bounded, and a stop that lets running requests end.

use std::{
    io,
    net::{IpAddr, TcpListener as StdListener},
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use axum::{
    Router,
    http::{HeaderValue, Request, Uri},
};
use hyper::{
    body::{Body as _, Incoming},
    server::conn::http1,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::{sleep, timeout},
};

use tower::ServiceExt as _;

use super::{
    network::{Network, NetworkLimit, Slot},
    retry::UNAVAILABLE,
    stall::Stalling,
};
use crate::i18n::{Lang, say};

/// Refused connections that are told so at the same time; more are only closed.
const REFUSALS: usize = 64;

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
    /// Connections of one peer address (of one /64 in IPv6), 0 for no limit; more are answered 503.
    pub connections_per_address: usize,
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
            connections_per_address: 64,
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
    let mut places = Places::new(limits);
    let protocol = protocol(limits);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            () = &mut stop => break,
            // Reaped at once: a finished task keeps its memory until it is joined.
            Some(_) = connections.join_next() => continue,
            accepted = places.next(&listener) => accepted,
        };
        let stream = TokioIo::new(Stalling::new(stream, limits.write_stall));
        let service = router.clone().map_request(move |request| prepared(request, peer));
        let connection = protocol.serve_connection(stream, TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        connections.spawn(async move {
            // What a client does wrong is its own affair: it was answered, or it hung up.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    if timeout(limits.farewell, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests still running were cut");
    }
    connections.shutdown().await;
    Ok(())
}

/// `request` with its peer. The head of one with a body is copied: the read buffer that it arrived in then serves for
/// the body, instead of a second one for as long as the body takes.
fn prepared(mut request: Request<Incoming>, peer: Peer) -> Request<Incoming> {
    request.extensions_mut().insert(peer);
    if request.body().is_end_stream() {
        return request;
    }
    if let Ok(copy) = request.uri().to_string().parse::<Uri>()
        && copy == *request.uri()
    {
        *request.uri_mut() = copy;
    }
    for value in request.headers_mut().values_mut() {
        if let Ok(copy) = HeaderValue::from_bytes(value.as_bytes()) {
            *value = copy;
        }
    }
    request
}

/// HTTP/1 only: to tell it from HTTP/2 the server would wait for a first byte without a deadline.
fn protocol(limits: Limits) -> http1::Builder {
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .max_headers(limits.headers)
        .max_header_size(limits.head_bytes)
        .max_buf_size(limits.head_bytes);
    protocol
}

/// Places for connections: for all together, and for each address.
struct Places {
    all: Arc<Semaphore>,
    addresses: NetworkLimit,
    refusals: JoinSet<()>,
}

/// A place, given back on drop.
struct Place {
    _of_all: Option<OwnedSemaphorePermit>,
    _of_address: Slot,
}

impl Places {
    fn new(limits: Limits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.connections)),
            addresses: NetworkLimit::new(limits.connections_per_address),
            refusals: JoinSet::new(),
        }
    }

    /// The next connection that finds a place. One too many of an address is refused.
    async fn next(&mut self, listener: &TcpListener) -> (TcpStream, Peer, Place) {
        // The semaphore is never closed, so there is always a place in the end.
        let of_all = Arc::clone(&self.all).acquire_owned().await.ok();
        loop {
            let (stream, peer) = accept(listener).await;
            if let Some(slot) = self.addresses.try_acquire(Network::from(peer.0)) {
                return (stream, peer, Place { _of_all: of_all, _of_address: slot });
            }
            while self.refusals.try_join_next().is_some() {}
            if self.refusals.len() < REFUSALS {
                self.refusals.spawn(refuse(stream));
            }
        }
    }
}

/// The next connection.
async fn accept(listener: &TcpListener) -> (TcpStream, Peer) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Without it small answers wait for the client's acknowledgements; nothing breaks.
                let _ = stream.set_nodelay(true);
                return (stream, Peer(peer.ip()));
            }
            Err(error) if is_about_one_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted for now: {error}");
                sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// Tells the client of `stream` that its address holds too many connections, and closes it.
async fn refuse(stream: TcpStream) {
    let text = Lang::Fr.t(say::EDGE_TOO_MANY_CONNECTIONS);
    let length = text.len() + 1;
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: {UNAVAILABLE}\r\nConnection: close\r\n\
         Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n\
         Content-Length: {length}\r\n\r\n{text}\n"
    );
    let mut stream = Stalling::new(stream, Duration::from_secs(1));
    // The client may have gone already.
    if stream.write_all(answer.as_bytes()).await.is_ok() {
        let _ = stream.shutdown().await;
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
