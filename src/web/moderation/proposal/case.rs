//! A proposal beside what it changes.

use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        access::Action,
        ids::{InitiativeId, ProposalId},
        initiative::{Initiative, InitiativeFacts},
        proposal::{Content, Entry, Field, Identity, Mistaken, Part, Proposal, addresses, read},
        quality::Quality,
        text::Line,
    },
    store::Edited,
    web::{Error, Result, SignedIn},
};

/// All that a decision is made from.
#[derive(Debug)]
pub struct Case {
    /// Its entry is the one that was sent: what is being written is nobody else's.
    pub proposal: Proposal,
    /// What it changes, as it is now; or what it became before that was taken back.
    pub now: Option<Edited>,
    /// What it was written over, where that is not in force any more.
    pub base: Option<InitiativeFacts>,
    pub content: Result<Content, Mistaken>,
    /// What would be published, all of it.
    pub proposed: Option<Initiative>,
}

impl Case {
    /// The case of the proposal that `id` names, for who may do `action` to it.
    pub async fn load(app: &App, member: &SignedIn, id: &str, action: Action) -> Result<Self> {
        let id = id.parse().map(ProposalId::new).map_err(|_| Error::NotFound)?;
        let proposal = app.store.find_proposal(id).await?;
        let mut proposal = proposal.filter(|it| is_there(it, action)).ok_or(Error::NotFound)?;
        proposal.entry = proposal.as_sent().clone();
        member.check(action, &proposal.departements)?;
        let now = match proposal.initiative {
            Some(id) => app.store.find_initiative(id, None).await?,
            None => None,
        };
        let base = Self::base(app, &proposal, now.as_ref()).await?;
        let catalogue = app.catalogue();
        let over = now.as_ref().filter(|_| proposal.base.is_some());
        let content = read(&proposal.entry, over.map(|it| &it.initiative), &*catalogue);
        let proposed = content.as_ref().ok().and_then(|it| proposed(&catalogue, it, id, over));
        Ok(Self { proposal, now, base, content, proposed })
    }

    async fn base(
        app: &App,
        proposal: &Proposal,
        now: Option<&Edited>,
    ) -> Result<Option<InitiativeFacts>> {
        let Some((base, now)) = proposal.base.zip(now) else { return Ok(None) };
        if base == now.revision {
            return Ok(None);
        }
        let base = app.store.find_initiative(now.initiative.id, Some(base)).await?;
        Ok(base.map(|it| it.initiative.facts))
    }

    /// Whether it changes something published, rather than being new.
    pub fn is_change(&self) -> bool {
        self.proposal.base.is_some()
    }

    /// What is in force, where it is a change.
    pub fn over(&self) -> Option<&Initiative> {
        self.now.as_ref().filter(|_| self.is_change()).map(|it| &it.initiative)
    }

    /// The parts that a moderator takes or leaves: those that change, or all that is said of something new.
    pub fn parts(&self) -> Vec<Part> {
        let Some(proposed) = &self.proposed else { return Vec::new() };
        match self.over() {
            Some(over) => Part::differing(&over.facts, &proposed.facts).into_iter().collect(),
            None => Part::ALL.into_iter().filter(|part| part.is_said(&proposed.facts)).collect(),
        }
    }

    /// The title as its author typed it.
    pub fn title(&self) -> &str {
        self.proposal.entry.get(Field::Title)
    }

    pub fn id(&self) -> ProposalId {
        self.proposal.id
    }
}

/// Who decided about a proposal that its author opened again meanwhile is told so; nobody reads what is being written.
fn is_there(proposal: &Proposal, action: Action) -> bool {
    proposal.is_shown() || (action == Action::Decide && proposal.was_shown())
}

fn proposed(
    catalogue: &Catalogue,
    content: &Content,
    id: ProposalId,
    over: Option<&Edited>,
) -> Option<Initiative> {
    let over = over.map(|it| &it.initiative);
    let identity = match over {
        Some(over) => {
            let facts = &over.facts;
            Identity { reference: facts.reference.clone(), slug: facts.slug.clone() }
        }
        None => Identity {
            reference: format!("site-{id}").parse().ok()?,
            slug: addresses(&content.title, town(catalogue, content).as_ref()).next()?,
        },
    };
    let facts = content.facts(identity, over.map(|it| &it.facts), catalogue.today());
    let before = over.map_or(&[][..], |it| &it.organisations).iter().cloned();
    let organisations = content.link().into_iter().chain(before).collect();
    let id = over.map_or(InitiativeId::new(0), |it| it.id);
    Some(Initiative { id, organisations, facts })
}

/// The one town of `content`, if there is one.
pub fn town(catalogue: &Catalogue, content: &Content) -> Option<Line> {
    match content.communes.as_slice() {
        [only] => catalogue.commune(only).map(|it| it.name.clone()),
        _ => None,
    }
}

/// The quality of `facts`, read on the day of the catalogue.
pub fn quality(catalogue: &Catalogue, facts: &InitiativeFacts) -> Quality {
    let barriers = catalogue.barriers.iter().filter(|it| facts.barriers.contains(&it.slug));
    let thematiques = barriers.map(|it| it.thematiques.len()).sum();
    Quality::of(facts, thematiques, catalogue.today())
}

/// The quality score of `entry` as if it were new, of 100; none when it is not sound.
pub fn score(catalogue: &Catalogue, entry: &Entry) -> Option<u8> {
    let content = read(entry, None, catalogue).ok()?;
    let proposed = proposed(catalogue, &content, ProposalId::new(0), None)?;
    Some(of_hundred(quality(catalogue, &proposed.facts).score()))
}

/// A part of 1 as a whole number of 100.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between 0 and 100"
)]
pub fn of_hundred(score: f64) -> u8 {
    (score * 100.0).round().clamp(0.0, 100.0) as u8
}
