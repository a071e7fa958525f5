//! Mails in the outbox of a site, decrypted.

use quartiers_emploi::domain::operations::{Mail, MailContent, Message};

use crate::test_app::TestApp;

impl TestApp {
    /// Every queued mail whose content is still stored, in order.
    pub async fn mails(&self) -> Vec<Message> {
        of(self.outbox().await)
    }

    /// All rows of the outbox with their state.
    pub async fn outbox(&self) -> Vec<Mail> {
        self.app.store.list_mails().await.expect("the outbox is readable")
    }
}

/// Content of `mails`, where still stored.
pub fn of(mails: Vec<Mail>) -> Vec<Message> {
    mails.into_iter().filter_map(|mail| message(mail.content)).collect()
}

fn message(content: MailContent) -> Option<Message> {
    match content {
        MailContent::Readable(message) => Some(message),
        MailContent::Erased | MailContent::Unreadable => None,
    }
}

/// Links in `message`, in order; each stands alone on a line.
pub fn links(message: &Message) -> Vec<&str> {
    message.text.lines().filter(|line| line.starts_with("http")).collect()
}
