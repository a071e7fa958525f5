//! Parts of an initiative that a moderator compares, and may publish one by one.

mod presence;
pub mod selection;

use std::collections::BTreeSet;

use crate::domain::directory::InitiativeFacts;

/// Part of an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Title,
    Summary,
    Activity,
    Schedule,
    /// Venue, street, postcode, communes and départements.
    Place,
    Neighbourhoods,
    /// Area served, and mode of delivery.
    ServiceArea,
    Barriers,
    Audiences,
    /// Ways to join, people who may use them, and link.
    Access,
    Fees,
    Conditions,
    Phone,
    Email,
    Website,
    Carriers,
    Partners,
    /// Confirmation by its carrier, with its date.
    Confirmation,
}

impl Part {
    pub const ALL: [Self; 18] = [
        Self::Title,
        Self::Summary,
        Self::Activity,
        Self::Schedule,
        Self::Place,
        Self::Neighbourhoods,
        Self::ServiceArea,
        Self::Barriers,
        Self::Audiences,
        Self::Access,
        Self::Fees,
        Self::Conditions,
        Self::Phone,
        Self::Email,
        Self::Website,
        Self::Carriers,
        Self::Partners,
        Self::Confirmation,
    ];

    /// Name in forms and in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "titre",
            Self::Summary => "resume",
            Self::Activity => "activite",
            Self::Schedule => "horaires",
            Self::Place => "lieu",
            Self::Neighbourhoods => "quartiers",
            Self::ServiceArea => "zone",
            Self::Barriers => "freins",
            Self::Audiences => "publics",
            Self::Access => "acces",
            Self::Fees => "frais",
            Self::Conditions => "conditions",
            Self::Phone => "telephone",
            Self::Email => "courriel",
            Self::Website => "site",
            Self::Carriers => "porteur",
            Self::Partners => "partenaires",
            Self::Confirmation => "confirmation",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// True if a new initiative cannot be published without it.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Title | Self::Summary | Self::Activity | Self::Carriers)
    }

    /// Copies this part of `from` into `facts`.
    pub fn copy(self, from: &InitiativeFacts, facts: &mut InitiativeFacts) {
        let (told, practical) = (&from.practical, &mut facts.practical);
        match self {
            Self::Title => facts.title.clone_from(&from.title),
            Self::Summary => facts.summary.clone_from(&from.summary),
            Self::Activity => facts.lifecycle.activity = from.lifecycle.activity,
            Self::Schedule => practical.schedule.clone_from(&told.schedule),
            Self::Place => take_place(from, facts),
            Self::Neighbourhoods => {
                facts.neighbourhoods.clone_from(&from.neighbourhoods);
                facts.tie_rule = from.tie_rule;
            }
            Self::ServiceArea => {
                facts.coverage = from.coverage;
                facts.delivery = from.delivery;
            }
            Self::Barriers => facts.barriers.clone_from(&from.barriers),
            Self::Audiences => facts.audiences.clone_from(&from.audiences),
            Self::Access => {
                practical.access_modes.clone_from(&told.access_modes);
                practical.access_by.clone_from(&told.access_by);
                practical.access_url.clone_from(&told.access_url);
            }
            Self::Fees => {
                practical.fees = told.fees;
                practical.fees_details.clone_from(&told.fees_details);
            }
            Self::Conditions => practical.conditions.clone_from(&told.conditions),
            Self::Phone => facts.phone.clone_from(&from.phone),
            Self::Email => facts.email.clone_from(&from.email),
            Self::Website => facts.website.clone_from(&from.website),
            Self::Carriers => facts.carriers.clone_from(&from.carriers),
            Self::Partners => facts.partners.clone_from(&from.partners),
            Self::Confirmation => {
                facts.lifecycle.confirmed_on = from.lifecycle.confirmed_on;
                facts.confidence = from.confidence;
            }
        }
    }

    /// True if `one` and `other` differ in this part.
    #[must_use]
    pub fn differs(self, one: &InitiativeFacts, other: &InitiativeFacts) -> bool {
        let mut taken = one.clone();
        self.copy(other, &mut taken);
        taken != *one
    }

    /// The parts in which `one` and `other` differ.
    #[must_use]
    pub fn differing(one: &InitiativeFacts, other: &InitiativeFacts) -> BTreeSet<Self> {
        Self::ALL.into_iter().filter(|part| part.differs(one, other)).collect()
    }
}

fn take_place(from: &InitiativeFacts, facts: &mut InitiativeFacts) {
    facts.practical.venue.clone_from(&from.practical.venue);
    facts.practical.address.clone_from(&from.practical.address);
    facts.practical.postcode.clone_from(&from.practical.postcode);
    facts.communes.clone_from(&from.communes);
    facts.departements.clone_from(&from.departements);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_name_of_its_own() {
        for part in Part::ALL {
            assert_eq!(Part::from_name(part.name()), Some(part));
        }
    }
}
