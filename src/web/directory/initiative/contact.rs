//! Contacts of an initiative: its own, its carriers, local guidance services, or lists of services.

use crate::catalogue::{Catalogue, ContactDetail};
use crate::domain::directory::{
    Activity, Barrier, Email, Initiative, InitiativeFacts, Organisation, Phone, TieRule, WebUrl,
};
use crate::domain::search::OrganisationSearch;
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{Link, NumberLine, OrganisationCard, ShownNumbers, address, as_of};
use crate::web::{Page, paths};

/// Kinds of organisations that give guidance whatever the barrier, the most general first.
const GUIDES: [&str; 5] =
    ["france-services", "mission-locale", "centre-social", "information-jeunesse", "ccas"];

/// Lists of organisations offered if there is nobody to phone.
const LISTS: [(&str, &Key); 3] = [
    ("mission-locale", messages::CONTACT_LIST_MISSION_LOCALE),
    ("france-services", messages::CONTACT_LIST_FRANCE_SERVICES),
    ("centre-social", messages::CONTACT_LIST_CENTRE_SOCIAL),
];

/// Maximum lists offered.
const MAX_LISTS: usize = 2;

/// Maximum guidance services shown.
const MAX_GUIDES: usize = 4;

/// Contacts for an initiative.
#[derive(Debug)]
pub struct Contact<'a> {
    /// Its own phone, email and website, or else those of its carriers; `None` if it has ended.
    pub phone: Option<ContactLine<'a, Phone>>,
    pub email: Option<ContactLine<'a, Email>>,
    pub website: Option<ContactLine<'a, WebUrl>>,
    /// Address of a carrier, if it has none of its own and has not ended.
    pub carrier_address: Option<CarrierAddress>,
    pub carriers: Vec<OrganisationCard<'a>>,
    /// Guidance services in its neighbourhoods or at most 300 m away.
    pub near: Vec<OrganisationCard<'a>>,
    /// Other guidance services of its towns.
    pub town: Vec<OrganisationCard<'a>>,
    pub town_label: String,
    /// Numbers to call if it has no phone: one guidance service; the carriers if it has ended.
    pub calls: Vec<Call<'a>>,
    pub calls_label: String,
    /// Lists of organisations, if there is nobody to phone.
    pub lists: Vec<Link>,
    /// National number for its first barrier, and the page that leads to the needs desks of this barrier, if there is
    /// nobody to phone.
    pub number: Option<NumberLine<'a>>,
    pub desk: Option<Link>,
    /// Numbers of all of the above.
    pub shown: ShownNumbers,
}

/// Contact detail, and a sentence that says whose it is.
#[derive(Debug)]
pub struct ContactLine<'a, T> {
    pub value: &'a T,
    /// Name of the carrier that it belongs to; `None` if it is the initiative’s own.
    pub owner: Option<&'a str>,
    /// Empty if the carrier confirmed it on this site.
    pub note: String,
}

/// Address of a carrier, one line each, and a sentence that says whose it is.
#[derive(Debug)]
pub struct CarrierAddress {
    pub lines: Vec<String>,
    pub note: String,
}

/// Name and phone number to call.
#[derive(Debug)]
pub struct Call<'a> {
    pub name: &'a str,
    pub phone: &'a Phone,
    pub as_of: String,
}

/// Guidance service with a phone.
#[derive(Debug, Clone, Copy)]
struct Guide<'a> {
    organisation: &'a Organisation,
    /// True if it is in a neighbourhood of the initiative or near one; false if only in one of its towns.
    is_near: bool,
}

impl<'a> Contact<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, initiative: &'a Initiative) -> Self {
        let details = catalogue.contact_details(initiative);
        let carriers = catalogue.carriers_of(initiative);
        let guides = guides(catalogue, initiative, &carriers);
        let mut shown = ShownNumbers::default();
        if let Some(phone) = &details.phone {
            shown.insert(phone.value);
        }
        let calls = calls(page, initiative, &carriers, &guides, &mut shown);
        let nobody = details.phone.is_none() && calls.is_empty();
        let first = initiative.facts.barriers.first();
        let barrier = first.and_then(|slug| catalogue.barrier(slug.as_str()));
        let is_called = nobody && initiative.facts.lifecycle.activity != Activity::Ended;
        let number = || catalogue.number_for(barrier);
        let is_one_town = initiative.facts.communes.len() == 1;
        let town_label = if is_one_town { messages::GUIDES_TOWN } else { messages::GUIDES_TOWNS };
        let calls_label = calls_label(guides.first().is_some_and(|it| it.is_near), is_one_town);
        let mut card = |it: &'a Organisation| shown.add(OrganisationCard::new(page, catalogue, it));
        let (near, town): (Vec<Guide<'a>>, Vec<Guide<'a>>) =
            guides.iter().copied().partition(|it| it.is_near);
        Self {
            phone: details.phone.map(|it| phone_line(page, initiative, it)),
            email: details.email.map(|it| email_line(page, it)),
            website: details.website.map(|it| website_line(page, initiative, it)),
            carrier_address: carrier_address(page, catalogue, initiative, &carriers),
            carriers: carriers.iter().map(|it| card(it)).collect(),
            near: near.iter().map(|it| card(it.organisation)).collect(),
            town: town.iter().map(|it| card(it.organisation)).collect(),
            town_label: page.t(town_label).into_owned(),
            calls,
            calls_label: page.t(calls_label).into_owned(),
            number: is_called.then(number).flatten().map(|it| NumberLine::new(page, catalogue, it)),
            desk: barrier.filter(|_| is_called).map(|it| desk(page, it)),
            lists: if nobody { lists(page, catalogue, initiative) } else { Vec::new() },
            shown,
        }
    }
}

/// Place box that leads to the needs desks of `barrier`.
fn desk(page: &Page, barrier: &Barrier) -> Link {
    let label = page.tv(messages::CONTACT_DESK, barrier.label.as_str());
    Link::new(label, paths::barrier_at_place(&barrier.slug))
}

impl<'a> Call<'a> {
    fn new(page: &Page, organisation: &'a Organisation) -> Option<Self> {
        let facts = &organisation.facts;
        let as_of = as_of(page.lang, organisation);
        Some(Self { name: facts.name.as_str(), phone: facts.phone.as_ref()?, as_of })
    }
}

/// Numbers to call if there is no phone: carriers of an ended initiative, else one guidance service.
fn calls<'a>(
    page: &Page,
    initiative: &Initiative,
    carriers: &[&'a Organisation],
    guides: &[Guide<'a>],
    shown: &mut ShownNumbers,
) -> Vec<Call<'a>> {
    let ended = initiative.facts.lifecycle.activity == Activity::Ended;
    let callable = carriers.iter().filter(|_| ended).filter_map(|it| Call::new(page, it));
    let calls: Vec<Call<'a>> = callable.filter(|call| shown.insert(call.phone)).collect();
    if !calls.is_empty() || !shown.is_empty() {
        return calls;
    }
    let guide = guides.first().and_then(|it| Call::new(page, it.organisation));
    guide.into_iter().filter(|call| shown.insert(call.phone)).collect()
}

/// Guidance service with a phone, in or near a neighbourhood of `initiative`, or else in one of its towns.
pub fn first_guide<'a>(
    catalogue: &'a Catalogue,
    initiative: &Initiative,
) -> Option<&'a Organisation> {
    let carriers = catalogue.carriers_of(initiative);
    guides(catalogue, initiative, &carriers).first().map(|it| it.organisation)
}

const fn calls_label(is_near: bool, is_one_town: bool) -> &'static Key {
    match (is_near, is_one_town) {
        (true, _) => messages::CONTACT_PHONE_NEAR,
        (false, true) => messages::CONTACT_PHONE_TOWN,
        (false, false) => messages::CONTACT_PHONE_TOWNS,
    }
}

fn phone_line<'a>(
    page: &Page,
    initiative: &Initiative,
    phone: ContactDetail<'a, Phone>,
) -> ContactLine<'a, Phone> {
    let note = match phone.carrier {
        Some(carrier) => seen_phone(page, carrier),
        None if initiative.facts.lifecycle.confirmed_on.is_some() => String::new(),
        None => page.t(messages::CONTACT_PHONE_CHECK).into_owned(),
    };
    contact_line(phone, note)
}

fn email_line<'a>(page: &Page, email: ContactDetail<'a, Email>) -> ContactLine<'a, Email> {
    let note = email.carrier.map(|it| page.tv(messages::CONTACT_EMAIL_OF, it.facts.name.as_str()));
    contact_line(email, note.unwrap_or_default())
}

fn website_line<'a>(
    page: &Page,
    initiative: &Initiative,
    website: ContactDetail<'a, WebUrl>,
) -> ContactLine<'a, WebUrl> {
    let note = match website.carrier {
        Some(carrier) => page.tv(messages::CONTACT_WEBSITE_OF, carrier.facts.name.as_str()),
        None if initiative.facts.lifecycle.confirmed_on.is_some() => String::new(),
        None => page.t(messages::CONTACT_WEBSITE).into_owned(),
    };
    contact_line(website, note)
}

fn contact_line<T>(detail: ContactDetail<'_, T>, note: String) -> ContactLine<'_, T> {
    let owner = detail.carrier.map(|it| it.facts.name.as_str());
    ContactLine { value: detail.value, owner, note }
}

/// « Numéro de l’organisateur, Régie Plus. Vu en 2021. »
fn seen_phone(page: &Page, carrier: &Organisation) -> String {
    let name = Arg::Text(carrier.facts.name.as_str());
    match carrier.facts.source.as_of {
        Some(date) => {
            let date = page.lang.date_in(date);
            page.ta(messages::CONTACT_PHONE_OF, &[("name", name), ("date", Arg::Text(&date))])
        }
        None => page.ta(messages::CONTACT_PHONE_OF_UNDATED, &[("name", name)]),
    }
}

fn carrier_address(
    page: &Page,
    catalogue: &Catalogue,
    initiative: &Initiative,
    carriers: &[&Organisation],
) -> Option<CarrierAddress> {
    let facts = &initiative.facts;
    if facts.practical.address.is_some() || facts.lifecycle.activity == Activity::Ended {
        return None;
    }
    let carrier = carriers.iter().find(|it| it.facts.address.is_some())?;
    let postal = address(catalogue, &carrier.facts);
    let street = postal.street.map(str::to_owned);
    Some(CarrierAddress {
        lines: street.into_iter().chain(postal.town_line()).collect(),
        note: page.tv(messages::CONTACT_ADDRESS_OF, carrier.facts.name.as_str()),
    })
}

/// Guidance services with a phone, one of each kind, in or near a neighbourhood of the initiative, or else in one of
/// its towns.
fn guides<'a>(
    catalogue: &'a Catalogue,
    initiative: &Initiative,
    carriers: &[&Organisation],
) -> Vec<Guide<'a>> {
    let facts = &initiative.facts;
    let is_close = |it: &&Organisation| {
        let mut ties = it.facts.ties.iter();
        ties.any(|tie| {
            tie.rule != TieRule::Named && facts.neighbourhoods.contains(&tie.neighbourhood)
        })
    };
    let here = facts.neighbourhoods.iter().flat_map(|code| catalogue.organisations_in(code));
    let town = facts.communes.iter().flat_map(|code| catalogue.organisations_of(code));
    let here = here.filter(is_close).map(|organisation| Guide { organisation, is_near: true });
    let town = town.map(|organisation| Guide { organisation, is_near: false });
    let is_reachable = |it: &Organisation| {
        it.facts.phone.is_some() && carriers.iter().all(|carrier| carrier.id != it.id)
    };
    let known: Vec<Guide<'a>> =
        here.chain(town).filter(|it| is_reachable(it.organisation)).collect();
    let of_kind = |kind: &str| known.iter().find(|it| it.organisation.facts.kind.as_str() == kind);
    let kinds = guide_kinds(catalogue, initiative).into_iter();
    kinds.filter_map(of_kind).take(MAX_GUIDES).copied().collect()
}

/// Kinds that help with the barriers of `initiative`, then the general ones; only those open to all its audiences.
fn guide_kinds<'a>(catalogue: &'a Catalogue, initiative: &Initiative) -> Vec<&'a str> {
    let InitiativeFacts { barriers, audiences, .. } = &initiative.facts;
    let helping = barriers.iter().flat_map(|barrier| catalogue.kinds_for(barrier, audiences));
    let helping = helping.map(|it| it.kind.as_str()).chain(GUIDES);
    let mut kinds = Vec::new();
    for kind in helping.filter(|kind| catalogue.is_kind_open_to_all(kind, audiences)) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
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
    let audiences = &initiative.facts.audiences;
    let open = LISTS.into_iter().filter(|(kind, _)| catalogue.is_kind_open_to_all(kind, audiences));
    open.filter_map(list).take(MAX_LISTS).collect()
}
