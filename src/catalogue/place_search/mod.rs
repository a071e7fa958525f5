//! Search of places by any of their names, whole or prefix, tolerant of spelling errors.

mod meant;
mod names;

use std::collections::{BTreeSet, HashMap};

use super::{
    Catalogue,
    index::{Load, Vocabulary, load},
    places::Place,
};
use crate::domain::search::LONGEST_QUERY;

use self::names::{Name, Owner, said};

pub use self::meant::Meant;

/// Maximum words read of a text: the longest name with its town and its postcode.
const MOST_WORDS: usize = 12;

/// Minimum digits for a postcode prefix to be looked up.
const FEWEST_FIGURES: usize = 3;

/// Filler words around the name of a place.
const AROUND: [&str; 10] = [
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
pub(super) struct PlaceIndex {
    words: Vocabulary,
    /// For each word, the names that contain it.
    said_in: Vec<Vec<usize>>,
    names: Vec<Name>,
    owners: Vec<Owner>,
}

/// Place found for a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHit {
    pub place: Place,
    pub likeness: Likeness,
    /// Edit distance between what was typed and the name.
    pub errors: u8,
}

/// Kind of match between a text and a name, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The whole name.
    Exact,
    /// Not the name, but the whole name of its town or département.
    Held,
    /// Prefix of the name.
    Start,
    /// Other part of the name.
    Part,
}

/// Word of the text: the vocabulary words it may stand for, and whether a match is required.
struct Asked {
    likes: HashMap<u32, Like>,
    needed: bool,
}

impl Asked {
    /// True if `name`, or the context words of its `owner`, contain one of the words.
    fn is_said(&self, name: &Name, owner: &Owner) -> bool {
        name.words.iter().chain(&owner.around).any(|word| self.likes.contains_key(word))
    }
}

/// Quality of a word match, best first: fewer errors, then whole word before prefix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Like {
    errors: u8,
    begun: bool,
}

/// Quality of a name match, best first: errors, likeness, number of words not typed.
type Answer = (u8, Likeness, usize);

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
    pub(super) fn steps(&self, text: &str) -> usize {
        words_of(text).len() * (self.words.len() + self.names.len())
    }

    fn find(&self, text: &str) -> Vec<PlaceHit> {
        let words = words_of(text);
        let hits = self.hits(&asked(&words, |word| self.begun(word)));
        if hits.is_empty() { self.hits(&asked(&words, |word| self.misspelt(word))) } else { hits }
    }

    /// Vocabulary words equal to `word` or starting with it.
    fn begun(&self, word: &str) -> HashMap<u32, Like> {
        let begun = Like { errors: 0, begun: true };
        // One or two digits start every postcode of a département: they match only as a whole.
        let few = word.len() < FEWEST_FIGURES && word.bytes().all(|b| b.is_ascii_digit());
        let starts = if few { Vec::new() } else { self.words.starting_with(word) };
        let starts = starts.into_iter().map(|it| (it, begun));
        let whole = self.words.get(word).map(|it| (it, Like { errors: 0, begun: false }));
        starts.chain(whole).collect()
    }

    /// Same as [`Self::begun`], and words within the allowed edit distance.
    fn misspelt(&self, word: &str) -> HashMap<u32, Like> {
        let near = self.words.near(word, 0).into_iter();
        let near = near.map(|(it, errors)| (it, Like { errors, begun: false }));
        let mut likes: HashMap<u32, Like> = near.collect();
        likes.extend(self.begun(word));
        likes
    }

    /// Places that match all required words, each by its best name, and the places inside those
    /// that match exactly.
    fn hits(&self, asked: &[Asked]) -> Vec<PlaceHit> {
        let needed = asked.iter().filter(|word| word.needed);
        let said = needed.flat_map(|word| word.likes.keys());
        let names: BTreeSet<usize> =
            said.filter_map(|word| self.said_in.get(*word as usize)).flatten().copied().collect();
        let mut best: HashMap<usize, Answer> = HashMap::new();
        let mut offer = |owner: usize, answer: Answer| {
            best.entry(owner).and_modify(|kept| *kept = answer.min(*kept)).or_insert(answer);
        };
        for name in names.into_iter().filter_map(|number| self.names.get(number)) {
            let Some(owner) = self.owners.get(name.owner) else { continue };
            let Some(answer) = answer(asked, name, owner) else { continue };
            offer(name.owner, answer);
            if (answer.0, answer.1) == (0, Likeness::Exact) {
                owner.holds.iter().for_each(|held| offer(*held, (0, Likeness::Held, 0)));
            }
        }
        self.sorted(&best)
    }

    /// Sorts by quality of the match; equal matches put the smaller place first.
    fn sorted(&self, best: &HashMap<usize, Answer>) -> Vec<PlaceHit> {
        let owners = best.iter().filter_map(|(owner, it)| Some((self.owners.get(*owner)?, *it)));
        let mut owners: Vec<(&Owner, Answer)> = owners.collect();
        owners.sort_unstable_by_key(|(owner, (errors, likeness, unsaid))| {
            (*errors, *likeness, &owner.rank, *unsaid)
        });
        let hit = |(owner, (errors, likeness, _)): (&Owner, Answer)| PlaceHit {
            place: owner.place.clone(),
            likeness,
            errors,
        };
        owners.into_iter().map(hit).collect()
    }
}

/// Words of `text` that are read.
fn words_of(text: &str) -> Vec<String> {
    let text: String = text.chars().take(LONGEST_QUERY).collect();
    let mut words = said(&text);
    words.truncate(MOST_WORDS);
    words
}

/// Adds to each word its vocabulary words; filler words are required only if there are no others.
fn asked(words: &[String], likes: impl Fn(&str) -> HashMap<u32, Like>) -> Vec<Asked> {
    let says = |word: &String| is_full(word) && !AROUND.contains(&word.as_str());
    let any = words.iter().any(says);
    let asked = |word: &String| Asked { likes: likes(word), needed: !any || says(word) };
    words.iter().map(asked).collect()
}

/// True if a word distinguishes names; numbers do.
fn is_full(word: &str) -> bool {
    load(word) == Load::Full || word.bytes().all(|b| b.is_ascii_digit())
}

/// Match of `name` with the words `asked`: `None` unless each required word is in the name, or in
/// the context of its `owner`.
fn answer(asked: &[Asked], name: &Name, owner: &Owner) -> Option<Answer> {
    let mut errors = 0;
    let mut whole = BTreeSet::new();
    let mut first = None;
    if !asked.iter().filter(|word| word.needed).all(|word| word.is_said(name, owner)) {
        return None;
    }
    for word in asked {
        let in_name = name.words.iter().enumerate();
        let in_name = in_name.filter_map(|(at, it)| Some((*word.likes.get(it)?, Some(at))));
        let around = owner.around.iter().filter_map(|it| Some((*word.likes.get(it)?, None)));
        let best = in_name.min().into_iter().chain(around.min()).min_by_key(|(like, _)| *like);
        let Some((like, at)) = best else {
            if word.needed {
                return None;
            }
            continue;
        };
        errors += like.errors;
        first = first.or(at.filter(|_| word.needed));
        whole.extend(at.filter(|_| !like.begun));
    }
    let first = first?;
    let unsaid = (0..name.words.len()).filter(|at| !whole.contains(at)).count();
    let full = |at: usize| name.full.get(at).copied().unwrap_or_default();
    let said = (0..name.words.len()).all(|at| whole.contains(&at) || !full(at));
    let begins = (0..first).all(|at| !full(at));
    let likeness = match (said && !whole.is_empty(), begins) {
        (true, _) => Likeness::Exact,
        (false, true) => Likeness::Start,
        (false, false) => Likeness::Part,
    };
    Some((errors, likeness, unsaid))
}
