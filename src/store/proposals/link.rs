//! Access links of proposals.

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::account::TokenHash;
use crate::domain::proposal::ProposalId;
use crate::store::sqlite::{codec, hex, moment};

/// Link to add to a proposal.
#[derive(Debug, Clone, Copy)]
pub struct ProposalLink {
    pub proposal: ProposalId,
    /// Hash of the token in the link.
    pub hash: TokenHash,
    pub made_at: Timestamp,
}

/// Adds `links`, unless they exist. Returns the ids of their proposals; proposals erased meanwhile are skipped.
pub async fn add_links(
    tx: &mut SqliteConnection,
    links: impl IntoIterator<Item = ProposalLink>,
) -> sqlx::Result<Vec<i64>> {
    let links = codec::json(links, |it| {
        json!([it.proposal.get(), hex(it.hash.as_bytes()), moment(it.made_at)])
    });
    let linked = sqlx::query_scalar!(
        r#"
        INSERT OR IGNORE INTO proposal_links (hash, proposal, made_at)
        SELECT unhex(l.value ->> 1), p.id, l.value ->> 2
        FROM json_each(?1) l JOIN proposals p ON p.id = l.value ->> 0
        RETURNING proposal AS "proposal!: i64"
        "#,
        links
    );
    linked.fetch_all(tx).await
}
