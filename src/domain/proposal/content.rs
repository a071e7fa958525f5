//! What a proposal says once every field is sound.

use jiff::civil::Date;

use crate::domain::{
    contact::{Email, Phone, Siret, WebUrl},
    date::PartialDate,
    ids::OrganisationId,
    initiative::{Confidence, Coverage, Delivery, InitiativeFacts, InitiativeTie},
    neighbourhood::QpvCode,
    place::{DepartementCode, InseeCode},
    practical::Practical,
    state::{Activity, Life},
    text::{Line, Prose, Reference, Slug},
};

/// A sound proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    pub title: Line,
    pub summary: Prose,
    pub activity: Activity,
    pub neighbourhoods: Vec<QpvCode>,
    pub communes: Vec<InseeCode>,
    pub departements: Vec<DepartementCode>,
    pub coverage: Coverage,
    pub delivery: Option<Delivery>,
    pub barriers: Vec<Slug>,
    pub audiences: Vec<Slug>,
    pub practical: Practical,
    /// Contacts that may be published; the others stay in the entry, for the moderator.
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub website: Option<WebUrl>,
    /// None where what is changed has none.
    pub carrier: Option<Carrier>,
    pub partners: Vec<Line>,
    pub author: Author,
}

/// Who carries what is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carrier {
    /// An organisation of ours, by its name.
    Known(OrganisationId, Line),
    Described {
        name: Line,
        siret: Option<Siret>,
    },
}

/// Who proposes; never published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub name: Line,
    /// Lower case.
    pub email: Email,
    pub role: AuthorRole,
}

/// What the author is to the initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthorRole {
    /// Speaks for its carrier: what they say confirms it.
    Carrier,
    Partner,
    Other,
}

/// What an initiative is known by, which no proposal says.
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
            Self::Known(_, name) | Self::Described { name, .. } => name,
        }
    }

    /// The name with the organisation that it stands for, as an initiative keeps it.
    #[must_use]
    pub fn link(&self) -> Option<(Line, OrganisationId)> {
        match self {
            Self::Known(id, name) => Some((name.clone(), *id)),
            Self::Described { .. } => None,
        }
    }
}

impl Content {
    /// The carrier with the organisation of ours that it is, if it is one.
    #[must_use]
    pub fn link(&self) -> Option<(Line, OrganisationId)> {
        self.carrier.as_ref().and_then(Carrier::link)
    }

    /// The initiative as it would be published, said on the day `on`; what a proposal does not say stays as `base`, the
    /// published state, has it.
    #[must_use]
    pub fn facts(
        &self,
        identity: Identity,
        base: Option<&InitiativeFacts>,
        on: Date,
    ) -> InitiativeFacts {
        let same_place = base.filter(|base| base.neighbourhoods == self.neighbourhoods);
        let (carriers, partners) = self.parties(base);
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
            life: self.life(base, on),
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

    /// The carrier confirms. Anybody else tells of what nobody told before; a word that they correct makes nothing
    /// fresher. Earlier dates are not lost.
    fn life(&self, base: Option<&InitiativeFacts>, on: Date) -> Life {
        let before = base.map(|base| base.life);
        let by_carrier = self.author.role == AuthorRole::Carrier;
        let told = (before.is_none() && !by_carrier).then_some(PartialDate::Day(on));
        Life {
            activity: self.activity,
            attested_on: before.map_or(told, |life| life.attested_on),
            started_on: before.and_then(|life| life.started_on),
            ended_on: before.and_then(|life| life.ended_on),
            confirmed_on: by_carrier.then_some(on).or(before.and_then(|life| life.confirmed_on)),
        }
    }
}
