//! Search results on a map of the region.

use askama::Template;

use super::links::Chips;
use super::view::{heading, value_notices};
use crate::catalogue::{Catalogue, ParsedSearch, PlaceCounts};
use crate::domain::place::{Departement, DepartementCode, Neighbourhood, QpvCode};
use crate::domain::search::{Facet, FacetValue, Search};
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, Link, MapView, MarkerLink, breadcrumb, legend_outline};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/search/map.html")]
pub struct SearchMapView<'a> {
    title: String,
    canonical: String,
    no_index: bool,
    crumbs: Vec<Crumb>,
    notices: Vec<String>,
    chips: Chips,
    count: String,
    list: String,
    map: MapView,
    key: Option<&'a str>,
    departements: Vec<MapListGroup<'a>>,
    page: Page,
}

/// Département: its neighbourhoods with results, and the names of the others.
struct MapListGroup<'a> {
    link: Link,
    rows: Vec<MapListRow<'a>>,
    nothing: Option<String>,
}

/// Neighbourhood, with the link to the search limited to it.
struct MapListRow<'a> {
    name: &'a str,
    towns: String,
    href: String,
    count: usize,
    chosen: bool,
}

/// Maximum bytes of a search that is repeated in the links of each neighbourhood, two for each.
const MAX_REPEATED_BYTES: usize = 512;

/// Search with its counts by place.
struct CountedSearch<'a> {
    catalogue: &'a Catalogue,
    search: &'a Search,
    counts: PlaceCounts,
    /// True if the search exceeds [`MAX_REPEATED_BYTES`]: links then lead to the pages of the neighbourhoods.
    too_long: bool,
}

impl<'a> SearchMapView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        parsed: &'a ParsedSearch,
        counts: PlaceCounts,
    ) -> Self {
        let search = &parsed.search_page.search;
        let list = paths::search(catalogue, search, 1);
        let long = list.len() > MAX_REPEATED_BYTES;
        let wanted = CountedSearch { catalogue, search, counts, too_long: long };
        let heading = heading(&page, catalogue, search, usize::MAX);
        let drawing = catalogue.region.render(|code| wanted.count(code));
        let mark = |it: &Neighbourhood, count| MarkerLink {
            href: (count > 0).then(|| wanted.href(it)),
            chosen: search.chooses(&FacetValue::Neighbourhood(it.code.clone())),
            words: messages::MAP_MARK_SERVED,
        };
        let notices = value_notices(&page, parsed).into_iter();
        let departements = catalogue.departements.iter();
        Self {
            title: page.tv(messages::MAP_TITLE, &heading),
            canonical: page.absolute_url(&paths::search_map(catalogue, search)),
            no_index: *search != Search::default(),
            crumbs: breadcrumb(
                &page,
                [Crumb::to(page.t(messages::NAV_INITIATIVES), list.clone())],
                page.t(messages::MAP_CRUMB),
            ),
            notices: notices.chain(long.then(|| page.t(messages::MAP_LONG).into_owned())).collect(),
            chips: Chips::of_map(&page, catalogue, search, &wanted.counts.reading),
            count: page.tn(messages::MAP_COUNT, wanted.counts.total),
            list,
            map: MapView::new(&page, catalogue, drawing, mark),
            key: legend_outline(catalogue),
            departements: departements
                .filter(|it| {
                    search.facet_len(Facet::Departement) == 0
                        || search.chooses(&FacetValue::Departement(it.code.clone()))
                })
                .map(|it| group(&page, &wanted, it))
                .collect(),
            page,
        }
    }
}

impl CountedSearch<'_> {
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
        if self.too_long {
            return paths::neighbourhood(&it.slug);
        }
        let choice = FacetValue::Neighbourhood(it.code.clone());
        let search = self.search.with_facet(Facet::Neighbourhood, [choice]);
        paths::search(self.catalogue, &search, 1)
    }
}

fn group<'a>(
    page: &Page,
    wanted: &CountedSearch<'a>,
    departement: &'a Departement,
) -> MapListGroup<'a> {
    let catalogue = wanted.catalogue;
    let here = catalogue.neighbourhoods_in(&departement.code);
    let (some, none): (Vec<_>, Vec<_>) = here.partition(|it| wanted.count(&it.code) > 0);
    let choice = FacetValue::Departement(departement.code.clone());
    let search = wanted.search.with_facet(Facet::Departement, [choice]);
    let name = departement.name.as_str();
    let args = [("value", Arg::Text(name)), ("n", Arg::Count(wanted.count_in(&departement.code)))];
    let names = none.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
    MapListGroup {
        link: Link {
            label: page.ta(messages::MAP_LIST_DEPARTEMENT, &args),
            href: paths::search(catalogue, &search, 1),
        },
        rows: some
            .into_iter()
            .map(|it| MapListRow {
                name: it.name.as_str(),
                towns: catalogue.towns(it),
                href: wanted.href(it),
                count: wanted.count(&it.code),
                chosen: wanted.search.chooses(&FacetValue::Neighbourhood(it.code.clone())),
            })
            .collect(),
        nothing: (!none.is_empty()).then(|| page.tv(messages::MAP_LIST_NONE, &names)),
    }
}
