//! Parts of a proposal that a moderator chose to publish.

use std::collections::BTreeSet;

use super::part::Part;
use crate::domain::{
    initiative::{Coverage, InitiativeFacts},
    practical::Practical,
};

/// Valid choice of parts to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen(BTreeSet<Part>);

/// Required parts that were not chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking(pub Vec<Part>);

impl Chosen {
    /// Checks the `parts` of a change (`is_change`), or of an initiative that was never published.
    ///
    /// # Errors
    /// Returns the required parts that a new initiative lacks.
    pub fn new(parts: BTreeSet<Part>, is_change: bool) -> Result<Self, Lacking> {
        let lacks = |part: &Part| !is_change && part.is_required() && !parts.contains(part);
        let lacking: Vec<Part> = Part::ALL.into_iter().filter(lacks).collect();
        if lacking.is_empty() { Ok(Self(parts)) } else { Err(Lacking(lacking)) }
    }

    pub fn iter(&self) -> impl Iterator<Item = Part> {
        self.0.iter().copied()
    }

    /// Merges the chosen parts of `proposed` into `base`, the state in force. Without a base, the other parts are
    /// left empty. The confirmation is taken only with the proposed activity: it was given for that, not for the
    /// activity published before.
    #[must_use]
    pub fn merged(
        &self,
        base: Option<&InitiativeFacts>,
        proposed: &InitiativeFacts,
    ) -> InitiativeFacts {
        let base = base.cloned().unwrap_or_else(|| blank(proposed));
        let mut facts = proposed.clone();
        for part in Part::ALL {
            if !self.0.contains(&part) {
                part.take(&base, &mut facts);
            }
        }
        if facts.life.activity != proposed.life.activity {
            Part::Confirmation.take(&base, &mut facts);
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
    fn what_is_new_has_a_title_a_summary_an_activity_and_a_carrier() {
        let none = BTreeSet::new();
        let required = vec![Part::Title, Part::Summary, Part::Activity, Part::Carriers];
        assert_eq!(Chosen::new(none.clone(), false), Err(Lacking(required)));
        assert!(Chosen::new(none, true).is_ok());
        assert!(Chosen::new(Part::ALL.into_iter().collect(), false).is_ok());
    }
}
