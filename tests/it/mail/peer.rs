//! A mail server of the test's own on loopback. It speaks SMTP, and fails when it is told to.

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

/// How the server behaves from the next command on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Takes every mail.
    Takes,
    /// Answers this to this command; `GREETING` is what it says first, `.` ends a mail.
    Says(&'static str, &'static str),
    /// Does not answer this command, and hangs on.
    Silent(&'static str),
    /// Answers every command this late.
    Slow(Duration),
    /// Takes the mail, and hangs up before it says so.
    CutsAfterData,
    /// Hangs up in the middle of a mail.
    CutsInData,
}

/// How the server makes a connection safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    Clear,
    StartTls,
    Tls,
}

/// A mail as the server got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// As it came, with lines that end in `\n`.
    pub data: String,
    pub encrypted: bool,
    /// Who signed in.
    pub user: Option<String>,
}

impl Received {
    /// The value of a header that stands on one line.
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
    /// Connections that were left without an answer.
    pub hung: usize,
    pub mails: Vec<Received>,
}

/// The server. It ends with the test.
#[derive(Clone)]
pub struct Peer {
    address: SocketAddr,
    pub safety: Safety,
    /// Who may send, with which password; everybody where it is none.
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
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
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

    /// As `--smtp` takes it, for a server in clear.
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

    /// Waits until `count` connections were left without an answer.
    pub async fn has_hung(&self, count: usize) {
        self.until(|state| state.hung >= count).await;
    }

    /// Waits until `count` connections were made.
    pub async fn has_connections(&self, count: usize) {
        self.until(|state| state.connections >= count).await;
    }

    /// Waits until `count` mails have come.
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
        timeout(Duration::from_mins(1), waiting).await.expect("it comes to that");
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
