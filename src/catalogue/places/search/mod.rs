//! Search of places by any of their names, whole or prefix, tolerant of spelling errors.

mod names;
mod resolution;

use std::collections::{BTreeSet, HashMap};

use super::Place;
use crate::catalogue::Catalogue;
use crate::catalogue::index::{Vocabulary, WordRole, word_role};
use crate::domain::search::MAX_QUERY_CHARS;

use self::names::{NamedPlace, PlaceName, folded_words};

pub use self::resolution::PlaceResolution;

/// Maximum words read of a text: the longest name with its town and its postcode.
const MAX_WORDS: usize = 12;

/// Minimum digits for a postcode prefix to be looked up.
const MIN_POSTCODE_DIGITS: usize = 3;

/// Filler words around the name of a place.
const FILLER_WORDS: [&str; 10] = [
    "cedex",
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
        let mut hits = self.place_index.find(text);
        hits.truncate(most);
        hits
    }
}

impl PlaceIndex {
    /// Steps to look up `text`. Worst case: each word is compared with every name.
    pub fn steps(&self, text: &str) -> usize {
        words_of(text).len() * (self.words.len() + self.names.len())
    }

    fn find(&self, text: &str) -> Vec<PlaceHit> {
        let words = words_of(text);
        let hits = self.hits(&query_words(&words, |word| self.prefix_matches(word)));
        if hits.is_empty() {
            self.hits(&query_words(&words, |word| self.fuzzy_matches(word)))
        } else {
            hits
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
    fn hits(&self, query_words: &[QueryWord]) -> Vec<PlaceHit> {
        let needed = query_words.iter().filter(|word| word.required);
        let said = needed.flat_map(|word| word.candidates.keys());
        let names: BTreeSet<usize> = said
            .filter_map(|word| self.names_by_word.get(*word as usize))
            .flatten()
            .copied()
            .collect();
        let mut best: HashMap<usize, MatchRank> = HashMap::new();
        let mut offer = |owner: usize, match_rank: MatchRank| {
            best.entry(owner)
                .and_modify(|kept| *kept = match_rank.min(*kept))
                .or_insert(match_rank);
        };
        for name in names.into_iter().filter_map(|number| self.names.get(number)) {
            let Some(owner) = self.owners.get(name.place) else { continue };
            let Some(match_rank) = match_rank(query_words, name, owner) else { continue };
            offer(name.place, match_rank);
            if (match_rank.0, match_rank.1) == (0, NameMatch::Exact) {
                owner
                    .contained_neighbourhoods
                    .iter()
                    .for_each(|held| offer(*held, (0, NameMatch::ContainedIn, 0)));
            }
        }
        self.sorted(&best)
    }

    /// Sorts by quality of the match; equal matches put the smaller place first.
    fn sorted(&self, best: &HashMap<usize, MatchRank>) -> Vec<PlaceHit> {
        let owners = best.iter().filter_map(|(owner, it)| Some((self.owners.get(*owner)?, *it)));
        let mut owners: Vec<(&NamedPlace, MatchRank)> = owners.collect();
        owners.sort_unstable_by_key(|(owner, (errors, likeness, unsaid))| {
            (*errors, *likeness, &owner.rank, *unsaid)
        });
        let hit = |(owner, (errors, likeness, _)): (&NamedPlace, MatchRank)| PlaceHit {
            place: owner.place.clone(),
            name_match: likeness,
            errors,
        };
        owners.into_iter().map(hit).collect()
    }
}

/// Words of `text` that are read.
fn words_of(text: &str) -> Vec<String> {
    let text: String = text.chars().take(MAX_QUERY_CHARS).collect();
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
    let unsaid = (0..name.words.len()).filter(|at| !whole.contains(at)).count();
    let full = |at: usize| name.required.get(at).copied().unwrap_or_default();
    let said = (0..name.words.len()).all(|at| whole.contains(&at) || !full(at));
    let begins = (0..first).all(|at| !full(at));
    let likeness = match (said && !whole.is_empty(), begins) {
        (true, _) => NameMatch::Exact,
        (false, true) => NameMatch::Prefix,
        (false, false) => NameMatch::Part,
    };
    Some((errors, likeness, unsaid))
}
