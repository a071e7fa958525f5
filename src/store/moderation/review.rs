//! Reading of proposals and initiatives for the pages of the moderation. Each value is read in one transaction, so that
//! its parts agree.

use jiff::Timestamp;
use sqlx::{Connection as _, SqliteConnection};

use super::claim::{Claim, find_claim};
use super::queue::{count_waiting_for, find_next};
use crate::domain::account::Account;
use crate::domain::directory::{Initiative, InitiativeFacts, InitiativeId, RevisionId};
use crate::domain::moderation::{AuditEvent, Version};
use crate::domain::proposal::{Proposal, ProposalId};
use crate::store::common::{
    find_last_change, list_events_of_initiative, list_events_of_proposal, list_versions,
};
use crate::store::directory::initiative;
use crate::store::proposals::proposal;
use crate::store::sqlite::{Result, Status, Store};

/// An initiative as seen by moderators, published or not.
#[derive(Debug)]
pub struct ModeratedInitiative {
    pub initiative: Initiative,
    /// Current revision.
    pub revision: RevisionId,
    pub is_published: bool,
}

/// A proposal, for moderators.
#[derive(Debug)]
pub struct Review {
    pub proposal: Proposal,
    /// Initiative that it changes, in its current version; or that it created, even if the publication was undone.
    pub current: Option<ModeratedInitiative>,
    /// Version that it was based on, if that is no longer the current one.
    pub base: Option<InitiativeFacts>,
    pub claim: Option<Claim>,
    /// Events of the proposal, latest first.
    pub events: Vec<AuditEvent>,
    /// Events of the initiative, latest first.
    pub initiative_events: Vec<AuditEvent>,
    /// Next proposal to read.
    pub next: Option<ProposalId>,
}

/// History of an initiative, for moderators.
#[derive(Debug)]
pub struct InitiativeHistory {
    pub current: ModeratedInitiative,
    /// Older version to compare it with.
    pub compared: Option<ModeratedInitiative>,
    /// All versions, latest first.
    pub versions: Vec<Version>,
    /// Latest first.
    pub events: Vec<AuditEvent>,
    /// Number of pending proposals that change it.
    pub waiting: usize,
}

/// State of an initiative that changed while a member edited it.
#[derive(Debug)]
pub struct LatestEdit {
    /// Event that created the current revision. `None` for the seed import.
    pub event: Option<AuditEvent>,
    pub is_published: bool,
}

impl Store {
    /// Finds the initiative `id` as of the revision `version`, or as of the current one.
    pub async fn find_initiative(
        &self,
        id: InitiativeId,
        version: Option<RevisionId>,
    ) -> Result<Option<ModeratedInitiative>> {
        let mut connection = self.readers.acquire().await?;
        Ok(find_moderated(&mut connection, id, version).await?)
    }

    /// Finds the proposal `id`, and the next one for `member` to read at `now`.
    pub async fn find_review(
        &self,
        id: ProposalId,
        member: &Account,
        now: Timestamp,
    ) -> Result<Option<Review>> {
        let mut connection = self.readers.acquire().await?;
        let mut tx = connection.begin().await?;
        let Some(proposal) = proposal::find(&mut tx, id).await? else { return Ok(None) };
        let (current, initiative_events) = match proposal.initiative {
            Some(id) => (
                find_moderated(&mut tx, id, None).await?,
                list_events_of_initiative(&mut tx, id).await?,
            ),
            None => (None, Vec::new()),
        };
        let review = Review {
            base: find_base(&mut tx, &proposal, current.as_ref()).await?,
            claim: find_claim(&mut tx, id, now).await?,
            events: list_events_of_proposal(&mut tx, id).await?,
            next: find_next(&mut tx, member, now).await?,
            proposal,
            current,
            initiative_events,
        };
        tx.commit().await?;
        Ok(Some(review))
    }

    /// Finds the initiative `id` with its history, and its version `compared`.
    pub async fn find_initiative_history(
        &self,
        id: InitiativeId,
        compared: Option<RevisionId>,
    ) -> Result<Option<InitiativeHistory>> {
        let mut connection = self.readers.acquire().await?;
        let mut tx = connection.begin().await?;
        let Some(current) = find_moderated(&mut tx, id, None).await? else { return Ok(None) };
        let compared = match compared {
            Some(version) => find_moderated(&mut tx, id, Some(version)).await?,
            None => None,
        };
        let history = InitiativeHistory {
            current,
            compared,
            versions: list_versions(&mut tx, id).await?,
            events: list_events_of_initiative(&mut tx, id).await?,
            waiting: count_waiting_for(&mut tx, id).await?,
        };
        tx.commit().await?;
        Ok(Some(history))
    }

    /// Finds the latest edit of an initiative.
    pub async fn find_latest_edit(&self, id: InitiativeId) -> Result<LatestEdit> {
        let mut connection = self.readers.acquire().await?;
        let mut tx = connection.begin().await?;
        let event = find_last_change(&mut tx, id).await?;
        let current = find_moderated(&mut tx, id, None).await?;
        tx.commit().await?;
        Ok(LatestEdit { event, is_published: current.is_some_and(|it| it.is_published) })
    }
}

/// Version of the initiative `current` that `proposal` is based on, unless it is the current one.
async fn find_base(
    connection: &mut SqliteConnection,
    proposal: &Proposal,
    current: Option<&ModeratedInitiative>,
) -> sqlx::Result<Option<InitiativeFacts>> {
    let base = proposal.base.zip(current).filter(|(base, current)| *base != current.revision);
    let Some((base, current)) = base else { return Ok(None) };
    let base = find_moderated(connection, current.initiative.id, Some(base)).await?;
    Ok(base.map(|it| it.initiative.facts))
}

/// Finds the initiative `id` through `connection`, as of the revision `version`, or as of the current one.
async fn find_moderated(
    connection: &mut SqliteConnection,
    id: InitiativeId,
    version: Option<RevisionId>,
) -> sqlx::Result<Option<ModeratedInitiative>> {
    let stored = initiative::find(connection, id, version).await?;
    Ok(stored.map(|stored| ModeratedInitiative {
        initiative: stored.initiative,
        revision: stored.revision,
        is_published: stored.status == Status::Published,
    }))
}
