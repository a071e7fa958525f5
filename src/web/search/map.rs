//! The results of a search on a map of the region.

use askama::Template;

use super::{
    links::chips,
    view::{heading, unknown},
};
use crate::{
    catalogue::{Catalogue, Understood},
    domain::{
        neighbourhood::{Neighbourhood, QpvCode},
        place::Departement,
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
    chips: Vec<Link>,
    count: String,
    /// How many of the initiatives name a neighbourhood, and how many don't.
    told: Vec<String>,
    list: String,
    map: MapView,
    key: Option<&'a str>,
    departements: Vec<Group<'a>>,
    page: Page,
}

/// A département: its neighbourhoods that have something, and the names of the others.
struct Group<'a> {
    link: Link,
    rows: Vec<Row<'a>>,
    nothing: Option<String>,
}

/// A neighbourhood, and the search with it alone.
struct Row<'a> {
    name: &'a str,
    towns: String,
    href: String,
    count: usize,
    chosen: bool,
}

/// What is looked for, whatever neighbourhoods were chosen, and what each of them has of it.
struct Wanted<'a> {
    catalogue: &'a Catalogue,
    search: &'a Search,
    counts: Vec<(QpvCode, usize)>,
}

impl<'a> SearchMapView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, understood: &'a Understood) -> Self {
        let search = &understood.asked.search;
        let wanted = Wanted::new(catalogue, search);
        let heading = heading(&page, catalogue, search, usize::MAX);
        let list = paths::search(catalogue, search, 1);
        let drawing = catalogue.region.drawn(|code| wanted.count(code));
        let mark = |it: &Neighbourhood, count| {
            ((count > 0).then(|| wanted.href(it)), search.neighbourhoods.contains(&it.code))
        };
        let departements = catalogue.departements.iter();
        Self {
            title: page.tv(say::MAP_TITLE, &heading),
            canonical: page.absolute(&paths::search_map(catalogue, search)),
            no_index: !search.text.is_empty()
                || !search.choices().is_empty()
                || search.around.is_some(),
            crumbs: vec![
                Crumb::to(page.t(say::CRUMB_HOME), paths::HOME),
                Crumb::to(page.t(say::NAV_INITIATIVES), list.clone()),
                Crumb::here(page.t(say::MAP_CRUMB)),
            ],
            notices: unknown(&page, understood),
            chips: chips(&page, catalogue, search, paths::search_map),
            count: page.tn(say::MAP_COUNT, catalogue.count(search)),
            told: told(&page, catalogue, search),
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

impl<'a> Wanted<'a> {
    fn new(catalogue: &'a Catalogue, search: &'a Search) -> Self {
        let anywhere = Search { neighbourhoods: [].into(), ..search.clone() };
        let counts = catalogue.listed(&anywhere).into_iter();
        let counts = counts.flat_map(|it| it.facts.neighbourhoods.iter());
        let mut sorted: Vec<(QpvCode, usize)> = Vec::new();
        for code in counts {
            match sorted.iter_mut().find(|(known, _)| known == code) {
                Some((_, count)) => *count += 1,
                None => sorted.push((code.clone(), 1)),
            }
        }
        Self { catalogue, search, counts: sorted }
    }

    fn count(&self, code: &QpvCode) -> usize {
        self.counts.iter().find(|(known, _)| known == code).map_or(0, |(_, count)| *count)
    }

    /// The same search in this neighbourhood alone.
    fn href(&self, it: &Neighbourhood) -> String {
        let neighbourhoods = [it.code.clone()].into();
        let search = Search { neighbourhoods, ..self.search.clone() };
        paths::search(self.catalogue, &search, 1)
    }
}

/// How many of the initiatives found are on the map.
fn told(page: &Page, catalogue: &Catalogue, search: &Search) -> Vec<String> {
    let found = catalogue.listed(search);
    let placed = found.iter().filter(|it| !it.facts.neighbourhoods.is_empty()).count();
    let rest = found.len() - placed;
    let placed = page.tn(say::MAP_PLACED, placed);
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
    let args = [("value", Arg::Text(name)), ("n", Arg::Count(catalogue.count(&search)))];
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
