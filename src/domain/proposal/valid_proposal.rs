//! Content of a valid proposal, or of a correction by a moderator.

use jiff::civil::Date;

use crate::domain::directory::{
    Activity, Confidence, Coverage, DeliveryMode, Email, InitiativeFacts, InitiativeTie, Lifecycle,
    OrganisationId, Phone, Practical, Siret, WebUrl,
};
use crate::domain::place::{DepartementCode, InseeCode, QpvCode};
use crate::domain::text::{Line, Prose, Reference, Slug};
use crate::domain::time::PartialDate;

/// Valid proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidProposal {
    pub title: Line,
    pub summary: Prose,
    pub activity: Activity,
    pub neighbourhoods: Vec<QpvCode>,
    pub communes: Vec<InseeCode>,
    pub departements: Vec<DepartementCode>,
    pub coverage: Coverage,
    pub delivery: Option<DeliveryMode>,
    pub barriers: Vec<Slug>,
    pub audiences: Vec<Slug>,
    pub practical: Practical,
    /// Contacts that may be published; the others stay in the entry, for moderators.
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub website: Option<WebUrl>,
    /// `None` only if the initiative to change has none.
    pub carrier: Option<Carrier>,
    pub partners: Vec<Line>,
    pub author: Author,
}

/// Carrier of the proposed initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carrier {
    /// Organisation of the directory, with its name.
    Listed(OrganisationId, Line),
    Unlisted {
        name: Line,
        siret: Option<Siret>,
    },
}

/// Author of a proposal; never published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub name: Line,
    /// Lower case.
    pub email: Email,
    pub role: AuthorRole,
}

/// Relation of the author to the initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthorRole {
    /// Speaks for the carrier: their proposal confirms the initiative.
    Carrier,
    Partner,
    Other,
}

/// Reference and slug of an initiative, which no proposal contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub reference: Reference,
    pub slug: Slug,
}

impl AuthorRole {
    pub const ALL: [Self; 3] = [Self::Carrier, Self::Partner, Self::Other];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Carrier => "porteur",
            Self::Partner => "partenaire",
            Self::Other => "autre",
        }
    }
}

impl Carrier {
    #[must_use]
    pub const fn name(&self) -> &Line {
        match self {
            Self::Listed(_, name) | Self::Unlisted { name, .. } => name,
        }
    }

    /// Name and id of the organisation, as an initiative stores them.
    #[must_use]
    pub fn link(&self) -> Option<(Line, OrganisationId)> {
        match self {
            Self::Listed(id, name) => Some((name.clone(), *id)),
            Self::Unlisted { .. } => None,
        }
    }
}

impl ValidProposal {
    /// Name and id of the carrier, if it is an organisation of the directory.
    #[must_use]
    pub fn link(&self) -> Option<(Line, OrganisationId)> {
        self.carrier.as_ref().and_then(Carrier::link)
    }

    /// Initiative as it would be published, stated on the day `on`; values that a proposal does not contain are taken
    /// from `base`, the published state.
    #[must_use]
    pub fn facts(
        &self,
        identity: Identity,
        base: Option<&InitiativeFacts>,
        on: Date,
    ) -> InitiativeFacts {
        let same_place = base.filter(|base| base.neighbourhoods == self.neighbourhoods);
        let (carriers, partners) = self.participants(base);
        let named = (!self.neighbourhoods.is_empty()).then_some(InitiativeTie::Name);
        InitiativeFacts {
            reference: identity.reference,
            slug: identity.slug,
            title: self.title.clone(),
            summary: self.summary.clone(),
            barriers: self.barriers.clone(),
            audiences: self.audiences.clone(),
            neighbourhoods: self.neighbourhoods.clone(),
            tie_rule: same_place.map_or(named, |base| base.tie_rule),
            communes: self.communes.clone(),
            departements: self.departements.clone(),
            coverage: self.coverage,
            delivery: self.delivery,
            practical: self.practical.clone(),
            carriers,
            partners,
            lifecycle: self.life(base, on),
            website: self.website.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            source_urls: base.map_or_else(Vec::new, |base| base.source_urls.clone()),
            confidence: match (self.author.role, base) {
                (AuthorRole::Carrier, _) => Confidence::High,
                (AuthorRole::Partner | AuthorRole::Other, Some(base)) => base.confidence,
                (AuthorRole::Partner | AuthorRole::Other, None) => Confidence::Medium,
            },
            editor_note: base.and_then(|base| base.editor_note.clone()),
            collection: base.and_then(|base| base.collection.clone()),
        }
    }

    /// A proposal of the carrier sets the confirmation date. Anybody else sets the attestation date of a new
    /// initiative only: a correction makes nothing look fresher. Earlier dates are kept.
    fn life(&self, base: Option<&InitiativeFacts>, on: Date) -> Lifecycle {
        let before = base.map(|base| base.lifecycle);
        let by_carrier = self.author.role == AuthorRole::Carrier;
        let attested_on = (before.is_none() && !by_carrier).then_some(PartialDate::Day(on));
        Lifecycle {
            activity: self.activity,
            attested_on: before.map_or(attested_on, |life| life.attested_on),
            started_on: before.and_then(|life| life.started_on),
            ended_on: before.and_then(|life| life.ended_on),
            confirmed_on: by_carrier.then_some(on).or(before.and_then(|life| life.confirmed_on)),
        }
    }
}

impl ValidProposal {
    /// `base`, the published state, with this content. A correction confirms nothing and changes no date, unless the
    /// facts were `verified` on that day.
    #[must_use]
    pub fn corrected_facts(
        &self,
        base: &InitiativeFacts,
        verified: Option<Date>,
    ) -> InitiativeFacts {
        let identity = Identity { reference: base.reference.clone(), slug: base.slug.clone() };
        let on = verified.unwrap_or_default();
        let attested_on = verified.map(PartialDate::Day).or(base.lifecycle.attested_on);
        let life = Lifecycle { activity: self.activity, attested_on, ..base.lifecycle };
        InitiativeFacts {
            lifecycle: life,
            confidence: base.confidence,
            ..self.facts(identity, Some(base), on)
        }
    }

    /// Carriers and partners. The form has one field for a carrier: the others of `base` were prefilled among the
    /// partners, and those left there stay carriers.
    pub(super) fn participants(&self, base: Option<&InitiativeFacts>) -> (Vec<Line>, Vec<Line>) {
        let first = self.carrier.as_ref().map(Carrier::name);
        let others = base.filter(|base| first.is_some() && base.carriers.first() == first);
        let others = others.map_or(&[][..], |base| base.carriers.get(1..).unwrap_or_default());
        let (carriers, partners): (Vec<Line>, Vec<Line>) =
            self.partners.iter().cloned().partition(|name| others.contains(name));
        (first.cloned().into_iter().chain(carriers).collect(), partners)
    }
}
