//! A mail server of the test's own on loopback. It speaks SMTP, and fails when it is told to.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufStream},
    net::TcpListener,
    sync::Notify,
    time::{sleep, timeout},
};

use super::tls;

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
struct State {
    manner: Manner,
    connections: usize,
    /// Connections that were left without an answer.
    hung: usize,
    mails: Vec<Received>,
}

/// The server. It ends with the test.
#[derive(Clone)]
pub struct Peer {
    address: SocketAddr,
    safety: Safety,
    /// Who may send, with which password; everybody where it is none.
    login: Option<(&'static str, &'static str)>,
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

    fn note(&self, what: impl FnOnce(&mut State)) {
        what(&mut self.state.lock().unwrap());
        self.changed.notify_waiters();
    }

    fn manner(&self) -> Manner {
        self.state.lock().unwrap().manner
    }

    async fn serve(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        encrypted: bool,
    ) {
        let mut session = Session {
            peer: self.clone(),
            stream: BufStream::new(Box::new(stream)),
            mail: Received {
                from: String::new(),
                to: Vec::new(),
                data: String::new(),
                encrypted,
                user: None,
            },
        };
        session.run().await;
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

struct Session {
    peer: Peer,
    stream: BufStream<Box<dyn Stream>>,
    mail: Received,
}

/// The client has hung up, or the server wants to.
struct Over;

impl Session {
    async fn run(&mut self) {
        if !self.mail.encrypted || self.peer.safety == Safety::Tls {
            // After STARTTLS there is no second greeting.
            if self.answer("GREETING", "220 peer.example ESMTP").await.is_err() {
                return;
            }
        }
        loop {
            let Ok(line) = self.line().await else { return };
            if line == "STARTTLS" && self.peer.safety == Safety::StartTls {
                if self.answer("STARTTLS", "220 go on").await.is_ok() {
                    self.encrypt().await;
                }
                return;
            }
            if self.obey(&line).await.is_err() {
                return;
            }
        }
    }

    async fn encrypt(&mut self) {
        let nothing: Box<dyn Stream> = Box::new(tokio::io::empty());
        let plain = std::mem::replace(&mut self.stream, BufStream::new(nothing)).into_inner();
        let Ok(stream) = tls::acceptor().accept(plain).await else { return };
        Box::pin(self.peer.clone().serve(stream, true)).await;
    }

    async fn obey(&mut self, line: &str) -> Result<(), Over> {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let signed_in = self.peer.login.is_none() || self.mail.user.is_some();
        match verb.as_str() {
            "EHLO" => self.hello().await,
            "AUTH" => self.sign_in(line).await,
            "MAIL" | "RCPT" | "DATA" if !signed_in => {
                self.answer(&verb, "530 5.7.0 Authentication required").await
            }
            "MAIL" => {
                self.mail.from = bracketed(line);
                self.mail.to.clear();
                self.answer("MAIL", "250 2.1.0 Ok").await
            }
            "RCPT" => {
                self.mail.to.push(bracketed(line));
                self.answer("RCPT", "250 2.1.5 Ok").await
            }
            "DATA" => self.data().await,
            "QUIT" => {
                self.answer("QUIT", "221 2.0.0 Bye").await?;
                Err(Over)
            }
            _ => self.answer(&verb, "250 2.0.0 Ok").await,
        }
    }

    async fn hello(&mut self) -> Result<(), Over> {
        let mut lines = vec!["250-peer.example"];
        if self.peer.safety == Safety::StartTls && !self.mail.encrypted {
            lines.push("250-STARTTLS");
        } else if self.peer.login.is_some() {
            lines.push("250-AUTH PLAIN");
        }
        lines.push("250 8BITMIME");
        self.answer("EHLO", &lines.join("\r\n")).await
    }

    async fn sign_in(&mut self, line: &str) -> Result<(), Over> {
        let told = line.strip_prefix("AUTH PLAIN ").unwrap_or_default();
        let told = STANDARD.decode(told).unwrap_or_default();
        let known = self
            .peer
            .login
            .filter(|(user, password)| told == format!("\0{user}\0{password}").into_bytes());
        match known {
            Some((user, _)) => {
                self.mail.user = Some(user.to_owned());
                self.answer("AUTH", "235 2.7.0 Ok").await
            }
            None => self.answer("AUTH", "535 5.7.8 Authentication failed").await,
        }
    }

    async fn data(&mut self) -> Result<(), Over> {
        self.answer("DATA", "354 go on").await?;
        if !matches!(self.peer.manner(), Manner::Says("DATA", _)) {
            self.mail.data.clear();
            loop {
                let line = self.line().await?;
                if self.peer.manner() == Manner::CutsInData {
                    return Err(Over);
                }
                if line == "." {
                    break;
                }
                self.mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                self.mail.data.push('\n');
            }
            let taken = !matches!(self.peer.manner(), Manner::Says(".", _));
            if taken {
                let mail = self.mail.clone();
                self.peer.note(|state| state.mails.push(mail));
            }
            if self.peer.manner() == Manner::CutsAfterData {
                return Err(Over);
            }
            self.answer(".", "250 2.0.0 Ok: queued").await?;
        }
        Ok(())
    }

    async fn answer(&mut self, command: &str, usual: &str) -> Result<(), Over> {
        let text = match self.peer.manner() {
            Manner::Says(when, text) if when == command => text,
            Manner::Silent(when) if when == command => {
                self.peer.note(|state| state.hung += 1);
                // Until the client hangs up.
                while self.line().await.is_ok() {}
                return Err(Over);
            }
            Manner::Slow(delay) => {
                sleep(delay).await;
                usual
            }
            Manner::Takes
            | Manner::Says(..)
            | Manner::Silent(_)
            | Manner::CutsAfterData
            | Manner::CutsInData => usual,
        };
        self.stream.write_all(format!("{text}\r\n").as_bytes()).await.map_err(|_| Over)?;
        self.stream.flush().await.map_err(|_| Over)
    }

    async fn line(&mut self) -> Result<String, Over> {
        let mut line = String::new();
        match self.stream.read_line(&mut line).await {
            Ok(read) if read > 0 => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
            _ => Err(Over),
        }
    }
}

fn bracketed(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap_or_default();
    rest.split_once('>').unwrap_or_default().0.to_owned()
}
