//! Content of the page of an initiative, and of the pages of collections.

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::domain::directory::{Collection, CollectionEntry, Initiative, Scheme};
use crate::domain::search::{FacetValue, Search};

/// Number of similar initiatives shown.
const MAX_SIMILAR: usize = 3;

/// Page of an initiative, which may be unpublished.
#[derive(Debug)]
pub struct InitiativeContent<'a> {
    pub initiative: &'a Initiative,
    pub similar: Vec<&'a Initiative>,
    /// Schemes that its text names.
    pub schemes: Vec<&'a Scheme>,
}

/// Collection with its experiences that are in the directory.
#[derive(Debug)]
pub struct CollectionContent<'a> {
    pub collection: &'a Collection,
    /// By number; ended ones too, since they are published in a book.
    pub items: BTreeMap<u16, CollectionItem<'a>>,
    /// Search of its experiences.
    pub search: Search,
}

/// Experience of a collection.
#[derive(Debug, Clone, Copy)]
pub struct CollectionItem<'a> {
    pub entry: &'a CollectionEntry,
    pub initiative: &'a Initiative,
}

impl Catalogue {
    /// Content of the page of `initiative`.
    #[must_use]
    pub fn initiative_content<'a>(&'a self, initiative: &'a Initiative) -> InitiativeContent<'a> {
        InitiativeContent {
            initiative,
            similar: self.similar_initiatives(initiative, MAX_SIMILAR),
            schemes: self.schemes_of(initiative),
        }
    }

    /// Content of the page of `collection`.
    #[must_use]
    pub fn collection_content<'a>(&'a self, collection: &'a Collection) -> CollectionContent<'a> {
        let search = Search::of([FacetValue::Collection(collection.slug.clone())]);
        let item = |initiative: &'a Initiative| {
            let entry = initiative.facts.collection.as_ref()?;
            let item = CollectionItem { entry, initiative };
            (entry.collection == collection.slug).then_some((entry.number, item))
        };
        let found = self.search_all(&search.in_every_state());
        CollectionContent {
            collection,
            items: found.into_iter().filter_map(item).collect(),
            search,
        }
    }

    /// Every collection with its experiences.
    #[must_use]
    pub fn collection_contents(&self) -> Vec<CollectionContent<'_>> {
        self.collections.iter().map(|it| self.collection_content(it)).collect()
    }
}
