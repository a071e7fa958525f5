//! SMTP server on loopback that fails on demand.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::time::timeout;

use super::smtp_session::Session;
use super::tls;

/// Behaviour from the next command on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// Accepts every mail.
    AcceptAll,
    /// Gives this reply to this command; `GREETING` is the greeting, `.` the end of the data.
    Reply(&'static str, &'static str),
    /// Never replies to this command, and keeps the connection open.
    Silent(&'static str),
    /// Delays every reply.
    Slow(Duration),
    /// Accepts the mail, then disconnects without a reply.
    DisconnectAfterData,
    /// Disconnects while it receives the data.
    DisconnectInData,
}

/// Connection security of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectionSecurity {
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
    pub behaviour: Behaviour,
    pub connections: usize,
    /// Connections left without a reply.
    pub hung: usize,
    pub mails: Vec<Received>,
}

/// The server; it ends with the test.
#[derive(Clone)]
pub struct FakeSmtpServer {
    address: SocketAddr,
    pub security: ConnectionSecurity,
    /// Required user and password; no authentication if `None`.
    pub login: Option<(&'static str, &'static str)>,
    state: Arc<Mutex<State>>,
    changed: Arc<Notify>,
}

impl FakeSmtpServer {
    pub async fn start(behaviour: Behaviour) -> Self {
        Self::with(behaviour, ConnectionSecurity::Clear, None).await
    }

    pub async fn with(
        behaviour: Behaviour,
        security: ConnectionSecurity,
        login: Option<(&'static str, &'static str)>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free loopback port");
        let address = listener.local_addr().expect("a valid address");
        let state = State { behaviour, connections: 0, hung: 0, mails: Vec::new() };
        let (state, changed) = (Arc::new(Mutex::new(state)), Arc::default());
        let peer = Self { address, security, login, state, changed };
        let serving = peer.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let peer = serving.clone();
                peer.update_state(|state| state.connections += 1);
                tokio::spawn(async move {
                    if security == ConnectionSecurity::Tls {
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

    pub fn set_behaviour(&self, behaviour: Behaviour) {
        self.state.lock().unwrap().behaviour = behaviour;
    }

    pub fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().mails.clone()
    }

    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// Waits until `count` connections were left without a reply.
    pub async fn wait_for_hung(&self, count: usize) {
        self.wait_until(|state| state.hung >= count).await;
    }

    /// Waits until `count` connections were opened.
    pub async fn wait_for_connections(&self, count: usize) {
        self.wait_until(|state| state.connections >= count).await;
    }

    /// Waits until `count` mails were received.
    pub async fn wait_for_mails(&self, count: usize) {
        self.wait_until(|state| state.mails.len() >= count).await;
    }

    async fn wait_until(&self, holds: impl Fn(&State) -> bool) {
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

    pub fn update_state(&self, what: impl FnOnce(&mut State)) {
        what(&mut self.state.lock().unwrap());
        self.changed.notify_waiters();
    }

    pub fn behaviour(&self) -> Behaviour {
        self.state.lock().unwrap().behaviour
    }

    pub async fn serve(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        encrypted: bool,
    ) {
        Session::new(self.clone(), stream, encrypted).run().await;
    }
}
