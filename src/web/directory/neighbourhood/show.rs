//! View of the page of a neighbourhood.

use askama::Template;
use serde_json::json;

use super::adjacent::{CollapsibleList, Surroundings};
use super::figures::{FigureLine, number, of_neighbourhood};
use super::map::NeighbourhoodMapView;
use super::offers::{
    BarrierLines, Helper, InitiativeLine, TruncatedList, barrier_lines, helpers,
    lines_with_reasons, without_barrier,
};
use super::texts::{change, town_search};
use crate::catalogue::{Catalogue, NeighbourhoodContent};
use crate::domain::directory::InitiativeState;
use crate::domain::place::{Departement, Neighbourhood};
use crate::domain::search::FacetValue;
use crate::domain::text::Line as TextLine;
use crate::i18n::{Arg, messages};
use crate::web::components::{
    Crumb, JsonLd, Link, LinkPreview, MoreLink, PrintFooter, ShownNumbers, breadcrumb, in_towns,
    of_towns,
};
use crate::web::{Page, paths};

/// Maximum initiatives shown for the rest of the town, and for the département.
const IN_TOWN: usize = 12;
const IN_DEPARTEMENT: usize = 6;

#[derive(Template)]
#[template(path = "directory/neighbourhood/show.html")]
pub struct NeighbourhoodView<'a> {
    it: &'a Neighbourhood,
    description: String,
    canonical: String,
    print_footer: PrintFooter,
    handouts: HandoutLinks,
    crumbs: Vec<Crumb>,
    overline: String,
    lead: Vec<String>,
    map: NeighbourhoodMapView<'a>,
    change: String,
    former_name: Option<String>,
    towns: String,
    departement: Option<Link>,
    /// Barriers with their initiatives: the mission's barriers first, even without one.
    barriers: Vec<BarrierLines<'a>>,
    /// Other barriers without an initiative here.
    other_barriers: Vec<BarrierLines<'a>>,
    without_barrier: TruncatedList<InitiativeLine<'a>>,
    in_town_title: String,
    in_town: CollapsibleList<InitiativeLine<'a>>,
    in_town_all: Option<MoreLink>,
    in_departement_title: String,
    in_departement: Vec<InitiativeLine<'a>>,
    in_departement_all: MoreLink,
    helpers: TruncatedList<Helper<'a>>,
    surroundings: Surroundings<'a>,
    population: Option<PopulationLine>,
    figures: Vec<FigureLine>,
    initiatives: InitiativeCounts,
    json_ld: JsonLd,
    page: Page,
}

/// URLs of what is handed over about the neighbourhood.
struct HandoutLinks {
    poster: String,
    printed: String,
    pocket: String,
    preview: LinkPreview,
}

impl HandoutLinks {
    fn new(page: &Page, catalogue: &Catalogue, it: &Neighbourhood, place: &str) -> Self {
        Self {
            poster: paths::poster(&it.slug),
            printed: paths::printed_neighbourhood(&it.slug),
            pocket: paths::pocket(&it.slug),
            preview: link_preview(page, catalogue, it, place),
        }
    }
}

/// Population, and its source with year and limits.
struct PopulationLine {
    count: String,
    source: String,
}

/// Number of initiatives, and their breakdown by state.
struct InitiativeCounts {
    total: usize,
    by_state: String,
}

impl<'a> NeighbourhoodView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        mut content: NeighbourhoodContent<'a>,
    ) -> Self {
        let it = content.neighbourhood;
        let plan = NeighbourhoodMapView::new(&page, catalogue, &mut content);
        let canonical = page.absolute_url(&paths::neighbourhood(&it.slug));
        let departement = catalogue.departement(&it.departement);
        let place = in_towns(&page, catalogue, it);
        let mut shown = ShownNumbers::default();
        let helpers = helpers(&page, catalogue, &content, &plan, &mut shown);
        let barriers = barrier_lines(&page, catalogue, &content);
        let (here, none) = barriers.into_iter().partition(BarrierLines::is_shown);
        Self {
            description: description(&page, it, &place),
            print_footer: PrintFooter::new(&page, &paths::neighbourhood_short(&it.code)),
            handouts: HandoutLinks::new(&page, catalogue, it, &place),
            crumbs: crumbs(&page, catalogue, it),
            overline: overline(&page, catalogue, it),
            lead: lead(&page, &content, &place),
            map: plan,
            change: page.t(change(it.code.change())).into_owned(),
            former_name: former_name(it),
            towns: catalogue.towns(it),
            departement: departement.map(|it| Link::new(it.name.as_str(), paths::departement(it))),
            barriers: here,
            other_barriers: none,
            without_barrier: without_barrier(&page, catalogue, &content),
            in_town_title: page.tv(messages::ELSEWHERE_IN_TOWN, &place),
            in_town: CollapsibleList::new(in_town(&page, catalogue, &content)),
            in_town_all: in_town_all(catalogue, &content),
            in_departement_title: departement_title(&page, departement),
            in_departement: in_departement(&page, catalogue, &content),
            in_departement_all: in_departement_all(catalogue, &content),
            surroundings: Surroundings::new(&page, catalogue, &content, &mut shown),
            population: population(&page, it),
            figures: of_neighbourhood(&page, catalogue, it),
            initiatives: initiative_counts(&page, &content),
            json_ld: json_ld(catalogue, it, &canonical),
            it,
            helpers,
            canonical,
            page,
        }
    }
}

fn description(page: &Page, it: &Neighbourhood, place: &str) -> String {
    let args = [("name", Arg::Text(it.name.as_str())), ("place", Arg::Text(place))];
    page.ta(messages::NEIGHBOURHOOD_DESCRIPTION, &args)
}

fn link_preview(
    page: &Page,
    catalogue: &Catalogue,
    it: &Neighbourhood,
    place: &str,
) -> LinkPreview {
    let (title, description) = (catalogue.neighbourhood_label(it), description(page, it, place));
    let path = paths::neighbourhood(&it.slug);
    let image = paths::neighbourhood_preview(&it.slug);
    LinkPreview::new(page, &title, &description, &path, &image)
}

fn crumbs(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> Vec<Crumb> {
    let departement = catalogue.departement(&it.departement);
    let section = Crumb::to(page.t(messages::NAV_NEIGHBOURHOODS), paths::NEIGHBOURHOODS);
    let departement = departement.map(|it| Crumb::to(it.name.as_str(), paths::departement(it)));
    breadcrumb(page, [section].into_iter().chain(departement), it.name.as_str())
}

/// « Quartier de Tours, Indre-et-Loire »
fn overline(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> String {
    let departement = catalogue.departement(&it.departement).map_or("", |it| it.name.as_str());
    let towns = of_towns(page, catalogue, it);
    let args = [("towns", Arg::Text(towns.as_str())), ("departement", Arg::Text(departement))];
    page.ta(messages::NEIGHBOURHOOD_EYEBROW, &args)
}

/// Numbers of initiatives that serve the neighbourhood and that name it, and the share of these that is dated.
fn lead(page: &Page, content: &NeighbourhoodContent<'_>, place: &str) -> Vec<String> {
    let (old, total) = (count_in(content, InitiativeState::Dated), content.offers.here.len());
    let mut lead = vec![page.tn(messages::NEIGHBOURHOOD_OPEN, content.serving_count)];
    lead.push(page.tn(messages::NEIGHBOURHOOD_LEAD, total));
    if total == 0 {
        lead.push(page.tv(messages::NEIGHBOURHOOD_LEAD_NONE, place));
    } else if old == total {
        lead.push(page.tn(messages::NEIGHBOURHOOD_LEAD_ALL_OLD, old));
    } else if old > 0 {
        lead.push(page.tn(messages::NEIGHBOURHOOD_LEAD_OLD, old));
    }
    lead
}

/// Number of initiatives of the neighbourhood in `state`.
fn count_in(content: &NeighbourhoodContent<'_>, state: InitiativeState) -> usize {
    content.states.iter().find(|it| it.state == state).map_or(0, |it| it.count)
}

/// « Plus loin, en Indre-et-Loire »
fn departement_title(page: &Page, departement: Option<&Departement>) -> String {
    let place = departement.map_or_else(String::new, |it| page.lang.in_departement(it));
    page.tv(messages::ELSEWHERE_IN_DEPARTEMENT, &place)
}

/// Name on the list of 2015, if different.
fn former_name(it: &Neighbourhood) -> Option<String> {
    let old = it.name_2015.as_ref().filter(|old| old.as_str() != it.name.as_str())?;
    Some(old.to_string())
}

/// First initiatives of the towns.
fn in_town<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeighbourhoodContent<'a>,
) -> Vec<InitiativeLine<'a>> {
    let first = content.offers.in_town.first(IN_TOWN);
    lines_with_reasons(page, catalogue, &first, &content.reasons_in_town)
}

/// First initiatives of the rest of the département.
fn in_departement<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeighbourhoodContent<'a>,
) -> Vec<InitiativeLine<'a>> {
    let first = content.offers.in_departement.first(IN_DEPARTEMENT);
    lines_with_reasons(page, catalogue, &first, &content.reasons_further)
}

/// Link to the initiatives of the département, with their number.
fn in_departement_all(catalogue: &Catalogue, content: &NeighbourhoodContent<'_>) -> MoreLink {
    let choice = FacetValue::Departement(content.neighbourhood.departement.clone());
    let href = paths::search_by_choice(catalogue, &choice);
    MoreLink { count: content.departement_count, href }
}

/// Link to the initiatives of the towns, with their number; `None` if all are shown.
fn in_town_all(catalogue: &Catalogue, content: &NeighbourhoodContent<'_>) -> Option<MoreLink> {
    let link = || MoreLink {
        count: content.town_count,
        href: paths::search(catalogue, &town_search(content.neighbourhood), 1),
    };
    (content.offers.in_town.len() > IN_TOWN).then(link)
}

fn population(page: &Page, it: &Neighbourhood) -> Option<PopulationLine> {
    let population = it.population.as_ref()?;
    let source = population.source.as_str();
    let source_line = match population.year {
        Some(year) => {
            let year = year.to_string();
            page.ta(
                messages::POPULATION_IN,
                &[("year", Arg::Text(&year)), ("source", Arg::Text(source))],
            )
        }
        None => page.ta(messages::POPULATION, &[("source", Arg::Text(source))]),
    };
    Some(PopulationLine { count: number(&population.count.to_string()), source: source_line })
}

/// « 1 à confirmer, 6 anciennes ou sans date »
fn initiative_counts(page: &Page, content: &NeighbourhoodContent<'_>) -> InitiativeCounts {
    let counted = [
        (InitiativeState::Confirmed, messages::COUNT_CONFIRMED),
        (InitiativeState::ToConfirm, messages::COUNT_TO_CONFIRM),
        (InitiativeState::Dated, messages::COUNT_DATED),
    ];
    let parts = counted.into_iter().filter_map(|(state, key)| match count_in(content, state) {
        0 => None,
        n => Some(page.tn(key, n)),
    });
    let by_state = parts.collect::<Vec<_>>().join(", ");
    InitiativeCounts { total: content.offers.here.len(), by_state }
}

/// Structured data: schema.org `Place`.
fn json_ld(catalogue: &Catalogue, it: &Neighbourhood, canonical: &str) -> JsonLd {
    let towns = it.communes.iter().filter_map(|code| catalogue.commune(code));
    let towns: Vec<_> =
        towns.map(|it| json!({ "@type": "City", "name": it.name.as_str() })).collect();
    let (latitude, longitude) = (it.centre.lat(), it.centre.lon());
    JsonLd(json!({
        "@context": "https://schema.org",
        "@type": "Place",
        "name": it.name.as_str(),
        "alternateName": it.aliases.iter().map(TextLine::as_str).collect::<Vec<_>>(),
        "identifier": it.code.as_str(),
        "url": canonical,
        "geo": { "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude },
        "containedInPlace": towns,
    }))
}
