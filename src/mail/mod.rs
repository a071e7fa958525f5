//! Composition and transport of mails.

pub mod account;
mod compose;
pub mod decision;
mod expiry;
mod folder;
mod letter;
pub mod proposal;
mod smtp;
mod test;

use anyhow::Context as _;

use crate::{
    config::{Config, PublicUrl},
    i18n::{Lang, say},
};

pub use compose::{Composed, Sender};
pub use expiry::proposal_expiring;
pub use folder::Folder;
pub use letter::Letter;
pub use smtp::{Session, Smtp};
pub use test::test;

/// Mailer: sender and transport.
#[derive(Debug, Clone)]
pub struct Courier {
    pub sender: Sender,
    pub way: Way,
}

/// Mail transport.
#[derive(Debug, Clone)]
pub enum Way {
    Server(Box<Smtp>),
    /// Files in a folder, without a mail server.
    Files(Folder),
}

impl Courier {
    /// Mailer from the settings.
    ///
    /// # Errors
    /// If the settings are inconsistent; the message is for the operator.
    pub fn new(config: &Config, public_url: &PublicUrl) -> anyhow::Result<Self> {
        let way = match &config.mail.smtp {
            Some(url) => Way::Server(Box::new(Smtp::new(url, &config.mail, public_url)?)),
            None => Way::Files(Folder::new(config.mail_folder())),
        };
        if config.mail.smtp.is_some() && config.mail.mail_from.is_none() {
            anyhow::bail!(Lang::Fr.t(say::OUTBOX_NO_SENDER).into_owned());
        }
        let sender = Sender::new(config, public_url);
        let sender = sender.with_context(|| Lang::Fr.t(say::OUTBOX_NO_SENDER).into_owned())?;
        Ok(Self { sender, way })
    }
}
