//! Prefilled form data, from a published initiative.

use super::field::Field;
use super::form_data::FormData;
use crate::domain::directory::Initiative;
use crate::domain::proposal::reference_data::ReferenceData;

impl FormData {
    /// Entry with the values of `initiative`, to propose a change. The author fields are empty.
    #[must_use]
    pub fn prefilled(initiative: &Initiative, known: &impl ReferenceData) -> Self {
        let mut entry = Self::default();
        for field in Field::ALL {
            entry.set(field, (field.spec().facts.read)(&initiative.facts, known));
        }
        let is_published = |field: &Field| (field.spec().facts.is_present)(&initiative.facts);
        entry.set(Field::Publish, Field::contacts().filter(is_published).map(Field::name));
        entry.put_carriers(initiative);
        entry
    }

    /// Puts the first carrier into the carrier field, and the others among the partners, so that none is lost.
    fn put_carriers(&mut self, initiative: &Initiative) {
        let facts = &initiative.facts;
        let (first, others) =
            facts.carriers.split_first().map_or((None, &[][..]), |(a, b)| (Some(a), b));
        if let Some(name) = first {
            let link = initiative.organisations.iter().find(|(known, _)| known == name);
            match link {
                Some((_, id)) => self.set(Field::Carrier, [id.to_string()]),
                None => self.set(Field::CarrierName, [name.as_str()]),
            }
        }
        let partners = others.iter().chain(&facts.partners).map(ToString::to_string);
        self.set(Field::Partners, [partners.collect::<Vec<_>>().join("\n")]);
    }
}
