//! Looking for a place by any of its names, whole or begun, well or badly spelt.

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

/// Words read of a text: no place has more, with its town and its postcode.
const MOST_WORDS: usize = 12;

/// Figures that tell where a postcode leads.
const FEWEST_FIGURES: usize = 3;

/// What people say around the name of the place where they live.
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

/// The names of all places, ready to be looked for.
#[derive(Debug)]
pub(super) struct PlaceIndex {
    words: Vocabulary,
    /// For each word, the names it is said in.
    said_in: Vec<Vec<usize>>,
    names: Vec<Name>,
    owners: Vec<Owner>,
}

/// A place that a text may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHit {
    pub place: Place,
    pub likeness: Likeness,
    /// How many letters part what was typed from the name.
    pub errors: u8,
}

/// How much of a name a text says, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// All of it.
    Exact,
    /// Nothing of it, but all the name of its town or of its département.
    Held,
    /// How it begins.
    Start,
    /// Something in it.
    Part,
}

/// A word as typed: the words it may be, and whether it must be one of them.
struct Asked {
    likes: HashMap<u32, Like>,
    needed: bool,
}

impl Asked {
    /// Whether `name`, or what is said around it, has one of the words.
    fn is_said(&self, name: &Name, owner: &Owner) -> bool {
        name.words.iter().chain(&owner.around).any(|word| self.likes.contains_key(word))
    }
}

/// The fewer errors and the less left untyped, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Like {
    errors: u8,
    begun: bool,
}

/// How well a name answers: errors, likeness, words not said.
type Answer = (u8, Likeness, usize);

impl Catalogue {
    /// The places that `text` may name, the likeliest first, at most `most`.
    ///
    /// Spelling errors are forgiven only when nothing is spelt as `text` is.
    #[must_use]
    pub fn find_places(&self, text: &str, most: usize) -> Vec<PlaceHit> {
        let mut hits = self.place_index.find(text);
        hits.truncate(most);
        hits
    }
}

impl PlaceIndex {
    /// Steps to find `text`: in the worst case each word is looked for in every name.
    pub(super) fn steps(&self, text: &str) -> usize {
        words_of(text).len() * (self.words.len() + self.names.len())
    }

    fn find(&self, text: &str) -> Vec<PlaceHit> {
        let words = words_of(text);
        let hits = self.hits(&asked(&words, |word| self.begun(word)));
        if hits.is_empty() { self.hits(&asked(&words, |word| self.misspelt(word))) } else { hits }
    }

    /// The words that `word` is, or begins.
    fn begun(&self, word: &str) -> HashMap<u32, Like> {
        let begun = Like { errors: 0, begun: true };
        // One or two figures begin every postcode of a département: they only stand for themselves.
        let few = word.len() < FEWEST_FIGURES && word.bytes().all(|b| b.is_ascii_digit());
        let starts = if few { Vec::new() } else { self.words.starting_with(word) };
        let starts = starts.into_iter().map(|it| (it, begun));
        let whole = self.words.get(word).map(|it| (it, Like { errors: 0, begun: false }));
        starts.chain(whole).collect()
    }

    /// The same, and the words it may have been meant for.
    fn misspelt(&self, word: &str) -> HashMap<u32, Like> {
        let near = self.words.near(word, 0).into_iter();
        let near = near.map(|(it, errors)| (it, Like { errors, begun: false }));
        let mut likes: HashMap<u32, Like> = near.collect();
        likes.extend(self.begun(word));
        likes
    }

    /// The places that answer all the words, each by its best name, and what is in those named
    /// whole.
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

    /// Of equals, the smaller place first.
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

/// The words read of `text`.
fn words_of(text: &str) -> Vec<String> {
    let text: String = text.chars().take(LONGEST_QUERY).collect();
    let mut words = said(&text);
    words.truncate(MOST_WORDS);
    words
}

/// `words` with what each may be; those that say nothing are needed only when no other is there.
fn asked(words: &[String], likes: impl Fn(&str) -> HashMap<u32, Like>) -> Vec<Asked> {
    let says = |word: &String| is_full(word) && !AROUND.contains(&word.as_str());
    let any = words.iter().any(says);
    let asked = |word: &String| Asked { likes: likes(word), needed: !any || says(word) };
    words.iter().map(asked).collect()
}

/// Whether a word tells names apart; figures do.
fn is_full(word: &str) -> bool {
    load(word) == Load::Full || word.bytes().all(|b| b.is_ascii_digit())
}

/// How `name` answers `asked`, when each word needed is said by it, or around it by its `owner`:
/// the errors, the likeness, and how many of its words were not typed.
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
