//! Suggestions while typing in the search box: needs, organisations, places.

use crate::catalogue::{Catalogue, NameMatch, Place};
use crate::domain::directory::{Barrier, Organisation};
use crate::domain::text::{Line, fold};

/// Maximum suggestions of each kind.
const MAX_NEEDS: usize = 2;
const MAX_ORGANISATIONS: usize = 3;
const MAX_PLACES: usize = 4;

/// Page suggested for a typed text.
#[derive(Debug)]
pub enum Suggestion<'a> {
    /// Needs desk of a barrier at the place that the text names, or page of the barrier.
    Need(&'a Barrier, Option<Place>),
    Organisation(&'a Organisation),
    Place(Place),
}

impl Catalogue {
    /// Needs, organisations and places whose names have words that begin with those of `text`.
    #[must_use]
    pub fn suggestions(&self, text: &str) -> Vec<Suggestion<'_>> {
        let typed = fold(text);
        if typed.is_empty() {
            return Vec::new();
        }
        let needs = self.suggested_needs(text, &typed);
        let organisations = self.suggested_organisations(&typed);
        let hits = self.find_places(text, MAX_PLACES);
        let is_sure = hits.first().is_some_and(|hit| hit.errors == 0);
        let places = match (is_sure, needs.is_empty() && organisations.is_empty()) {
            (true, _) => hits.iter().map(|hit| hit.place.clone()).collect(),
            (false, true) => self.suggested_places(text, MAX_PLACES),
            (false, false) => Vec::new(),
        };
        let is_named =
            hits.first().is_some_and(|hit| is_sure && hit.name_match == NameMatch::Exact);
        let places = places.into_iter().map(Suggestion::Place);
        let mut others: Vec<Suggestion<'_>> = needs;
        others.extend(organisations.into_iter().map(Suggestion::Organisation));
        // A place whose whole name is typed comes before what only begins so.
        if is_named {
            places.chain(others).collect()
        } else {
            others.into_iter().chain(places).collect()
        }
    }

    /// Barriers with a name that begins with the words of the text, at its place.
    fn suggested_needs(&self, text: &str, typed: &str) -> Vec<Suggestion<'_>> {
        let found = |typed: &str| -> Vec<&Barrier> {
            let words: Vec<&str> = typed.split(' ').collect();
            let named = self.barriers.iter().filter(|it| is_named(it, &words));
            named.take(MAX_NEEDS).collect()
        };
        let whole = found(typed);
        if !whole.is_empty() {
            return whole.into_iter().map(|it| Suggestion::Need(it, None)).collect();
        }
        let Some(within) = self.extract_place(text) else { return Vec::new() };
        let need = |it| Suggestion::Need(it, Some(within.place.clone()));
        found(&fold(&within.rest)).into_iter().map(need).collect()
    }

    /// Organisations whose names have words that begin with those typed; first those whose name begins so.
    fn suggested_organisations(&self, typed: &str) -> Vec<&Organisation> {
        let words: Vec<&str> = typed.split(' ').collect();
        let named = self.lookup.organisation_names.iter().zip(&self.organisations);
        let named = named.filter(|(name, _)| has_words(name, &words));
        let (first, then): (Vec<_>, Vec<_>) = named.partition(|(name, _)| name.starts_with(typed));
        let all = first.into_iter().chain(then).map(|(_, organisation)| organisation);
        all.take(MAX_ORGANISATIONS).collect()
    }
}

/// True if one of the names of `barrier` has words that begin with `words`.
fn is_named(barrier: &Barrier, words: &[&str]) -> bool {
    let names = [barrier.label.as_str(), barrier.plain_label.as_str(), barrier.slug.as_str()];
    let mut names = names.into_iter().chain(barrier.keywords.iter().map(Line::as_str));
    names.any(|name| has_words(&fold(name), words))
}

/// True if each of `words` begins a word of the folded `name`.
fn has_words(name: &str, words: &[&str]) -> bool {
    words.iter().all(|word| name.split(' ').any(|it| it.starts_with(word)))
}
