//! `mail`: lists, shows and retries the mails of the outbox, and queues a test mail.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;

use jiff::Timestamp;

use super::{error, moment, open_existing};
use crate::clock::Clock;
use crate::config::{Config, Listen};
use crate::domain::directory::Email;
use crate::domain::operations::{
    Mail as OutboxMail, MailContent, MailId, MailState, Message, Purpose,
};
use crate::domain::text::without_controls;
use crate::i18n::{Arg, Key, Lang, messages};
use crate::mail::{self, Sender};
use crate::store::Store;

/// `mail` subcommands. Doc comments are help texts, in French.
#[derive(Debug, Clone, clap::Subcommand)]
#[command(subcommand_help_heading = "Commandes", subcommand_value_name = "COMMANDE")]
pub enum Mail {
    /// Montre les courriels, du plus ancien au plus récent
    List {
        /// Montre aussi ceux dont le contenu est effacé
        #[arg(long)]
        all: bool,
    },
    /// Montre un courriel en entier
    Show {
        /// Numéro du courriel, comme dans « mail list »
        #[arg(value_name = "NUMÉRO")]
        number: i64,
    },
    /// Essaie de nouveau les courriels abandonnés
    Retry {
        /// Numéros des courriels ; sans eux, tous ceux qui sont abandonnés
        #[arg(value_name = "NUMÉRO")]
        numbers: Vec<i64>,
    },
    /// Écrit un courriel d’essai, que le serveur en marche envoie comme les autres
    Test {
        /// Adresse à laquelle écrire
        #[arg(value_name = "ADRESSE", value_parser = address)]
        to: Email,
    },
}

fn address(text: &str) -> Result<Email, String> {
    text.parse().map_err(|_| Lang::Fr.message(messages::OUTBOX_BAD_ADDRESS).into_owned())
}

/// Runs `command` on the outbox of the database of `config`.
pub async fn run(
    command: &Mail,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(store) = open_existing(config, messages::OUTBOX_NO_DATABASE, out).await? else {
        return Ok(ExitCode::FAILURE);
    };
    let store = store.with_min_free(config.least_free());
    let code = match command {
        Mail::List { all } => list(&store, *all, clock, out).await,
        Mail::Show { number } => show(&store, *number, config, clock, out).await,
        Mail::Retry { numbers } => retry(&store, numbers, clock.now(), out).await,
        Mail::Test { to } => test(&store, to, config, clock.now(), out).await,
    };
    store.close().await;
    code
}

async fn list(
    store: &Store,
    all: bool,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let mut mails = store.list_mails().await.map_err(|error| error::store_fault(&error))?;
    mails.retain(|mail| all || mail.content != MailContent::Erased);
    if mails.is_empty() {
        writeln!(out, "{}", Lang::Fr.message(messages::OUTBOX_EMPTY))?;
    }
    for mail in &mails {
        let (number, tries) = (mail.id.to_string(), mail.tries as usize);
        let (queued, purpose) =
            (moment(clock, mail.queued_at), Lang::Fr.message(purpose(mail.purpose)));
        let args = [
            ("number", Arg::Text(&number)),
            ("date", Arg::Text(&queued)),
            ("purpose", Arg::Text(&purpose)),
            ("n", Arg::Count(tries)),
        ];
        writeln!(out, "{}", Lang::Fr.message_with(messages::OUTBOX_LINE, &args))?;
        for line in [subject(&mail.content), state(mail.state, clock)] {
            writeln!(out, "    {line}")?;
        }
        if let Some(answer) = &mail.answer {
            let answer = without_controls(answer);
            let args = [("answer", Arg::Text(&answer))];
            writeln!(out, "    {}", Lang::Fr.message_with(messages::OUTBOX_ANSWER, &args))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn show(
    store: &Store,
    number: i64,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let mail = store.find_mail(MailId::new(number)).await;
    let Some(mail) = mail.map_err(|error| error::store_fault(&error))? else {
        let number = number.to_string();
        let args = [("number", Arg::Text(&number))];
        writeln!(out, "{}", Lang::Fr.message_with(messages::OUTBOX_UNKNOWN, &args))?;
        return Ok(ExitCode::FAILURE);
    };
    let sender = Sender::new(config, &config.public_url(default_address(config)))?;
    let mut lines = vec![
        (messages::OUTBOX_FROM, sender.mailbox_text()),
        (messages::OUTBOX_DATE, moment(clock, mail.queued_at)),
        (messages::OUTBOX_PURPOSE, Lang::Fr.message(purpose(mail.purpose)).into_owned()),
        (messages::OUTBOX_ID, sender.message_id(&mail)),
        (messages::OUTBOX_STATE, state(mail.state, clock)),
    ];
    lines.extend(mail.answer.as_deref().map(|answer| (messages::OUTBOX_REPLY, answer.to_owned())));
    if let MailContent::Readable(message) = &mail.content {
        lines.insert(1, (messages::OUTBOX_TO, message.to.to_string()));
        lines.insert(2, (messages::OUTBOX_SUBJECT, message.subject.clone()));
    }
    for (key, value) in lines {
        let value = without_controls(&value);
        writeln!(out, "{}", Lang::Fr.message_with(key, &[("value", Arg::Text(&value))]))?;
    }
    writeln!(out, "\n{}", body(&mail))?;
    Ok(ExitCode::SUCCESS)
}

/// Address used for the public URL if none is set; a socket passed by systemd has no address here.
pub fn default_address(config: &Config) -> SocketAddr {
    match config.listen {
        Listen::Address(address) => address,
        Listen::Stdin => SocketAddr::from(([127, 0, 0, 1], 80)),
    }
}

async fn retry(
    store: &Store,
    numbers: &[i64],
    now: Timestamp,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let ids: Vec<MailId> = numbers.iter().copied().map(MailId::new).collect();
    let retried = store.retry_mails(&ids, now).await.map_err(|error| error::store_fault(&error))?;
    let retried = usize::try_from(retried).unwrap_or(usize::MAX);
    writeln!(out, "{}", Lang::Fr.message_count(messages::OUTBOX_RETRIED, retried))?;
    let failed = retried == 0 && !ids.is_empty();
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn test(
    store: &Store,
    to: &Email,
    config: &Config,
    now: Timestamp,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let letter = mail::test(&config.public_url(default_address(config)).to_string());
    let posted = store.queue_message(&letter.to(to, Purpose::Test), now).await;
    posted.map_err(|error| error::store_fault(&error))?;
    writeln!(out, "{}", Lang::Fr.message(messages::OUTBOX_POSTED))?;
    Ok(ExitCode::SUCCESS)
}

fn subject(content: &MailContent) -> String {
    match content {
        MailContent::Readable(Message { to, subject, .. }) => {
            let (to, subject) = (to.to_string(), without_controls(subject));
            let args = [("to", Arg::Text(&to)), ("subject", Arg::Text(&subject))];
            Lang::Fr.message_with(messages::OUTBOX_LETTER, &args)
        }
        MailContent::Erased => Lang::Fr.message(messages::OUTBOX_ERASED).into_owned(),
        MailContent::Unreadable => Lang::Fr.message(messages::OUTBOX_UNREADABLE).into_owned(),
    }
}

fn body(mail: &OutboxMail) -> String {
    match &mail.content {
        MailContent::Readable(message) => {
            message.text.lines().map(without_controls).collect::<Vec<_>>().join("\n")
        }
        content @ (MailContent::Erased | MailContent::Unreadable) => subject(content),
    }
}

fn state(state: MailState, clock: &Clock) -> String {
    let (key, at) = match state {
        MailState::Waiting(at) => (messages::OUTBOX_WAITING, at),
        MailState::Sent(at) => (messages::OUTBOX_SENT, at),
        MailState::Failed(at) => (messages::OUTBOX_FAILED, at),
    };
    Lang::Fr.message_with(key, &[("date", Arg::Text(&moment(clock, at)))])
}

/// Label of `purpose`.
pub fn purpose(purpose: Purpose) -> &'static Key {
    match purpose {
        Purpose::DraftLink => messages::PURPOSE_DRAFT_LINK,
        Purpose::DraftExpiring => messages::PURPOSE_DRAFT_EXPIRING,
        Purpose::Confirm => messages::PURPOSE_CONFIRM,
        Purpose::Links => messages::PURPOSE_LINKS,
        Purpose::Published => messages::PURPOSE_PUBLISHED,
        Purpose::ChangeRequested => messages::PURPOSE_CHANGE_REQUESTED,
        Purpose::Refused => messages::PURPOSE_REFUSED,
        Purpose::Undone => messages::PURPOSE_UNDONE,
        Purpose::Unpublished => messages::PURPOSE_TAKEN_DOWN,
        Purpose::Republished => messages::PURPOSE_PUT_BACK,
        Purpose::SignIn => messages::PURPOSE_SIGN_IN,
        Purpose::Invitation => messages::PURPOSE_INVITATION,
        Purpose::AccountChanged => messages::PURPOSE_ACCOUNT_CHANGED,
        Purpose::Test => messages::PURPOSE_TEST,
    }
}
