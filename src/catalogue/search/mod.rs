//! Search of initiatives, of organisations and of schemes.

mod cost;
pub mod documents;
mod named_organisations;
mod opening;
mod order;
mod organisations;
mod params;
mod place;
mod schemes;

pub use opening::OpeningInText;
pub use organisations::{
    FirstOrganisations, OrganisationCounts, OrganisationMatcher, OrganisationResults,
    OrganisationSets,
};
pub use params::{ParsedOrganisationSearch, ParsedSearch, page_number};
pub use place::{PlaceNames, PlaceReason, ServiceReason};
pub use schemes::{
    GuideBarrier, ParsedSchemeSearch, SchemeContent, SchemeCount, SchemeGroup, SchemePlace,
    SchemesContent,
};

use std::borrow::Cow;
use std::cell::OnceCell;
use std::num::NonZeroU32;

use fixedbitset::FixedBitSet;

use self::order::{ResultOrder, UsualOrder, Window};
use self::place::{PlaceOfSearch, RadiusHits, merged_levels};
use super::Catalogue;
use super::facets::{Facets, Selection, ServiceLevel, UnknownValues};
use super::index::{PartMatch, TextHits, TextReading};
use crate::domain::directory::{Barrier, Initiative};
use crate::domain::place::{Departement, DepartementCode, Neighbourhood, QpvCode};
use crate::domain::search::{Facet, FacetValue, Search, SearchCriterion, SearchPage};

/// Initiatives on one page of results.
pub const PAGE_SIZE: usize = 20;
/// Maximum entries of a list to print.
pub const MAX_PRINTED: usize = 200;

/// Maximum relaxed searches that keep a single criterion.
const MAX_RELAXED: usize = 20;

/// Page of search results.
#[derive(Debug)]
pub struct Results<'a> {
    pub total: usize,
    /// If an audience or a price is chosen: initiatives that match otherwise.
    pub unknown_values: UnknownValues,
    /// Page shown, from 1; the last one if a later one was requested.
    pub page: usize,
    /// Number of pages, at least 1; the initiatives apart are counted.
    pub pages: usize,
    pub hits: Vec<&'a Initiative>,
    /// Number of `hits` that are apart; they are the last ones.
    pub unknown_value_hits: usize,
    /// If the search has a place, the reason of each hit; else empty.
    pub reasons: Vec<Option<PlaceReason<'a>>>,
    /// If the search has a text: for each hit, the match of each part of the reading; else empty.
    pub part_matches: Vec<Vec<PartMatch>>,
    pub facets: Facets,
    /// Query text after correction, if it differs from what was typed.
    pub corrected_text: Option<String>,
    /// Text as it was read; empty without a text.
    pub reading: TextReading,
}

/// Number of results, in all and by place.
#[derive(Debug)]
pub struct PlaceCounts {
    pub total: usize,
    /// For each neighbourhood, the results that serve it, named or not: those if it replaced the chosen neighbourhoods.
    pub neighbourhoods: Vec<(QpvCode, usize)>,
    /// For each département, the results if it replaced the chosen départements.
    pub departements: Vec<(DepartementCode, usize)>,
    /// Text as it was read; empty without a text.
    pub reading: TextReading,
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
    /// Page of results of `search_page`, in the order of [`ResultOrder`].
    #[must_use]
    pub fn search(&self, search_page: &SearchPage) -> Results<'_> {
        self.search_with_counts(search_page, |_| true)
    }

    /// Same as [`Self::search`], with the counts of the `counted` facets only.
    #[must_use]
    pub fn search_with_counts(
        &self,
        search_page: &SearchPage,
        counted: impl Fn(Facet) -> bool,
    ) -> Results<'_> {
        self.page_of_results(search_page, PAGE_SIZE, counted)
    }

    /// The first results of `search`, at most `most`, without counts.
    #[must_use]
    pub fn first_results(&self, search: &Search, most: usize) -> Results<'_> {
        let first = SearchPage { search: search.clone(), number: NonZeroU32::MIN };
        self.page_of_results(&first, most, |_| false)
    }

    /// Page of at most `page_size` results, with the counts of the `counted` facets.
    fn page_of_results(
        &self,
        search_page: &SearchPage,
        page_size: usize,
        counted: impl Fn(Facet) -> bool,
    ) -> Results<'_> {
        let search = &search_page.search;
        let found = self.text_hits(&search.text);
        let circle = search.circle.map(|around| self.radius_hits(around));
        let matching = found.as_ref().map_or_else(|| self.sets.all_rows(), |it| &it.rows);
        let matching = intersect_circle(Cow::Borrowed(matching), circle.as_ref());
        let selection = self.selection(search, &matching);
        let (rows, unknown_values) = (selection.rows(), selection.rows_of_unknown_values());
        let unknown_values = unknown_values.unwrap_or_default();
        let (total, unknown) = (rows.count_ones(..), selection.count_unknown(&unknown_values));
        let pages = (total + unknown.total).div_ceil(page_size).max(1);
        let page = usize::try_from(search_page.number.get()).unwrap_or(usize::MAX).min(pages);
        let skip = (page - 1) * page_size;
        let ranked = RankedSearch::new(self, search, circle, found.as_ref());
        let order = ranked.order(found.as_ref());
        let mut hits = self.ordered(&order, &rows, Window { skip, take: page_size });
        let shown = hits.len();
        let window = Window { skip: skip.saturating_sub(total), take: page_size - shown };
        hits.extend(self.ordered(&order, &unknown_values, window));
        Results {
            total,
            unknown_values: unknown,
            page,
            pages,
            unknown_value_hits: hits.len() - shown,
            reasons: ranked.reasons(&hits),
            part_matches: part_matches(found.as_ref(), &hits),
            hits: hits.into_iter().map(|(_, it)| it).collect(),
            facets: self.facets(&selection, counted),
            corrected_text: found.as_ref().and_then(|it| it.corrected_text.clone()),
            reading: found.map(|it| it.reading).unwrap_or_default(),
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
            neighbourhoods: self
                .neighbourhood_counts_of(search, &self.selection(&anywhere, &matching)),
            departements: self.departements.iter().map(departement).collect(),
            reading: matcher.text_hits().map(|it| it.reading.clone()).unwrap_or_default(),
        }
    }

    /// For each neighbourhood, the number of rows of `selection`; 0 outside the départements that `search` chooses, where
    /// only what covers the region remains.
    fn neighbourhood_counts_of(
        &self,
        search: &Search,
        selection: &Selection<'_>,
    ) -> Vec<(QpvCode, usize)> {
        let mut counts = self.counts_by_neighbourhood(selection);
        let chosen = |it: &Neighbourhood| {
            search.facet_len(Facet::Departement) == 0
                || search.chooses(&FacetValue::Departement(it.departement.clone()))
        };
        for (it, (_, count)) in self.neighbourhoods.iter().zip(&mut counts) {
            if !chosen(it) {
                *count = 0;
            }
        }
        counts
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
        let kept: Vec<&FixedBitSet> = kept.iter().collect();
        let (at, text) = self.text.suggest_among(&search.text, &kept, self)?;
        searches.get(at).map(|search| search.with_text(text))
    }

    fn rows(&self, search: &Search) -> FixedBitSet {
        let circle = search.circle.map(|around| self.radius_hits(around));
        let matching = intersect_circle(self.text_rows(&search.text), circle.as_ref());
        self.selection(search, &matching).rows()
    }

    /// Rows that match `text`; all if it has no word.
    fn text_rows(&self, text: &str) -> Cow<'_, FixedBitSet> {
        let found = self.text_hits(text);
        found.map_or(Cow::Borrowed(self.sets.all_rows()), |found| Cow::Owned(found.rows))
    }
}

/// Facts about a search that put its results in order and give their reasons.
struct RankedSearch<'a> {
    catalogue: &'a Catalogue,
    nearest_first: bool,
    circle: Option<RadiusHits>,
    /// Places of a search without a circle.
    places: Vec<PlaceOfSearch>,
    by_barriers: Vec<FixedBitSet>,
    /// Rows by relation to the place.
    levels: Vec<(ServiceLevel, FixedBitSet)>,
}

impl<'a> RankedSearch<'a> {
    fn new(
        catalogue: &'a Catalogue,
        search: &Search,
        circle: Option<RadiusHits>,
        found: Option<&TextHits>,
    ) -> Self {
        let corrected = found.and_then(|it| it.corrected_text.as_deref());
        let places = match &circle {
            Some(_) => Vec::new(),
            None => catalogue.places_of_search(search, corrected),
        };
        let levels = circle.as_ref().map_or_else(|| merged_levels(&places), RadiusHits::levels);
        Self {
            catalogue,
            nearest_first: search.circle.is_some_and(|it| it.nearest_first),
            by_barriers: catalogue.rows_by_barriers(search),
            circle,
            places,
            levels,
        }
    }

    fn order<'b>(&'b self, found: Option<&'b TextHits>) -> ResultOrder<'b> {
        let usual = UsualOrder { by_barriers: &self.by_barriers, levels: &self.levels };
        match (&self.circle, found) {
            (Some(circle), _) if self.nearest_first => ResultOrder::Distance(circle),
            (_, Some(found)) => ResultOrder::Relevance(found, usual),
            (_, None) => ResultOrder::Usual(usual),
        }
    }

    /// Reason of each of `hits`; empty if the search has no place.
    fn reasons(&self, hits: &[(u32, &'a Initiative)]) -> Vec<Option<PlaceReason<'a>>> {
        let places = self.circle.as_ref().map_or(self.places.as_slice(), RadiusHits::centre);
        if self.circle.is_none() && places.is_empty() {
            return Vec::new();
        }
        let reason = |(row, initiative): &(u32, &'a Initiative)| {
            let distance = self.circle.as_ref().and_then(|circle| circle.distance(initiative));
            let serves = || self.catalogue.nearest_reason(places, *row, initiative);
            distance.or_else(|| serves().map(PlaceReason::Serves))
        };
        hits.iter().map(reason).collect()
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
pub(in crate::catalogue) struct Matcher<'a> {
    catalogue: &'a Catalogue,
    search: &'a Search,
    text: OnceCell<Option<TextHits>>,
    circle: OnceCell<Option<RadiusHits>>,
}

impl<'a> Matcher<'a> {
    pub const fn new(catalogue: &'a Catalogue, search: &'a Search) -> Self {
        Self { catalogue, search, text: OnceCell::new(), circle: OnceCell::new() }
    }

    /// Number of initiatives that match `variant`.
    pub fn count(&self, variant: &Search) -> usize {
        self.rows(variant).count_ones(..)
    }

    fn rows(&self, variant: &Search) -> FixedBitSet {
        self.catalogue.selection(variant, &self.matching(variant)).rows()
    }

    /// What matches the text of the search; `None` if it has no word.
    fn text_hits(&self) -> Option<&TextHits> {
        self.text.get_or_init(|| self.catalogue.text_hits(&self.search.text)).as_ref()
    }

    /// Rows that match the text and the circle of `variant`, which are those of the search or absent.
    fn matching(&self, variant: &Search) -> Cow<'_, FixedBitSet> {
        let catalogue = self.catalogue;
        let text = if variant.text.is_empty() { None } else { self.text_hits() };
        let text = text.map_or_else(|| catalogue.sets.all_rows(), |it| &it.rows);
        let circle = variant.circle.and_then(|around| {
            self.circle.get_or_init(|| Some(catalogue.radius_hits(around))).as_ref()
        });
        intersect_circle(Cow::Borrowed(text), circle)
    }
}

/// Match of each part of the text in each of `hits`; empty without a text.
fn part_matches(found: Option<&TextHits>, hits: &[(u32, &Initiative)]) -> Vec<Vec<PartMatch>> {
    let of_text = |found: &TextHits| hits.iter().map(|(row, _)| found.part_matches(*row)).collect();
    found.map(of_text).unwrap_or_default()
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
