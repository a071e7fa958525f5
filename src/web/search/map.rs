//! Search results on a map of the region.

use askama::Template;

use super::{
    links::Chips,
    view::{heading, unknown},
};
use crate::{
    catalogue::{Catalogue, PlaceCounts, Understood},
    domain::{
        neighbourhood::{Neighbourhood, QpvCode},
        place::{Departement, DepartementCode},
        search::{Choice, Search},
    },
    i18n::{Arg, say},
    web::{
        Page,
        parts::{Crumb, Link, MapView, key},
        paths,
    },
};

#[derive(Template)]
#[template(path = "search/map.html")]
pub struct SearchMapView<'a> {
    title: String,
    canonical: String,
    no_index: bool,
    crumbs: Vec<Crumb>,
    notices: Vec<String>,
    chips: Chips,
    count: String,
    /// Numbers of results with and without a neighbourhood.
    told: Vec<String>,
    list: String,
    map: MapView,
    key: Option<&'a str>,
    departements: Vec<Group<'a>>,
    page: Page,
}

/// Département: its neighbourhoods with results, and the names of the others.
struct Group<'a> {
    link: Link,
    rows: Vec<Row<'a>>,
    nothing: Option<String>,
}

/// Neighbourhood, with the link to the search limited to it.
struct Row<'a> {
    name: &'a str,
    towns: String,
    href: String,
    count: usize,
    chosen: bool,
}

/// Maximum bytes of a search that is repeated in the links of each neighbourhood, two for each.
const MAX_REPEATED_BYTES: usize = 512;

/// Search with its counts by place.
struct Wanted<'a> {
    catalogue: &'a Catalogue,
    search: &'a Search,
    counts: PlaceCounts,
    /// True if the search exceeds [`MAX_REPEATED_BYTES`]: links then lead to the pages of the neighbourhoods.
    long: bool,
}

impl<'a> SearchMapView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, understood: &'a Understood) -> Self {
        let search = &understood.asked.search;
        let list = paths::search(catalogue, search, 1);
        let counts = catalogue.place_counts(search);
        let long = list.len() > MAX_REPEATED_BYTES;
        let wanted = Wanted { catalogue, search, counts, long };
        let heading = heading(&page, catalogue, search, usize::MAX);
        let drawing = catalogue.region.drawn(|code| wanted.count(code));
        let mark = |it: &Neighbourhood, count| {
            ((count > 0).then(|| wanted.href(it)), search.neighbourhoods.contains(&it.code))
        };
        let notices = unknown(&page, understood).into_iter();
        let departements = catalogue.departements.iter();
        Self {
            title: page.tv(say::MAP_TITLE, &heading),
            canonical: page.absolute(&paths::search_map(catalogue, search)),
            no_index: *search != Search::default(),
            crumbs: vec![
                Crumb::to(page.t(say::CRUMB_HOME), paths::HOME),
                Crumb::to(page.t(say::NAV_INITIATIVES), list.clone()),
                Crumb::here(page.t(say::MAP_CRUMB)),
            ],
            notices: notices.chain(long.then(|| page.t(say::MAP_LONG).into_owned())).collect(),
            chips: Chips::new(&page, catalogue, search, paths::search_map),
            count: page.tn(say::MAP_COUNT, wanted.counts.total),
            told: told(&page, &wanted.counts),
            list,
            map: MapView::new(&page, catalogue, drawing, mark),
            key: key(catalogue),
            departements: departements
                .filter(|it| {
                    search.departements.is_empty() || search.departements.contains(&it.code)
                })
                .map(|it| group(&page, &wanted, it))
                .collect(),
            page,
        }
    }
}

impl Wanted<'_> {
    fn count(&self, code: &QpvCode) -> usize {
        let mut counts = self.counts.neighbourhoods.iter();
        counts.find(|(known, _)| known == code).map_or(0, |(_, count)| *count)
    }

    fn count_in(&self, code: &DepartementCode) -> usize {
        let mut counts = self.counts.departements.iter();
        counts.find(|(known, _)| known == code).map_or(0, |(_, count)| *count)
    }

    /// URL of the search limited to this neighbourhood, or of the neighbourhood's page if the
    /// search is too long.
    fn href(&self, it: &Neighbourhood) -> String {
        if self.long {
            return paths::neighbourhood(&it.slug);
        }
        let neighbourhoods = [it.code.clone()].into();
        let search = Search { neighbourhoods, ..self.search.clone() };
        paths::search(self.catalogue, &search, 1)
    }
}

/// Numbers of results on the map and not on it.
fn told(page: &Page, counts: &PlaceCounts) -> Vec<String> {
    let rest = counts.total - counts.placed;
    let placed = page.tn(say::MAP_PLACED, counts.placed);
    let rest = (rest > 0).then(|| page.tn(say::MAP_UNPLACED, rest));
    std::iter::once(placed).chain(rest).collect()
}

fn group<'a>(page: &Page, wanted: &Wanted<'a>, departement: &'a Departement) -> Group<'a> {
    let catalogue = wanted.catalogue;
    let here = catalogue.neighbourhoods_in(&departement.code);
    let (some, none): (Vec<_>, Vec<_>) = here.partition(|it| wanted.count(&it.code) > 0);
    let chosen = [departement.code.clone()].into();
    let search = Search { departements: chosen, ..wanted.search.clone() };
    let name = departement.name.as_str();
    let args = [("value", Arg::Text(name)), ("n", Arg::Count(wanted.count_in(&departement.code)))];
    let names = none.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
    Group {
        link: Link {
            label: page.ta(say::MAP_LIST_DEPARTEMENT, &args),
            href: paths::search(catalogue, &search, 1),
        },
        rows: some
            .into_iter()
            .map(|it| Row {
                name: it.name.as_str(),
                towns: catalogue.towns(it),
                href: wanted.href(it),
                count: wanted.count(&it.code),
                chosen: wanted.search.chooses(&Choice::Neighbourhood(it.code.clone())),
            })
            .collect(),
        nothing: (!none.is_empty()).then(|| page.tv(say::MAP_LIST_NONE, &names)),
    }
}
