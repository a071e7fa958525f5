//! SMTP transport, by lettre. Timeouts are up to the caller.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;

use super::mime::MimeMessage;
use crate::config::{self, PublicUrl, Security, SmtpUrl};
use crate::domain::operations::{Attempt, SendOutcome};
use crate::i18n::{Arg, Lang, messages};

/// SMTP client configuration.
#[derive(Clone)]
pub struct Smtp {
    url: SmtpUrl,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    client_id: ClientId,
}

/// Open SMTP connection.
pub struct Session(AsyncSmtpConnection);

impl Smtp {
    /// Client for the server at `url`.
    ///
    /// # Errors
    /// If the settings are inconsistent; the message is for the operator.
    pub fn new(
        url: &SmtpUrl,
        settings: &config::Mail,
        public_url: &PublicUrl,
    ) -> anyhow::Result<Self> {
        let messages = |key| anyhow!(Lang::Fr.message(key).into_owned());
        let credentials = match (url.user(), &settings.smtp_password) {
            (None, None) => None,
            (Some(user), Some(password)) => {
                Some(Credentials::new(user.to_owned(), password.reveal().to_owned()))
            }
            (Some(_), None) => return Err(messages(messages::OUTBOX_NO_PASSWORD)),
            (None, Some(_)) => return Err(messages(messages::OUTBOX_NO_USER)),
        };
        let tls = match url.security() {
            Security::Clear => None,
            Security::Tls | Security::StartTls => {
                Some(tls(url.host(), settings.smtp_ca.as_deref())?)
            }
        };
        Ok(Self { url: url.clone(), tls, credentials, client_id: client_id(public_url) })
    }

    /// Connects, and authenticates if a user is set.
    ///
    /// # Errors
    /// [`SendOutcome::ServerRefused`] if the server rejects the client, else [`SendOutcome::Unreachable`]; neither is about a
    /// mail.
    pub async fn connect(&self) -> Result<Session, Attempt> {
        let connected = self.try_connecting().await;
        connected.map(Session).map_err(|error| {
            let refused = error.is_permanent();
            let outcome =
                if refused { SendOutcome::ServerRefused } else { SendOutcome::Unreachable };
            failed_attempt(outcome, &error)
        })
    }

    async fn try_connecting(&self) -> Result<AsyncSmtpConnection, Error> {
        let server = (self.url.host(), self.url.port());
        let security = self.url.security();
        let from_the_first_byte = self.tls.clone().filter(|_| security == Security::Tls);
        let connection = AsyncSmtpConnection::connect_tokio1(
            server,
            None,
            &self.client_id,
            from_the_first_byte,
            None,
        );
        let mut connection = connection.await?;
        if let Some(tls) = self.tls.clone().filter(|_| security == Security::StartTls) {
            connection.starttls(tls, &self.client_id).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(connection)
    }
}

impl Session {
    /// Sends `mail`.
    pub async fn send(&mut self, mail: &MimeMessage) -> Attempt {
        match self.run_transaction(mail).await {
            Ok(response) => accepted_attempt(&response),
            Err((step, error)) => failed_attempt(step.outcome(&error), &error),
        }
    }

    /// Sends command by command, since the meaning of a rejection depends on the command.
    async fn run_transaction(&mut self, mail: &MimeMessage) -> Result<Response, (Step, Error)> {
        let eight_bit = MailParameter::Body(MailBodyParameter::EightBitMime);
        let options = if mail.bytes.is_ascii() { Vec::new() } else { vec![eight_bit] };
        let sender = Mail::new(mail.envelope.from().cloned(), options);
        self.0.command(sender).await.map_err(|error| (Step::Sender, error))?;
        for to in mail.envelope.to() {
            let recipient = Rcpt::new(to.clone(), Vec::new());
            self.0.command(recipient).await.map_err(|error| (Step::Recipient, error))?;
        }
        self.0.command(Data).await.map_err(|error| (Step::Content, error))?;
        self.0.message(&mail.bytes).await.map_err(|error| (Step::Content, error))
    }

    /// Sends `QUIT`.
    pub async fn quit(&mut self) {
        // The mail has been accepted: errors are irrelevant.
        let _ = self.0.quit().await;
    }
}

/// Step of the SMTP transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Sender,
    Recipient,
    /// `DATA` and the content.
    Content,
}

impl Step {
    fn outcome(self, error: &Error) -> SendOutcome {
        let Some(code) = error.status().filter(|_| error.is_permanent()) else {
            return SendOutcome::Deferred;
        };
        self.refusal(&code.to_string(), &reply_text(error))
    }

    /// Outcome of a permanent rejection at this step. From `RCPT` on, it may be about data that a stranger chose:
    /// only a demand for TLS or authentication is surely about the site.
    fn refusal(self, code: &str, reply_text: &str) -> SendOutcome {
        match self {
            Self::Sender => SendOutcome::ServerRefused,
            Self::Recipient | Self::Content if asks_for_login(code) => SendOutcome::ServerRefused,
            Self::Recipient if names_mailbox(reply_text) => SendOutcome::Refused,
            Self::Recipient | Self::Content => SendOutcome::MaybeRefused,
        }
    }
}

/// True if the reply code demands TLS or authentication (RFC 4954).
fn asks_for_login(code: &str) -> bool {
    ["530", "534", "535", "538"].contains(&code)
}

/// True if the enhanced status code (RFC 3463) is about the address or mailbox of the recipient.
fn names_mailbox(reply_text: &str) -> bool {
    reply_text.starts_with("5.1.") || reply_text.starts_with("5.2.")
}

/// TLS parameters for `host`. A private certificate authority, if set, replaces the public ones.
fn tls(host: &str, authority: Option<&Path>) -> anyhow::Result<TlsParameters> {
    let mut tls = TlsParameters::builder(host.to_owned());
    if let Some(path) = authority {
        let shown = path.display().to_string();
        let unusable = || {
            Lang::Fr.message_with(messages::OUTBOX_BAD_AUTHORITY, &[("path", Arg::Text(&shown))])
        };
        let pem = fs::read_to_string(path).with_context(unusable)?;
        // lettre reads a file without a certificate as an empty list.
        anyhow::ensure!(pem.contains("-----BEGIN CERTIFICATE-----"), unusable());
        let certificate = Certificate::from_pem(pem.as_bytes()).with_context(unusable)?;
        tls = tls.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    tls.build().with_context(|| Lang::Fr.message(messages::OUTBOX_NO_TLS))
}

/// Name of the site in `EHLO`.
fn client_id(public_url: &PublicUrl) -> ClientId {
    let host = public_url.host().name();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse() {
        Ok(std::net::IpAddr::V4(address)) => ClientId::Ipv4(address),
        Ok(std::net::IpAddr::V6(address)) => ClientId::Ipv6(address),
        Err(_) => ClientId::Domain(host.to_owned()),
    }
}

fn accepted_attempt(response: &Response) -> Attempt {
    let status = response.code().to_string();
    let reply_text: Vec<&str> = response.message().collect();
    let answer = format!("{status} {}", reply_text.join(" "));
    Attempt { outcome: SendOutcome::Accepted, status, answer }
}

/// Result of a failed attempt: the reply code for the log, the text for the operator.
fn failed_attempt(outcome: SendOutcome, error: &Error) -> Attempt {
    let reply_text = reply_text(error);
    if let Some(code) = error.status() {
        return Attempt {
            outcome,
            status: code.to_string(),
            answer: format!("{code} {reply_text}"),
        };
    }
    let status = if error.is_tls() { "tls" } else { "connection" };
    Attempt { outcome, status: status.to_owned(), answer: reply_text }
}

/// Text of the server's reply, or of the error.
fn reply_text(error: &Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), error_chain)
}

/// Error and its causes, on one line.
fn error_chain(error: &dyn std::error::Error) -> String {
    let mut reply_text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        reply_text = format!("{reply_text}: {cause}");
        source = cause.source();
    }
    reply_text
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Smtp({})", self.url)
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_about_the_mail_only_where_it_says_so() {
        for (step, code, reply_text, outcome) in [
            (Step::Sender, "553", "5.7.1 sender not allowed", SendOutcome::ServerRefused),
            (
                Step::Recipient,
                "530",
                "5.7.0 Must issue a STARTTLS first",
                SendOutcome::ServerRefused,
            ),
            (Step::Content, "530", "5.7.0 Authentication required", SendOutcome::ServerRefused),
            (Step::Recipient, "550", "5.1.1 no such user", SendOutcome::Refused),
            (Step::Recipient, "552", "5.2.2 mailbox full", SendOutcome::Refused),
            (
                Step::Recipient,
                "554",
                "5.7.1 <a@b.fr>: Relay access denied",
                SendOutcome::MaybeRefused,
            ),
            (Step::Recipient, "550", "no", SendOutcome::MaybeRefused),
            (Step::Recipient, "554", "5.7.1 rejected by policy", SendOutcome::MaybeRefused),
            (Step::Content, "554", "5.5.1 no", SendOutcome::MaybeRefused),
            (Step::Content, "554", "5.7.1 looks like spam", SendOutcome::MaybeRefused),
        ] {
            assert_eq!(step.refusal(code, reply_text), outcome, "{step:?} {code} {reply_text}");
        }
    }
}
