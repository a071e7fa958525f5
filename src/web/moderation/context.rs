//! Context of a decision: a proposal and the initiative that it changes; labels of its state.

use std::sync::Arc;

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::account::Action;
use crate::domain::directory::{Initiative, InitiativeFacts, InitiativeId};
use crate::domain::moderation::{AuditEvent, percent};
use crate::domain::proposal::{
    Field, FormData, Identity, Part, Proposal, ProposalId, ProposalState, QuarantineReason,
    ValidProposal, ValidationErrors, slug_candidates, validate,
};
use crate::domain::text::Line;
use crate::i18n::{Key, messages};
use crate::store::{Claim, ModeratedInitiative, Review, WaitingDuplicate};
use crate::web::{Error, Result, SignedIn};

/// Maximum number of waiting duplicates shown.
const MAX_DUPLICATES: usize = 5;

/// Data that a decision is based on.
#[derive(Debug)]
pub struct ReviewContext {
    /// Holds the form data as sent: an edit in progress is shown to nobody else.
    pub proposal: Proposal,
    /// Initiative that it changes, in its current version; or that it created, even if the publication was undone.
    pub current: Option<ModeratedInitiative>,
    /// Version that it was based on, if that is no longer the current one.
    pub base: Option<InitiativeFacts>,
    pub content: Result<ValidProposal, ValidationErrors>,
    /// Initiative that would be published with all parts.
    pub proposed: Option<Initiative>,
    pub claim: Option<Claim>,
    /// Events of the proposal, latest first.
    pub events: Vec<AuditEvent>,
    /// Events of the initiative, latest first.
    pub initiative_events: Vec<AuditEvent>,
    /// Next proposal to read.
    pub next: Option<ProposalId>,
    /// Catalogue of the request.
    pub catalogue: Arc<Catalogue>,
}

impl ReviewContext {
    /// Loads the proposal `id`, for a member who may do `action` to it.
    pub async fn load(
        app: &App,
        catalogue: Arc<Catalogue>,
        member: &SignedIn,
        id: ProposalId,
        action: Action,
    ) -> Result<Self> {
        let review = app.store.find_review(id, &member.0.account, app.clock.now()).await?;
        let review = review.filter(|it| is_visible(&it.proposal, action)).ok_or(Error::NotFound)?;
        member.authorize(action, &review.proposal.departements)?;
        Ok(Self::new(review, catalogue))
    }

    fn new(review: Review, catalogue: Arc<Catalogue>) -> Self {
        let Review { mut proposal, current, base, claim, events, initiative_events, next } = review;
        proposal.form = proposal.form_shown_to_members().clone();
        let target = current.as_ref().filter(|_| proposal.base.is_some());
        let content = validate(&proposal.form, target.map(|it| &it.initiative), &*catalogue);
        let proposed = content.as_ref().ok();
        let proposed = proposed.and_then(|it| self::proposed(&catalogue, it, proposal.id, target));
        Self {
            proposal,
            current,
            base,
            content,
            proposed,
            claim,
            events,
            initiative_events,
            next,
            catalogue,
        }
    }

    /// Waiting proposals that may be duplicates of it.
    pub async fn waiting_duplicates(&self, app: &App) -> Result<Vec<WaitingDuplicate>> {
        let fingerprint = self.catalogue.fingerprint_of(&self.proposal.form);
        Ok(app.store.list_waiting_duplicates(&fingerprint, self.id(), MAX_DUPLICATES).await?)
    }

    /// True if it changes a published initiative, rather than being new.
    pub fn is_change(&self) -> bool {
        self.proposal.base.is_some()
    }

    /// Current version of the initiative, if it is a change.
    pub fn target(&self) -> Option<&Initiative> {
        self.current.as_ref().filter(|_| self.is_change()).map(|it| &it.initiative)
    }

    /// Parts to choose from: those that differ, or all present ones of a new initiative.
    pub fn parts(&self) -> Vec<Part> {
        let Some(proposed) = &self.proposed else { return Vec::new() };
        match self.target() {
            Some(target) => Part::differing(&target.facts, &proposed.facts).into_iter().collect(),
            None => Part::ALL.into_iter().filter(|part| part.is_present(&proposed.facts)).collect(),
        }
    }

    /// The title as its author typed it.
    pub fn title(&self) -> &str {
        self.proposal.form.get(Field::Title)
    }

    pub fn id(&self) -> ProposalId {
        self.proposal.id
    }
}

/// True if `proposal` exists for `action`. A decision about one that was reopened meanwhile gets a conflict page, not
/// a 404; edits in progress are shown to nobody.
fn is_visible(proposal: &Proposal, action: Action) -> bool {
    proposal.is_shown() || (action == Action::Decide && proposal.was_shown())
}

fn proposed(
    catalogue: &Catalogue,
    content: &ValidProposal,
    id: ProposalId,
    target: Option<&ModeratedInitiative>,
) -> Option<Initiative> {
    let target = target.map(|it| &it.initiative);
    let identity = match target {
        Some(target) => {
            let facts = &target.facts;
            Identity { reference: facts.reference.clone(), slug: facts.slug.clone() }
        }
        None => Identity {
            reference: format!("site-{id}").parse().ok()?,
            slug: slug_candidates(&content.title, town(catalogue, content).as_ref()).next()?,
        },
    };
    let facts = content.facts(identity, target.map(|it| &it.facts), catalogue.today());
    let before = target.map_or(&[][..], |it| &it.organisations).iter().cloned();
    let organisations = content.link().into_iter().chain(before).collect();
    let id = target.map_or(InitiativeId::new(0), |it| it.id);
    Some(Initiative { id, organisations, facts })
}

/// Commune of `content`, if there is exactly one.
pub fn town(catalogue: &Catalogue, content: &ValidProposal) -> Option<Line> {
    match content.communes.as_slice() {
        [only] => catalogue.commune(only).map(|it| it.name.clone()),
        _ => None,
    }
}

/// Quality score of `entry` as a new initiative, from 0 to 100; `None` if it is not valid.
pub fn score(catalogue: &Catalogue, entry: &FormData) -> Option<u8> {
    let content = validate(entry, None, catalogue).ok()?;
    let proposed = proposed(catalogue, &content, ProposalId::new(0), None)?;
    Some(percent(catalogue.quality(&proposed.facts).score()))
}

pub const fn quarantine(quarantine: QuarantineReason) -> &'static Key {
    match quarantine {
        QuarantineReason::TooFast => messages::QUEUE_TOO_FAST,
        QuarantineReason::Honeypot => messages::QUEUE_HONEYPOT,
        QuarantineReason::OverLimit => messages::QUEUE_OVER_LIMIT,
    }
}

pub const fn state(state: ProposalState) -> &'static Key {
    match state {
        ProposalState::Draft => messages::STATE_PROPOSAL_DRAFT,
        ProposalState::Unconfirmed => messages::STATE_PROPOSAL_UNCONFIRMED,
        ProposalState::Pending => messages::STATE_PROPOSAL_PENDING,
        ProposalState::ChangesRequested => messages::STATE_PROPOSAL_CHANGES,
        ProposalState::Published => messages::STATE_PROPOSAL_PUBLISHED,
        ProposalState::Refused => messages::STATE_PROPOSAL_REFUSED,
        ProposalState::Withdrawn => messages::STATE_PROPOSAL_WITHDRAWN,
    }
}
