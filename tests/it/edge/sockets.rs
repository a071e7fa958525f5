//! A server on a free port, with raw access to its bytes.

use std::net::{SocketAddr, TcpListener};

use axum::Router;
use quartiers_emploi::edge::{Limits, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub struct Server {
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Server {
    pub fn start(router: Router, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async { stopped.await.unwrap() };
        let running = tokio::spawn(serve(listener, router, stopped, limits));
        Self { address, stop, running }
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends `bytes`; returns everything received until the server closes the connection.
    pub async fn exchange(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        stream.write_all(bytes.as_ref()).await.unwrap();
        receive_all(stream).await
    }

    /// Asks the server to stop; the handle ends when it has stopped.
    pub fn stop(self) -> JoinHandle<anyhow::Result<()>> {
        self.stop.send(()).unwrap();
        self.running
    }
}

/// Everything received until the peer closes or resets the connection.
pub async fn receive_all(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // Bytes received before a reset count.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Status code of an HTTP response, 0 if there is none.
pub fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}
