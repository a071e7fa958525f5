//! Search of places by any of their names, whole or prefix, tolerant of spelling errors.

mod area;
mod names;
mod resolution;

use std::collections::{BTreeSet, HashMap};

use super::{Place, key};
use crate::catalogue::Catalogue;
use crate::catalogue::index::{Vocabulary, WordRole, word_role};
use crate::domain::search::MAX_PLACE_CHARS;
use crate::domain::text::fold;

use self::names::{NamedPlace, PlaceName, folded_words};

pub use self::area::Area;
pub use self::resolution::PlaceResolution;

pub(super) use self::area::clean;

/// Maximum words read of a text: the longest name with its town and its postcode.
const MAX_WORDS: usize = 12;

/// Minimum digits for a postcode prefix to be looked up.
const MIN_POSTCODE_DIGITS: usize = 3;

/// Filler words around the name of a place.
const FILLER_WORDS: [&str; 9] = [
    "commune",
    "departement",
    "france",
    "habite",
    "qpv",
    "quartier",
    "quartiers",
    "secteur",
    "ville",
];

/// Index of the names of all places.
#[derive(Debug)]
pub struct PlaceIndex {
    words: Vocabulary,
    /// For each word, the names that contain it.
    names_by_word: Vec<Vec<usize>>,
    names: Vec<PlaceName>,
    owners: Vec<NamedPlace>,
    compound: CompoundNames,
}

/// Names in one word: « saintpierredescorps », with and without their small words.
#[derive(Debug)]
struct CompoundNames {
    words: Vocabulary,
    /// For each word, the places of this name.
    owners: Vec<Vec<usize>>,
}

/// Place found for a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHit {
    pub place: Place,
    pub name_match: NameMatch,
    /// Edit distance between what was typed and the name.
    pub errors: u8,
}

/// Kind of match between a text and a name, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// The whole name.
    Exact,
    /// Not the name, but the whole name of its town or département.
    ContainedIn,
    /// Prefix of the name.
    Prefix,
    /// Other part of the name.
    Part,
}

/// Word of the text: the vocabulary words it may stand for, and whether a match is required.
struct QueryWord {
    candidates: HashMap<u32, WordMatch>,
    required: bool,
}

impl QueryWord {
    /// True if `name`, or the context words of its `owner`, contain one of the words.
    fn is_in(&self, name: &PlaceName, owner: &NamedPlace) -> bool {
        name.words.iter().chain(&owner.context_words).any(|word| self.candidates.contains_key(word))
    }
}

/// Quality of a word match, best first: fewer errors, then whole word before prefix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct WordMatch {
    errors: u8,
    is_prefix: bool,
}

/// Quality of a name match, best first: errors, likeness, number of words not typed.
type MatchRank = (u8, NameMatch, usize);

impl Catalogue {
    /// Places that match `text`, most probable first, at most `most`.
    ///
    /// Spelling errors are tolerated only if nothing matches as typed.
    #[must_use]
    pub fn find_places(&self, text: &str, most: usize) -> Vec<PlaceHit> {
        let mut hits = self.place_index.find(&clean(text));
        hits.truncate(most);
        hits
    }
}

impl Catalogue {
    /// Places to suggest for `text`, most probable first, at most `most`: those that match, else those of its resolution.
    #[must_use]
    pub fn suggested_places(&self, text: &str, most: usize) -> Vec<Place> {
        let hits = self.find_places(text, most);
        let mut places: Vec<Place> = match hits.first() {
            Some(hit) if hit.errors == 0 => hits.into_iter().map(|hit| hit.place).collect(),
            _ => self.place_resolution(text).choices().to_vec(),
        };
        places.truncate(most);
        places
    }
}

impl PlaceIndex {
    /// Steps to look up `text`. Worst case: each word is compared with every name.
    pub fn steps(&self, text: &str) -> usize {
        words_of(text).len() * (self.words.len() + self.names.len())
    }

    /// True if `text` is a whole name of a place, in one word or with its small words left out.
    pub(in crate::catalogue::places) fn is_name(&self, text: &str) -> bool {
        self.compound.words.get(&compound(text)).is_some()
    }

    /// Places of which `text` is a whole name, in one word or with its small words left out.
    pub(in crate::catalogue) fn named(&self, text: &str) -> impl Iterator<Item = &Place> {
        let owners = self.compound.words.get(&compound(text));
        let owners = owners.and_then(|word| self.compound.owners.get(word as usize));
        let owners = owners.into_iter().flatten().filter_map(|owner| self.owners.get(*owner));
        owners.map(|it| &it.place)
    }

    fn find(&self, text: &str) -> Vec<PlaceHit> {
        let words = words_of(text);
        let mut best = self.matches(&query_words(&words, |word| self.prefix_matches(word)));
        if best.values().all(|(_, name_match, _)| *name_match != NameMatch::Exact) {
            let named = self.compound.words.get(&compound(text)).into_iter().map(|word| (word, 0));
            self.offer_compound(&mut best, named);
        }
        if best.is_empty() {
            best = self.matches(&query_words(&words, |word| self.fuzzy_matches(word)));
        }
        if best.is_empty() {
            let near = self.compound.words.within_distance(&compound(text), 0);
            self.offer_compound(&mut best, near);
        }
        self.sorted(&best)
    }

    /// Adds the places of the glued names `named`, each with its errors, and what is inside those of exact names.
    fn offer_compound(
        &self,
        best: &mut HashMap<usize, MatchRank>,
        named: impl IntoIterator<Item = (u32, u8)>,
    ) {
        for (word, errors) in named {
            for owner in self.compound.owners.get(word as usize).into_iter().flatten() {
                self.offer(best, *owner, (errors, NameMatch::Exact, 0));
            }
        }
    }

    /// Adds the place `owner`, and the neighbourhoods inside it if it matches exactly.
    fn offer(&self, best: &mut HashMap<usize, MatchRank>, owner: usize, rank: MatchRank) {
        let held = self.owners.get(owner).map_or(&[][..], |it| &it.contained_neighbourhoods);
        let held = if (rank.0, rank.1) == (0, NameMatch::Exact) { held } else { &[] };
        let held = held.iter().map(|held| (*held, (0, NameMatch::ContainedIn, 0)));
        for (owner, rank) in std::iter::once((owner, rank)).chain(held) {
            best.entry(owner)
                .and_modify(|best_rank| *best_rank = rank.min(*best_rank))
                .or_insert(rank);
        }
    }

    /// Vocabulary words equal to `word` or starting with it.
    fn prefix_matches(&self, word: &str) -> HashMap<u32, WordMatch> {
        let begun = WordMatch { errors: 0, is_prefix: true };
        // One or two digits start every postcode of a département: they match only as a whole.
        let few = word.len() < MIN_POSTCODE_DIGITS && word.bytes().all(|b| b.is_ascii_digit());
        let starts = if few { Vec::new() } else { self.words.starting_with(word) };
        let starts = starts.into_iter().map(|it| (it, begun));
        let whole = self.words.get(word).map(|it| (it, WordMatch { errors: 0, is_prefix: false }));
        starts.chain(whole).collect()
    }

    /// Same as [`Self::prefix_matches`], and words within the allowed edit distance.
    fn fuzzy_matches(&self, word: &str) -> HashMap<u32, WordMatch> {
        let near = self.words.within_distance(word, 0).into_iter();
        let near = near.map(|(it, errors)| (it, WordMatch { errors, is_prefix: false }));
        let mut likes: HashMap<u32, WordMatch> = near.collect();
        likes.extend(self.prefix_matches(word));
        likes
    }

    /// Places that match all required words, each by its best name, and the places inside those
    /// that match exactly.
    fn matches(&self, query_words: &[QueryWord]) -> HashMap<usize, MatchRank> {
        let needed = query_words.iter().filter(|word| word.required);
        let words = needed.flat_map(|word| word.candidates.keys());
        let names: BTreeSet<usize> = words
            .filter_map(|word| self.names_by_word.get(*word as usize))
            .flatten()
            .copied()
            .collect();
        let mut best: HashMap<usize, MatchRank> = HashMap::new();
        for name in names.into_iter().filter_map(|number| self.names.get(number)) {
            let Some(owner) = self.owners.get(name.place) else { continue };
            let Some(match_rank) = match_rank(query_words, name, owner) else { continue };
            self.offer(&mut best, name.place, match_rank);
        }
        best
    }

    /// Sorts by quality of the match; equal matches put the smaller place first.
    fn sorted(&self, best: &HashMap<usize, MatchRank>) -> Vec<PlaceHit> {
        let owners = best.iter().filter_map(|(owner, it)| Some((self.owners.get(*owner)?, *it)));
        let mut owners: Vec<(&NamedPlace, MatchRank)> = owners.collect();
        owners.sort_unstable_by_key(|(owner, (errors, likeness, unmatched))| {
            (*errors, *likeness, &owner.rank, *unmatched)
        });
        let hit = |(owner, (errors, likeness, _)): (&NamedPlace, MatchRank)| PlaceHit {
            place: owner.place.clone(),
            name_match: likeness,
            errors,
        };
        owners.into_iter().map(hit).collect()
    }
}

/// `text` in one folded word.
fn compound(text: &str) -> String {
    key(fold(text)).replace(' ', "")
}

/// Words of `text` that are read.
fn words_of(text: &str) -> Vec<String> {
    let text: String = text.chars().take(MAX_PLACE_CHARS).collect();
    let mut words = folded_words(&text);
    words.truncate(MAX_WORDS);
    words
}

/// Adds to each word its vocabulary words; filler words are required only if there are no others.
fn query_words(
    words: &[String],
    likes: impl Fn(&str) -> HashMap<u32, WordMatch>,
) -> Vec<QueryWord> {
    let says = |word: &String| is_distinctive(word) && !FILLER_WORDS.contains(&word.as_str());
    let any = words.iter().any(says);
    let query_words =
        |word: &String| QueryWord { candidates: likes(word), required: !any || says(word) };
    words.iter().map(query_words).collect()
}

/// True if a word distinguishes names; numbers do.
fn is_distinctive(word: &str) -> bool {
    word_role(word) == WordRole::Content || word.bytes().all(|b| b.is_ascii_digit())
}

/// True if a name is not whole without `word`: « Saint-Germain » is not Saint-Germain-des-Prés.
fn is_part_of_name(word: &str) -> bool {
    word_role(word) != WordRole::StopWord
}

/// Match of `name` with the words `query_words`: `None` unless each required word is in the name, or in
/// the context of its `owner`.
fn match_rank(
    query_words: &[QueryWord],
    name: &PlaceName,
    owner: &NamedPlace,
) -> Option<MatchRank> {
    let mut errors = 0;
    let mut whole = BTreeSet::new();
    let mut first = None;
    if !query_words.iter().filter(|word| word.required).all(|word| word.is_in(name, owner)) {
        return None;
    }
    for word in query_words {
        let in_name = name.words.iter().enumerate();
        let in_name = in_name.filter_map(|(at, it)| Some((*word.candidates.get(it)?, Some(at))));
        let around =
            owner.context_words.iter().filter_map(|it| Some((*word.candidates.get(it)?, None)));
        let best = in_name.min().into_iter().chain(around.min()).min_by_key(|(like, _)| *like);
        let Some((like, at)) = best else {
            if word.required {
                return None;
            }
            continue;
        };
        errors += like.errors;
        first = first.or(at.filter(|_| word.required));
        whole.extend(at.filter(|_| !like.is_prefix));
    }
    let first = first?;
    let unmatched = (0..name.words.len()).filter(|at| !whole.contains(at)).count();
    let full = |at: usize| name.required.get(at).copied().unwrap_or_default();
    let has_all_words = (0..name.words.len()).all(|at| whole.contains(&at) || !full(at));
    let begins = (0..first).all(|at| !full(at));
    let likeness = match (has_all_words && !whole.is_empty(), begins) {
        (true, _) => NameMatch::Exact,
        (false, true) => NameMatch::Prefix,
        (false, false) => NameMatch::Part,
    };
    Some((errors, likeness, unmatched))
}
