//! Outbox: mails queued in the transaction of their cause, encrypted.

mod delivery;

pub use delivery::outbox_health;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::sqlite::{Moment, Result, SqlEnum as _, Store, hex, moment};
use crate::domain::account::TokenHash;
use crate::domain::directory::Email;
use crate::domain::operations::{Mail, MailContent, MailId, MailState, Message, Purpose};
use crate::domain::proposal::ProposalId;
use crate::server_key::ServerKey;

/// Encryption labels of mails, and of the answers of the mail server.
pub(super) const MAIL_LABEL: &str = "mail";
pub(super) const ANSWER_LABEL: &str = "mail-answer";

/// Content of a mail, as encrypted.
#[derive(Serialize, Deserialize)]
struct MailPayload {
    to: String,
    subject: String,
    text: String,
    html: String,
}

/// A row of `outbox`.
pub(super) struct MailRow {
    pub id: MailId,
    pub message_id: String,
    pub purpose: Purpose,
    pub proposal: Option<ProposalId>,
    pub encrypted: Option<Vec<u8>>,
    pub queued_at: Moment,
    pub due_at: Moment,
    pub tries: u32,
    pub sent_at: Option<Moment>,
    pub failed_at: Option<Moment>,
    pub answer: Option<Vec<u8>>,
}

impl Store {
    /// Queues `message`, about `proposal` if given, in the transaction of its cause. Returns its id.
    pub(super) async fn queue(
        &self,
        tx: &mut SqliteConnection,
        message: &Message,
        proposal: Option<ProposalId>,
        at: Timestamp,
    ) -> sqlx::Result<MailId> {
        let encrypted = self.server_key().encrypt(MAIL_LABEL, &payload(message));
        let id = message_key(&encrypted);
        let (purpose, proposal) = (message.purpose.name(), proposal.map(ProposalId::get));
        let at = moment(at);
        let mail = sqlx::query_scalar!(
            r#"
            INSERT INTO outbox (message_id, purpose, proposal, sealed, queued_at, due_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?5) RETURNING id AS "id: MailId"
            "#,
            id,
            purpose,
            proposal,
            encrypted,
            at
        );
        let mail = mail.fetch_one(tx).await?;
        self.outbox_notify.mark_queued();
        Ok(mail)
    }

    /// Queues `message` in a transaction of its own.
    pub async fn queue_message(&self, message: &Message, at: Timestamp) -> Result<()> {
        self.write(async |tx| {
            self.queue(tx, message, None, at).await?;
            Ok(())
        })
        .await
    }

    /// Lists all mails in the order in which they were queued, with their content.
    pub async fn list_mails(&self) -> Result<Vec<Mail>> {
        let rows = sqlx::query_as!(
            MailRow,
            r#"
            SELECT id AS "id: MailId", message_id, purpose AS "purpose: Purpose",
                proposal AS "proposal: ProposalId", sealed AS encrypted, queued_at AS "queued_at: Moment",
                due_at AS "due_at: Moment", tries AS "tries: u32", sent_at AS "sent_at: Moment",
                failed_at AS "failed_at: Moment", answer
            FROM outbox ORDER BY id
            "#
        );
        let rows = rows.fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(|row| row.open(self.server_key())).collect())
    }
}

impl MailRow {
    /// Decrypts the mail with `server_key`.
    pub fn open(self, server_key: &ServerKey) -> Mail {
        let state = match (self.sent_at, self.failed_at) {
            (Some(at), _) => MailState::Sent(at.into()),
            (None, Some(at)) => MailState::Failed(at.into()),
            (None, None) => MailState::Waiting(self.due_at.into()),
        };
        let content = match self.encrypted {
            None => MailContent::Erased,
            Some(encrypted) => read(server_key, self.purpose, &encrypted),
        };
        let answer = self.answer.and_then(|answer| server_key.decrypt(ANSWER_LABEL, &answer).ok());
        Mail {
            id: self.id,
            key: self.message_id,
            purpose: self.purpose,
            proposal: self.proposal,
            queued_at: self.queued_at.into(),
            tries: self.tries,
            state,
            answer: answer.map(|answer| String::from_utf8_lossy(&answer).into_owned()),
            content,
        }
    }
}

/// Unique key of a mail: a hash of its ciphertext, which is unique due to its random nonce.
fn message_key(encrypted: &[u8]) -> String {
    let hash = TokenHash::of(encrypted);
    hex(hash.as_bytes().first_chunk::<16>().expect("a SHA-256 hash has 32 bytes"))
}

fn payload(message: &Message) -> Vec<u8> {
    let Message { to, purpose: _, subject, text, html } = message.clone();
    let payload = MailPayload { to: to.to_string(), subject, text, html };
    serde_json::to_vec(&payload).expect("strings serialize to JSON")
}

/// Decrypts the content of a mail for `purpose`.
fn read(server_key: &ServerKey, purpose: Purpose, encrypted: &[u8]) -> MailContent {
    let read = || {
        let payload = server_key.decrypt(MAIL_LABEL, encrypted).ok()?;
        let MailPayload { to, subject, text, html } = serde_json::from_slice(&payload).ok()?;
        let to = Email::from_stored(&to).ok()?;
        Some(Message { to, purpose, subject, text, html })
    };
    read().map_or(MailContent::Unreadable, MailContent::Readable)
}
