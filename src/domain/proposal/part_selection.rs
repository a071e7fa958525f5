//! Parts in the facts of an initiative: presence, copy, comparison, and choice of those to publish.

use std::collections::BTreeSet;

use super::form::field::Field;
use super::form::part::Part;
use crate::domain::directory::InitiativeFacts;

impl Part {
    /// Fields of the form that belong to it, in the order of the form.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| field.spec().part == Some(self))
    }

    /// True if `facts` has a value for this part. A new initiative has no separate confirmation to accept.
    #[must_use]
    pub fn is_present(self, facts: &InitiativeFacts) -> bool {
        self.fields().any(|field| (field.spec().facts.is_present)(facts))
    }

    /// Copies this part of `from` into `facts`.
    pub fn copy(self, from: &InitiativeFacts, facts: &mut InitiativeFacts) {
        if self == Self::Confirmation {
            facts.lifecycle.confirmed_on = from.lifecycle.confirmed_on;
            facts.confidence = from.confidence;
        }
        for field in self.fields() {
            (field.spec().facts.copy)(from, facts);
        }
    }

    /// Makes this part of `facts` unknown.
    pub fn clear(self, facts: &mut InitiativeFacts) {
        for field in self.fields() {
            (field.spec().facts.clear)(facts);
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
    let mut blank = facts.clone();
    for part in Part::ALL.into_iter().filter(|part| !part.is_required()) {
        part.clear(&mut blank);
    }
    blank
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
