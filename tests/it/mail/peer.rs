//! SMTP server on loopback that fails on demand.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::Notify,
    time::timeout,
};

use super::{session::Session, tls};

/// Behaviour from the next command on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Accepts every mail.
    Takes,
    /// Gives this reply to this command; `GREETING` is the greeting, `.` the end of the data.
    Says(&'static str, &'static str),
    /// Never replies to this command, and keeps the connection open.
    Silent(&'static str),
    /// Delays every reply.
    Slow(Duration),
    /// Accepts the mail, then disconnects without a reply.
    CutsAfterData,
    /// Disconnects while it receives the data.
    CutsInData,
}

/// Connection security of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    Clear,
    StartTls,
    Tls,
}

/// A mail as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// Data with line endings converted to `\n`.
    pub data: String,
    pub encrypted: bool,
    /// Authenticated user.
    pub user: Option<String>,
}

impl Received {
    /// Value of a header of one line.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let lines = self.data.lines().take_while(|line| !line.is_empty());
        let mut values = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        values.next().unwrap_or_else(|| panic!("no {name} in {}", self.data))
    }
}

#[derive(Debug)]
pub struct State {
    pub manner: Manner,
    pub connections: usize,
    /// Connections left without a reply.
    pub hung: usize,
    pub mails: Vec<Received>,
}

/// The server; it ends with the test.
#[derive(Clone)]
pub struct Peer {
    address: SocketAddr,
    pub safety: Safety,
    /// Required user and password; no authentication if `None`.
    pub login: Option<(&'static str, &'static str)>,
    state: Arc<Mutex<State>>,
    changed: Arc<Notify>,
}

impl Peer {
    pub async fn start(manner: Manner) -> Self {
        Self::with(manner, Safety::Clear, None).await
    }

    pub async fn with(
        manner: Manner,
        safety: Safety,
        login: Option<(&'static str, &'static str)>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free loopback port");
        let address = listener.local_addr().expect("a valid address");
        let state = State { manner, connections: 0, hung: 0, mails: Vec::new() };
        let (state, changed) = (Arc::new(Mutex::new(state)), Arc::default());
        let peer = Self { address, safety, login, state, changed };
        let serving = peer.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let peer = serving.clone();
                peer.note(|state| state.connections += 1);
                tokio::spawn(async move {
                    if safety == Safety::Tls {
                        let Ok(stream) = tls::acceptor().accept(stream).await else { return };
                        peer.serve(stream, true).await;
                    } else {
                        peer.serve(stream, false).await;
                    }
                });
            }
        });
        peer
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// URL for `--smtp`, without TLS.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn behaves(&self, manner: Manner) {
        self.state.lock().unwrap().manner = manner;
    }

    pub fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().mails.clone()
    }

    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// Waits until `count` connections were left without a reply.
    pub async fn has_hung(&self, count: usize) {
        self.until(|state| state.hung >= count).await;
    }

    /// Waits until `count` connections were opened.
    pub async fn has_connections(&self, count: usize) {
        self.until(|state| state.connections >= count).await;
    }

    /// Waits until `count` mails were received.
    pub async fn has_received(&self, count: usize) {
        self.until(|state| state.mails.len() >= count).await;
    }

    async fn until(&self, holds: impl Fn(&State) -> bool) {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                if holds(&self.state.lock().unwrap()) {
                    return;
                }
                changed.await;
            }
        };
        timeout(Duration::from_mins(1), waiting).await.expect("no timeout");
    }

    pub fn note(&self, what: impl FnOnce(&mut State)) {
        what(&mut self.state.lock().unwrap());
        self.changed.notify_waiters();
    }

    pub fn manner(&self) -> Manner {
        self.state.lock().unwrap().manner
    }

    pub async fn serve(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        encrypted: bool,
    ) {
        Session::new(self.clone(), stream, encrypted).run().await;
    }
}
