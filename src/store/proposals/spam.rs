//! Spam fingerprints of refused proposals: a match lowers the rank in the queue, and refuses nothing.
//!
//! Only keyed hashes are stored, with the id of the proposal, which may be erased.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::moderation::{SpamFingerprint, spam_fingerprints};
use crate::domain::proposal::{DerivedFields, FormData, Proposal, ProposalId};
use crate::store::sqlite::{ERASURE_LIMIT, Store, hex, moment};

impl Store {
    /// Adds the points of known spam fingerprints in `entry` to the spam score in `derived`.
    pub(super) async fn add_spam_score(
        &self,
        tx: &mut SqliteConnection,
        entry: &FormData,
        derived: DerivedFields,
    ) -> sqlx::Result<DerivedFields> {
        let marks: Vec<(SpamFingerprint, String)> = self.keyed_fingerprints(entry).collect();
        let hashes = serde_json::json!(marks.iter().map(|(_, hash)| hash).collect::<Vec<_>>());
        let hashes = hashes.to_string();
        let known = sqlx::query_scalar!(
            r#"
            SELECT DISTINCT lower(hex(mark)) AS "hash!: String" FROM spam_marks
            WHERE mark IN (SELECT unhex(value) FROM json_each(?1))
            "#,
            hashes
        );
        let known = known.fetch_all(tx).await?;
        let points = marks.iter().filter(|(_, hash)| known.contains(hash));
        let points: u32 = points.map(|(mark, _)| mark.points()).sum();
        Ok(DerivedFields { spam_score: derived.spam_score.saturating_add(points), ..derived })
    }

    /// Stores the fingerprints of `proposal`, refused as spam at `at`.
    pub(in crate::store) async fn record_spam(
        &self,
        tx: &mut SqliteConnection,
        proposal: &Proposal,
        at: Timestamp,
    ) -> sqlx::Result<()> {
        let hashes = self.keyed_fingerprints(&proposal.form).map(|(_, hash)| hash);
        let hashes = serde_json::json!(hashes.collect::<Vec<_>>()).to_string();
        let (id, at) = (proposal.id.get(), moment(at));
        let remembered = sqlx::query!(
            r#"
            INSERT OR REPLACE INTO spam_marks (mark, proposal, noted_at)
            SELECT unhex(value), ?2, ?3 FROM json_each(?1)
            "#,
            hashes,
            id,
            at
        );
        remembered.execute(tx).await?;
        Ok(())
    }

    /// Fingerprints of `entry`, each with its keyed hash in hexadecimal.
    fn keyed_fingerprints(
        &self,
        entry: &FormData,
    ) -> impl Iterator<Item = (SpamFingerprint, String)> {
        spam_fingerprints(entry).into_iter().map(|mark| {
            let hash = hex(&self.server_key().sign(mark.key().as_bytes()));
            (mark, hash)
        })
    }
}

/// Deletes the fingerprints of the proposal `id`, which was not spam. Those of other proposals remain.
pub async fn delete_fingerprints(tx: &mut SqliteConnection, id: ProposalId) -> sqlx::Result<()> {
    let id = id.get();
    sqlx::query!("DELETE FROM spam_marks WHERE proposal = ?1", id).execute(tx).await?;
    Ok(())
}

/// Deletes up to [`ERASURE_LIMIT`] fingerprints from before `limit`. Returns their number.
pub async fn erase(tx: &mut SqliteConnection, limit: &str) -> sqlx::Result<u64> {
    let erased = sqlx::query!(
        r#"
        DELETE FROM spam_marks WHERE (mark, proposal) IN (
            SELECT mark, proposal FROM spam_marks WHERE noted_at <= ?1 LIMIT ?2
        )
        "#,
        limit,
        ERASURE_LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}
