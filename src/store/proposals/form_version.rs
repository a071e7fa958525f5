//! Saving of a step of a proposal form, with detection of edit conflicts.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::proposal;
use super::proposal::{quarantine_proposal, save};
use crate::domain::operations::{DraftSize, Network, Quota};
use crate::domain::proposal::{
    DerivedFields, FormData, FormVersion, Proposal, ProposalId, QuarantineReason, Step,
};
use crate::store::sqlite::{Attempt, Result, Store};

/// A step to save.
#[derive(Debug)]
pub struct StepInput<'a> {
    pub proposal: ProposalId,
    pub step: Step,
    /// Version of the proposal that `form` and `derived` were computed from.
    pub base: i64,
    /// Form data with the values typed in the step.
    pub form: &'a FormData,
    /// Derived fields of `form`, truncated.
    pub derived: &'a DerivedFields,
    /// Version of the form that was filled in, if it has one.
    pub form_version: Option<&'a FormVersion>,
    /// Why it goes to the quarantine, if it does.
    pub quarantine: Option<QuarantineReason>,
    /// Network of the client, if known.
    pub network: Option<&'a Network>,
    pub at: Timestamp,
}

/// Outcome of saving a step.
#[derive(Debug)]
pub enum StepOutcome {
    /// Saved: the proposal as it is now.
    Saved(Proposal),
    /// Edit conflict: another form version wrote this step since. The stored proposal.
    Conflict(Proposal),
    /// The proposal is no longer open: nothing was saved. The stored proposal.
    Closed(Proposal),
    /// The draft limits are exceeded: nothing was saved. The stored proposal.
    OverLimit(Proposal),
    /// The proposal does not exist.
    NotFound,
}

impl Store {
    /// Saves a step of a proposal if it is open and the form version has no edit conflict. Outdated if the proposal has
    /// another version by now.
    pub async fn write_step(
        &self,
        writing: &StepInput<'_>,
    ) -> Result<Attempt<StepOutcome, Proposal>> {
        let StepInput { proposal: id, step, form_version, network, at, .. } = *writing;
        let form = writing.form.truncated();
        self.write(async |tx| {
            let Some(mut found) = proposal::find(tx, id).await? else {
                return Ok(Attempt::Done(StepOutcome::NotFound));
            };
            if found.version != writing.base {
                return Ok(Attempt::Outdated(found));
            }
            if !found.state.is_editable() {
                return Ok(Attempt::Done(StepOutcome::Closed(found)));
            }
            let last_writer = last_writer(tx, id, step).await?;
            if form_version
                .is_some_and(|it| it.is_conflict(step, &found.form, &form, last_writer.as_deref()))
            {
                return Ok(Attempt::Done(StepOutcome::Conflict(found)));
            }
            let (bytes, confirmed) = (form.to_string().len(), found.confirmed_at.is_some());
            let quota = Quota::draft(network, DraftSize { id: Some(id), bytes, confirmed });
            if !self.try_acquire_any(tx, &quota, at).await? {
                return Ok(Attempt::Done(StepOutcome::OverLimit(found)));
            }
            if let Some(why) = writing.quarantine {
                quarantine_proposal(tx, id, why).await?;
            }
            record_writer(tx, id, step, form_version).await?;
            if form != found.form {
                let derived = self.add_spam_score(tx, &form, writing.derived.clone()).await?;
                found.form = form;
                save(tx, &found, &derived, at).await?;
            }
            let saved = proposal::find(tx, id).await?;
            Ok(Attempt::Done(saved.map_or(StepOutcome::NotFound, StepOutcome::Saved)))
        })
        .await
    }

    /// True if `step` of a proposal was submitted at least once.
    pub async fn was_sent(&self, id: ProposalId, step: Step) -> Result<bool> {
        let mut connection = self.readers.acquire().await?;
        Ok(last_writer(&mut connection, id, step).await?.is_some())
    }
}

/// Number of the form version that wrote `step` last.
pub(super) async fn last_writer(
    connection: &mut SqliteConnection,
    id: ProposalId,
    step: Step,
) -> sqlx::Result<Option<String>> {
    let (id, step) = (id.get(), step.slug());
    let last_writer = sqlx::query_scalar!(
        "SELECT sheet FROM proposal_sheets WHERE proposal = ?1 AND step = ?2",
        id,
        step
    );
    last_writer.fetch_optional(connection).await
}

/// Records the form version that wrote `step`; empty if the form has none.
pub(super) async fn record_writer(
    tx: &mut SqliteConnection,
    id: ProposalId,
    step: Step,
    version: Option<&FormVersion>,
) -> sqlx::Result<()> {
    let (id, step, version) = (id.get(), step.slug(), version.map_or("", FormVersion::number));
    sqlx::query!(
        r#"
        INSERT INTO proposal_sheets (proposal, step, sheet) VALUES (?1, ?2, ?3)
        ON CONFLICT (proposal, step) DO UPDATE SET sheet = excluded.sheet
        "#,
        id,
        step,
        version
    )
    .execute(tx)
    .await?;
    Ok(())
}
