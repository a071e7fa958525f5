//! Carrier widget: an organisation of the directory, or one that is described.

use super::ask::Asking;
use crate::{
    domain::{
        ids::OrganisationId, organisation::Organisation, proposal::Field,
        search::OrganisationSearch,
    },
    i18n::say,
    web::parts::{self, Choice, Choices},
};

/// Maximum number of organisations offered.
const MOST: usize = 10;

#[derive(Debug)]
pub struct CarrierBox {
    /// Search text, as typed.
    pub typed: String,
    /// Message about the search result.
    pub said: Option<String>,
    /// Organisations to choose from; `None` if nothing was searched for and none resembles the description.
    pub choices: Option<Choices>,
    pub name: parts::Field,
    pub siret: parts::Field,
    /// True if no organisation is chosen: the fields that describe one are unfolded.
    pub open: bool,
}

impl CarrierBox {
    pub fn new(asking: Asking<'_>) -> Self {
        let Asking { page, catalogue, entry, found, mistakes } = asking;
        let chosen = entry.get(Field::Carrier).parse().ok().map(OrganisationId::new);
        let chosen = chosen.and_then(|id| catalogue.organisation(id));
        let searched = matching(asking, &found.carrier);
        let like = match chosen {
            Some(_) => Vec::new(),
            None => catalogue.carriers_like(entry),
        };
        let looked_for = !found.carrier.is_empty();
        let said = match (looked_for && searched.is_empty(), like.is_empty()) {
            (true, _) => Some(say::PROPOSE_CARRIER_NOTHING),
            (false, false) => Some(say::PROPOSE_CARRIER_LIKE),
            (false, true) => None,
        };
        let mut shown: Vec<&Organisation> = chosen.into_iter().collect();
        for it in like.into_iter().chain(searched) {
            if !shown.iter().any(|other| other.id == it.id) {
                shown.push(it);
            }
        }
        let (name, siret) = (asking.field(Field::CarrierName), asking.field(Field::CarrierSiret));
        let wrong = mistakes.of(Field::Carrier.name()).is_some();
        Self {
            typed: found.carrier.clone(),
            said: said.map(|key| page.t(key).into_owned()),
            choices: (!shown.is_empty() || wrong).then(|| choices(asking, &shown, chosen)),
            open: chosen.is_none(),
            name,
            siret,
        }
    }
}

fn matching<'a>(asking: Asking<'a>, text: &str) -> Vec<&'a Organisation> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let search = OrganisationSearch { text: text.to_owned(), ..OrganisationSearch::default() };
    let found = asking.catalogue.organisations_found(&search, std::num::NonZeroU32::MIN);
    found.hits.into_iter().take(MOST).collect()
}

fn choices(asking: Asking<'_>, shown: &[&Organisation], chosen: Option<&Organisation>) -> Choices {
    let Asking { page, catalogue, .. } = asking;
    let choice = |it: &&Organisation| {
        let facts = &it.facts;
        let town = facts.commune.as_ref().and_then(|code| catalogue.commune(code));
        let parts = [
            facts.address.as_ref().map(ToString::to_string),
            town.map(|town| town.name.to_string()),
        ];
        let help = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let is_chosen = chosen.is_some_and(|other| other.id == it.id);
        Choice {
            help: Some(help).filter(|help| !help.is_empty()),
            ..Choice::new(it.id.to_string(), facts.name.to_string(), is_chosen)
        }
    };
    let mut options: Vec<Choice> = shown.iter().map(choice).collect();
    options.push(Choice::new("", page.t(say::PROPOSE_CARRIER_NONE), chosen.is_none()));
    Choices {
        legend: page.t(say::PROPOSE_CARRIER_CHOICE).into_owned(),
        ..asking.choices(Field::Carrier, options, false)
    }
}
