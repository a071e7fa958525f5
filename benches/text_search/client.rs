//! Client of a load: keep-alive connections over loopback, on the thread that awaits it.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use futures_util::future::try_join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const END_OF_HEAD: &[u8] = b"\r\n\r\n";
const STATUS_OK: &str = "HTTP/1.1 200 ";
const BUFFER_BYTES: usize = 64 * 1_024;

/// Connections to a server, each of a visitor of its own.
pub struct Client {
    server: SocketAddr,
    connections: Vec<Connection>,
}

impl Client {
    pub async fn connect(server: SocketAddr, connections: usize) -> anyhow::Result<Self> {
        let connections = try_join_all((0..connections).map(|n| Connection::open(server, n)));
        Ok(Self { server, connections: connections.await? })
    }

    /// Requests each of `paths` `passes` times, the next one on any connection that is free; returns the time of all.
    /// Connects anew before: a server closes connections that were idle during the rounds of another one.
    pub async fn load(&mut self, paths: &[String], passes: usize) -> anyhow::Result<Duration> {
        *self = Self::connect(self.server, self.connections.len()).await?;
        let (next, end) = (&AtomicUsize::new(0), paths.len() * passes);
        let began = Instant::now();
        let loads = self.connections.iter_mut().map(|connection| async move {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(path) = paths.get(at % paths.len()).filter(|_| at < end) else { break };
                connection.get(path).await?;
            }
            anyhow::Ok(())
        });
        try_join_all(loads).await?;
        Ok(began.elapsed())
    }

    /// Requests each of `paths` on one connection, one after the other; returns the median of `times`
    /// runs of each, in milliseconds.
    pub async fn medians(&mut self, paths: &[String], times: usize) -> anyhow::Result<Vec<f64>> {
        let connection = self.connections.first_mut().context("no connection")?;
        let mut medians = Vec::with_capacity(paths.len());
        for path in paths {
            let mut runs = Vec::with_capacity(times);
            for _ in 0..times {
                let began = Instant::now();
                connection.get(path).await?;
                runs.push(began.elapsed().as_secs_f64() * 1_000.0);
            }
            runs.sort_unstable_by(f64::total_cmp);
            medians.extend(runs.get(times / 2));
        }
        Ok(medians)
    }

    /// Number of bytes of the body at `path`.
    pub async fn bytes(&mut self, path: &str) -> anyhow::Result<usize> {
        self.connections.first_mut().context("no connection")?.get(path).await
    }
}

struct Connection {
    stream: TcpStream,
    /// Header lines of each request.
    headers: String,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(server: SocketAddr, number: usize) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        let headers =
            format!(" HTTP/1.1\r\nHost: {server}\r\nX-Forwarded-For: 10.{number}.0.1\r\n\r\n");
        Ok(Self { stream, headers, buffer: vec![0; BUFFER_BYTES] })
    }

    /// Requests `path` and reads the response to its end; returns the size of its body.
    async fn get(&mut self, path: &str) -> anyhow::Result<usize> {
        self.stream.write_all(format!("GET {path}{}", self.headers).as_bytes()).await?;
        let mut read = 0;
        let (head, body) = loop {
            let free = self.buffer.get_mut(read..).context("a head longer than the buffer")?;
            let more = self.stream.read(free).await?;
            anyhow::ensure!(more > 0, "closed at {path}");
            read += more;
            let so_far = self.buffer.get(..read).unwrap_or_default();
            let end = so_far.windows(END_OF_HEAD.len()).position(|it| it == END_OF_HEAD);
            if let Some(end) = end {
                let head = so_far.get(..end).unwrap_or_default();
                break (end + END_OF_HEAD.len(), content_length(head, path)?);
            }
        };
        let mut rest = (head + body).checked_sub(read).context("more than one response")?;
        while rest > 0 {
            let part = rest.min(self.buffer.len());
            let more = self.stream.read(self.buffer.get_mut(..part).unwrap_or_default()).await?;
            anyhow::ensure!(more > 0, "closed at {path}");
            rest -= more;
        }
        Ok(body)
    }
}

fn content_length(head: &[u8], path: &str) -> anyhow::Result<usize> {
    let head = String::from_utf8_lossy(head);
    anyhow::ensure!(
        head.starts_with(STATUS_OK),
        "{} at {path}",
        head.lines().next().unwrap_or_default()
    );
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let (_, length) = length.context("a response without a length")?;
    Ok(length.parse()?)
}
