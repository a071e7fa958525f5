//! Duplicate detection: published initiatives and organisations similar to a proposal.

use std::collections::HashMap;

use super::Catalogue;
use crate::domain::directory::{Initiative, InitiativeId, Organisation, OrganisationId, Snapshot};
use crate::domain::moderation::{DuplicateFingerprint, DuplicateReason};
use crate::domain::proposal::{Field, FormData};
use crate::domain::text::Line;

/// Maximum duplicates returned.
const MAX_DUPLICATES: usize = 5;

/// Fingerprint of each initiative, by row.
pub(super) fn fingerprints(published: &Snapshot) -> Vec<DuplicateFingerprint> {
    let known: HashMap<OrganisationId, &Organisation> =
        published.organisations.iter().map(|it| (it.id, it)).collect();
    published.initiatives.iter().map(|it| fingerprint(it, |id| known.get(&id).copied())).collect()
}

fn fingerprint<'a>(
    initiative: &Initiative,
    organisation: impl Fn(OrganisationId) -> Option<&'a Organisation>,
) -> DuplicateFingerprint {
    let facts = &initiative.facts;
    let text = |it: Option<&Line>| it.map(ToString::to_string).unwrap_or_default();
    let street = text(facts.practical.address.as_ref());
    let postcode = facts.practical.postcode.as_ref().map(ToString::to_string);
    let mut fingerprint = DuplicateFingerprint::new(facts.title.as_str())
        .with_address(&street, &postcode.unwrap_or_default());
    for name in &facts.carriers {
        let link = initiative.organisations.iter().find(|(it, _)| it == name);
        let siret = link.and_then(|(_, id)| organisation(*id)?.facts.siret.clone());
        fingerprint = fingerprint.with_carrier(name.as_str(), siret);
    }
    fingerprint
}

impl Catalogue {
    /// Fingerprint of a proposal, valid or not.
    #[must_use]
    pub fn fingerprint_of(&self, entry: &FormData) -> DuplicateFingerprint {
        let fingerprint = DuplicateFingerprint::from_form(entry);
        let id = entry.get(Field::Carrier).parse().map(OrganisationId::new).ok();
        if let Some(it) = id.and_then(|id| self.organisation(id)) {
            return fingerprint.with_carrier(it.facts.name.as_str(), it.facts.siret.clone());
        }
        let siret = entry.get(Field::CarrierSiret).replace(char::is_whitespace, "");
        fingerprint.with_carrier(entry.get(Field::CarrierName), siret.parse().ok())
    }

    /// Published initiatives similar to `fingerprint`, with the reasons, most probable first; `except` is left out.
    #[must_use]
    pub fn duplicates(
        &self,
        fingerprint: &DuplicateFingerprint,
        except: Option<InitiativeId>,
    ) -> Vec<(&Initiative, Vec<DuplicateReason>)> {
        let pairs = self.initiatives.iter().zip(&self.fingerprints);
        let mut duplicates: Vec<(&Initiative, Vec<DuplicateReason>)> = pairs
            .filter(|(it, _)| Some(it.id) != except)
            .map(|(it, other)| (it, fingerprint.duplicate_reasons(other)))
            .filter(|(_, reasons)| !reasons.is_empty())
            .collect();
        duplicates.sort_by_key(|(it, reasons)| (reasons.first().copied(), it.id));
        duplicates.truncate(MAX_DUPLICATES);
        duplicates
    }

    /// Organisations similar to a described carrier: same SIRET, same or similar name, or same postal address.
    #[must_use]
    pub fn similar_carriers(&self, entry: &FormData) -> Vec<&Organisation> {
        let name = entry.get(Field::CarrierName);
        let siret = entry.get(Field::CarrierSiret).replace(char::is_whitespace, "");
        let described = DuplicateFingerprint::new(name)
            .with_address(entry.get(Field::Address), entry.get(Field::Postcode))
            .with_carrier(&siret, siret.parse().ok());
        let like = |it: &&Organisation| {
            let facts = &it.facts;
            let street = facts.address.as_ref().map(ToString::to_string).unwrap_or_default();
            let postcode = facts.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
            let theirs = DuplicateFingerprint::new(facts.name.as_str())
                .with_address(&street, &postcode)
                .with_carrier(
                    facts.siret.as_ref().map_or("", |it| it.as_str()),
                    facts.siret.clone(),
                );
            described.may_match(&theirs)
        };
        if name.is_empty() && siret.is_empty() {
            return Vec::new();
        }
        self.organisations.iter().filter(like).take(MAX_DUPLICATES).collect()
    }
}
