//! Corrections of published initiatives by moderators.

use jiff::civil::Date;

use super::valid_proposal::{Carrier, Identity, ValidProposal};
use crate::domain::directory::{InitiativeFacts, Lifecycle};
use crate::domain::text::Line;
use crate::domain::time::PartialDate;

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
