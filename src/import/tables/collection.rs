//! Collections and their entries.

use std::collections::HashMap;

use super::initiative::Initiatives;
use crate::domain::directory::{Collection, CollectionEntry};
use crate::domain::text::{Reference, Slug};
use crate::import::error::{ReferenceKind, SeedErrorKind, excerpt};
use crate::import::parser::{Keys, Row, SeedReader, TableSchema};

const COLLECTIONS: TableSchema = TableSchema {
    file: "collections.csv",
    columns: &["slug", "title", "summary", "size", "known", "unknown", "source_url"],
    optional_columns: &[],
};
const ENTRIES: TableSchema = TableSchema {
    file: "collection_entries.csv",
    columns: &["collection", "number", "part", "page", "initiative"],
    optional_columns: &[],
};

/// Number of entries of each collection, by slug.
type Sizes = Keys<u16>;

/// Reads the collections, and sets the entry of each initiative that belongs to one.
pub fn read(reading: &mut SeedReader<'_>, initiatives: &mut Initiatives) -> Vec<Collection> {
    let (mut collections, mut sizes) = (Vec::new(), Sizes::default());
    sizes.complete =
        reading.rows(&COLLECTIONS, |row| collections.extend(collection(row, &mut sizes)));
    let mut numbers = Keys::default();
    let mut taken = HashMap::new();
    let Initiatives { found, keys } = initiatives;
    reading.rows(&ENTRIES, |row| {
        let Some((reference, entry)) = entry(row, &sizes) else { return };
        let key = format!("{} {}", entry.collection, entry.number);
        numbers.register(row, "number", &key, ());
        keys.check(row, "initiative", reference.as_str(), ReferenceKind::Initiative);
        if let Some(line) = taken.insert(reference.clone(), row.line()) {
            let value = excerpt(reference.as_str());
            row.add("initiative", SeedErrorKind::Repeated { value, line });
        }
        let place = keys.get(reference.as_str()).copied().flatten();
        if let Some(seed) = place.and_then(|place| found.get_mut(place)) {
            seed.facts.collection = Some(entry);
        }
    });
    collections
}

fn collection(row: &mut Row<'_>, sizes: &mut Sizes) -> Option<Collection> {
    let (slug, title) = (row.required::<Slug>("slug"), row.required("title"));
    let (summary, size) = (row.required("summary"), row.required::<u16>("size"));
    let (known, unknown) = (row.required("known"), row.required("unknown"));
    let source_url = row.required("source_url");
    let slug = slug?;
    sizes.register(row, "slug", slug.as_str(), size.unwrap_or(u16::MAX));
    Some(Collection {
        slug,
        title: title?,
        summary: summary?,
        size: size?,
        known: known?,
        unknown: unknown?,
        source_url: source_url?,
    })
}

fn entry(row: &mut Row<'_>, sizes: &Sizes) -> Option<(Reference, CollectionEntry)> {
    let collection = row.required::<Slug>("collection");
    let (number, part) = (row.required::<u16>("number"), row.optional("part"));
    let (page, initiative) = (row.optional("page"), row.required("initiative"));
    let (collection, number) = (collection?, number?);
    sizes.check(row, "collection", collection.as_str(), ReferenceKind::Collection);
    if let Some(&size) = sizes.get(collection.as_str())
        && !(1..=size).contains(&number)
    {
        row.add("number", SeedErrorKind::BeyondSize { size });
    }
    Some((initiative?, CollectionEntry { collection, number, part, page }))
}
