//! Contacts of an initiative: its own, its carriers, local guidance services, or lists of services.

use crate::catalogue::Catalogue;
use crate::domain::directory::{Activity, Email, Initiative, Organisation, Phone, TieRule, WebUrl};
use crate::domain::search::OrganisationSearch;
use crate::i18n::{Key, messages};
use crate::web::components::{Link, OrganisationCard};
use crate::web::{Page, paths};

/// Kinds of organisations that give guidance, the most general first.
const GUIDES: [&str; 5] =
    ["france-services", "mission-locale", "centre-social", "information-jeunesse", "ccas"];

/// Lists of organisations offered if there is nobody to phone.
const LISTS: [(&str, &Key); 2] = [
    ("mission-locale", messages::CONTACT_LIST_MISSION_LOCALE),
    ("france-services", messages::CONTACT_LIST_FRANCE_SERVICES),
];

/// Maximum guidance services shown.
const MAX_GUIDES: usize = 4;

/// Contacts for an initiative.
#[derive(Debug)]
pub struct Contact<'a> {
    /// Its own phone, email and website; `None` if it has ended.
    pub phone: Option<&'a Phone>,
    pub email: Option<&'a Email>,
    pub website: Option<&'a WebUrl>,
    pub carriers: Vec<OrganisationCard<'a>>,
    /// Guidance services in its neighbourhoods or at most 300 m away.
    pub near: Vec<OrganisationCard<'a>>,
    /// Other guidance services of its towns.
    pub town: Vec<OrganisationCard<'a>>,
    pub town_label: String,
    /// Numbers to call if it has none of its own: carriers, else one guidance service.
    pub calls: Vec<Call<'a>>,
    pub calls_label: String,
    /// Lists of organisations, if there is nobody to phone.
    pub lists: Vec<Link>,
}

/// Name and phone number to call.
#[derive(Debug)]
pub struct Call<'a> {
    pub name: &'a str,
    pub phone: &'a Phone,
    pub as_of: String,
}

impl<'a> Contact<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, initiative: &'a Initiative) -> Self {
        let facts = &initiative.facts;
        let going_on = facts.lifecycle.activity != Activity::Ended;
        let card = |it| OrganisationCard::new(page, catalogue, it);
        let carriers = carriers(catalogue, initiative);
        let guides = guides(catalogue, initiative, &carriers);
        let first_is_near = guides.first().is_some_and(|(_, near)| *near);
        let one_town = facts.communes.len() == 1;
        let cards = |close| guides.iter().filter(move |it| it.1 == close).map(|it| card(it.0));
        let carriers: Vec<_> = carriers.into_iter().map(card).collect();
        let mut calls: Vec<Call<'a>> = carriers.iter().filter_map(call).collect();
        let calls_label = match (calls.is_empty(), first_is_near, one_town) {
            (false, ..) => messages::CONTACT_PHONE_CARRIER,
            (true, true, _) => messages::CONTACT_PHONE_NEAR,
            (true, false, true) => messages::CONTACT_PHONE_TOWN,
            (true, false, false) => messages::CONTACT_PHONE_TOWNS,
        };
        if calls.is_empty() {
            calls.extend(guides.first().and_then(|(guide, _)| call(&card(guide))));
        }
        let phone = facts.phone.as_ref().filter(|_| going_on);
        let nobody = phone.is_none() && calls.is_empty();
        Self {
            phone,
            email: facts.email.as_ref().filter(|_| going_on),
            website: facts.website.as_ref().filter(|_| going_on),
            near: cards(true).collect(),
            town: cards(false).collect(),
            town_label: page
                .t(if one_town { messages::GUIDES_TOWN } else { messages::GUIDES_TOWNS })
                .into_owned(),
            carriers,
            calls,
            calls_label: page.t(calls_label).into_owned(),
            lists: if nobody { lists(page, catalogue, initiative) } else { Vec::new() },
        }
    }
}

fn call<'a>(card: &OrganisationCard<'a>) -> Option<Call<'a>> {
    Some(Call { name: card.name, phone: card.phone?, as_of: card.as_of.clone() })
}

/// Carriers of `initiative` that have a page of their own.
fn carriers<'a>(catalogue: &'a Catalogue, initiative: &Initiative) -> Vec<&'a Organisation> {
    let names = initiative.facts.carriers.iter();
    let ids = names.filter_map(|name| initiative.organisations.iter().find(|(it, _)| it == name));
    ids.filter_map(|(_, id)| catalogue.organisation(*id)).collect()
}

/// Guidance services with a phone, one of each kind; true if it is in or near a neighbourhood of
/// the initiative, false if only in one of its towns.
fn guides<'a>(
    catalogue: &'a Catalogue,
    initiative: &Initiative,
    carriers: &[&Organisation],
) -> Vec<(&'a Organisation, bool)> {
    let facts = &initiative.facts;
    let is_close = |it: &&Organisation| {
        let mut ties = it.facts.ties.iter();
        ties.any(|tie| {
            tie.rule != TieRule::Named && facts.neighbourhoods.contains(&tie.neighbourhood)
        })
    };
    let here = facts.neighbourhoods.iter().flat_map(|code| catalogue.organisations_in(code));
    let town = facts.communes.iter().flat_map(|code| catalogue.organisations_of(code));
    let known = here.filter(is_close).map(|it| (it, true)).chain(town.map(|it| (it, false)));
    let reachable = |it: &Organisation| {
        it.facts.phone.is_some() && carriers.iter().all(|carrier| carrier.id != it.id)
    };
    let known: Vec<(&Organisation, bool)> = known.filter(|(it, _)| reachable(it)).collect();
    let of_kind = |kind: &&str| known.iter().find(|(it, _)| it.facts.kind.as_str() == *kind);
    GUIDES.iter().filter_map(of_kind).take(MAX_GUIDES).copied().collect()
}

/// Links to lists of organisations, limited to the département of `initiative` if it has exactly one.
fn lists(page: &Page, catalogue: &Catalogue, initiative: &Initiative) -> Vec<Link> {
    let departement = match initiative.facts.departements.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let list = |(kind, label): (&str, &'static Key)| {
        let kind = Some(kind.parse().ok()?);
        let departement = departement.clone();
        let search = OrganisationSearch { kind, departement, ..OrganisationSearch::default() };
        Some(Link::new(page.t(label), paths::organisations(catalogue, &search, 1)))
    };
    LISTS.into_iter().filter_map(list).collect()
}
