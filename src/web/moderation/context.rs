//! Context of a decision: a proposal and the initiative that it changes; labels of its state.

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::account::Action;
use crate::domain::directory::{Initiative, InitiativeFacts, InitiativeId};
use crate::domain::moderation::Quality;
use crate::domain::proposal::{
    Field, FormData, Identity, Part, Proposal, ProposalId, ProposalState, QuarantineReason,
    ValidProposal, ValidationErrors, slug_candidates, validate,
};
use crate::domain::text::Line;
use crate::i18n::{Key, messages};
use crate::store::ModeratedInitiative;
use crate::web::{Error, Result, SignedIn};

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
}

impl ReviewContext {
    /// Loads the proposal `id`, for a member who may do `action` to it.
    pub async fn load(
        app: &App,
        catalogue: &Catalogue,
        member: &SignedIn,
        id: &str,
        action: Action,
    ) -> Result<Self> {
        let id = id.parse().map(ProposalId::new).map_err(|_| Error::NotFound)?;
        let proposal = app.store.find_proposal(id).await?;
        let mut proposal = proposal.filter(|it| is_visible(it, action)).ok_or(Error::NotFound)?;
        proposal.form = proposal.form_shown_to_members().clone();
        member.authorize(action, &proposal.departements)?;
        let now = match proposal.initiative {
            Some(id) => app.store.find_initiative(id, None).await?,
            None => None,
        };
        let base = Self::base(app, &proposal, now.as_ref()).await?;
        let over = now.as_ref().filter(|_| proposal.base.is_some());
        let content = validate(&proposal.form, over.map(|it| &it.initiative), catalogue);
        let proposed = content.as_ref().ok().and_then(|it| proposed(catalogue, it, id, over));
        Ok(Self { proposal, current: now, base, content, proposed })
    }

    async fn base(
        app: &App,
        proposal: &Proposal,
        now: Option<&ModeratedInitiative>,
    ) -> Result<Option<InitiativeFacts>> {
        let Some((base, now)) = proposal.base.zip(now) else { return Ok(None) };
        if base == now.revision {
            return Ok(None);
        }
        let base = app.store.find_initiative(now.initiative.id, Some(base)).await?;
        Ok(base.map(|it| it.initiative.facts))
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
            Some(over) => Part::differing(&over.facts, &proposed.facts).into_iter().collect(),
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
    over: Option<&ModeratedInitiative>,
) -> Option<Initiative> {
    let over = over.map(|it| &it.initiative);
    let identity = match over {
        Some(over) => {
            let facts = &over.facts;
            Identity { reference: facts.reference.clone(), slug: facts.slug.clone() }
        }
        None => Identity {
            reference: format!("site-{id}").parse().ok()?,
            slug: slug_candidates(&content.title, town(catalogue, content).as_ref()).next()?,
        },
    };
    let facts = content.facts(identity, over.map(|it| &it.facts), catalogue.today());
    let before = over.map_or(&[][..], |it| &it.organisations).iter().cloned();
    let organisations = content.link().into_iter().chain(before).collect();
    let id = over.map_or(InitiativeId::new(0), |it| it.id);
    Some(Initiative { id, organisations, facts })
}

/// Commune of `content`, if there is exactly one.
pub fn town(catalogue: &Catalogue, content: &ValidProposal) -> Option<Line> {
    match content.communes.as_slice() {
        [only] => catalogue.commune(only).map(|it| it.name.clone()),
        _ => None,
    }
}

/// Quality of `facts` on the day of the catalogue.
pub fn quality(catalogue: &Catalogue, facts: &InitiativeFacts) -> Quality {
    let barriers = catalogue.barriers.iter().filter(|it| facts.barriers.contains(&it.slug));
    let thematiques = barriers.map(|it| it.thematiques.len()).sum();
    Quality::of(facts, thematiques, catalogue.today())
}

/// Quality score of `entry` as a new initiative, from 0 to 100; `None` if it is not valid.
pub fn score(catalogue: &Catalogue, entry: &FormData) -> Option<u8> {
    let content = validate(entry, None, catalogue).ok()?;
    let proposed = proposed(catalogue, &content, ProposalId::new(0), None)?;
    Some(percent(quality(catalogue, &proposed.facts).score()))
}

/// Integer from 0 to 100 of a score from 0 to 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between 0 and 100"
)]
pub fn percent(score: f64) -> u8 {
    (score * 100.0).round().clamp(0.0, 100.0) as u8
}

pub const fn quarantine(quarantine: QuarantineReason) -> &'static Key {
    match quarantine {
        QuarantineReason::TooFast => messages::QUEUE_TOO_FAST,
        QuarantineReason::Honeypot => messages::QUEUE_TRAP,
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
