//! Views of the pages of collections.

use askama::Template;

use crate::catalogue::{Catalogue, CollectionContent, CollectionItem};
use crate::domain::directory::Collection;
use crate::domain::text::Line;
use crate::i18n::{Arg, messages};
use crate::web::components::{
    BarrierLabel, CardContact, Crumb, StateBadge, barrier_labels, breadcrumb,
};
use crate::web::{Page, paths};

/// Maximum experiences listed, and maximum lines about unread ones; a link leads to the full search.
const MAX_ENTRIES: usize = 100;

#[derive(Template)]
#[template(path = "directory/initiative/collection/index.html")]
pub struct CollectionsView<'a> {
    canonical: String,
    crumbs: Vec<Crumb>,
    collections: Vec<CollectionLine<'a>>,
    page: Page,
}

struct CollectionLine<'a> {
    collection: &'a Collection,
    href: String,
    /// Number of its experiences in the directory.
    entry_count: String,
}

impl<'a> CollectionsView<'a> {
    pub fn new(page: Page, contents: &[CollectionContent<'a>]) -> Self {
        let collections = contents.iter().map(|content| CollectionLine {
            collection: content.collection,
            href: paths::collection(&content.collection.slug),
            entry_count: entry_count(&page, content),
        });
        Self {
            canonical: page.absolute_url(paths::COLLECTIONS),
            crumbs: breadcrumb(&page, [], page.t(messages::COLLECTIONS_TITLE)),
            collections: collections.collect(),
            page,
        }
    }
}

#[derive(Template)]
#[template(path = "directory/initiative/collection/show.html")]
pub struct CollectionView<'a> {
    collection: &'a Collection,
    canonical: String,
    crumbs: Vec<Crumb>,
    entry_count: String,
    parts: Vec<CollectionPart<'a>>,
    /// « N° 9 à 20 : titres non lus »
    missing_numbers: Vec<String>,
    /// URL of the search of its experiences.
    results: String,
    /// URL of the booklet.
    booklet: String,
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
    contact: Option<CardContact<'a>>,
    state: StateBadge,
    /// Reason for the state, if a date gives one.
    why: Option<String>,
}

impl<'a> CollectionView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &CollectionContent<'a>) -> Self {
        let collection = content.collection;
        Self {
            canonical: page.absolute_url(&paths::collection(&collection.slug)),
            crumbs: breadcrumb(
                &page,
                [Crumb::to(page.t(messages::COLLECTIONS_TITLE), paths::COLLECTIONS)],
                collection.title.as_str(),
            ),
            entry_count: entry_count(&page, content),
            missing_numbers: missing_numbers(&page, content),
            parts: parts(&page, catalogue, content),
            results: paths::search(catalogue, &content.search, 1),
            booklet: paths::collection_booklet(&collection.slug, None),
            collection,
            page,
        }
    }
}

/// « 8 expériences lues sur 20 »
fn entry_count(page: &Page, content: &CollectionContent<'_>) -> String {
    let (known, size) = (content.items.len(), usize::from(content.collection.size));
    let args = [("n", Arg::Count(known)), ("size", Arg::Count(size))];
    page.ta(messages::COLLECTION_READ, &args)
}

/// Groups consecutive experiences by the name of their part.
fn parts<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &CollectionContent<'a>,
) -> Vec<CollectionPart<'a>> {
    let mut parts: Vec<CollectionPart<'a>> = Vec::new();
    for CollectionItem { entry, initiative: it } in content.items.values().take(MAX_ENTRIES) {
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
            contact: CardContact::new(catalogue, it),
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
fn missing_numbers(page: &Page, content: &CollectionContent<'_>) -> Vec<String> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for number in (1..=content.collection.size).filter(|it| !content.items.contains_key(it)) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let label = |(first, last): (u16, u16)| {
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
    runs.into_iter().take(MAX_ENTRIES).map(label).collect()
}
