//! SMTP transport, by lettre. Timeouts are up to the caller.

use std::{fs, path::Path};

use anyhow::{Context as _, anyhow};
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters},
    commands::{Data, Mail, Rcpt},
    extension::{ClientId, MailBodyParameter, MailParameter},
    response::Response,
};

use super::compose::Composed;
use crate::{
    config::{self, PublicUrl, Security, SmtpUrl},
    domain::delivery::{Attempt, Outcome},
    i18n::{Arg, Lang, say},
};

/// SMTP client configuration.
#[derive(Clone)]
pub struct Smtp {
    url: SmtpUrl,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    hello: ClientId,
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
        let say = |key| anyhow!(Lang::Fr.t(key).into_owned());
        let credentials = match (url.user(), &settings.smtp_password) {
            (None, None) => None,
            (Some(user), Some(password)) => {
                Some(Credentials::new(user.to_owned(), password.reveal().to_owned()))
            }
            (Some(_), None) => return Err(say(say::OUTBOX_NO_PASSWORD)),
            (None, Some(_)) => return Err(say(say::OUTBOX_NO_USER)),
        };
        let tls = match url.security() {
            Security::Clear => None,
            Security::Tls | Security::StartTls => {
                Some(tls(url.host(), settings.smtp_ca.as_deref())?)
            }
        };
        Ok(Self { url: url.clone(), tls, credentials, hello: hello(public_url) })
    }

    /// Connects, and authenticates if a user is set.
    ///
    /// # Errors
    /// [`Outcome::ServerRefused`] if the server rejects the client, else [`Outcome::Unreached`]; neither is about a
    /// mail.
    pub async fn connect(&self) -> Result<Session, Attempt> {
        let connected = self.try_connecting().await;
        connected.map(Session).map_err(|error| {
            let refused = error.is_permanent();
            let outcome = if refused { Outcome::ServerRefused } else { Outcome::Unreached };
            attempt(outcome, &error)
        })
    }

    async fn try_connecting(&self) -> Result<AsyncSmtpConnection, Error> {
        let server = (self.url.host(), self.url.port());
        let security = self.url.security();
        let from_the_first_byte = self.tls.clone().filter(|_| security == Security::Tls);
        let connection = AsyncSmtpConnection::connect_tokio1(
            server,
            None,
            &self.hello,
            from_the_first_byte,
            None,
        );
        let mut connection = connection.await?;
        if let Some(tls) = self.tls.clone().filter(|_| security == Security::StartTls) {
            connection.starttls(tls, &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(connection)
    }
}

impl Session {
    /// Sends `mail`.
    pub async fn send(&mut self, mail: &Composed) -> Attempt {
        match self.hand_over(mail).await {
            Ok(response) => taken(&response),
            Err((step, error)) => attempt(step.outcome(&error), &error),
        }
    }

    /// Sends command by command, since the meaning of a rejection depends on the command.
    async fn hand_over(&mut self, mail: &Composed) -> Result<Response, (Step, Error)> {
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
    fn outcome(self, error: &Error) -> Outcome {
        let Some(code) = error.status().filter(|_| error.is_permanent()) else {
            return Outcome::PutOff;
        };
        self.refusal(&code.to_string(), &words(error))
    }

    /// Outcome of a permanent rejection at this step. From `RCPT` on, it may be about data that a stranger chose:
    /// only a demand for TLS or authentication is surely about the site.
    fn refusal(self, code: &str, words: &str) -> Outcome {
        match self {
            Self::Sender => Outcome::ServerRefused,
            Self::Recipient | Self::Content if asks_for_login(code) => Outcome::ServerRefused,
            Self::Recipient if names_mailbox(words) => Outcome::Refused,
            Self::Recipient | Self::Content => Outcome::MaybeRefused,
        }
    }
}

/// True if the reply code demands TLS or authentication (RFC 4954).
fn asks_for_login(code: &str) -> bool {
    ["530", "534", "535", "538"].contains(&code)
}

/// True if the enhanced status code (RFC 3463) is about the address or mailbox of the recipient.
fn names_mailbox(words: &str) -> bool {
    words.starts_with("5.1.") || words.starts_with("5.2.")
}

/// TLS parameters for `host`. A private certificate authority, if set, replaces the public ones.
fn tls(host: &str, authority: Option<&Path>) -> anyhow::Result<TlsParameters> {
    let mut tls = TlsParameters::builder(host.to_owned());
    if let Some(path) = authority {
        let shown = path.display().to_string();
        let unusable = || Lang::Fr.ta(say::OUTBOX_BAD_AUTHORITY, &[("path", Arg::Text(&shown))]);
        let pem = fs::read_to_string(path).with_context(unusable)?;
        // lettre reads a file without a certificate as an empty list.
        anyhow::ensure!(pem.contains("-----BEGIN CERTIFICATE-----"), unusable());
        let certificate = Certificate::from_pem(pem.as_bytes()).with_context(unusable)?;
        tls = tls.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    tls.build().with_context(|| Lang::Fr.t(say::OUTBOX_NO_TLS))
}

/// Name of the site in `EHLO`.
fn hello(public_url: &PublicUrl) -> ClientId {
    let host = public_url.host().name();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse() {
        Ok(std::net::IpAddr::V4(address)) => ClientId::Ipv4(address),
        Ok(std::net::IpAddr::V6(address)) => ClientId::Ipv6(address),
        Err(_) => ClientId::Domain(host.to_owned()),
    }
}

fn taken(response: &Response) -> Attempt {
    let status = response.code().to_string();
    let words: Vec<&str> = response.message().collect();
    let answer = format!("{status} {}", words.join(" "));
    Attempt { outcome: Outcome::Taken, status, answer }
}

/// Result of a failed attempt: the reply code for the log, the text for the operator.
fn attempt(outcome: Outcome, error: &Error) -> Attempt {
    let words = words(error);
    if let Some(code) = error.status() {
        return Attempt { outcome, status: code.to_string(), answer: format!("{code} {words}") };
    }
    let status = if error.is_tls() { "tls" } else { "connection" };
    Attempt { outcome, status: status.to_owned(), answer: words }
}

/// Text of the server's reply, or of the error.
fn words(error: &Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), said)
}

/// Error and its causes, on one line.
fn said(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words = format!("{words}: {cause}");
        source = cause.source();
    }
    words
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
        for (step, code, words, outcome) in [
            (Step::Sender, "553", "5.7.1 sender not allowed", Outcome::ServerRefused),
            (Step::Recipient, "530", "5.7.0 Must issue a STARTTLS first", Outcome::ServerRefused),
            (Step::Content, "530", "5.7.0 Authentication required", Outcome::ServerRefused),
            (Step::Recipient, "550", "5.1.1 no such user", Outcome::Refused),
            (Step::Recipient, "552", "5.2.2 mailbox full", Outcome::Refused),
            (Step::Recipient, "554", "5.7.1 <a@b.fr>: Relay access denied", Outcome::MaybeRefused),
            (Step::Recipient, "550", "no", Outcome::MaybeRefused),
            (Step::Recipient, "554", "5.7.1 rejected by policy", Outcome::MaybeRefused),
            (Step::Content, "554", "5.5.1 no", Outcome::MaybeRefused),
            (Step::Content, "554", "5.7.1 looks like spam", Outcome::MaybeRefused),
        ] {
            assert_eq!(step.refusal(code, words), outcome, "{step:?} {code} {words}");
        }
    }
}
