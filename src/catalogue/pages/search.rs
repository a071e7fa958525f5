//! Content of the results page.

use jiff::civil::DateTime;

use super::TownOffers;
use crate::catalogue::{
    Catalogue, MatchReason, NameMatch, NeedPlace, OrganisationMatcher, ParsedSearch, Place,
    PlaceHit, PlaceInText, RelaxedSearch, Results, TextReading, search::Matcher,
};
use crate::domain::directory::{Barrier, Meaning, NationalNumber, Organisation};
use crate::domain::place::{Commune, Departement, Neighbourhood};
use crate::domain::search::{Facet, FacetValue, OrganisationSearch, Search, SearchCircle};
use crate::domain::text::fold;

/// Results of a search, and what leads on from them.
#[derive(Debug)]
pub struct ResultsContent<'a> {
    pub parsed: &'a ParsedSearch,
    pub results: Results<'a>,
    /// Reason of each hit.
    pub match_reasons: Vec<MatchReason<'a>>,
    /// Places that the text names, as typed or else as corrected.
    pub places: Vec<NamedPlace<'a>>,
    /// Alternatives, if there is no result.
    pub empty: Option<EmptyResults<'a>>,
    /// Chosen barriers without results under the other criteria.
    pub unmet_barriers: Vec<UnmetBarrier<'a>>,
    /// Place of the search, and its barrier: they have a needs desk.
    pub need: Option<SearchNeed<'a>>,
    /// Organisations that the text and the opening that it asks for find, near the place of the search.
    pub organisations: FoundOrganisations,
    /// Organisations that the text names, nearest to the place of the search.
    pub named_organisations: Vec<&'a Organisation>,
}

/// Search of organisations, with its number of results; 0 without a criterion.
#[derive(Debug)]
pub struct FoundOrganisations {
    pub search: OrganisationSearch,
    pub total: usize,
}

/// Place of a search, and its barrier if it has one.
#[derive(Debug, Clone, Copy)]
pub struct SearchNeed<'a> {
    pub place: NeedPlace<'a>,
    pub barrier: Option<&'a Barrier>,
}

/// Place that a text names.
#[derive(Debug)]
pub enum NamedPlace<'a> {
    Neighbourhood(&'a Neighbourhood),
    Commune(TownOffers<'a>),
    Departement(&'a Departement),
}

/// Alternatives to a search without results.
#[derive(Debug)]
pub struct EmptyResults<'a> {
    /// Search with the nearest spelling that has results.
    pub spelling: Option<Search>,
    /// Searches with fewer criteria that have results.
    pub relaxed: Vec<RelaxedSearch>,
    /// If the text contains a place: searches in a wider area that have results.
    pub wider: Vec<WiderSearch<'a>>,
    /// National number for the barrier of the search, or the general one.
    pub number: Option<&'a NationalNumber>,
}

/// Search in a wider area, with its number of results.
#[derive(Debug)]
pub struct WiderSearch<'a> {
    pub search: Search,
    pub area: WiderArea<'a>,
    pub total: usize,
}

#[derive(Debug, Clone, Copy)]
pub enum WiderArea<'a> {
    /// The text without the place, in the département of the place.
    Departement(&'a Departement),
    /// The text without the place, in the region.
    Region,
    /// All offers of the commune of the place, without the text.
    Commune(&'a Commune),
}

/// Barrier without results under the criteria of a search.
#[derive(Debug)]
pub struct UnmetBarrier<'a> {
    pub barrier: &'a Barrier,
    /// Search for the barrier alone.
    pub search: Search,
    pub total: usize,
}

impl Catalogue {
    /// Content of the results page of `parsed`, with the counts of the `counted` facets; `now` is the local time.
    #[must_use]
    pub fn results_content<'a>(
        &'a self,
        parsed: &'a ParsedSearch,
        now: DateTime,
        counted: impl Fn(Facet) -> bool,
    ) -> ResultsContent<'a> {
        let search = &parsed.search_page.search;
        let asked = self.organisation_search(search, now);
        let organisations = OrganisationMatcher::new(self, &asked);
        let results = self.search_with_counts(&parsed.search_page, counted);
        let empty = (results.total == 0).then(|| EmptyResults {
            number: self.number_for(self.barrier_of(search)),
            spelling: self.nearest_spelling(search),
            relaxed: self.relaxed_searches(search),
            wider: self.wider_searches(search),
        });
        let spelling = empty.as_ref().and_then(|it| it.spelling.as_ref());
        let spelling = spelling.map(|it| it.text.as_str());
        let places = self.named_places(&search.text, results.corrected_text.as_deref()).iter();
        ResultsContent {
            parsed,
            places: places.filter_map(|place| self.named_place(place)).collect(),
            unmet_barriers: self
                .unmet_barriers(search)
                .into_iter()
                .map(|it| self.unmet(it))
                .collect(),
            need: self.need_of(search, &results, spelling),
            named_organisations: self
                .named_organisations(&asked, search.circle.map(SearchCircle::centre)),
            organisations: self.found_organisations(&organisations),
            match_reasons: self.match_reasons(search, &results),
            results,
            empty,
        }
    }

    /// Need of `search`: its place, or the one that its text, its correction or else `spelling` contains; its first
    /// barrier, or the one that this text names beside the place, or that its words point to.
    fn need_of(
        &self,
        search: &Search,
        results: &Results<'_>,
        spelling: Option<&str>,
    ) -> Option<SearchNeed<'_>> {
        let corrected = results.corrected_text.as_deref().or(spelling);
        let mut texts = [Some(search.text.as_str()), corrected].into_iter().flatten();
        let in_text = texts.find_map(|text| self.place_in_text(text));
        let rest = in_text.as_ref().map_or(search.text.as_str(), |(_, rest)| rest.as_str());
        let barrier = self.chosen_barrier(search).or_else(|| self.barrier_named(rest));
        let neighbourhood = search.choices_of(Facet::Neighbourhood).next();
        let commune = search.choices_of(Facet::Commune).next();
        let chosen = neighbourhood.or(commune).and_then(|choice| self.need_place(choice));
        let place = chosen.or_else(|| in_text.map(|(place, _)| place));
        let read = || barrier.or_else(|| self.barrier_read(&results.reading));
        let exact = place.map(|place| SearchNeed { place, barrier: read() });
        exact.or_else(|| self.need_of_misspelt_place(&search.text, barrier))
    }

    /// Barrier that the words of a text point to, if they point to one alone.
    fn barrier_read(&self, reading: &TextReading) -> Option<&Barrier> {
        let values = reading.parts.iter().flat_map(|part| part.meaning.values());
        let mut slugs = values.filter_map(|value| match value {
            Meaning::Barrier(slug) => Some(slug),
            Meaning::Audience(_) | Meaning::Kind(_) | Meaning::Fees(_) | Meaning::Number(_) => None,
        });
        let first = slugs.next()?;
        slugs.all(|slug| slug == first).then(|| self.barrier(first.as_str()))?
    }

    /// Need whose place is spelt almost like the end of `text`, and whose barrier is `chosen` or named before it. Words
    /// that the texts use are no misspelt place, nor is a commune without a record: « danse » is not Danzé.
    fn need_of_misspelt_place<'a>(
        &'a self,
        text: &str,
        chosen: Option<&'a Barrier>,
    ) -> Option<SearchNeed<'a>> {
        let need = |(before, name): (String, String)| {
            let barrier = chosen.or_else(|| self.barrier_named(&before))?;
            let mut hits = self.find_places(&name, 1).into_iter();
            let is_likely = |place: &Place| match place {
                Place::Commune(code) => self.is_used(code),
                Place::Neighbourhood(_) | Place::Departement(_) => true,
            };
            let is_near = |it: &PlaceHit| it.name_match == NameMatch::Exact && it.errors <= 1;
            let hit = hits.find(|it| is_near(it) && is_likely(&it.place))?;
            let place = self.need_place_of(&hit.place)?;
            Some(SearchNeed { place, barrier: Some(barrier) })
        };
        self.misspelt_ends(text).into_iter().find_map(need)
    }

    /// Neighbourhood or commune that `text` is or contains, and the rest of the text.
    fn place_in_text(&self, text: &str) -> Option<(NeedPlace<'_>, String)> {
        let (place, rest) = match self.places_named(text) {
            [place, ..] => (place, String::new()),
            [] => self.extract_place(text).map(|it| (it.place, it.rest))?,
        };
        Some((self.need_place_of(place)?, rest))
    }

    fn need_place(&self, choice: &FacetValue) -> Option<NeedPlace<'_>> {
        match choice {
            FacetValue::Neighbourhood(code) => {
                self.neighbourhood(code).map(NeedPlace::Neighbourhood)
            }
            FacetValue::Commune(code) => self.commune(code).map(NeedPlace::Commune),
            FacetValue::Barrier(_)
            | FacetValue::Audience(_)
            | FacetValue::Departement(_)
            | FacetValue::Organisation(_)
            | FacetValue::Collection(_)
            | FacetValue::State(_)
            | FacetValue::Fees(_) => None,
        }
    }

    /// Results of the search of `matcher`, in the narrowest area of its place that has any; if it finds nothing at a time
    /// that it asks for, all that is open then.
    fn found_organisations(&self, matcher: &OrganisationMatcher<'_>) -> FoundOrganisations {
        let asked = matcher.search();
        let OrganisationSearch { text, opening, .. } = asked;
        if text.is_empty() && opening.is_none() {
            return FoundOrganisations { search: OrganisationSearch::default(), total: 0 };
        }
        let anywhere = OrganisationSearch {
            text: text.clone(),
            opening: *opening,
            ..OrganisationSearch::default()
        };
        let open = OrganisationSearch { opening: *opening, ..OrganisationSearch::default() };
        let at_time = opening.is_some() && !text.is_empty();
        let areas = self.areas_of(asked).into_iter().chain([anywhere]);
        let searches = areas.chain(at_time.then_some(open));
        let found = searches.map(|search| {
            let total = matcher.count(&search);
            FoundOrganisations { search, total }
        });
        let nothing = || FoundOrganisations { search: asked.clone(), total: 0 };
        found.into_iter().find(|it| it.total > 0).unwrap_or_else(nothing)
    }

    /// Need of `search`: its place, or the one that its text contains, and its barrier, chosen or named.
    #[must_use]
    pub fn organisation_need(&self, search: &OrganisationSearch) -> Option<SearchNeed<'_>> {
        let neighbourhood = search.neighbourhood.as_ref().and_then(|code| self.neighbourhood(code));
        let commune = search.commune.as_ref().and_then(|code| self.commune(code));
        let place = neighbourhood.map(NeedPlace::Neighbourhood);
        let place = place.or_else(|| commune.map(NeedPlace::Commune));
        let place = place.or_else(|| self.place_in_text(&search.text).map(|(place, _)| place))?;
        Some(SearchNeed { place, barrier: self.organisation_barrier(search) })
    }

    /// Barrier of `search`, chosen or named by its text; the first one if its text names several.
    #[must_use]
    pub fn organisation_barrier(&self, search: &OrganisationSearch) -> Option<&Barrier> {
        self.organisation_barriers(search).into_iter().next()
    }

    /// Barriers of `search`: the one chosen, or all that its text names.
    pub(in crate::catalogue) fn organisation_barriers(
        &self,
        search: &OrganisationSearch,
    ) -> Vec<&Barrier> {
        let chosen = search.barrier.as_ref().and_then(|slug| self.barrier(slug.as_str()));
        chosen.map_or_else(|| self.barriers_in_text(&search.text), |it| vec![it])
    }

    /// National number to call about `barrier`, or about anything.
    #[must_use]
    pub fn number_for(&self, barrier: Option<&Barrier>) -> Option<&NationalNumber> {
        let general = || {
            let mut numbers = self.national_numbers.iter().rev();
            numbers.find(|it| !it.barriers.is_empty() && it.audiences_only.is_empty())
        };
        let numbers = barrier.map(|it| self.numbers_for(it, &[])).unwrap_or_default();
        numbers.into_iter().find(|it| it.is_called_first()).or_else(general)
    }

    /// Barrier of `search`, chosen or named by its text.
    fn barrier_of(&self, search: &Search) -> Option<&Barrier> {
        self.chosen_barrier(search).or_else(|| self.barrier_in_text(&search.text))
    }

    fn chosen_barrier(&self, search: &Search) -> Option<&Barrier> {
        let mut barriers = self.barriers.iter();
        barriers.find(|it| search.chooses(&FacetValue::Barrier(it.slug.clone())))
    }

    /// First barrier that `text` names beside a place.
    pub(in crate::catalogue) fn barrier_in_text(&self, text: &str) -> Option<&Barrier> {
        self.barriers_in_text(text).into_iter().next()
    }

    /// Barriers that `text` names beside a place.
    fn barriers_in_text(&self, text: &str) -> Vec<&Barrier> {
        let named: Vec<&Barrier> = self.barriers_named(text).collect();
        if !named.is_empty() {
            return named;
        }
        let within = self.extract_place(text);
        within.map(|it| self.barriers_named(&it.rest).collect()).unwrap_or_default()
    }

    /// First barrier whose label, slug or keyword is `text`.
    fn barrier_named(&self, text: &str) -> Option<&Barrier> {
        self.barriers_named(text).next()
    }

    /// Barriers whose label, slug or keyword is `text`: several may share a keyword.
    fn barriers_named(&self, text: &str) -> impl Iterator<Item = &Barrier> {
        let rows = self.lookup.barrier_names.get(&fold(text)).into_iter().flatten();
        rows.filter_map(|row| self.barriers.get(*row))
    }

    /// Places named by `text`, else by its correction.
    #[must_use]
    pub fn named_places(&self, text: &str, corrected: Option<&str>) -> &[Place] {
        match self.places_named(text) {
            [] => corrected.map_or(&[], |text| self.places_named(text)),
            named => named,
        }
    }

    fn named_place(&self, place: &Place) -> Option<NamedPlace<'_>> {
        Some(match place {
            Place::Neighbourhood(code) => NamedPlace::Neighbourhood(self.neighbourhood(code)?),
            Place::Commune(code) => NamedPlace::Commune(self.town_offers(self.commune(code)?)),
            Place::Departement(code) => NamedPlace::Departement(self.departement(code)?),
        })
    }

    fn unmet<'a>(&self, barrier: &'a Barrier) -> UnmetBarrier<'a> {
        let search = Search::of([FacetValue::Barrier(barrier.slug.clone())]);
        UnmetBarrier { barrier, total: self.count(&search), search }
    }

    /// If the text contains a place: the rest of the text in a wider area, and all offers of the place.
    fn wider_searches(&self, search: &Search) -> Vec<WiderSearch<'_>> {
        let Some(PlaceInText { place, rest, .. }) = self.extract_place(&search.text) else {
            return Vec::new();
        };
        let departement = self.departement_of(place).and_then(|code| self.departement(&code));
        let departement = departement.map(|it| {
            let choice = FacetValue::Departement(it.code.clone());
            (Search::of([choice]).with_text(&rest), WiderArea::Departement(it))
        });
        let region = (Search::of_text(&rest), WiderArea::Region);
        let commune = self.commune_of(place).and_then(|code| self.commune(&code));
        let commune = commune.map(|it| {
            (Search::of([FacetValue::Commune(it.insee.clone())]), WiderArea::Commune(it))
        });
        let searches = departement.into_iter().chain([region]).chain(commune);
        let rest = Search::of_text(&rest);
        let matcher = Matcher::new(self, &rest);
        let counted = searches.map(|(search, area)| {
            let total = matcher.count(&search);
            WiderSearch { search, area, total }
        });
        counted.filter(|it| it.total > 0).collect()
    }
}
