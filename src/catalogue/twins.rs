//! Duplicate detection: published initiatives and organisations similar to a proposal.

use std::collections::HashMap;

use super::Catalogue;
use crate::domain::{
    ids::{InitiativeId, OrganisationId},
    initiative::Initiative,
    organisation::Organisation,
    proposal::{Entry, Field},
    published::Published,
    text::Line,
    twin::{Profile, TwinReason},
};

/// Maximum duplicates returned.
const MOST: usize = 5;

/// Fingerprint of each initiative, by row.
pub(super) fn profiles(published: &Published) -> Vec<Profile> {
    let known: HashMap<OrganisationId, &Organisation> =
        published.organisations.iter().map(|it| (it.id, it)).collect();
    published.initiatives.iter().map(|it| profile(it, |id| known.get(&id).copied())).collect()
}

fn profile<'a>(
    initiative: &Initiative,
    organisation: impl Fn(OrganisationId) -> Option<&'a Organisation>,
) -> Profile {
    let facts = &initiative.facts;
    let text = |it: Option<&Line>| it.map(ToString::to_string).unwrap_or_default();
    let street = text(facts.practical.address.as_ref());
    let postcode = facts.practical.postcode.as_ref().map(ToString::to_string);
    let mut profile = Profile::new(facts.title.as_str()).at(&street, &postcode.unwrap_or_default());
    for name in &facts.carriers {
        let link = initiative.organisations.iter().find(|(it, _)| it == name);
        let siret = link.and_then(|(_, id)| organisation(*id)?.facts.siret.clone());
        profile = profile.carried_by(name.as_str(), siret);
    }
    profile
}

impl Catalogue {
    /// Fingerprint of a proposal, valid or not.
    #[must_use]
    pub fn profile_of(&self, entry: &Entry) -> Profile {
        let profile = Profile::typed(entry);
        let id = entry.get(Field::Carrier).parse().map(OrganisationId::new).ok();
        if let Some(it) = id.and_then(|id| self.organisation(id)) {
            return profile.carried_by(it.facts.name.as_str(), it.facts.siret.clone());
        }
        let siret = entry.get(Field::CarrierSiret).replace(char::is_whitespace, "");
        profile.carried_by(entry.get(Field::CarrierName), siret.parse().ok())
    }

    /// Published initiatives similar to `profile`, with the reasons, most probable first; `except` is left out.
    #[must_use]
    pub fn twins(
        &self,
        profile: &Profile,
        except: Option<InitiativeId>,
    ) -> Vec<(&Initiative, Vec<TwinReason>)> {
        let pairs = self.initiatives.iter().zip(&self.profiles);
        let mut twins: Vec<(&Initiative, Vec<TwinReason>)> = pairs
            .filter(|(it, _)| Some(it.id) != except)
            .map(|(it, other)| (it, profile.twin(other)))
            .filter(|(_, reasons)| !reasons.is_empty())
            .collect();
        twins.sort_by_key(|(it, reasons)| (reasons.first().copied(), it.id));
        twins.truncate(MOST);
        twins
    }

    /// Organisations similar to a described carrier: same SIRET, same or similar name, or same postal address.
    #[must_use]
    pub fn carriers_like(&self, entry: &Entry) -> Vec<&Organisation> {
        let name = entry.get(Field::CarrierName);
        let siret = entry.get(Field::CarrierSiret).replace(char::is_whitespace, "");
        let described = Profile::new(name)
            .at(entry.get(Field::Address), entry.get(Field::Postcode))
            .carried_by(&siret, siret.parse().ok());
        let like = |it: &&Organisation| {
            let facts = &it.facts;
            let street = facts.address.as_ref().map(ToString::to_string).unwrap_or_default();
            let postcode = facts.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
            let theirs = Profile::new(facts.name.as_str())
                .at(&street, &postcode)
                .carried_by(facts.siret.as_ref().map_or("", |it| it.as_str()), facts.siret.clone());
            described.is_like(&theirs)
        };
        if name.is_empty() && siret.is_empty() {
            return Vec::new();
        }
        self.organisations.iter().filter(like).take(MOST).collect()
    }
}
