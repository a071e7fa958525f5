//! Columns derived from the entry of a proposal, updated on each write.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::directory::Email;
use crate::domain::ids::InitiativeId;
use crate::domain::moderation::DuplicateFingerprint;
use crate::domain::proposal::{DerivedFields, FormData, Proposal};
use crate::store::shared::jurisdiction;
use crate::store::sqlite::{moment, texts};

/// Column values of an entry and of its derived fields.
pub(super) struct ProposalColumns<'a> {
    pub entry: String,
    pub title: &'a str,
    /// Départements as typed, and the jurisdiction, as JSON arrays.
    pub typed: String,
    pub jurisdiction: String,
    pub email: Option<&'a str>,
    pub suspicion: u32,
    /// Folded title and address, for duplicate detection.
    pub title_key: String,
    pub address_key: String,
}

impl<'a> ProposalColumns<'a> {
    /// Column values of `entry`, which changes the initiative `over` if there is one.
    pub async fn derive(
        tx: &mut SqliteConnection,
        entry: &FormData,
        told: &'a DerivedFields,
        over: Option<InitiativeId>,
    ) -> sqlx::Result<Self> {
        let (heading, profile) = (&told.summary, DuplicateFingerprint::from_form(entry));
        Ok(Self {
            entry: entry.to_string(),
            title: &heading.title,
            typed: serde_json::json!(texts(&heading.departements)).to_string(),
            jurisdiction: jurisdiction::of(tx, &heading.departements, over).await?,
            email: heading.email.as_ref().map(Email::as_str),
            suspicion: told.spam_score,
            title_key: profile.title().to_owned(),
            address_key: profile.address().to_owned(),
        })
    }
}

/// Writes the entry of a proposal. Keeps the submitted entry beside it, and the jurisdiction while a change is
/// requested. A change of the email address voids its confirmation.
pub(super) async fn save(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    told: &DerivedFields,
    at: Timestamp,
) -> sqlx::Result<()> {
    let it =
        ProposalColumns::derive(tx, &proposal.form, told, proposal.target_initiative()).await?;
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
        it.suspicion,
        at
    )
    .execute(tx)
    .await?;
    Ok(())
}
