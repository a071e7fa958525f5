//! Views of the pages of collections.

use std::collections::BTreeMap;

use askama::Template;

use crate::catalogue::Catalogue;
use crate::domain::directory::{Collection, CollectionEntry, Initiative, InitiativeState};
use crate::domain::search::{FacetValue, Search};
use crate::domain::text::Line;
use crate::i18n::{Arg, messages};
use crate::web::components::{BarrierLabel, Crumb, StateBadge, barrier_labels};
use crate::web::{Page, paths};

/// Maximum experiences listed, and maximum lines about unread ones; a link leads to the full search.
const MAX_ENTRIES: usize = 100;

#[derive(Template)]
#[template(path = "directory/collection/index.html")]
pub struct CollectionsView<'a> {
    canonical: String,
    crumbs: Vec<Crumb>,
    /// Collection, URL of its page, number of its experiences in the directory.
    collections: Vec<(&'a Collection, String, String)>,
    page: Page,
}

impl<'a> CollectionsView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue) -> Self {
        let collections = catalogue.collections.iter().map(|it| {
            let known = entries(catalogue, it).len();
            (it, paths::collection(&it.slug), known_count(&page, it, known))
        });
        Self {
            canonical: page.absolute_url(paths::COLLECTIONS),
            crumbs: vec![
                Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
                Crumb::here(page.t(messages::COLLECTIONS_TITLE)),
            ],
            collections: collections.collect(),
            page,
        }
    }
}

#[derive(Template)]
#[template(path = "directory/collection/show.html")]
pub struct CollectionView<'a> {
    collection: &'a Collection,
    canonical: String,
    crumbs: Vec<Crumb>,
    known_count: String,
    parts: Vec<CollectionPart<'a>>,
    /// « N° 9 à 20 : titres non lus »
    missing_numbers: Vec<String>,
    /// URL of the search of its experiences.
    results: String,
    page: Page,
}

/// Part of the collection, in the order of its numbers.
struct CollectionPart<'a> {
    title: Option<&'a str>,
    entries: Vec<ExperienceLine<'a>>,
}

struct ExperienceLine<'a> {
    number: u16,
    title: &'a str,
    summary: &'a str,
    href: String,
    page: Option<u16>,
    signs: Vec<BarrierLabel<'a>>,
    state: StateBadge,
    /// Reason for the state, if a date gives one.
    why: Option<String>,
}

impl<'a> CollectionView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, collection: &'a Collection) -> Self {
        let entries = entries(catalogue, collection);
        let choice = FacetValue::Collection(collection.slug.clone());
        let search = Search::default().toggling(&choice);
        Self {
            canonical: page.absolute_url(&paths::collection(&collection.slug)),
            crumbs: vec![
                Crumb::to(page.t(messages::CRUMB_HOME), paths::HOME),
                Crumb::to(page.t(messages::COLLECTIONS_TITLE), paths::COLLECTIONS),
                Crumb::here(collection.title.as_str()),
            ],
            known_count: known_count(&page, collection, entries.len()),
            missing_numbers: missing_numbers(&page, collection, &entries),
            parts: parts(&page, catalogue, &entries),
            results: paths::search(catalogue, &search, 1),
            collection,
            page,
        }
    }
}

/// Experiences of `collection` in the directory, by number; ended ones too, since they are published in a book.
fn entries<'a>(
    catalogue: &'a Catalogue,
    collection: &Collection,
) -> BTreeMap<u16, (&'a CollectionEntry, &'a Initiative)> {
    let entry = |it: &'a Initiative| {
        let entry = it.facts.collection.as_ref()?;
        (entry.collection == collection.slug).then_some((entry.number, (entry, it)))
    };
    let search = Search {
        collections: [collection.slug.clone()].into(),
        states: InitiativeState::ALL.into(),
        ..Search::default()
    };
    catalogue.search_all(&search).into_iter().filter_map(entry).collect()
}

/// « 8 expériences lues sur 20 »
fn known_count(page: &Page, collection: &Collection, known: usize) -> String {
    let size = Arg::Count(usize::from(collection.size));
    page.ta(messages::COLLECTION_READ, &[("n", Arg::Count(known)), ("size", size)])
}

/// Groups consecutive `entries` by the name of their part.
fn parts<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    entries: &BTreeMap<u16, (&'a CollectionEntry, &'a Initiative)>,
) -> Vec<CollectionPart<'a>> {
    let mut parts: Vec<CollectionPart<'a>> = Vec::new();
    for (entry, it) in entries.values().take(MAX_ENTRIES) {
        let title = entry.part.as_ref().map(Line::as_str);
        let facts = &it.facts;
        let state = StateBadge::new(page.lang, it, catalogue.state(it));
        let dated = facts.lifecycle.attested_on.is_some() || facts.lifecycle.confirmed_on.is_some();
        let entry = ExperienceLine {
            number: entry.number,
            title: facts.title.as_str(),
            summary: facts.summary.as_str(),
            href: paths::initiative(&facts.slug),
            page: entry.page,
            signs: barrier_labels(catalogue, &facts.barriers),
            why: dated.then(|| state.reason.clone()),
            state,
        };
        match parts.last_mut() {
            Some(part) if part.title == title => part.entries.push(entry),
            _ => parts.push(CollectionPart { title, entries: vec![entry] }),
        }
    }
    parts
}

/// Ranges of numbers that are not in the directory.
fn missing_numbers(
    page: &Page,
    collection: &Collection,
    entries: &BTreeMap<u16, (&CollectionEntry, &Initiative)>,
) -> Vec<String> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for number in (1..=collection.size).filter(|number| !entries.contains_key(number)) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let said = |(first, last): (u16, u16)| {
        let count = |number| Arg::Count(usize::from(number));
        let args = [("first", count(first)), ("last", count(last))];
        page.ta(
            if first == last {
                messages::COLLECTION_UNREAD_ONE
            } else {
                messages::COLLECTION_UNREAD
            },
            &args,
        )
    };
    runs.into_iter().take(MAX_ENTRIES).map(said).collect()
}
