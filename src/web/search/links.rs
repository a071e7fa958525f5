//! Links around the results: suggestions, wider searches, filter chips.

use std::num::NonZeroU32;

use crate::{
    catalogue::{Catalogue, Facet, How, Relaxed, Within},
    domain::{
        search::{Choice, MAX_VALUES, OrganisationSearch, Search, Wish},
        state::State,
    },
    i18n::{Arg, Key, say},
    web::{Page, parts::Link, paths},
};

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
        let text = (!search.text.is_empty()).then_some(Wish::Text);
        let around = search.around.map(|_| Wish::Around);
        let choices = catalogue.chosen(search).into_iter().map(Wish::Choice);
        let wishes: Vec<Wish> = text.into_iter().chain(around).chain(choices).collect();
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
fn label(page: &Page, catalogue: &Catalogue, search: &Search, wish: &Wish) -> String {
    match wish {
        Wish::Choice(choice) => page.lang.choice(choice, catalogue.label(choice)),
        Wish::Text => page.tv(say::QUOTED, &search.text),
        Wish::Around => around(page, search).unwrap_or_default(),
    }
}

/// « Autour du point, à 5 km au plus ».
pub fn around(page: &Page, search: &Search) -> Option<String> {
    let metres = search.around?.metres();
    Some(page.tv(say::AROUND_WITHIN, &page.lang.distance(metres.into())))
}

/// Link to the nearest spelling that has results.
pub fn spelling(catalogue: &Catalogue, search: &Search) -> Option<Link> {
    let nearest = catalogue.nearest_spelling(search)?;
    Some(Link { href: paths::search(catalogue, &nearest, 1), label: nearest.text })
}

/// Links to searches with fewer criteria that have results.
pub fn relaxed(page: &Page, catalogue: &Catalogue, search: &Search) -> Vec<Link> {
    let link = |Relaxed { search: rest, how, total }| {
        let (key, wish) = match &how {
            How::Without(wish) => (say::EMPTY_WITHOUT, wish),
            How::Only(wish) => (say::EMPTY_ONLY, wish),
        };
        let wish = label(page, catalogue, search, wish);
        let args = [("value", Arg::Text(wish.as_str())), ("n", Arg::Count(total))];
        Link { label: page.ta(key, &args), href: paths::search(catalogue, &rest, 1) }
    };
    catalogue.relaxed(search).into_iter().map(link).collect()
}

/// Link to the ended initiatives, which are hidden by default, with their number. Without a chosen
/// state that is the count of the value « Terminée ».
pub fn ended(page: &Page, catalogue: &Catalogue, search: &Search, states: &Facet) -> Option<Link> {
    let ended = Choice::State(State::Ended);
    let count = states.iter().find(|it| it.choice == ended && it.count > 0)?.count;
    let room = search.states.is_empty() && search.values() < MAX_VALUES;
    room.then(|| Link {
        label: page.tn(say::SEARCH_ENDED, count),
        href: paths::search(catalogue, &search.toggling(&ended), 1),
    })
}

/// If the text contains a place: links to the rest of the text in a wider area, and to all offers of the place.
pub fn wider(page: &Page, catalogue: &Catalogue, search: &Search) -> Vec<Link> {
    let Some(Within { place, rest }) = catalogue.place_within(&search.text) else {
        return Vec::new();
    };
    let departement = catalogue.departement_of(place).and_then(|code| catalogue.departement(&code));
    let commune = catalogue.commune_of(place).and_then(|code| catalogue.commune(&code));
    let looking = |text: &str| Search { text: text.to_owned(), ..Search::default() };
    let around = departement.map(|it| {
        let choice = Choice::Departement(it.code.clone());
        (looking(&rest).toggling(&choice), page.lang.in_departement(it))
    });
    let anywhere = (looking(&rest), page.t(say::EMPTY_IN_REGION).into_owned());
    let things = around.into_iter().chain([anywhere]);
    let things = things.filter_map(|(search, place)| {
        let args = [("text", Arg::Text(rest.as_str())), ("place", Arg::Text(place.as_str()))];
        counted(page, catalogue, &search, say::EMPTY_WIDER, &args)
    });
    let all = commune.and_then(|it| {
        let search = Search::default().toggling(&Choice::Commune(it.insee.clone()));
        let place = page.lang.in_commune(it.name.as_str());
        counted(page, catalogue, &search, say::EMPTY_ALL_HERE, &[("place", Arg::Text(&place))])
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
pub fn unmet(page: &Page, catalogue: &Catalogue, search: &Search) -> Vec<Link> {
    let unmet = catalogue.unmet_barriers(search).into_iter();
    unmet
        .map(|it| {
            let anywhere = Search::default().toggling(&Choice::Barrier(it.slug.clone()));
            let total = catalogue.count(&anywhere);
            let args = [("value", Arg::Text(it.label.as_str())), ("n", Arg::Count(total))];
            let href = paths::search(catalogue, &anywhere, 1);
            Link { label: page.ta(say::SEARCH_UNMET, &args), href }
        })
        .collect()
}

/// Link to the organisations that match the text.
pub fn organisations(page: &Page, catalogue: &Catalogue, search: &Search) -> Option<Link> {
    if search.text.is_empty() {
        return None;
    }
    let same = OrganisationSearch { text: search.text.clone(), ..OrganisationSearch::default() };
    let total = catalogue.organisations_found(&same, NonZeroU32::MIN).total;
    let args = [("value", Arg::Text(search.text.as_str())), ("n", Arg::Count(total))];
    let href = paths::organisations(catalogue, &same, 1);
    (total > 0).then(|| Link { label: page.ta(say::SEARCH_ORGANISATIONS, &args), href })
}
