//! Content of the home page and of the pages of barriers; counts of barriers and neighbourhoods.

use std::num::NonZeroU32;

use super::CollectionContent;
use crate::catalogue::{AreaMap, Catalogue, Results};
use crate::domain::directory::{Barrier, Scheme};
use crate::domain::place::Neighbourhood;
use crate::domain::search::{FacetValue, Search, SearchPage};

/// Barrier with the number of its initiatives that have not ended.
#[derive(Debug, Clone, Copy)]
pub struct BarrierCount<'a> {
    pub barrier: &'a Barrier,
    pub initiatives: usize,
}

/// Neighbourhood with the numbers of its initiatives that have not ended, and of its organisations.
#[derive(Debug)]
pub struct NeighbourhoodCounts<'a> {
    pub neighbourhood: &'a Neighbourhood,
    /// Those that serve it, named or not: the results of the search for it.
    pub initiatives: usize,
    /// Those that name it.
    pub naming: usize,
    pub organisations: usize,
}

/// Home page.
#[derive(Debug)]
pub struct HomeContent<'a> {
    pub barriers: Vec<BarrierCount<'a>>,
    pub neighbourhoods: Vec<NeighbourhoodCounts<'a>>,
    /// Map of the region with the number of initiatives that serve each neighbourhood.
    pub map: AreaMap,
    /// First collection, if there is one.
    pub collection: Option<CollectionContent<'a>>,
}

/// Page of a barrier.
#[derive(Debug)]
pub struct BarrierContent<'a> {
    pub barrier: &'a Barrier,
    /// Search for the barrier alone.
    pub search: Search,
    /// First page of its results.
    pub results: Results<'a>,
    /// Number of results without a known place.
    pub without_departement: usize,
    /// All barriers.
    pub barriers: Vec<BarrierCount<'a>>,
    /// Schemes that help with it, without the ended ones.
    pub schemes: Vec<&'a Scheme>,
}

impl Catalogue {
    /// Barriers in their order, with their counts.
    #[must_use]
    pub fn barrier_counts(&self) -> Vec<BarrierCount<'_>> {
        let count = |barrier: &Barrier| self.open_count(&FacetValue::Barrier(barrier.slug.clone()));
        let barriers = self.barriers.iter();
        barriers.map(|barrier| BarrierCount { barrier, initiatives: count(barrier) }).collect()
    }

    /// Neighbourhoods in their order, with their counts.
    #[must_use]
    pub fn neighbourhood_counts(&self) -> Vec<NeighbourhoodCounts<'_>> {
        let counts = |neighbourhood| self.counts_of(neighbourhood);
        self.neighbourhoods.iter().map(counts).collect()
    }

    pub(super) fn counts_of<'a>(
        &self,
        neighbourhood: &'a Neighbourhood,
    ) -> NeighbourhoodCounts<'a> {
        let code = &neighbourhood.code;
        NeighbourhoodCounts {
            neighbourhood,
            initiatives: self.serving_count(code),
            naming: self.named_count(code),
            organisations: self.organisation_count_in(code),
        }
    }

    #[must_use]
    pub fn home_content(&self) -> HomeContent<'_> {
        HomeContent {
            barriers: self.barrier_counts(),
            neighbourhoods: self.neighbourhood_counts(),
            map: self.region.render(|code| self.serving_count(code)),
            collection: self.collections.first().map(|it| self.collection_content(it)),
        }
    }

    /// Content of the page of `barrier`.
    #[must_use]
    pub fn barrier_content<'a>(&'a self, barrier: &'a Barrier) -> BarrierContent<'a> {
        let search = Search::of([FacetValue::Barrier(barrier.slug.clone())]);
        let search_page = SearchPage { search, number: NonZeroU32::MIN };
        BarrierContent {
            barrier,
            results: self.search(&search_page),
            without_departement: self.count_without_departement(&search_page.search),
            barriers: self.barrier_counts(),
            schemes: self.schemes_for(&barrier.slug),
            search: search_page.search,
        }
    }
}
