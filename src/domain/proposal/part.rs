//! Parts of an initiative that a moderator compares, and may publish one by one.

use std::collections::BTreeSet;

use crate::domain::directory::{Coverage, InitiativeFacts, Practical};

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

impl Part {
    /// True if `facts` has a value for this part.
    #[must_use]
    pub fn is_present(self, facts: &InitiativeFacts) -> bool {
        let practical = &facts.practical;
        match self {
            Self::Title | Self::Summary | Self::Activity => true,
            Self::Schedule => practical.schedule.is_some(),
            Self::Place => {
                let named = practical.venue.is_some() || practical.address.is_some();
                named || !facts.communes.is_empty() || !facts.departements.is_empty()
            }
            Self::Neighbourhoods => !facts.neighbourhoods.is_empty(),
            Self::ServiceArea => facts.coverage != Coverage::Unknown || facts.delivery.is_some(),
            Self::Barriers => !facts.barriers.is_empty(),
            Self::Audiences => !facts.audiences.is_empty(),
            Self::Access => {
                let asked = !practical.access_modes.is_empty() || !practical.access_by.is_empty();
                asked || practical.access_url.is_some()
            }
            Self::Fees => practical.fees.is_some() || practical.fees_details.is_some(),
            Self::Conditions => practical.conditions.is_some(),
            Self::Phone => facts.phone.is_some(),
            Self::Email => facts.email.is_some(),
            Self::Website => facts.website.is_some(),
            Self::Carriers => !facts.carriers.is_empty(),
            Self::Partners => !facts.partners.is_empty(),
            // A new initiative has no separate confirmation to accept.
            Self::Confirmation => false,
        }
    }
}

/// Valid choice of parts to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartSelection(BTreeSet<Part>);

/// Required parts that were not chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingParts(pub Vec<Part>);

impl PartSelection {
    /// Checks the `parts` of a change (`is_change`), or of an initiative that was never published.
    ///
    /// # Errors
    /// Returns the required parts that a new initiative lacks.
    pub fn new(parts: BTreeSet<Part>, is_change: bool) -> Result<Self, MissingParts> {
        let lacks = |part: &Part| !is_change && part.is_required() && !parts.contains(part);
        let lacking: Vec<Part> = Part::ALL.into_iter().filter(lacks).collect();
        if lacking.is_empty() { Ok(Self(parts)) } else { Err(MissingParts(lacking)) }
    }

    pub fn iter(&self) -> impl Iterator<Item = Part> {
        self.0.iter().copied()
    }

    /// Merges the chosen parts of `proposed` into `base`, the state in force. Without a base, the other parts are
    /// left empty. The confirmation is taken only with the proposed activity: it was given for that, not for the
    /// activity published before.
    #[must_use]
    pub fn merge(
        &self,
        base: Option<&InitiativeFacts>,
        proposed: &InitiativeFacts,
    ) -> InitiativeFacts {
        let base = base.cloned().unwrap_or_else(|| blank(proposed));
        let mut facts = proposed.clone();
        for part in Part::ALL {
            if !self.0.contains(&part) {
                part.copy(&base, &mut facts);
            }
        }
        if facts.lifecycle.activity != proposed.lifecycle.activity {
            Part::Confirmation.copy(&base, &mut facts);
        }
        facts
    }
}

/// `facts` reduced to the required parts.
fn blank(facts: &InitiativeFacts) -> InitiativeFacts {
    InitiativeFacts {
        barriers: Vec::new(),
        audiences: Vec::new(),
        neighbourhoods: Vec::new(),
        tie_rule: None,
        communes: Vec::new(),
        departements: Vec::new(),
        coverage: Coverage::Unknown,
        delivery: None,
        practical: Practical::default(),
        partners: Vec::new(),
        website: None,
        phone: None,
        email: None,
        ..facts.clone()
    }
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

    #[test]
    fn a_new_initiative_requires_title_summary_activity_and_carrier() {
        let none = BTreeSet::new();
        let required = vec![Part::Title, Part::Summary, Part::Activity, Part::Carriers];
        assert_eq!(PartSelection::new(none.clone(), false), Err(MissingParts(required)));
        assert!(PartSelection::new(none, true).is_ok());
        assert!(PartSelection::new(Part::ALL.into_iter().collect(), false).is_ok());
    }
}
