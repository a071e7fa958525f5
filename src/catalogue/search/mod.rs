//! Search of initiatives, of organisations and of schemes.

mod cost;
pub mod documents;
mod named_organisations;
mod organisations;
mod params;
mod radius;
mod schemes;

pub use organisations::{OrganisationCounts, OrganisationResults, OrganisationSets};
pub use params::{ParsedOrganisationSearch, ParsedSearch, page_number};
pub use radius::{PlacementSets, RadiusMatch};
pub use schemes::{
    GuideBarrier, ParsedSchemeSearch, SchemeContent, SchemeCount, SchemeGroup, SchemePlace,
    SchemesContent,
};

use std::borrow::Cow;
use std::cell::OnceCell;

use fixedbitset::FixedBitSet;

use self::radius::RadiusHits;
use super::Catalogue;
use super::facets::Facets;
use super::index::TextIndex;
use crate::domain::directory::{Barrier, Initiative};
use crate::domain::place::{Departement, DepartementCode, QpvCode};
use crate::domain::search::{Facet, FacetValue, Search, SearchCriterion, SearchPage};

/// Initiatives on one page of results.
pub const PAGE_SIZE: usize = 20;

/// Maximum relaxed searches that keep a single criterion.
const MAX_RELAXED: usize = 20;

/// Page of search results.
#[derive(Debug)]
pub struct Results<'a> {
    pub total: usize,
    /// Page shown, from 1; the last one if a later one was requested.
    pub page: usize,
    /// Number of pages, at least 1.
    pub pages: usize,
    pub hits: Vec<&'a Initiative>,
    /// For a radius search, the reason of each hit; else empty.
    pub radius_matches: Vec<Option<RadiusMatch>>,
    pub facets: Facets,
    /// Query text after correction, if it differs from what was typed.
    pub corrected_text: Option<String>,
}

/// Number of results, in all and by place.
#[derive(Debug)]
pub struct PlaceCounts {
    pub total: usize,
    /// Results that name a neighbourhood.
    pub with_neighbourhood: usize,
    /// For each neighbourhood, the results if it replaced the chosen neighbourhoods.
    pub neighbourhoods: Vec<(QpvCode, usize)>,
    /// For each département, the results if it replaced the chosen départements.
    pub departements: Vec<(DepartementCode, usize)>,
}

/// Search with fewer criteria, and its number of results.
#[derive(Debug)]
pub struct RelaxedSearch {
    pub search: Search,
    /// Criterion dropped, or the only one kept.
    pub relaxation: Relaxation,
    pub total: usize,
}

/// Way a search was relaxed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relaxation {
    Without(SearchCriterion),
    Only(SearchCriterion),
}

impl Catalogue {
    /// Page of results of `asked`: by distance if requested, else by relevance if there is a text,
    /// else by state and title.
    #[must_use]
    pub fn search(&self, asked: &SearchPage) -> Results<'_> {
        let text = &asked.search.text;
        let found = TextIndex::has_words(text).then(|| self.text.find(text));
        let circle = asked.search.circle.map(|around| (around, self.radius_hits(around)));
        let matching = found.as_ref().map_or_else(|| self.sets.all_rows(), |it| &it.rows);
        let matching = intersect_circle(Cow::Borrowed(matching), circle.as_ref().map(|(_, it)| it));
        let selection = self.selection(&asked.search, &matching);
        let rows = selection.rows();
        let total = rows.count_ones(..);
        let pages = total.div_ceil(PAGE_SIZE).max(1);
        let page = usize::try_from(asked.number.get()).unwrap_or(usize::MAX).min(pages);
        let skip = (page - 1) * PAGE_SIZE;
        let hits = match (&circle, &found) {
            (Some((around, circle)), _) if around.nearest_first => {
                self.nearest(circle, &rows, skip)
            }
            (_, Some(found)) => self.hits(found.best(&rows, skip, PAGE_SIZE).into_iter()),
            (_, None) => self.hits(
                rows.ones().skip(skip).take(PAGE_SIZE).filter_map(|row| u32::try_from(row).ok()),
            ),
        };
        let near =
            circle.map(|(_, circle)| hits.iter().map(|it| circle.radius_match(it)).collect());
        Results {
            total,
            page,
            pages,
            radius_matches: near.unwrap_or_default(),
            hits,
            facets: self.facets(&selection),
            corrected_text: found.and_then(|it| it.corrected_text),
        }
    }

    /// Number of initiatives that match `search`.
    #[must_use]
    pub fn count(&self, search: &Search) -> usize {
        self.rows(search).count_ones(..)
    }

    /// Number of initiatives that match `search` and have no département.
    #[must_use]
    pub fn count_without_departement(&self, search: &Search) -> usize {
        let departements = self.listed_values(Facet::Departement);
        self.sets.count_without(&departements, self.rows(search))
    }

    /// All initiatives that match `search`, by state and title.
    pub fn search_all(&self, search: &Search) -> Vec<&Initiative> {
        let rows = self.rows(search);
        rows.into_ones().filter_map(|row| self.initiatives.get(row)).collect()
    }

    /// Alternatives to `search`, which has no result: each criterion dropped in turn; if that finds
    /// nothing, each criterion alone, at most [`MAX_RELAXED`]. Alternatives without results are
    /// left out.
    #[must_use]
    pub fn relaxed_searches(&self, search: &Search) -> Vec<RelaxedSearch> {
        let choices = self.ordered_choices(search);
        let text = (!search.text.is_empty()).then_some(SearchCriterion::Text);
        let around = search.circle.map(|_| SearchCriterion::Circle);
        let wishes = choices.into_iter().map(SearchCriterion::FacetValue).chain(around).chain(text);
        let wishes: Vec<SearchCriterion> = wishes.collect();
        let matcher = Matcher::new(self, search);
        let tried = |how: Relaxation| {
            let search = how.apply(search);
            let total = matcher.count(&search);
            (total > 0).then_some(RelaxedSearch { search, relaxation: how, total })
        };
        // Values of one facet combine with "or": dropping one of several never finds more.
        let single = |wish: &&SearchCriterion| match wish {
            SearchCriterion::FacetValue(choice) => search.facet_len(choice.facet()) == 1,
            SearchCriterion::Text | SearchCriterion::Circle => true,
        };
        let without = wishes.iter().filter(single).cloned().map(Relaxation::Without);
        let found: Vec<RelaxedSearch> = without.filter_map(tried).collect();
        if !found.is_empty() || wishes.len() < 2 {
            return found;
        }
        wishes.into_iter().map(Relaxation::Only).filter_map(tried).take(MAX_RELAXED).collect()
    }

    /// Chosen barriers without results under the other criteria, if several are chosen.
    #[must_use]
    pub fn unmet_barriers(&self, search: &Search) -> Vec<&Barrier> {
        if search.facet_len(Facet::Barrier) < 2 {
            return Vec::new();
        }
        let matcher = Matcher::new(self, search);
        let unmet = |it: &&Barrier| {
            let choice = FacetValue::Barrier(it.slug.clone());
            search.chooses(&choice)
                && matcher.count(&search.with_facet(Facet::Barrier, [choice])) == 0
        };
        self.barriers.iter().filter(unmet).collect()
    }

    /// Counts the results of `search` by place.
    #[must_use]
    pub fn place_counts(&self, search: &Search) -> PlaceCounts {
        let matcher = Matcher::new(self, search);
        let rows = matcher.rows(search);
        let anywhere = search.with_facet(Facet::Neighbourhood, []);
        let matching = matcher.matching(&anywhere);
        let departement = |it: &Departement| {
            let choice = FacetValue::Departement(it.code.clone());
            (it.code.clone(), matcher.count(&search.with_facet(Facet::Departement, [choice])))
        };
        PlaceCounts {
            total: rows.count_ones(..),
            with_neighbourhood: self.placements.count_with_neighbourhood(&rows),
            neighbourhoods: self.counts_by_neighbourhood(&self.selection(&anywhere, &matching)),
            departements: self.departements.iter().map(departement).collect(),
        }
    }

    /// `search` with a corrected or shortened text that has results; else such a text alone, without the
    /// other criteria.
    #[must_use]
    pub fn nearest_spelling(&self, search: &Search) -> Option<Search> {
        let alone = Search::of_text(search.text.clone());
        let narrowed = search != &alone;
        let searches: Vec<&Search> =
            [Some(search), narrowed.then_some(&alone)].into_iter().flatten().collect();
        let kept = |search: &Search| self.rows(&search.with_text(String::new()));
        let kept: Vec<FixedBitSet> = searches.iter().map(|search| kept(search)).collect();
        let (at, text) = self.text.suggest_among(&search.text, &kept.iter().collect::<Vec<_>>())?;
        searches.get(at).map(|search| search.with_text(text))
    }

    fn rows(&self, search: &Search) -> FixedBitSet {
        let circle = search.circle.map(|around| self.radius_hits(around));
        let matching = intersect_circle(self.text_rows(&search.text), circle.as_ref());
        self.selection(search, &matching).rows()
    }

    /// Rows that match `text`; all if it has no word.
    fn text_rows(&self, text: &str) -> Cow<'_, FixedBitSet> {
        if TextIndex::has_words(text) {
            Cow::Owned(self.text.find(text).rows)
        } else {
            Cow::Borrowed(self.sets.all_rows())
        }
    }

    /// Page of `rows` by distance of their place; initiatives that only serve the area come last.
    fn nearest(&self, circle: &RadiusHits, rows: &FixedBitSet, skip: usize) -> Vec<&Initiative> {
        let rows = rows.ones().filter_map(|row| self.initiatives.get(row));
        let mut far: Vec<(u32, &Initiative)> =
            rows.map(|it| (circle.metres(it).unwrap_or(u32::MAX), it)).collect();
        far.sort_by_key(|(metres, _)| *metres);
        far.into_iter().skip(skip).take(PAGE_SIZE).map(|(_, it)| it).collect()
    }

    fn hits(&self, rows: impl Iterator<Item = u32>) -> Vec<&Initiative> {
        rows.filter_map(|row| self.initiatives.get(row as usize)).collect()
    }
}

impl Relaxation {
    fn apply(&self, search: &Search) -> Search {
        match self {
            Self::Without(wish) => search.without(wish),
            Self::Only(wish) => search.only(wish),
        }
    }
}

/// Counts results of variants of one search; its text and its circle are evaluated at most once.
struct Matcher<'a> {
    catalogue: &'a Catalogue,
    search: &'a Search,
    text: OnceCell<Cow<'a, FixedBitSet>>,
    circle: OnceCell<Option<RadiusHits>>,
}

impl<'a> Matcher<'a> {
    const fn new(catalogue: &'a Catalogue, search: &'a Search) -> Self {
        Self { catalogue, search, text: OnceCell::new(), circle: OnceCell::new() }
    }

    /// Number of initiatives that match `variant`.
    fn count(&self, variant: &Search) -> usize {
        self.rows(variant).count_ones(..)
    }

    fn rows(&self, variant: &Search) -> FixedBitSet {
        self.catalogue.selection(variant, &self.matching(variant)).rows()
    }

    /// Rows that match the text and the circle of `variant`, which are those of the search or absent.
    fn matching(&self, variant: &Search) -> Cow<'_, FixedBitSet> {
        let catalogue = self.catalogue;
        let text = if variant.text.is_empty() {
            catalogue.sets.all_rows()
        } else {
            self.text.get_or_init(|| catalogue.text_rows(&self.search.text))
        };
        let circle = variant.circle.and_then(|around| {
            self.circle.get_or_init(|| Some(catalogue.radius_hits(around))).as_ref()
        });
        intersect_circle(Cow::Borrowed(text), circle)
    }
}

/// Intersects `rows` with the circle, if there is one.
fn intersect_circle<'a>(
    rows: Cow<'a, FixedBitSet>,
    circle: Option<&RadiusHits>,
) -> Cow<'a, FixedBitSet> {
    let Some(circle) = circle else { return rows };
    let mut rows = rows.into_owned();
    rows.intersect_with(&circle.rows);
    Cow::Owned(rows)
}
