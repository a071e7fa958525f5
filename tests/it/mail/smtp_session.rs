//! One SMTP session of the test mail server.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufStream};
use tokio::time::sleep;

use super::fake_smtp_server::{Behaviour, ConnectionSecurity, FakeSmtpServer, Received};
use super::tls;

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

pub struct Session {
    peer: FakeSmtpServer,
    stream: BufStream<Box<dyn Stream>>,
    mail: Received,
}

/// The connection is closed by the client, or to be closed by the server.
struct Closed;

impl Session {
    pub fn new(
        peer: FakeSmtpServer,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        encrypted: bool,
    ) -> Self {
        let (from, to, data) = (String::new(), Vec::new(), String::new());
        let mail = Received { from, to, data, encrypted, user: None };
        Self { peer, stream: BufStream::new(Box::new(stream)), mail }
    }

    pub async fn run(&mut self) {
        if !self.mail.encrypted || self.peer.security == ConnectionSecurity::Tls {
            // After STARTTLS there is no second greeting.
            if self.answer("GREETING", "220 peer.example ESMTP").await.is_err() {
                return;
            }
        }
        loop {
            let Ok(line) = self.line().await else { return };
            if line == "STARTTLS" && self.peer.security == ConnectionSecurity::StartTls {
                if self.answer("STARTTLS", "220 go on").await.is_ok() {
                    self.encrypt().await;
                }
                return;
            }
            if self.run_command(&line).await.is_err() {
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

    async fn run_command(&mut self, line: &str) -> Result<(), Closed> {
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
                Err(Closed)
            }
            _ => self.answer(&verb, "250 2.0.0 Ok").await,
        }
    }

    async fn hello(&mut self) -> Result<(), Closed> {
        let mut lines = vec!["250-peer.example"];
        if self.peer.security == ConnectionSecurity::StartTls && !self.mail.encrypted {
            lines.push("250-STARTTLS");
        } else if self.peer.login.is_some() {
            lines.push("250-AUTH PLAIN");
        }
        lines.push("250 8BITMIME");
        self.answer("EHLO", &lines.join("\r\n")).await
    }

    async fn sign_in(&mut self, line: &str) -> Result<(), Closed> {
        let reported = line.strip_prefix("AUTH PLAIN ").unwrap_or_default();
        let reported = STANDARD.decode(reported).unwrap_or_default();
        let known = self
            .peer
            .login
            .filter(|(user, password)| reported == format!("\0{user}\0{password}").into_bytes());
        match known {
            Some((user, _)) => {
                self.mail.user = Some(user.to_owned());
                self.answer("AUTH", "235 2.7.0 Ok").await
            }
            None => self.answer("AUTH", "535 5.7.8 Authentication failed").await,
        }
    }

    async fn data(&mut self) -> Result<(), Closed> {
        self.answer("DATA", "354 go on").await?;
        if !matches!(self.peer.behaviour(), Behaviour::Reply("DATA", _)) {
            self.mail.data.clear();
            loop {
                let line = self.line().await?;
                if self.peer.behaviour() == Behaviour::DisconnectInData {
                    return Err(Closed);
                }
                if line == "." {
                    break;
                }
                self.mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                self.mail.data.push('\n');
            }
            let taken = !matches!(self.peer.behaviour(), Behaviour::Reply(".", _));
            if taken {
                let mail = self.mail.clone();
                self.peer.update_state(|state| state.mails.push(mail));
            }
            if self.peer.behaviour() == Behaviour::DisconnectAfterData {
                return Err(Closed);
            }
            self.answer(".", "250 2.0.0 Ok: queued").await?;
        }
        Ok(())
    }

    async fn answer(&mut self, command: &str, usual: &str) -> Result<(), Closed> {
        let text = match self.peer.behaviour() {
            Behaviour::Reply(when, text) if when == command => text,
            Behaviour::Silent(when) if when == command => {
                self.peer.update_state(|state| state.hung += 1);
                // Waits until the client disconnects.
                while self.line().await.is_ok() {}
                return Err(Closed);
            }
            Behaviour::Slow(delay) => {
                sleep(delay).await;
                usual
            }
            Behaviour::AcceptAll
            | Behaviour::Reply(..)
            | Behaviour::Silent(_)
            | Behaviour::DisconnectAfterData
            | Behaviour::DisconnectInData => usual,
        };
        self.stream.write_all(format!("{text}\r\n").as_bytes()).await.map_err(|_| Closed)?;
        self.stream.flush().await.map_err(|_| Closed)
    }

    async fn line(&mut self) -> Result<String, Closed> {
        let mut line = String::new();
        match self.stream.read_line(&mut line).await {
            Ok(read) if read > 0 => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
            _ => Err(Closed),
        }
    }
}

fn bracketed(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap_or_default();
    rest.split_once('>').unwrap_or_default().0.to_owned()
}
