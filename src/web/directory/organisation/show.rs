//! View of the page of an organisation.

use askama::Template;

use super::json_ld::json_ld;
use crate::catalogue::{Catalogue, PAGE_SIZE};
use crate::domain::directory::{
    Email, Initiative, InitiativeState, Organisation, OrganisationFacts, OrganisationKind, Phone,
    Siret, TieRule, WebUrl,
};
use crate::domain::search::{OrganisationSearch, Search};
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{
    Card, Crumb, JsonLd, OpeningStatus, PrintFooter, StreetMapLinks, address, as_of, cards,
};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/organisation/show.html")]
pub struct OrganisationView<'a> {
    name: &'a str,
    kind: Option<&'a OrganisationKind>,
    kind_href: String,
    description: String,
    canonical: String,
    print_footer: PrintFooter,
    crumbs: Vec<Crumb>,
    address: Option<String>,
    street_known: bool,
    /// Links to street maps, if the position is known.
    streets: Option<StreetMapLinks>,
    phone: Option<&'a Phone>,
    email: Option<&'a Email>,
    website: Option<&'a WebUrl>,
    hours: Vec<String>,
    opening: Option<OpeningStatus>,
    ties: Vec<TieLine<'a>>,
    commune: Option<(&'a str, String)>,
    departement: Option<(&'a str, String)>,
    /// Initiatives that have not ended; `ended` holds the others.
    initiatives: Vec<Card<'a>>,
    ended: Vec<Card<'a>>,
    /// Number of initiatives not shown, and URL of the full list; `ended_more` is the same for ended ones.
    initiatives_more: Option<(usize, String)>,
    ended_more: Option<(usize, String)>,
    as_of: String,
    source: &'a str,
    licence: &'a str,
    licence_is_open: bool,
    siret: Option<&'a str>,
    /// Links to organisations of the same kind, and of the same town.
    others: Vec<(String, String)>,
    json_ld: JsonLd,
    page: Page,
}

/// Neighbourhood it is tied to, with the reason.
struct TieLine<'a> {
    code: &'a str,
    name: &'a str,
    href: String,
    reason: String,
}

impl<'a> OrganisationView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, organisation: &'a Organisation) -> Self {
        let facts = &organisation.facts;
        let canonical = page.absolute_url(&paths::organisation(&facts.slug));
        let kind = catalogue.kind(facts.kind.as_str());
        let all = catalogue.initiatives_of(organisation.id);
        let (ended, running): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|it| catalogue.state(it) == InitiativeState::Ended);
        Self {
            name: facts.name.as_str(),
            print_footer: PrintFooter::new(&page, &paths::organisation(&facts.slug)),
            kind_href: of_kind(catalogue, facts),
            description: description(&page, catalogue, organisation, kind),
            crumbs: crumbs(&page, catalogue, facts),
            address: address(catalogue, organisation),
            street_known: facts.address.is_some(),
            streets: facts.position.map(|place| StreetMapLinks::new(place, facts.name.as_str())),
            phone: facts.phone.as_ref(),
            email: facts.email.as_ref(),
            website: facts.website.as_ref(),
            hours: facts.opening_hours.as_ref().map(|it| page.lang.hours(it)).unwrap_or_default(),
            opening: OpeningStatus::new(&page, organisation),
            ties: ties(&page, catalogue, facts),
            commune: commune(catalogue, facts),
            departement: departement(catalogue, facts),
            initiatives: cards(page.lang, catalogue, first(&running)),
            ended: cards(page.lang, catalogue, first(&ended)),
            initiatives_more: more(catalogue, organisation, &running, None),
            ended_more: more(catalogue, organisation, &ended, Some(InitiativeState::Ended)),
            as_of: as_of(page.lang, organisation),
            source: facts.source.name.as_str(),
            licence: facts.source.licence.as_str(),
            licence_is_open: facts.source.licence_is_open,
            siret: facts.siret.as_ref().map(Siret::as_str),
            others: others(&page, catalogue, facts),
            json_ld: json_ld(catalogue, organisation, &canonical),
            kind,
            canonical,
            page,
        }
    }
}

/// First page of `list`.
fn first<'a, 'b>(list: &'b [&'a Initiative]) -> &'b [&'a Initiative] {
    list.get(..PAGE_SIZE).unwrap_or(list)
}

/// Number of initiatives beyond the first page, and the URL of all of the organisation's in `state`, if given.
fn more(
    catalogue: &Catalogue,
    organisation: &Organisation,
    list: &[&Initiative],
    state: Option<InitiativeState>,
) -> Option<(usize, String)> {
    let count = list.len().checked_sub(PAGE_SIZE).filter(|count| *count > 0)?;
    let organisations = [organisation.id].into();
    let search = Search { organisations, states: state.into_iter().collect(), ..Search::default() };
    Some((count, paths::search(catalogue, &search, 1)))
}

/// « Mission locale, 8 allée X, 37000 Tours. Accompagne les jeunes… »
fn description(
    page: &Page,
    catalogue: &Catalogue,
    organisation: &Organisation,
    kind: Option<&OrganisationKind>,
) -> String {
    let place = address(catalogue, organisation)
        .unwrap_or_else(|| page.t(messages::ADDRESS_UNKNOWN).into_owned());
    let does = kind.map_or("", |kind| kind.what_it_does.as_str());
    page.ta(
        messages::ORGANISATION_DESCRIPTION,
        &[
            ("name", Arg::Text(organisation.facts.name.as_str())),
            ("place", Arg::Text(&place)),
            ("does", Arg::Text(does)),
        ],
    )
}

fn crumbs(page: &Page, catalogue: &Catalogue, facts: &OrganisationFacts) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
        Crumb::to(page.t(messages::NAV_ORGANISATIONS), paths::ORGANISATIONS),
    ];
    crumbs.extend(departement(catalogue, facts).map(|(name, href)| Crumb::to(name, href)));
    crumbs.push(Crumb::here(facts.name.as_str()));
    crumbs
}

fn ties<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    facts: &'a OrganisationFacts,
) -> Vec<TieLine<'a>> {
    let line = |tie: &'a crate::domain::directory::Tie| {
        let it = catalogue.neighbourhood(&tie.neighbourhood)?;
        Some(TieLine {
            code: it.code.as_str(),
            name: it.name.as_str(),
            href: paths::neighbourhood(&it.slug),
            reason: page.t(why(tie.rule)).into_owned(),
        })
    };
    facts.ties.iter().filter_map(line).collect()
}

const fn why(rule: TieRule) -> &'static Key {
    match rule {
        TieRule::Inside => messages::TIE_INSIDE,
        TieRule::Near => messages::TIE_NEAR,
        TieRule::Named => messages::TIE_NAMED,
    }
}

fn of_kind(catalogue: &Catalogue, facts: &OrganisationFacts) -> String {
    let kind = Some(facts.kind.clone());
    paths::organisations(catalogue, &OrganisationSearch { kind, ..Default::default() }, 1)
}

fn commune<'a>(catalogue: &'a Catalogue, facts: &OrganisationFacts) -> Option<(&'a str, String)> {
    let it = catalogue.commune(facts.commune.as_ref()?)?;
    let search = OrganisationSearch { commune: facts.commune.clone(), ..Default::default() };
    Some((it.name.as_str(), paths::organisations(catalogue, &search, 1)))
}

fn departement<'a>(
    catalogue: &'a Catalogue,
    facts: &OrganisationFacts,
) -> Option<(&'a str, String)> {
    let it = catalogue.departement(facts.departement.as_ref()?)?;
    let departement = facts.departement.clone();
    let search = OrganisationSearch { departement, ..Default::default() };
    Some((it.name.as_str(), paths::organisations(catalogue, &search, 1)))
}

/// Links to organisations of the same town, and to those of the same kind in the département.
fn others(page: &Page, catalogue: &Catalogue, facts: &OrganisationFacts) -> Vec<(String, String)> {
    let town = commune(catalogue, facts).map(|(name, href)| {
        (page.tv(messages::ORGANISATIONS_IN, &page.lang.in_commune(name)), href)
    });
    let kind = catalogue.kind(facts.kind.as_str());
    let departement = facts.departement.as_ref().and_then(|code| catalogue.departement(code));
    let alike = kind.zip(departement).map(|(kind, departement)| {
        let search = OrganisationSearch {
            kind: Some(kind.slug.clone()),
            departement: Some(departement.code.clone()),
            ..Default::default()
        };
        let args = [
            ("kind", Arg::Text(kind.label.as_str())),
            ("place", Arg::Text(&page.lang.in_departement(departement))),
        ];
        let label = page.ta(messages::ORGANISATION_ALIKE, &args);
        (label, paths::organisations(catalogue, &search, 1))
    });
    town.into_iter().chain(alike).collect()
}
