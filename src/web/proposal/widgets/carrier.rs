//! Carrier widget: an organisation of the directory, or one that is described.

use super::builder::FormBuilder;
use crate::domain::directory::{Organisation, OrganisationId};
use crate::domain::proposal::Field;
use crate::domain::search::OrganisationSearch;
use crate::i18n::messages;
use crate::web::components::{self, ChoiceOption, Choices};

/// Maximum number of organisations offered.
const MAX_OFFERED: usize = 10;

#[derive(Debug)]
pub struct CarrierWidget {
    /// Search text, as typed.
    pub search_text: String,
    /// Message about the search result.
    pub message: Option<String>,
    /// Organisations to choose from; `None` if nothing was searched for and none resembles the description.
    pub choices: Option<Choices>,
    pub name: components::Field,
    pub siret: components::Field,
    /// True if no organisation is chosen: the fields that describe one are unfolded.
    pub open: bool,
}

impl CarrierWidget {
    pub fn new(builder: FormBuilder<'_>) -> Self {
        let FormBuilder { page, catalogue, entry, search: found, errors } = builder;
        let chosen = entry.get(Field::Carrier).parse().ok().map(OrganisationId::new);
        let chosen = chosen.and_then(|id| catalogue.organisation(id));
        let searched = matching(builder, &found.carrier);
        let like = match chosen {
            Some(_) => Vec::new(),
            None => catalogue.similar_carriers(entry),
        };
        let looked_for = !found.carrier.is_empty();
        let message = match (looked_for && searched.is_empty(), like.is_empty()) {
            (true, _) => Some(messages::PROPOSE_CARRIER_NOTHING),
            (false, false) => Some(messages::PROPOSE_CARRIER_LIKE),
            (false, true) => None,
        };
        let mut shown: Vec<&Organisation> = chosen.into_iter().collect();
        for it in like.into_iter().chain(searched) {
            if !shown.iter().any(|other| other.id == it.id) {
                shown.push(it);
            }
        }
        let (name, siret) =
            (builder.text_field(Field::CarrierName), builder.text_field(Field::CarrierSiret));
        let wrong = errors.message(Field::Carrier.name()).is_some();
        Self {
            search_text: found.carrier.clone(),
            message: message.map(|key| page.t(key).into_owned()),
            choices: (!shown.is_empty() || wrong).then(|| choices(builder, &shown, chosen)),
            open: chosen.is_none(),
            name,
            siret,
        }
    }
}

fn matching<'a>(builder: FormBuilder<'a>, text: &str) -> Vec<&'a Organisation> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let search = OrganisationSearch { text: text.to_owned(), ..OrganisationSearch::default() };
    let found = builder.catalogue.search_organisations(&search, std::num::NonZeroU32::MIN);
    found.hits.into_iter().take(MAX_OFFERED).collect()
}

fn choices(
    builder: FormBuilder<'_>,
    shown: &[&Organisation],
    chosen: Option<&Organisation>,
) -> Choices {
    let FormBuilder { page, catalogue, .. } = builder;
    let choice = |it: &&Organisation| {
        let facts = &it.facts;
        let town = facts.commune.as_ref().and_then(|code| catalogue.commune(code));
        let parts = [
            facts.address.as_ref().map(ToString::to_string),
            town.map(|town| town.name.to_string()),
        ];
        let help = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let is_chosen = chosen.is_some_and(|other| other.id == it.id);
        ChoiceOption {
            help: Some(help).filter(|help| !help.is_empty()),
            ..ChoiceOption::new(it.id.to_string(), facts.name.to_string(), is_chosen)
        }
    };
    let mut options: Vec<ChoiceOption> = shown.iter().map(choice).collect();
    options.push(ChoiceOption::new("", page.t(messages::PROPOSE_CARRIER_NONE), chosen.is_none()));
    Choices {
        legend: page.t(messages::PROPOSE_CARRIER_CHOICE).into_owned(),
        ..builder.choices(Field::Carrier, options)
    }
}
