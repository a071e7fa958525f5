//! What a proposal says, and what is read from it each time it is written.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    codec::{moment, texts},
    concern,
};
use crate::domain::{
    contact::Email,
    ids::InitiativeId,
    proposal::{Entry, Proposal, Told},
    twin::Profile,
};

/// An entry and what stands beside it, as columns spell them.
pub(super) struct Written<'a> {
    pub entry: String,
    pub title: &'a str,
    /// Where it takes place as typed, and whom it concerns.
    pub typed: String,
    pub concerned: String,
    pub email: Option<&'a str>,
    pub suspicion: u32,
    /// What twins are found by.
    pub title_key: String,
    pub address_key: String,
}

impl<'a> Written<'a> {
    /// What is written of `entry`, which would change the initiative `over`.
    pub async fn read(
        tx: &mut SqliteConnection,
        entry: &Entry,
        told: &'a Told,
        over: Option<InitiativeId>,
    ) -> sqlx::Result<Self> {
        let (heading, profile) = (&told.heading, Profile::typed(entry));
        Ok(Self {
            entry: entry.to_string(),
            title: &heading.title,
            typed: serde_json::json!(texts(&heading.departements)).to_string(),
            concerned: concern::of(tx, &heading.departements, over).await?,
            email: heading.email.as_ref().map(Email::as_str),
            suspicion: told.suspicion,
            title_key: profile.title().to_owned(),
            address_key: profile.address().to_owned(),
        })
    }
}

/// Writes what a proposal says; what was sent before is kept beside it, and those who asked for a change go on seeing it
/// wherever it would take place then. A confirmation holds for the address that it was of.
pub(super) async fn save(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    told: &Told,
    at: Timestamp,
) -> sqlx::Result<()> {
    let it = Written::read(tx, &proposal.entry, told, proposal.over()).await?;
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
        it.concerned,
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
