//! View of the home page.

use askama::Template;
use serde_json::json;

use crate::{
    catalogue::Catalogue,
    domain::{initiative::Initiative, neighbourhood::List, search::Search, state::State},
    i18n::say,
    web::{
        Page,
        parts::{BarrierTile, JsonLd, MapView, barrier_tiles, key},
        paths,
    },
};

/// Decorative grid of outlines in the header: columns, rows, side of a cell in SVG units.
const PLATE: (usize, usize, usize) = (7, 4, 104);

/// Number of initiatives of the collection listed.
const NAMED: usize = 8;

#[derive(Template)]
#[template(path = "home/index.html")]
pub struct HomeView<'a> {
    canonical: String,
    /// Example searches with their URL.
    examples: Vec<(&'static str, String)>,
    mission: Vec<BarrierTile<'a>>,
    others: Vec<BarrierTile<'a>>,
    plate: Vec<Stamp<'a>>,
    map: MapView,
    key: Option<&'a str>,
    departements: Vec<Departement<'a>>,
    total: usize,
    since_2015: usize,
    collection: Option<Recueil<'a>>,
    json_ld: JsonLd,
    page: Page,
}

/// Outline in the grid.
struct Stamp<'a> {
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
struct Recueil<'a> {
    title: &'a str,
    summary: &'a str,
    href: String,
    entries: Vec<(&'a str, String)>,
}

impl<'a> HomeView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue) -> Self {
        let (mission, others) = barrier_tiles(catalogue);
        let list = &catalogue.neighbourhoods;
        let since_2015 = list.iter().filter(|it| it.since() == List::Of2015).count();
        let looking = |text: &str| Search { text: text.to_owned(), ..Search::default() };
        let word = |text| (text, paths::search(catalogue, &looking(text), 1));
        let place = |text| (text, paths::located(text));
        let canonical = page.absolute(paths::HOME);
        Self {
            examples: vec![place("Gibjoncs"), place("45100"), word("permis")],
            mission,
            others,
            plate: plate(catalogue),
            map: map(&page, catalogue),
            key: key(catalogue),
            departements: departements(catalogue),
            total: list.len(),
            since_2015,
            collection: recueil(catalogue),
            json_ld: json_ld(&page, &canonical),
            canonical,
            page,
        }
    }
}

/// Neighbourhoods for the grid, sampled evenly from the list.
fn plate(catalogue: &Catalogue) -> Vec<Stamp<'_>> {
    let (columns, rows, side) = PLATE;
    let list = &catalogue.neighbourhoods;
    let step = (list.len() / (columns * rows)).max(1);
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let stamps = cells.zip(list.iter().step_by(step));
    stamps
        .map(|((row, column), it)| Stamp {
            code: it.code.as_str(),
            x: column * side + (row % 2) * side / 2,
            y: row * side,
        })
        .collect()
}

/// Map of the region; each marker links to its neighbourhood.
fn map(page: &Page, catalogue: &Catalogue) -> MapView {
    let drawing = catalogue.region.drawn(|code| catalogue.open_in(code));
    let link = |it: &crate::domain::neighbourhood::Neighbourhood, _| {
        (Some(paths::neighbourhood(&it.slug)), false)
    };
    MapView::new(page, catalogue, drawing, link)
}

fn departements(catalogue: &Catalogue) -> Vec<Departement<'_>> {
    let of = |departement: &'_ crate::domain::place::Departement| -> Vec<Neighbourhood<'_>> {
        let list = catalogue.neighbourhoods_in(&departement.code);
        list.map(|it| Neighbourhood {
            name: it.name.as_str(),
            towns: catalogue.towns(it),
            href: paths::neighbourhood(&it.slug),
            count: catalogue.open_in(&it.code),
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

fn recueil(catalogue: &Catalogue) -> Option<Recueil<'_>> {
    let collection = catalogue.collections.first()?;
    let number = |it: &&Initiative| it.facts.collection.as_ref().map(|entry| entry.number);
    let search = Search {
        collections: [collection.slug.clone()].into(),
        states: State::ALL.into(),
        ..Search::default()
    };
    let mut entries = catalogue.listed(&search);
    entries.sort_by_key(number);
    let entry = |it: &'_ Initiative| paths::initiative(&it.facts.slug);
    Some(Recueil {
        title: collection.title.as_str(),
        summary: collection.summary.as_str(),
        href: paths::collection(&collection.slug),
        entries: entries
            .iter()
            .take(NAMED)
            .map(|it| (it.facts.title.as_str(), entry(it)))
            .collect(),
    })
}

/// Structured data: schema.org `WebSite` with its search action.
fn json_ld(page: &Page, canonical: &str) -> JsonLd {
    let target = format!("{}?q={{search_term_string}}", page.absolute(paths::INITIATIVES));
    JsonLd(json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": page.t(say::SITE_NAME),
        "url": canonical,
        "inLanguage": page.lang.code(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": target },
            "query-input": "required name=search_term_string",
        },
    }))
}
