//! Confirmation of the email address of a proposal, by a mailed link.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::proposal;
use super::submission::{record_author_event, set_state};
use crate::domain::account::TokenHash;
use crate::domain::ids::ProposalId;
use crate::domain::moderation::AuditKind;
use crate::domain::proposal::{Proposal, Transition};
use crate::store::sqlite::{Result, Store, moment};

impl Store {
    /// Finds the proposal whose address a link confirms, if the link is valid at `now`.
    pub async fn find_unconfirmed(
        &self,
        link: TokenHash,
        now: Timestamp,
    ) -> Result<Option<Proposal>> {
        let (hash, now) = (link.as_bytes().as_slice(), moment(now));
        let id = sqlx::query_scalar!(
            r#"
            SELECT proposal AS "id!: ProposalId" FROM one_time_links
            WHERE hash = ?1 AND purpose = 'confirm' AND ends_at > ?2 AND used_at IS NULL
            "#,
            hash,
            now
        );
        match id.fetch_optional(&self.readers).await? {
            Some(id) => self.find_proposal(id).await,
            None => Ok(None),
        }
    }

    /// Finds the proposal whose address a link has confirmed, until the link expires.
    pub async fn find_confirmed(
        &self,
        link: TokenHash,
        now: Timestamp,
    ) -> Result<Option<ProposalId>> {
        let mut connection = self.readers.acquire().await?;
        Ok(confirmed_by(&mut connection, link, now).await?)
    }

    /// Confirms the email address of a proposal. The link works once; used again, it returns the same proposal.
    /// `None` if it is invalid.
    pub async fn confirm(&self, link: TokenHash, now: Timestamp) -> Result<Option<ProposalId>> {
        let (hash, ends) = (link.as_bytes().to_vec(), moment(now));
        self.write(async |tx| {
            let id = sqlx::query_scalar!(
                r#"
                UPDATE one_time_links SET used_at = ?2
                WHERE hash = ?1 AND purpose = 'confirm' AND ends_at > ?2 AND used_at IS NULL
                RETURNING proposal AS "id!: ProposalId"
                "#,
                hash,
                ends
            );
            let Some(id) = id.fetch_optional(&mut *tx).await? else {
                return Ok(confirmed_by(tx, link, now).await?);
            };
            let found = proposal::find(tx, id).await?;
            let next = found.and_then(|it| Some((it.state.after(Transition::Confirm)?, it)));
            let Some((next, found)) = next else { return Ok(None) };
            set_state(tx, &found, next, now).await?;
            record_author_event(tx, &found, AuditKind::Confirmed, now).await?;
            Ok(Some(id))
        })
        .await
    }
}

async fn confirmed_by(
    connection: &mut SqliteConnection,
    link: TokenHash,
    now: Timestamp,
) -> sqlx::Result<Option<ProposalId>> {
    let (hash, now) = (link.as_bytes().as_slice(), moment(now));
    let id = sqlx::query_scalar!(
        r#"
        SELECT proposal AS "id!: ProposalId" FROM one_time_links
        WHERE hash = ?1 AND purpose = 'confirm' AND ends_at > ?2 AND used_at IS NOT NULL
        "#,
        hash,
        now
    );
    id.fetch_optional(connection).await
}
