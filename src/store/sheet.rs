//! Writing a step of a proposal from a page of the form, which may be older than what is kept.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{Result, Store, draft_proposal::set_apart, proposal, written::save};
use crate::domain::{
    ids::ProposalId,
    limit::{DraftSize, Network, Quota},
    proposal::{Entry, Proposal, Quarantine, Sheet, Step, Told},
};

/// A step to write.
#[derive(Debug)]
pub struct StepWriting<'a> {
    pub proposal: ProposalId,
    pub step: Step,
    /// The page that it was typed in; none when it carries none.
    pub sheet: Option<&'a Sheet>,
    /// Why it goes to the quarantine, if it does.
    pub quarantine: Option<Quarantine>,
    /// Where it comes from, if that is known.
    pub network: Option<&'a Network>,
    pub at: Timestamp,
}

/// What became of a step that was sent.
#[derive(Debug)]
pub enum StepWritten {
    /// It is kept: the proposal as it is now.
    Now(Proposal),
    /// Nothing was written: another page wrote this step since. What is kept, and all that would be.
    Overtaken(Proposal, Entry),
    /// Nothing was written: the proposal is no longer open. As it stands, and what would be kept.
    Closed(Proposal, Entry),
    /// Nothing was written: that is beyond the limits of drafts. The proposal as it stands, and what was typed.
    OverLimit(Proposal, Entry),
    /// It is no longer there.
    Gone,
}

impl Store {
    /// Changes what a step of a proposal says, as it stands, if it is still being written and the page it was typed in
    /// is not overtaken; `tell` reads the rest from it.
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

    /// Whether `step` of a proposal was sent once.
    pub async fn was_sent(&self, id: ProposalId, step: Step) -> Result<bool> {
        let mut connection = self.readers.acquire().await?;
        Ok(last(&mut connection, id, step).await?.is_some())
    }
}

/// The number of the sheet that wrote `step` last.
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

/// Notes that `sheet` wrote `step`; a page without a number has an empty one.
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
