//! Links around the results: suggestions, wider searches, filter chips.

use std::num::NonZeroU32;

use crate::catalogue::{Catalogue, Facet, PlaceInText, Relaxation, RelaxedSearch};
use crate::domain::directory::InitiativeState;
use crate::domain::search::{FacetValue, MAX_VALUES, OrganisationSearch, Search, SearchCriterion};
use crate::i18n::{Arg, Key, messages};
use crate::web::components::Link;
use crate::web::{Page, paths};

/// Maximum total bytes of the URLs in one list of links. Each repeats the search, so the list would
/// grow with the square of the number of chosen values.
const MAX_LIST_BYTES: usize = 16 * 1024;

/// Filter chips: the criteria of the search, each with the link that drops it.
#[derive(Debug)]
pub struct Chips {
    /// First chips, within [`MAX_LIST_BYTES`]; dropping one reveals the next.
    pub links: Vec<Link>,
    /// Number of chips not shown.
    pub more: usize,
}

impl Chips {
    /// `address` returns the URL of a search.
    pub fn new(
        page: &Page,
        catalogue: &Catalogue,
        search: &Search,
        address: impl Fn(&Catalogue, &Search) -> String,
    ) -> Self {
        let text = (!search.text.is_empty()).then_some(SearchCriterion::Text);
        let around = search.circle.map(|_| SearchCriterion::Circle);
        let choices =
            catalogue.ordered_choices(search).into_iter().map(SearchCriterion::FacetValue);
        let wishes: Vec<SearchCriterion> = text.into_iter().chain(around).chain(choices).collect();
        let mut bytes = 0;
        let links = wishes.iter().map(|wish| Link {
            label: label(page, catalogue, search, wish),
            href: address(catalogue, &search.without(wish)),
        });
        let links = links.take_while(|link| {
            bytes += link.href.len();
            bytes <= MAX_LIST_BYTES
        });
        let links: Vec<Link> = links.collect();
        Self { more: wishes.len() - links.len(), links }
    }

    /// Number of criteria.
    pub const fn len(&self) -> usize {
        self.links.len() + self.more
    }
}

/// Label of a criterion.
fn label(page: &Page, catalogue: &Catalogue, search: &Search, wish: &SearchCriterion) -> String {
    match wish {
        SearchCriterion::FacetValue(choice) => page.lang.choice(choice, catalogue.label(choice)),
        SearchCriterion::Text => page.tv(messages::QUOTED, &search.text),
        SearchCriterion::Circle => around(page, search).unwrap_or_default(),
    }
}

/// « Autour du point, à 5 km au plus ».
pub fn around(page: &Page, search: &Search) -> Option<String> {
    let metres = search.circle?.metres();
    Some(page.tv(messages::AROUND_WITHIN, &page.lang.distance(metres.into())))
}

/// Link to the nearest spelling that has results.
pub fn spelling_link(catalogue: &Catalogue, search: &Search) -> Option<Link> {
    let nearest = catalogue.nearest_spelling(search)?;
    Some(Link { href: paths::search(catalogue, &nearest, 1), label: nearest.text })
}

/// Links to searches with fewer criteria that have results.
pub fn relaxed_searches(page: &Page, catalogue: &Catalogue, search: &Search) -> Vec<Link> {
    let link = |RelaxedSearch { search: rest, relaxation: how, total }| {
        let (key, wish) = match &how {
            Relaxation::Without(wish) => (messages::EMPTY_WITHOUT, wish),
            Relaxation::Only(wish) => (messages::EMPTY_ONLY, wish),
        };
        let wish = label(page, catalogue, search, wish);
        let args = [("value", Arg::Text(wish.as_str())), ("n", Arg::Count(total))];
        Link { label: page.ta(key, &args), href: paths::search(catalogue, &rest, 1) }
    };
    catalogue.relaxed_searches(search).into_iter().map(link).collect()
}

/// Link to the ended initiatives, which are hidden by default, with their number. Without a chosen
/// state that is the count of the value « Terminée ».
pub fn ended_link(
    page: &Page,
    catalogue: &Catalogue,
    search: &Search,
    states: &Facet,
) -> Option<Link> {
    let ended_link = FacetValue::State(InitiativeState::Ended);
    let count = states.iter().find(|it| it.choice == ended_link && it.count > 0)?.count;
    let room = search.states.is_empty() && search.value_count() < MAX_VALUES;
    room.then(|| Link {
        label: page.tn(messages::SEARCH_ENDED, count),
        href: paths::search(catalogue, &search.toggling(&ended_link), 1),
    })
}

/// If the text contains a place: links to the rest of the text in a wider area, and to all offers of the place.
pub fn wider_links(page: &Page, catalogue: &Catalogue, search: &Search) -> Vec<Link> {
    let Some(PlaceInText { place, rest }) = catalogue.extract_place(&search.text) else {
        return Vec::new();
    };
    let departement = catalogue.departement_of(place).and_then(|code| catalogue.departement(&code));
    let commune = catalogue.commune_of(place).and_then(|code| catalogue.commune(&code));
    let looking = |text: &str| Search { text: text.to_owned(), ..Search::default() };
    let around = departement.map(|it| {
        let choice = FacetValue::Departement(it.code.clone());
        (looking(&rest).toggling(&choice), page.lang.in_departement(it))
    });
    let anywhere = (looking(&rest), page.t(messages::EMPTY_IN_REGION).into_owned());
    let things = around.into_iter().chain([anywhere]);
    let things = things.filter_map(|(search, place)| {
        let args = [("text", Arg::Text(rest.as_str())), ("place", Arg::Text(place.as_str()))];
        counted(page, catalogue, &search, messages::EMPTY_WIDER, &args)
    });
    let all = commune.and_then(|it| {
        let search = Search::default().toggling(&FacetValue::Commune(it.insee.clone()));
        let place = page.lang.in_commune(it.name.as_str());
        counted(page, catalogue, &search, messages::EMPTY_ALL_HERE, &[("place", Arg::Text(&place))])
    });
    things.chain(all).collect()
}

/// Link to `search` with its number of results; `None` if there are none.
fn counted(
    page: &Page,
    catalogue: &Catalogue,
    search: &Search,
    key: &Key,
    args: &[(&'static str, Arg<'_>)],
) -> Option<Link> {
    let total = catalogue.count(search);
    let args: Vec<_> = args.iter().copied().chain([("n", Arg::Count(total))]).collect();
    let href = paths::search(catalogue, search, 1);
    (total > 0).then(|| Link { label: page.ta(key, &args), href })
}

/// Chosen barriers without results under the other criteria, each with the link to its results in the region.
pub fn unmet_barrier_links(page: &Page, catalogue: &Catalogue, search: &Search) -> Vec<Link> {
    let unmet_barrier_links = catalogue.unmet_barriers(search).into_iter();
    unmet_barrier_links
        .map(|it| {
            let anywhere = Search::default().toggling(&FacetValue::Barrier(it.slug.clone()));
            let total = catalogue.count(&anywhere);
            let args = [("value", Arg::Text(it.label.as_str())), ("n", Arg::Count(total))];
            let href = paths::search(catalogue, &anywhere, 1);
            Link { label: page.ta(messages::SEARCH_UNMET, &args), href }
        })
        .collect()
}

/// Link to the organisations that match the text.
pub fn organisations_link(page: &Page, catalogue: &Catalogue, search: &Search) -> Option<Link> {
    if search.text.is_empty() {
        return None;
    }
    let same = OrganisationSearch { text: search.text.clone(), ..OrganisationSearch::default() };
    let total = catalogue.search_organisations(&same, NonZeroU32::MIN).total;
    let args = [("value", Arg::Text(search.text.as_str())), ("n", Arg::Count(total))];
    let href = paths::organisations(catalogue, &same, 1);
    (total > 0).then(|| Link { label: page.ta(messages::SEARCH_ORGANISATIONS, &args), href })
}
