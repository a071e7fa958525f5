//! Accept loop: HTTP/1 only, every wait has a timeout, graceful shutdown.

pub mod write_timeout;

use std::io;
use std::net::{IpAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::http::{HeaderValue, Request, Uri};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use tower::ServiceExt as _;

use self::write_timeout::WriteTimeoutStream;
use super::headers::UNAVAILABLE_SECONDS;
use super::network::{Network, NetworkLimit, Slot};
use crate::i18n::{Lang, messages};

/// Maximum number of rejected connections that are sent a 503 at the same time; more are just closed.
const MAX_REJECTIONS: usize = 64;

/// Peer address of the connection: a client, or the proxy in front.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

impl std::fmt::Debug for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Peer")
    }
}

/// Limits of the connections.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Maximum number of open connections; more wait in the listen backlog.
    pub max_connections: usize,
    /// Connections of one peer address (one /64 in IPv6), 0 for no limit; more get a 503.
    pub max_connections_per_address: usize,
    /// Timeout for receiving a request head; also the keep-alive timeout.
    pub header_timeout: Duration,
    /// Timeout of a write without progress.
    pub write_timeout: Duration,
    /// Maximum number of header lines; more get a 431.
    pub max_header_lines: usize,
    /// Maximum size of a request head in bytes; more get a 431.
    pub max_head_bytes: usize,
    /// Timeout of the graceful shutdown.
    pub shutdown_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_connections: 8_000,
            max_connections_per_address: 64,
            header_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(30),
            max_header_lines: 64,
            max_head_bytes: 32 * 1024,
            shutdown_timeout: Duration::from_secs(10),
        }
    }
}

/// Serves `router` on `listener` until `stop` completes.
pub async fn serve(
    listener: StdListener,
    router: Router,
    stop: impl Future<Output = ()>,
    limits: Limits,
) -> anyhow::Result<()> {
    listener.set_nonblocking(true).context("preparing the listening socket")?;
    let listener = TcpListener::from_std(listener).context("preparing the listening socket")?;
    let mut places = ConnectionSlots::new(limits);
    let protocol = protocol(limits);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            () = &mut stop => break,
            // Joined at once: a finished task keeps its memory until then.
            Some(_) = connections.join_next() => continue,
            accepted = places.next(&listener) => accepted,
        };
        let stream = TokioIo::new(WriteTimeoutStream::new(stream, limits.write_timeout));
        let service = router.clone().map_request(move |request| prepare_request(request, peer));
        let connection = protocol.serve_connection(stream, TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        connections.spawn(async move {
            // Protocol errors of clients are not logged: they got a response, or hung up.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    if timeout(limits.shutdown_timeout, graceful.shutdown()).await.is_err() {
        tracing::warn!("shutdown timeout: running requests were aborted");
    }
    connections.shutdown().await;
    Ok(())
}

/// Adds the peer to `request`. The head of a request with a body is copied: otherwise it keeps its read buffer alive,
/// and hyper allocates a second one for as long as the body takes.
fn prepare_request(mut request: Request<Incoming>, peer: Peer) -> Request<Incoming> {
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

/// HTTP/1 only: protocol detection would wait for the first byte without a timeout.
fn protocol(limits: Limits) -> http1::Builder {
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_headers(limits.max_header_lines)
        .max_header_size(limits.max_head_bytes)
        .max_buf_size(limits.max_head_bytes);
    protocol
}

/// Connection slots: in total, and by network.
struct ConnectionSlots {
    all: Arc<Semaphore>,
    addresses: NetworkLimit,
    refusals: JoinSet<()>,
}

/// Connection slot, released on drop.
struct ConnectionSlot {
    _of_all: Option<OwnedSemaphorePermit>,
    _of_address: Slot,
}

impl ConnectionSlots {
    fn new(limits: Limits) -> Self {
        Self {
            all: Arc::new(Semaphore::new(limits.max_connections)),
            addresses: NetworkLimit::new(limits.max_connections_per_address),
            refusals: JoinSet::new(),
        }
    }

    /// Accepts the next connection within the limits; rejects those over the limit of their network.
    async fn next(&mut self, listener: &TcpListener) -> (TcpStream, Peer, ConnectionSlot) {
        // The semaphore is never closed, so a permit comes in the end.
        let of_all = Arc::clone(&self.all).acquire_owned().await.ok();
        loop {
            let (stream, peer) = accept(listener).await;
            if let Some(slot) = self.addresses.try_acquire(Network::from(peer.0)) {
                return (stream, peer, ConnectionSlot { _of_all: of_all, _of_address: slot });
            }
            while self.refusals.try_join_next().is_some() {}
            if self.refusals.len() < MAX_REJECTIONS {
                self.refusals.spawn(reject(stream));
            }
        }
    }
}

/// Accepts the next connection; retries after errors.
async fn accept(listener: &TcpListener) -> (TcpStream, Peer) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Best effort: without `TCP_NODELAY` small responses wait for acknowledgements.
                let _ = stream.set_nodelay(true);
                return (stream, Peer(peer.ip()));
            }
            Err(error) if is_about_one_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection: {error}");
                sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// Sends a 503 to a client whose network has too many connections, and closes the connection.
async fn reject(stream: TcpStream) {
    let text = Lang::Fr.message(messages::EDGE_TOO_MANY_CONNECTIONS);
    let length = text.len() + 1;
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: {UNAVAILABLE_SECONDS}\r\nConnection: close\r\n\
         Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n\
         Content-Length: {length}\r\n\r\n{text}\n"
    );
    let mut stream = WriteTimeoutStream::new(stream, Duration::from_secs(1));
    // The client may have hung up already.
    if stream.write_all(answer.as_bytes()).await.is_ok() {
        let _ = stream.shutdown().await;
    }
}

/// True if the client hung up before the accept. Other errors, such as too many open files, would repeat at once and
/// need a pause.
fn is_about_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}
