//! View of the page of an organisation.

use askama::Template;

use super::directions::Visit;
use super::json_ld::json_ld;
use super::reception;
use super::source::SourceWords;
use crate::catalogue::{Catalogue, OrganisationContent, PAGE_SIZE};
use crate::domain::directory::{
    Email, Initiative, InitiativeState, Organisation, OrganisationFacts, OrganisationKind, Phone,
    ShortlistItem, Siret, TieRule, WebUrl,
};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{
    Card, Crumb, JsonLd, Link, MoreLink, OpeningStatus, PrintFooter, StreetMapLinks, address_line,
    as_of, breadcrumb, cards, first,
};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/organisation/show.html")]
pub struct OrganisationView<'a> {
    name: &'a str,
    /// Number on a shortlist, and sheet to print.
    item: ShortlistItem,
    sheet: String,
    kind: Option<&'a OrganisationKind>,
    kind_href: String,
    description: String,
    canonical: String,
    print_footer: PrintFooter,
    crumbs: Vec<Crumb>,
    address: Option<String>,
    street_known: bool,
    /// True if it moves: its address is a seat.
    is_mobile: bool,
    /// Sentences about its reception of people.
    reception: Vec<String>,
    /// Links to street maps, if the position is known.
    streets: Option<StreetMapLinks>,
    phone: Option<&'a Phone>,
    email: Option<&'a Email>,
    website: Option<&'a WebUrl>,
    opening: Option<OpeningStatus>,
    ties: Vec<TieLine<'a>>,
    commune: Option<Link>,
    departement: Option<Link>,
    /// Initiatives that have not ended; `ended` holds the others.
    initiatives: Vec<Card<'a>>,
    ended: Vec<Card<'a>>,
    /// Number of initiatives not shown, and URL of the full list; `ended_more` is the same for ended ones.
    initiatives_more: Option<MoreLink>,
    ended_more: Option<MoreLink>,
    as_of: String,
    source: SourceWords,
    licence: &'a str,
    licence_is_open: bool,
    siret: Option<&'a str>,
    visit: Visit<'a>,
    /// Links to organisations of the same kind, and of the same town.
    others: Vec<Link>,
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
    #[expect(clippy::too_many_lines, reason = "one struct, as long as its page")]
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &OrganisationContent<'a>) -> Self {
        let OrganisationContent { organisation, initiatives, ended, .. } = content;
        let facts = &organisation.facts;
        let canonical = page.absolute_url(&paths::organisation(&facts.slug));
        let kind = catalogue.kind(facts.kind.as_str());
        let shown = cards(page.lang, catalogue, first(initiatives, PAGE_SIZE));
        Self {
            name: facts.name.as_str(),
            item: ShortlistItem::Organisation(organisation.id),
            sheet: paths::organisation_sheet(&facts.slug),
            print_footer: PrintFooter::new(&page, &paths::organisation(&facts.slug)),
            kind_href: of_kind(catalogue, facts),
            description: description(&page, catalogue, organisation, kind),
            crumbs: crumbs(&page, catalogue, facts),
            address: address_line(&page, catalogue, facts),
            is_mobile: facts.is_mobile(),
            reception: reception::sentences(&page, catalogue, facts),
            street_known: facts.address.is_some(),
            streets: streets(facts),
            phone: facts.phone.as_ref(),
            email: facts.email.as_ref(),
            website: facts.website.as_ref(),
            opening: OpeningStatus::new(&page, organisation),
            ties: ties(&page, catalogue, facts),
            commune: commune(catalogue, facts),
            departement: departement(catalogue, facts),
            initiatives: without_number(facts, shown),
            ended: cards(page.lang, catalogue, first(ended, PAGE_SIZE)),
            initiatives_more: more(catalogue, organisation, initiatives, None),
            ended_more: more(catalogue, organisation, ended, Some(InitiativeState::Ended)),
            as_of: as_of(page.lang, organisation),
            source: SourceWords::new(facts.source.name.as_str()),
            licence: facts.source.licence.as_str(),
            licence_is_open: facts.source.licence_is_open,
            siret: facts.siret.as_ref().map(Siret::as_str),
            visit: Visit::new(&page, catalogue, content),
            others: others(&page, catalogue, facts),
            json_ld: json_ld(catalogue, organisation, &canonical),
            kind,
            canonical,
            page,
        }
    }
}

fn streets(facts: &OrganisationFacts) -> Option<StreetMapLinks> {
    let place = facts.reception_position()?;
    Some(StreetMapLinks::new(place, facts.name.as_str()))
}

/// `cards` without the number of the organisation, which stands above them.
fn without_number<'a>(facts: &OrganisationFacts, mut cards: Vec<Card<'a>>) -> Vec<Card<'a>> {
    for card in &mut cards {
        let number = card.contact.and_then(|contact| contact.phone);
        if number.is_some_and(|it| facts.phone.as_ref() == Some(it)) {
            card.contact = None;
        }
    }
    cards
}

/// Link to all initiatives of the organisation in `state`, if given, with the number of those beyond the first page.
fn more(
    catalogue: &Catalogue,
    organisation: &Organisation,
    list: &[&Initiative],
    state: Option<InitiativeState>,
) -> Option<MoreLink> {
    let state = state.map(FacetValue::State).into_iter();
    let choices = state.chain([FacetValue::Organisation(organisation.id)]);
    MoreLink::beyond(PAGE_SIZE, list.len(), || paths::search(catalogue, &Search::of(choices), 1))
}

/// « Mission locale, 8 allée X, 37000 Tours. Accompagne les jeunes… »
fn description(
    page: &Page,
    catalogue: &Catalogue,
    organisation: &Organisation,
    kind: Option<&OrganisationKind>,
) -> String {
    let place = address_line(page, catalogue, &organisation.facts)
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
    let section = Crumb::to(page.t(messages::NAV_ORGANISATIONS), paths::ORGANISATIONS);
    let departement = departement(catalogue, facts).map(|link| Crumb::to(link.label, link.href));
    breadcrumb(page, [section].into_iter().chain(departement), facts.name.as_str())
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

fn commune(catalogue: &Catalogue, facts: &OrganisationFacts) -> Option<Link> {
    let it = catalogue.commune(facts.commune.as_ref()?)?;
    let search = OrganisationSearch { commune: facts.commune.clone(), ..Default::default() };
    Some(Link::new(it.name.as_str(), paths::organisations(catalogue, &search, 1)))
}

fn departement(catalogue: &Catalogue, facts: &OrganisationFacts) -> Option<Link> {
    let it = catalogue.departement(facts.departement.as_ref()?)?;
    let departement = facts.departement.clone();
    let search = OrganisationSearch { departement, ..Default::default() };
    Some(Link::new(it.name.as_str(), paths::organisations(catalogue, &search, 1)))
}

/// Links to organisations of the same town, and to those of the same kind in the département.
fn others(page: &Page, catalogue: &Catalogue, facts: &OrganisationFacts) -> Vec<Link> {
    let town = commune(catalogue, facts).map(|Link { label, href }| Link {
        label: page.tv(messages::ORGANISATIONS_IN, &page.lang.in_commune(&label)),
        href,
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
        Link::new(label, paths::organisations(catalogue, &search, 1))
    });
    town.into_iter().chain(alike).collect()
}
