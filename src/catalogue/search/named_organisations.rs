//! Organisations that a text names, by their name or by their kind.

use std::collections::BTreeSet;

use crate::catalogue::index::content_stems;
use crate::catalogue::{Catalogue, OrganisationMatcher, PlaceInText};
use crate::domain::directory::Organisation;
use crate::domain::search::OrganisationSearch;

/// Maximum organisations shown.
const MAX_SHOWN: usize = 3;
/// Maximum candidates: the best matches of the text.
const MAX_CANDIDATES: usize = 64;
/// Maximum organisations that a part of a name may mean; a part that more have in common names none of them.
const MAX_NAMED: usize = 5;

impl Catalogue {
    /// The three organisations with a phone that the text of `matcher` names and that have the opening asked for:
    /// nearest to its place, or else best match first.
    #[must_use]
    pub fn named_organisations(&self, matcher: &OrganisationMatcher<'_>) -> Vec<&Organisation> {
        let OrganisationSearch { text, opening, .. } = matcher.search();
        if text.is_empty() || !self.places_named(text).is_empty() {
            return Vec::new();
        }
        let within = self.extract_place(text);
        let (rest, place) = match &within {
            Some(PlaceInText { place, rest, .. }) => (rest, Some(*place)),
            None => (text, None),
        };
        let asked = content_stems(rest);
        if asked.is_empty() || !self.organisation_sets.words.are_known(&asked) {
            return Vec::new();
        }
        let found = if let Some(place) = place {
            let (text, departement) = (rest.clone(), self.departement_of(place));
            let search = OrganisationSearch {
                text,
                departement,
                opening: *opening,
                ..OrganisationSearch::default()
            };
            self.best_organisations(&OrganisationMatcher::new(self, &search), MAX_CANDIDATES)
        } else {
            self.best_organisations(matcher, MAX_CANDIDATES)
        };
        let mut named = self.named(found, &asked);
        if let Some(place) = place.and_then(|it| self.need_place_of(it)) {
            let nearest = self.by_proximity(place, named.into_iter());
            named = nearest.into_iter().map(|it| it.organisation).collect();
        }
        named.truncate(MAX_SHOWN);
        named
    }

    /// Those of `found` with a phone whose name and kind have all of the words `asked`. If these are many, `asked`
    /// must have all words of the kind.
    fn named<'a>(
        &self,
        found: Vec<&'a Organisation>,
        asked: &BTreeSet<String>,
    ) -> Vec<&'a Organisation> {
        let words = &self.organisation_sets.words;
        let mut named = words.having_all(asked, found);
        if named.len() > MAX_NAMED {
            named.retain(|it| words.names_kind(asked, &it.facts.kind));
        }
        named.retain(|it| it.facts.phone.is_some());
        named
    }
}
