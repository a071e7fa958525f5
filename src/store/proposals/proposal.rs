//! Reading of proposals.

use crate::domain::account::TokenHash;
use crate::domain::directory::Email;
use crate::domain::ids::{AccountId, InitiativeId, ProposalId, RevisionId};
use crate::domain::place::DepartementCode;
use crate::domain::proposal::{FormData, Proposal, ProposalState, QuarantineReason};
use crate::store::sqlite::{Moment, Result, Store, Texts};

/// A row of `proposals`.
pub(super) struct ProposalRow {
    id: ProposalId,
    state: ProposalState,
    version: i64,
    initiative: Option<InitiativeId>,
    base: Option<RevisionId>,
    revision: Option<RevisionId>,
    entry: FormData,
    departements: Vec<DepartementCode>,
    typed_departements: Vec<DepartementCode>,
    email: Option<Email>,
    quarantine: Option<QuarantineReason>,
    suspicion: u32,
    claimed_by: Option<AccountId>,
    claimed_at: Option<Moment>,
    started_at: Moment,
    changed_at: Moment,
    sent_at: Option<Moment>,
    confirmed_at: Option<Moment>,
    waiting_since: Option<Moment>,
    sent_entry: Option<FormData>,
    opened_again_at: Option<Moment>,
}

impl From<ProposalRow> for Proposal {
    fn from(row: ProposalRow) -> Self {
        Self {
            id: row.id,
            state: row.state,
            version: row.version,
            initiative: row.initiative,
            base: row.base,
            revision: row.revision,
            form: row.entry,
            departements: row.departements,
            typed_departements: row.typed_departements,
            email: row.email,
            quarantine: row.quarantine,
            spam_score: row.suspicion,
            claimed: row.claimed_by.zip(row.claimed_at.map(Moment::into)),
            started_at: row.started_at.into(),
            changed_at: row.changed_at.into(),
            sent_at: row.sent_at.map(Moment::into),
            confirmed_at: row.confirmed_at.map(Moment::into),
            waiting_since: row.waiting_since.map(Moment::into),
            sent_form: row.sent_entry,
            returned_at: row.opened_again_at.map(Moment::into),
        }
    }
}

impl Store {
    /// Finds the proposal `id`.
    pub async fn find_proposal(&self, id: ProposalId) -> Result<Option<Proposal>> {
        let mut connection = self.readers.acquire().await?;
        Ok(find(&mut connection, id).await?)
    }

    /// Finds the proposal with this access link.
    pub async fn find_linked_proposal(&self, link: TokenHash) -> Result<Option<Proposal>> {
        let hash = link.as_bytes().as_slice();
        let id = sqlx::query_scalar!(
            r#"SELECT proposal AS "id: ProposalId" FROM proposal_links WHERE hash = ?1"#,
            hash
        );
        match id.fetch_optional(&self.readers).await? {
            Some(id) => self.find_proposal(id).await,
            None => Ok(None),
        }
    }
}

/// Finds the proposal `id` through `connection`.
pub async fn find(
    connection: &mut sqlx::SqliteConnection,
    id: ProposalId,
) -> sqlx::Result<Option<Proposal>> {
    let id = id.get();
    let row = sqlx::query_as!(
        ProposalRow,
        r#"
        SELECT id AS "id!: ProposalId", state AS "state!: ProposalState", version,
            initiative AS "initiative?: InitiativeId", base AS "base?: RevisionId",
            revision AS "revision?: RevisionId", entry AS "entry!: FormData",
            departements AS "departements!: Texts<DepartementCode>",
            typed_departements AS "typed_departements!: Texts<DepartementCode>",
            email AS "email?: Email",
            quarantine AS "quarantine?: QuarantineReason", suspicion AS "suspicion!: u32",
            claimed_by AS "claimed_by?: AccountId", claimed_at AS "claimed_at?: Moment",
            started_at AS "started_at!: Moment", changed_at AS "changed_at!: Moment",
            sent_at AS "sent_at?: Moment", confirmed_at AS "confirmed_at?: Moment",
            waiting_since AS "waiting_since?: Moment", sent_entry AS "sent_entry?: FormData",
            opened_again_at AS "opened_again_at?: Moment"
        FROM proposals WHERE id = ?1
        "#,
        id
    );
    Ok(row.fetch_optional(connection).await?.map(Proposal::from))
}
