//! Reading of proposals, and the columns that every write of form data sets.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::account::{AccountId, TokenHash};
use crate::domain::directory::{Email, InitiativeId, RevisionId};
use crate::domain::moderation::DuplicateFingerprint;
use crate::domain::place::DepartementCode;
use crate::domain::proposal::{
    DerivedFields, FormData, Proposal, ProposalId, ProposalState, QuarantineReason,
};
use crate::store::common::jurisdiction;
use crate::store::sqlite::{Moment, Result, SqlEnum as _, Store, Texts, moment, texts};

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
    spam_score: u32,
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
            spam_score: row.spam_score,
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
    connection: &mut SqliteConnection,
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
            quarantine AS "quarantine?: QuarantineReason", suspicion AS "spam_score!: u32",
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

/// Column values of an entry and of its derived fields.
pub(super) struct ProposalColumns<'a> {
    pub entry: String,
    pub title: &'a str,
    /// Départements as typed, and the jurisdiction, as JSON arrays.
    pub typed: String,
    pub jurisdiction: String,
    pub email: Option<&'a str>,
    pub spam_score: u32,
    /// Folded title and address, for duplicate detection.
    pub title_key: String,
    pub address_key: String,
}

impl<'a> ProposalColumns<'a> {
    /// Column values of `entry`, which changes the initiative `target` if there is one.
    pub async fn derive(
        tx: &mut SqliteConnection,
        entry: &FormData,
        derived: &'a DerivedFields,
        target: Option<InitiativeId>,
    ) -> sqlx::Result<Self> {
        let (summary, fingerprint) = (&derived.summary, DuplicateFingerprint::from_form(entry));
        Ok(Self {
            entry: entry.to_string(),
            title: &summary.title,
            typed: serde_json::json!(texts(&summary.departements)).to_string(),
            jurisdiction: jurisdiction::of(tx, &summary.departements, target).await?,
            email: summary.email.as_ref().map(Email::as_str),
            spam_score: derived.spam_score,
            title_key: fingerprint.title().to_owned(),
            address_key: fingerprint.address().to_owned(),
        })
    }
}

/// Writes the entry of a proposal. Keeps the submitted entry beside it, and the jurisdiction while a change is
/// requested. A change of the email address voids its confirmation.
pub(super) async fn save(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    derived: &DerivedFields,
    at: Timestamp,
) -> sqlx::Result<()> {
    let it =
        ProposalColumns::derive(tx, &proposal.form, derived, proposal.target_initiative()).await?;
    let (id, at) = (proposal.id.get(), moment(at));
    sqlx::query!(
        r#"
        UPDATE proposals SET sent_entry = CASE WHEN sent_at IS NOT NULL
                THEN nullif(coalesce(sent_entry, entry), ?2) END,
            entry = ?2, title = ?3, typed_departements = ?4,
            departements = CASE WHEN state = 'changes' THEN departements ELSE ?5 END,
            confirmed_at = CASE WHEN email IS ?6 THEN confirmed_at END, email = ?6,
            title_key = ?7, address_key = ?8, suspicion = ?9, version = version + 1,
            changed_at = ?10
        WHERE id = ?1
        "#,
        id,
        it.entry,
        it.title,
        it.typed,
        it.jurisdiction,
        it.email,
        it.title_key,
        it.address_key,
        it.spam_score,
        at
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Puts a proposal that somebody writes apart, unless a member has read it: its author is answered as anybody.
pub(super) async fn quarantine_proposal(
    tx: &mut SqliteConnection,
    id: ProposalId,
    why: QuarantineReason,
) -> sqlx::Result<()> {
    let (id, why) = (id.get(), why.name());
    let quarantined = sqlx::query!(
        r#"
        UPDATE proposals SET quarantine = coalesce(quarantine, ?2)
        WHERE id = ?1 AND NOT EXISTS (
            SELECT 1 FROM events WHERE proposal = ?1 AND kind IN ('changes-asked', 'cleared')
        )
        "#,
        id,
        why
    );
    quarantined.execute(tx).await?;
    Ok(())
}
