//! Composition and transport of mails.

pub mod account;
pub mod decision;
mod letter;
mod mail_folder;
mod mime;
pub mod proposal;
mod smtp;
mod test_mail;

use anyhow::Context as _;

use crate::config::{Config, PublicUrl};
use crate::i18n::{Lang, messages};

pub use letter::Letter;
pub use mail_folder::MailFolder;
pub use mime::{MimeMessage, Sender};
pub use proposal::expiry_reminder;
pub use smtp::{Session, Smtp};
pub use test_mail::test;

/// Mailer: sender and transport.
#[derive(Debug, Clone)]
pub struct Mailer {
    pub sender: Sender,
    pub transport: Transport,
}

/// Mail transport.
#[derive(Debug, Clone)]
pub enum Transport {
    Server(Box<Smtp>),
    /// Files in a folder, without a mail server.
    Files(MailFolder),
}

impl Mailer {
    /// Mailer from the settings.
    ///
    /// # Errors
    /// If the settings are inconsistent; the message is for the operator.
    pub fn new(config: &Config, public_url: &PublicUrl) -> anyhow::Result<Self> {
        let transport = match &config.mail.smtp {
            Some(url) => Transport::Server(Box::new(Smtp::new(url, &config.mail, public_url)?)),
            None => Transport::Files(MailFolder::new(config.mail_folder())),
        };
        if config.mail.smtp.is_some() && config.mail.mail_from.is_none() {
            anyhow::bail!(Lang::Fr.message(messages::OUTBOX_NO_SENDER).into_owned());
        }
        let sender = Sender::new(config, public_url);
        let sender =
            sender.with_context(|| Lang::Fr.message(messages::OUTBOX_NO_SENDER).into_owned())?;
        Ok(Self { sender, transport })
    }
}
