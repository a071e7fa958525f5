//! Whom to call: the initiative itself, its carriers, somebody near who knows, or a list to look in.

use crate::{
    catalogue::Catalogue,
    domain::{
        contact::{Email, Phone, WebUrl},
        initiative::Initiative,
        organisation::{Organisation, TieRule},
        search::OrganisationSearch,
        state::Activity,
    },
    i18n::{Key, say},
    web::{Page, parts::OrganisationCard, paths},
};

/// Kinds of places that know what exists around them, the widest audience first.
const GUIDES: [&str; 5] =
    ["france-services", "mission-locale", "centre-social", "information-jeunesse", "ccas"];

/// The lists to look in when nobody is known to phone.
const LISTS: [(&str, &Key); 2] = [
    ("mission-locale", say::CONTACT_LIST_MISSION_LOCALE),
    ("france-services", say::CONTACT_LIST_FRANCE_SERVICES),
];

/// At most this many people to turn to.
const MOST: usize = 4;

/// How to reach an initiative, or whoever knows of it.
#[derive(Debug)]
pub struct Contact<'a> {
    /// Its own number, mail and site; none when it is over.
    pub phone: Option<&'a Phone>,
    pub email: Option<&'a Email>,
    pub website: Option<&'a WebUrl>,
    pub carriers: Vec<OrganisationCard<'a>>,
    /// Guides in its neighbourhoods or at most 300 m from them.
    pub near: Vec<OrganisationCard<'a>>,
    /// Guides elsewhere in its towns.
    pub town: Vec<OrganisationCard<'a>>,
    pub town_label: String,
    /// Whom to phone when it has no number of its own: its carriers, or else one guide.
    pub calls: Vec<Call<'a>>,
    pub calls_label: String,
    /// The words and addresses of lists, when there is nobody to phone.
    pub lists: Vec<(String, String)>,
}

/// Somebody to phone.
#[derive(Debug)]
pub struct Call<'a> {
    pub name: &'a str,
    pub phone: &'a Phone,
    pub as_of: String,
}

impl<'a> Contact<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, initiative: &'a Initiative) -> Self {
        let facts = &initiative.facts;
        let going_on = facts.life.activity != Activity::Ended;
        let card = |it| OrganisationCard::new(page, catalogue, it);
        let carriers = carriers(catalogue, initiative);
        let guides = guides(catalogue, initiative, &carriers);
        let first_is_near = guides.first().is_some_and(|(_, near)| *near);
        let one_town = facts.communes.len() == 1;
        let cards = |close| guides.iter().filter(move |it| it.1 == close).map(|it| card(it.0));
        let carriers: Vec<_> = carriers.into_iter().map(card).collect();
        let mut calls: Vec<Call<'a>> = carriers.iter().filter_map(call).collect();
        let calls_label = match (calls.is_empty(), first_is_near, one_town) {
            (false, ..) => say::CONTACT_PHONE_CARRIER,
            (true, true, _) => say::CONTACT_PHONE_NEAR,
            (true, false, true) => say::CONTACT_PHONE_TOWN,
            (true, false, false) => say::CONTACT_PHONE_TOWNS,
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
                .t(if one_town { say::GUIDES_TOWN } else { say::GUIDES_TOWNS })
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

/// The organisations that carry `initiative`, by name, with their page.
fn carriers<'a>(catalogue: &'a Catalogue, initiative: &Initiative) -> Vec<&'a Organisation> {
    let names = initiative.facts.carriers.iter();
    let ids = names.filter_map(|name| initiative.organisations.iter().find(|(it, _)| it == name));
    ids.filter_map(|(_, id)| catalogue.organisation(*id)).collect()
}

/// Who can put a person in touch, one of each kind and with a phone; and whether it stands in a
/// neighbourhood of the initiative or beside it, rather than only in one of its towns.
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
    GUIDES.iter().filter_map(of_kind).take(MOST).copied().collect()
}

/// Places to look for, in the département of `initiative` when it has one only.
fn lists(page: &Page, catalogue: &Catalogue, initiative: &Initiative) -> Vec<(String, String)> {
    let departement = match initiative.facts.departements.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let list = |(kind, label): (&str, &'static Key)| {
        let kind = Some(kind.parse().ok()?);
        let departement = departement.clone();
        let search = OrganisationSearch { kind, departement, ..OrganisationSearch::default() };
        Some((page.t(label).into_owned(), paths::organisations(catalogue, &search, 1)))
    };
    LISTS.into_iter().filter_map(list).collect()
}
