//! View of the home page.

use askama::Template;
use serde_json::json;

use crate::catalogue::Catalogue;
use crate::domain::directory::{Initiative, InitiativeState};
use crate::domain::place::QpvList;
use crate::domain::search::Search;
use crate::i18n::messages;
use crate::web::components::{BarrierTile, JsonLd, MapView, barrier_tiles, legend_outline};
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
    examples: Vec<(&'static str, String)>,
    mission: Vec<BarrierTile<'a>>,
    others: Vec<BarrierTile<'a>>,
    outline_grid: Vec<GridCell<'a>>,
    map: MapView,
    key: Option<&'a str>,
    departements: Vec<Departement<'a>>,
    total: usize,
    since_2015: usize,
    collection: Option<CollectionPreview<'a>>,
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
    entries: Vec<(&'a str, String)>,
}

impl<'a> HomeView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue) -> Self {
        let (mission, others) = barrier_tiles(catalogue);
        let list = &catalogue.neighbourhoods;
        let since_2015 = list.iter().filter(|it| it.since() == QpvList::Of2015).count();
        let looking = |text: &str| Search { text: text.to_owned(), ..Search::default() };
        let word = |text| (text, paths::search(catalogue, &looking(text), 1));
        let place = |text| (text, paths::location_of_text(text));
        let canonical = page.absolute_url(paths::HOME);
        Self {
            examples: vec![place("Gibjoncs"), place("45100"), word("permis")],
            mission,
            others,
            outline_grid: outline_grid(catalogue),
            map: map(&page, catalogue),
            key: legend_outline(catalogue),
            departements: departements(catalogue),
            total: list.len(),
            since_2015,
            collection: collection_preview(catalogue),
            json_ld: json_ld(&page, &canonical),
            canonical,
            page,
        }
    }
}

/// Neighbourhoods for the grid, sampled evenly from the list.
fn outline_grid(catalogue: &Catalogue) -> Vec<GridCell<'_>> {
    let (columns, rows, side) = GRID;
    let list = &catalogue.neighbourhoods;
    let step = (list.len() / (columns * rows)).max(1);
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let stamps = cells.zip(list.iter().step_by(step));
    stamps
        .map(|((row, column), it)| GridCell {
            code: it.code.as_str(),
            x: column * side + (row % 2) * side / 2,
            y: row * side,
        })
        .collect()
}

/// Map of the region; each marker links to its neighbourhood.
fn map(page: &Page, catalogue: &Catalogue) -> MapView {
    let drawing = catalogue.region.render(|code| catalogue.open_count_in(code));
    let link =
        |it: &crate::domain::place::Neighbourhood, _| (Some(paths::neighbourhood(&it.slug)), false);
    MapView::new(page, catalogue, drawing, link)
}

fn departements(catalogue: &Catalogue) -> Vec<Departement<'_>> {
    let of = |departement: &'_ crate::domain::place::Departement| -> Vec<Neighbourhood<'_>> {
        let list = catalogue.neighbourhoods_in(&departement.code);
        list.map(|it| Neighbourhood {
            name: it.name.as_str(),
            towns: catalogue.towns(it),
            href: paths::neighbourhood(&it.slug),
            count: catalogue.open_count_in(&it.code),
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

fn collection_preview(catalogue: &Catalogue) -> Option<CollectionPreview<'_>> {
    let collection = catalogue.collections.first()?;
    let number = |it: &&Initiative| it.facts.collection.as_ref().map(|entry| entry.number);
    let search = Search {
        collections: [collection.slug.clone()].into(),
        states: InitiativeState::ALL.into(),
        ..Search::default()
    };
    let mut entries = catalogue.search_all(&search);
    entries.sort_by_key(number);
    let entry = |it: &'_ Initiative| paths::initiative(&it.facts.slug);
    Some(CollectionPreview {
        title: collection.title.as_str(),
        summary: collection.summary.as_str(),
        href: paths::collection(&collection.slug),
        entries: entries
            .iter()
            .take(MAX_EXPERIENCES)
            .map(|it| (it.facts.title.as_str(), entry(it)))
            .collect(),
    })
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
