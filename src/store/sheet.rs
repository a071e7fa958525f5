//! Saving of a step of a proposal form, with detection of edit conflicts.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{Result, Store, draft_proposal::set_apart, proposal, written::save};
use crate::domain::{
    ids::ProposalId,
    limit::{DraftSize, Network, Quota},
    proposal::{Entry, Proposal, Quarantine, Sheet, Step, Told},
};

/// A step to save.
#[derive(Debug)]
pub struct StepWriting<'a> {
    pub proposal: ProposalId,
    pub step: Step,
    /// Version of the form that was filled in, if it has one.
    pub sheet: Option<&'a Sheet>,
    /// Why it goes to the quarantine, if it does.
    pub quarantine: Option<Quarantine>,
    /// Network of the client, if known.
    pub network: Option<&'a Network>,
    pub at: Timestamp,
}

/// Outcome of saving a step.
#[derive(Debug)]
pub enum StepWritten {
    /// Saved: the proposal as it is now.
    Now(Proposal),
    /// Edit conflict: another form version wrote this step since. The stored proposal, and the entry that was not
    /// saved.
    Overtaken(Proposal, Entry),
    /// The proposal is no longer open: nothing was saved. The stored proposal, and the entry that was not saved.
    Closed(Proposal, Entry),
    /// The draft limits are exceeded: nothing was saved. The stored proposal, and the entry that was not saved.
    OverLimit(Proposal, Entry),
    /// The proposal does not exist.
    Gone,
}

impl Store {
    /// Saves a step of a proposal if it is open and the form version has no edit conflict. `change` edits the entry,
    /// `tell` computes the derived fields.
    pub async fn write_step(
        &self,
        writing: &StepWriting<'_>,
        change: impl FnOnce(&mut Entry),
        tell: impl FnOnce(&Entry) -> Told,
    ) -> Result<StepWritten> {
        let StepWriting { proposal: id, step, sheet, quarantine, network, at } = *writing;
        self.write(async |tx| {
            let Some(mut found) = proposal::find(tx, id).await? else {
                return Ok(StepWritten::Gone);
            };
            let mut typed = found.entry.clone();
            change(&mut typed);
            if !found.state.is_open() {
                return Ok(StepWritten::Closed(found, typed));
            }
            let entry = typed.truncated();
            let last = last(tx, id, step).await?;
            let both = (&found.entry, &entry);
            if sheet.is_some_and(|it| it.is_overtaken(step, both, last.as_deref())) {
                return Ok(StepWritten::Overtaken(found, typed));
            }
            let (bytes, confirmed) = (entry.to_string().len(), found.confirmed_at.is_some());
            let quota = Quota::draft(network, DraftSize { id: Some(id), bytes, confirmed });
            if !self.take_any(tx, &quota, at).await? {
                return Ok(StepWritten::OverLimit(found, typed));
            }
            if let Some(why) = quarantine {
                set_apart(tx, id, why).await?;
            }
            note(tx, id, step, sheet).await?;
            if entry != found.entry {
                let told = self.weigh(tx, &entry, tell(&entry)).await?;
                found.entry = entry;
                save(tx, &found, &told, at).await?;
            }
            Ok(proposal::find(tx, id).await?.map_or(StepWritten::Gone, StepWritten::Now))
        })
        .await
    }

    /// True if `step` of a proposal was submitted at least once.
    pub async fn was_sent(&self, id: ProposalId, step: Step) -> Result<bool> {
        let mut connection = self.readers.acquire().await?;
        Ok(last(&mut connection, id, step).await?.is_some())
    }
}

/// Number of the form version that wrote `step` last.
pub(super) async fn last(
    connection: &mut SqliteConnection,
    id: ProposalId,
    step: Step,
) -> sqlx::Result<Option<String>> {
    let (id, step) = (id.get(), step.slug());
    let last = sqlx::query_scalar!(
        "SELECT sheet FROM proposal_sheets WHERE proposal = ?1 AND step = ?2",
        id,
        step
    );
    last.fetch_optional(connection).await
}

/// Records the form version that wrote `step`; empty if the form has none.
pub(super) async fn note(
    tx: &mut SqliteConnection,
    id: ProposalId,
    step: Step,
    sheet: Option<&Sheet>,
) -> sqlx::Result<()> {
    let (id, step, sheet) = (id.get(), step.slug(), sheet.map_or("", Sheet::number));
    sqlx::query!(
        r#"
        INSERT INTO proposal_sheets (proposal, step, sheet) VALUES (?1, ?2, ?3)
        ON CONFLICT (proposal, step) DO UPDATE SET sheet = excluded.sheet
        "#,
        id,
        step,
        sheet
    )
    .execute(tx)
    .await?;
    Ok(())
}
