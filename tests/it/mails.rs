//! What a site has written to people: the mails of its outbox, read as whom they are for reads them.

use quartiers_emploi::domain::mail::{Mail, MailContent, Message};

use crate::app::TestApp;

impl TestApp {
    /// Every mail that was queued and still says something, in their order.
    pub async fn mails(&self) -> Vec<Message> {
        of(self.outbox().await)
    }

    /// The outbox: every mail there is a trace of, with what became of it.
    pub async fn outbox(&self) -> Vec<Mail> {
        self.app.store.list_mails().await.expect("an outbox")
    }
}

/// What `mails` say, those that still say something.
pub fn of(mails: Vec<Mail>) -> Vec<Message> {
    mails.into_iter().filter_map(|mail| message(mail.content)).collect()
}

fn message(content: MailContent) -> Option<Message> {
    match content {
        MailContent::Readable(message) => Some(message),
        MailContent::Erased | MailContent::Unreadable => None,
    }
}

/// The addresses that `message` leads to, in their order: each stands alone on a line.
pub fn links(message: &Message) -> Vec<&str> {
    message.text.lines().filter(|line| line.starts_with("http")).collect()
}
