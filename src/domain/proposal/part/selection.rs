//! Parts of a proposal that a moderator chose to publish.

use std::collections::BTreeSet;

use super::Part;
use crate::domain::directory::{Coverage, InitiativeFacts, Practical};

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
    fn a_new_initiative_requires_title_summary_activity_and_carrier() {
        let none = BTreeSet::new();
        let required = vec![Part::Title, Part::Summary, Part::Activity, Part::Carriers];
        assert_eq!(PartSelection::new(none.clone(), false), Err(MissingParts(required)));
        assert!(PartSelection::new(none, true).is_ok());
        assert!(PartSelection::new(Part::ALL.into_iter().collect(), false).is_ok());
    }
}
