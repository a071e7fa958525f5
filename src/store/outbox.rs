//! Mail that waits to be sent: written in the transaction of its cause, sealed.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use super::{Store, codec::moment, names::Named as _};
use crate::domain::{ids::ProposalId, mail::Message, secret::TokenHash};

/// What mails are sealed under.
pub(super) const SEAL: &str = "mail";

impl Store {
    /// Writes `message`, about `proposal` if it is about one, in the transaction of its cause.
    pub(super) async fn queue(
        &self,
        tx: &mut SqliteConnection,
        message: &Message,
        proposal: Option<ProposalId>,
        at: Timestamp,
    ) -> sqlx::Result<()> {
        let Message { to, purpose, subject, text, html } = message;
        let letter = json!({ "to": to.as_str(), "subject": subject, "text": text, "html": html });
        let sealed = self.vault().seal(SEAL, letter.to_string().as_bytes());
        // What is sealed is never twice the same, nor is its hash.
        let hash = TokenHash::of(&sealed);
        let id: String =
            hash.as_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let (purpose, proposal, at) = (purpose.name(), proposal.map(ProposalId::get), moment(at));
        sqlx::query!(
            r#"
            INSERT INTO outbox (message_id, purpose, proposal, sealed, queued_at, due_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?5)
            "#,
            id,
            purpose,
            proposal,
            sealed,
            at
        )
        .execute(tx)
        .await?;
        Ok(())
    }
}
