//! View of the home page.

use askama::Template;
use serde_json::json;

use crate::catalogue::{
    Catalogue, CollectionContent, CollectionItem, HomeContent, NeighbourhoodCounts,
};
use crate::domain::place::QpvList;
use crate::domain::search::Search;
use crate::i18n::messages;
use crate::web::components::{
    BarrierTile, JsonLd, Link, MapView, barrier_tiles, legend_outline, neighbourhood_marker,
};
use crate::web::{Page, paths};

/// Decorative grid of outlines in the header: columns, rows, side of a cell in SVG units.
const GRID: (usize, usize, usize) = (7, 4, 104);

/// Number of initiatives of the collection listed.
const MAX_EXPERIENCES: usize = 8;

#[derive(Template)]
#[template(path = "directory/home/index.html")]
pub struct HomeView<'a> {
    canonical: String,
    /// Example searches with their URL.
    examples: Vec<Link>,
    mission: Vec<BarrierTile<'a>>,
    others: Vec<BarrierTile<'a>>,
    outline_grid: Vec<GridCell<'a>>,
    map: MapView,
    key: Option<&'a str>,
    departements: Vec<Departement<'a>>,
    total: usize,
    since_2015: usize,
    collection: Option<CollectionPreview<'a>>,
    /// URL of the page that asks young people for their place.
    young: String,
    /// URL of the page of childcare.
    parent: String,
    json_ld: JsonLd,
    page: Page,
}

/// Outline in the grid.
struct GridCell<'a> {
    code: &'a str,
    x: usize,
    y: usize,
}

/// Département with its neighbourhoods, for the list beside the map.
struct Departement<'a> {
    name: &'a str,
    href: String,
    towns: String,
    neighbourhoods: Vec<Neighbourhood<'a>>,
}

struct Neighbourhood<'a> {
    name: &'a str,
    towns: String,
    href: String,
    count: usize,
}

/// Collection with its first experiences.
struct CollectionPreview<'a> {
    title: &'a str,
    summary: &'a str,
    href: String,
    entries: Vec<Link>,
}

impl<'a> HomeView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: HomeContent<'a>) -> Self {
        let (mut mission, mut others) = barrier_tiles(catalogue, &content.barriers);
        // Their page asks for the place, and leads to its needs desk.
        for tile in mission.iter_mut().chain(&mut others) {
            tile.href = paths::barrier_at_place(tile.slug);
        }
        let list = &catalogue.neighbourhoods;
        let since_2015 = list.iter().filter(|it| it.since() == QpvList::Of2015).count();
        let word = |text| Link::new(text, paths::search(catalogue, &Search::of_text(text), 1));
        let place = |text| Link::new(text, paths::location_of_text(text));
        let canonical = page.absolute_url(paths::HOME);
        Self {
            examples: vec![place("Gibjoncs"), place("45100"), word("permis")],
            mission,
            others,
            outline_grid: outline_grid(catalogue),
            map: MapView::new(&page, catalogue, content.map, neighbourhood_marker),
            key: legend_outline(catalogue),
            departements: departements(catalogue, &content.neighbourhoods),
            total: list.len(),
            since_2015,
            collection: content.collection.as_ref().map(collection_preview),
            young: place_of_young(catalogue),
            parent: childcare(catalogue),
            json_ld: json_ld(&page, &canonical),
            canonical,
            page,
        }
    }
}

/// Audience and barriers behind two of the doors.
const YOUNG: &str = "jeunes";
const FIRST_JOB: &str = "experience";
const CHILDCARE: &str = "garde-enfants";

/// Page that asks for a place, and leads to its needs desk for young people.
fn place_of_young(catalogue: &Catalogue) -> String {
    let barrier = catalogue.barrier(FIRST_JOB).map(|it| &it.slug);
    paths::location_for(barrier, catalogue.audience(YOUNG).map(|it| &it.slug))
}

fn childcare(catalogue: &Catalogue) -> String {
    let barrier = catalogue.barrier(CHILDCARE);
    barrier.map_or_else(|| paths::BARRIERS.to_owned(), |it| paths::barrier_at_place(&it.slug))
}

/// Neighbourhoods for the grid, sampled evenly from the list.
fn outline_grid(catalogue: &Catalogue) -> Vec<GridCell<'_>> {
    let (columns, rows, side) = GRID;
    let list = &catalogue.neighbourhoods;
    let step = (list.len() / (columns * rows)).max(1);
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let cells = cells.zip(list.iter().step_by(step));
    cells
        .map(|((row, column), it)| GridCell {
            code: it.code.as_str(),
            x: column * side + (row % 2) * side / 2,
            y: row * side,
        })
        .collect()
}

fn departements<'a>(
    catalogue: &'a Catalogue,
    counts: &[NeighbourhoodCounts<'a>],
) -> Vec<Departement<'a>> {
    let of = |departement: &crate::domain::place::Departement| -> Vec<Neighbourhood<'a>> {
        let here = counts.iter().filter(|it| it.neighbourhood.departement == departement.code);
        here.map(|it| Neighbourhood {
            name: it.neighbourhood.name.as_str(),
            towns: catalogue.towns(it.neighbourhood),
            href: paths::neighbourhood(&it.neighbourhood.slug),
            count: it.initiatives,
        })
        .collect()
    };
    let list = catalogue.departements.iter().map(|departement| {
        let neighbourhoods = of(departement);
        let mut towns: Vec<&str> =
            neighbourhoods.iter().flat_map(|it| it.towns.split(", ")).collect();
        towns.sort_unstable();
        towns.dedup();
        Departement {
            name: departement.name.as_str(),
            href: paths::departement(departement),
            towns: towns.join(", "),
            neighbourhoods,
        }
    });
    list.collect()
}

fn collection_preview<'a>(content: &CollectionContent<'a>) -> CollectionPreview<'a> {
    let link = |item: &CollectionItem<'_>| {
        let facts = &item.initiative.facts;
        Link::new(facts.title.as_str(), paths::initiative(&facts.slug))
    };
    CollectionPreview {
        title: content.collection.title.as_str(),
        summary: content.collection.summary.as_str(),
        href: paths::collection(&content.collection.slug),
        entries: content.items.values().take(MAX_EXPERIENCES).map(link).collect(),
    }
}

/// Structured data: schema.org `WebSite` with its search action.
fn json_ld(page: &Page, canonical: &str) -> JsonLd {
    let target = format!("{}?q={{search_term_string}}", page.absolute_url(paths::INITIATIVES));
    JsonLd(json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": page.t(messages::SITE_NAME),
        "url": canonical,
        "inLanguage": page.lang.code(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": target },
            "query-input": "required name=search_term_string",
        },
    }))
}
