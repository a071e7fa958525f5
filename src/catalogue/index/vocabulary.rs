//! Vocabulary of documents and synonyms: lookup by spelling, stem, prefix or edit distance.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher as _;

use fixedbitset::FixedBitSet;
use fst::automaton::Str;
use fst::{Automaton, IntoStreamer as _, Map, Streamer as _};
use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::tokens::stem;

/// Prefix of a term that is the whole name of a place; no word starts with it.
const PLACE_PREFIX: char = '=';

/// Prefix of a term that is found as written only; no word starts with it.
const VERBATIM_PREFIX: char = '#';

/// Prefix of a term for a value that words point to; no word starts with it.
const MEANING_PREFIX: char = '@';

const PREFIXES: [char; 3] = [PLACE_PREFIX, VERBATIM_PREFIX, MEANING_PREFIX];

/// Words shorter than this get no extra edit: too many words would match.
const MIN_LEN_EXTRA_ERROR: usize = 6;

/// Maximum candidates looked at in one prefix or spelling lookup.
const MAX_CANDIDATES: usize = 4_096;

#[derive(Debug)]
pub(in crate::catalogue) struct Vocabulary {
    /// Terms in order, for prefixes and misspelt words.
    terms: Map<Vec<u8>>,
    /// The same by their hash, for whole words: five times as fast.
    by_hash: HashTable<u32>,
    stems: Map<Vec<u8>>,
    families: Groups<u32>,
    folded: Vec<Box<str>>,
    display_form: Vec<Box<str>>,
    /// Words that are the whole name of a place.
    place_words: FixedBitSet,
    /// Greatest number of words of the names of places that begin with a word, by this word.
    longest_places: FxHashMap<Box<str>, u8>,
    /// True if a term is found as written only.
    has_verbatim: bool,
}

impl Vocabulary {
    /// Words as folded, without the terms that are no words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let folded = self.folded.iter().map(|word| &**word);
        folded.filter(|word| !word.starts_with(PREFIXES))
    }

    pub fn get(&self, word: &str) -> Option<u32> {
        self.by_hash.find(hash(word), |term| self.folded(*term) == word).copied()
    }

    /// Term of the place with exactly this name.
    pub fn place(&self, words: &[&str]) -> Option<u32> {
        self.get(&place_key(words))
    }

    /// Term of `word` where it is found as written only.
    pub fn verbatim(&self, word: &str) -> Option<u32> {
        if self.has_verbatim { self.get(&verbatim_key(word)) } else { None }
    }

    /// Greatest number of words of the names of places that begin with `word`; 0 if none does.
    pub fn longest_place(&self, word: &str) -> usize {
        self.longest_places.get(word).map_or(0, |words| usize::from(*words))
    }

    /// Terms with the stem of `word`, itself included if it is a term.
    pub fn family(&self, word: &str) -> &[u32] {
        self.family_of_stem(&stem(word))
    }

    /// Terms with the stem `stem`.
    pub fn family_of_stem(&self, stem: &str) -> &[u32] {
        let family = self.stems.get(stem).and_then(|family| u32::try_from(family).ok());
        family.map_or(&[], |family| self.families.get(family))
    }

    /// Terms with the prefix `start`.
    pub fn starting_with(&self, start: &str) -> Vec<u32> {
        let mut found = Vec::new();
        let mut stream = self.terms.search(Str::new(start).starts_with()).into_stream();
        while let Some((_, term)) = stream.next() {
            found.extend(u32::try_from(term));
            if found.len() == MAX_CANDIDATES {
                break;
            }
        }
        found
    }

    /// Terms near `word` with their edit distance; `more` is added to the allowed distance.
    pub fn within_distance(&self, word: &str, more: u8) -> Vec<(u32, u8)> {
        self.within_errors(word, Self::most_errors(word, more), false)
    }

    /// Greatest edit distance of a term near `word`; `more` is added to the allowed one.
    pub fn most_errors(word: &str, more: u8) -> u8 {
        let more = if word.len() < MIN_LEN_EXTRA_ERROR { 0 } else { more };
        let plain = word.bytes().all(|b| b.is_ascii_lowercase());
        if plain { (allowed_errors(word) + more).min(MAX_ERRORS) } else { 0 }
    }

    /// Terms at most `most` edits away from `word`, which has plain letters only, with their edit distance; only those with
    /// its first letter if `same_start`.
    pub fn within_errors(&self, word: &str, most: u8, same_start: bool) -> Vec<(u32, u8)> {
        if most == 0 {
            return Vec::new();
        }
        let near = LevenshteinAutomaton::new(word, most);
        let mut found = Vec::new();
        let near_terms = self.terms.search_with_state(&near);
        let mut stream = match word.bytes().next() {
            Some(first) if same_start => near_terms.ge([first]).lt([first + 1]).into_stream(),
            Some(_) | None => near_terms.into_stream(),
        };
        while let Some((key, term, line)) = stream.next() {
            if key.iter().all(u8::is_ascii_lowercase) {
                found.extend(u32::try_from(term).map(|term| (term, near.errors(&line))));
            }
            if found.len() == MAX_CANDIDATES {
                break;
            }
        }
        found
    }

    /// True if `term` is a word that is the whole name of a place.
    pub fn is_place_word(&self, term: u32) -> bool {
        self.place_words.contains(term as usize)
    }

    /// Spelling of a term for display.
    pub fn display_form(&self, term: u32) -> &str {
        self.display_form.get(term as usize).map_or("", |shown| shown)
    }

    /// Folded spelling of a term.
    pub fn folded(&self, term: u32) -> &str {
        self.folded.get(term as usize).map_or("", |folded| folded)
    }

    pub fn len(&self) -> usize {
        self.display_form.len()
    }
}

/// Builder of a vocabulary.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct VocabularyBuilder {
    terms: HashMap<Box<str>, u32>,
    shown: Vec<Box<str>>,
}

impl VocabularyBuilder {
    /// Number of the term `word`, added if new; `shown` is its spelling in the text.
    pub fn term(&mut self, word: &str, shown: &str) -> u32 {
        if let Some(term) = self.terms.get(word).copied() {
            self.prefer(term, shown);
            return term;
        }
        let term = u32::try_from(self.shown.len()).unwrap_or(u32::MAX);
        self.terms.insert(word.into(), term);
        self.shown.push(shown.into());
        term
    }

    /// Number of the term for the whole name of a place.
    pub fn place(&mut self, words: &[&str]) -> u32 {
        self.term(&place_key(words), "")
    }

    /// Number of the term for `word` where it is found as written only.
    pub fn verbatim(&mut self, word: &str) -> u32 {
        self.term(&verbatim_key(word), "")
    }

    /// Number of the term for the value spelt `value`.
    pub fn meaning(&mut self, value: &str) -> u32 {
        self.term(&format!("{MEANING_PREFIX}{value}"), "")
    }

    /// Prefers a spelling in lower case for display: a word found in lower case is not a proper noun.
    fn prefer(&mut self, term: u32, shown: &str) {
        let small = shown.starts_with(char::is_lowercase);
        if let Some(kept) = self.shown.get_mut(term as usize)
            && small
            && kept.starts_with(char::is_uppercase)
        {
            *kept = shown.into();
        }
    }

    pub fn finish(self) -> Vocabulary {
        let terms: BTreeMap<Box<str>, u32> = self.terms.into_iter().collect();
        let mut families: BTreeMap<String, u32> = BTreeMap::new();
        let words = || terms.iter().filter(|(word, _)| !word.starts_with(PREFIXES));
        for (word, _) in words() {
            families.entry(stem(word).into_owned()).or_default();
        }
        for (number, family) in (0..).zip(families.values_mut()) {
            *family = number;
        }
        let members: Vec<(u32, u32)> = words()
            .filter_map(|(word, term)| families.get(&*stem(word)).map(|family| (*family, *term)))
            .collect();
        let mut folded = vec![Box::default(); self.shown.len()];
        for (word, term) in &terms {
            if let Some(place) = folded.get_mut(*term as usize) {
                *place = word.clone();
            }
        }
        let mut place_words = FixedBitSet::with_capacity(folded.len());
        place_words.extend(terms.keys().filter_map(|name| {
            let word = name.strip_prefix(PLACE_PREFIX)?;
            terms.get(word).map(|term| *term as usize)
        }));
        Vocabulary {
            by_hash: by_hash(&folded, terms.values()),
            place_words,
            longest_places: longest_places(terms.keys()),
            has_verbatim: terms.keys().any(|word| word.starts_with(VERBATIM_PREFIX)),
            folded,
            families: Groups::new(families.len(), members.into_iter()),
            terms: map(terms.iter().map(|(word, term)| (&**word, *term))),
            stems: map(families.iter().map(|(stem, family)| (&**stem, *family))),
            display_form: self.shown,
        }
    }
}

/// Number of words of the longest name of a place, by its first word.
fn longest_places<'a>(terms: impl Iterator<Item = &'a Box<str>>) -> FxHashMap<Box<str>, u8> {
    let mut longest_places: FxHashMap<Box<str>, u8> = FxHashMap::default();
    for name in terms.filter_map(|name| name.strip_prefix(PLACE_PREFIX)) {
        let words = u8::try_from(name.split(' ').count()).unwrap_or(u8::MAX);
        let first = name.split(' ').next().unwrap_or_default();
        let longest = longest_places.entry(first.into()).or_default();
        *longest = words.max(*longest);
    }
    longest_places
}

/// `terms` by the hash of their spelling, which `folded` has.
fn by_hash<'a>(folded: &[Box<str>], terms: impl Iterator<Item = &'a u32>) -> HashTable<u32> {
    let mut table = HashTable::with_capacity(folded.len());
    let hash_of = |term: &u32| folded.get(*term as usize).map_or(0, |word| hash(word));
    for term in terms {
        table.insert_unique(hash_of(term), *term, hash_of);
    }
    table
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

fn verbatim_key(word: &str) -> String {
    format!("{VERBATIM_PREFIX}{word}")
}

fn place_key(words: &[&str]) -> String {
    format!("{PLACE_PREFIX}{}", words.join(" "))
}

fn map<'a>(sorted: impl Iterator<Item = (&'a str, u32)>) -> Map<Vec<u8>> {
    Map::from_iter(sorted.map(|(key, value)| (key, u64::from(value))))
        .expect("keys of a BTreeMap are sorted and unique, and writing to a Vec cannot fail")
}

/// Greatest distance searched for: the width of the band of the automaton.
const MAX_ERRORS: u8 = 2;

/// Sentinel: larger than any distance searched for.
const TOO_FAR: u8 = 9;

/// Automaton that accepts words of plain letters within `most` edits of `word` (Damerau: insertion, deletion,
/// substitution, swap).
#[derive(Debug)]
pub(super) struct LevenshteinAutomaton {
    /// Length of the word.
    len: usize,
    /// The word between zeros: the letters beside the five cells of a state start at the number of bytes read.
    padded: Vec<u8>,
    max_errors: u8,
}

/// Zeros around the word.
const PADDING: [u8; 6] = [0; 6];
const PADDING_BEFORE: usize = 3;

/// State: the five cells of the distance table around the diagonal, and those of the previous row.
#[derive(Debug, Clone, Copy)]
pub(super) struct AutomatonState {
    read: usize,
    cells: [u8; 5],
    before: [u8; 5],
    last: u8,
}

impl AutomatonState {
    /// State from which no word is accepted.
    const DEAD: Self =
        Self { read: usize::MAX, cells: [TOO_FAR; 5], before: [TOO_FAR; 5], last: 0 };
}

impl LevenshteinAutomaton {
    /// Limits `most` to [`MAX_ERRORS`].
    pub fn new(word: &str, most: u8) -> Self {
        let before = PADDING.into_iter().take(PADDING_BEFORE);
        let padded = before.chain(word.bytes()).chain(PADDING).collect();
        Self { len: word.len(), padded, max_errors: most.min(MAX_ERRORS) }
    }

    /// Edit distance between `word` and the bytes that led to this state.
    pub fn errors(&self, line: &AutomatonState) -> u8 {
        (self.len + 2)
            .checked_sub(line.read)
            .and_then(|cell| line.cells.get(cell))
            .map_or(TOO_FAR, |cell| *cell)
    }
}

impl Automaton for LevenshteinAutomaton {
    type State = AutomatonState;

    fn start(&self) -> AutomatonState {
        AutomatonState {
            read: 0,
            cells: [TOO_FAR, TOO_FAR, 0, 1, 2],
            before: [TOO_FAR; 5],
            last: 0,
        }
    }

    fn is_match(&self, line: &AutomatonState) -> bool {
        self.errors(line) <= self.max_errors
    }

    fn can_match(&self, line: &AutomatonState) -> bool {
        line.cells.iter().any(|cell| *cell <= self.max_errors)
    }

    fn accept(&self, line: &AutomatonState, byte: u8) -> AutomatonState {
        let letters = self.padded.get(line.read..).and_then(<[u8]>::first_chunk::<6>);
        let Some(letters) = letters.filter(|_| byte.is_ascii_lowercase()) else {
            return AutomatonState::DEAD;
        };
        let [_, second, third, fourth, fifth] = line.cells;
        let above = [second, third, fourth, fifth, TOO_FAR].into_iter();
        let letters = letters.iter().zip(letters.iter().skip(1));
        // Each cell is that of the previous letter of the word in the row before, until it is computed. Cells outside
        // the word are too far, or change none inside.
        let mut cells = line.cells;
        let mut left = TOO_FAR;
        let columns = cells.iter_mut().zip(above).zip(line.before).zip(letters);
        for (((cell, above), swapped), (letter_before, letter)) in columns {
            let replaced = *cell + u8::from(*letter != byte);
            let is_swap = *letter == line.last && *letter_before == byte;
            let swapped = if is_swap { swapped + 1 } else { TOO_FAR };
            *cell = (above + 1).min(left + 1).min(replaced).min(swapped).min(TOO_FAR);
            left = *cell;
        }
        AutomatonState { read: line.read + 1, cells, before: line.cells, last: byte }
    }
}

/// Edit distance allowed for a folded word, by its length.
pub(super) fn allowed_errors(word: &str) -> u8 {
    match word.len() {
        _ if !word.bytes().all(|b| b.is_ascii_lowercase()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Lists of items, concatenated, with the start of each.
#[derive(Debug, Default)]
pub(super) struct Groups<T> {
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T> Groups<T> {
    /// Groups `items` by their group number; keeps their order within a group.
    pub fn new(count: usize, items: impl Iterator<Item = (u32, T)> + Clone) -> Self
    where
        T: Copy + Default,
    {
        let mut starts = vec![0_usize; count + 1];
        for (group, _) in items.clone() {
            if let Some(start) = starts.get_mut(group as usize + 1) {
                *start += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut grouped = vec![T::default(); total];
        for (group, item) in items {
            if let Some(place) = next.get_mut(group as usize) {
                if let Some(slot) = grouped.get_mut(*place) {
                    *slot = item;
                }
                *place += 1;
            }
        }
        Self { starts, items: grouped }
    }

    pub fn get(&self, group: u32) -> &[T] {
        let group = group as usize;
        match (self.starts.get(group), self.starts.get(group + 1)) {
            (Some(start), Some(end)) => self.items.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut reading = VocabularyBuilder::default();
        for word in words {
            reading.term(word, word);
        }
        reading.finish()
    }

    #[test]
    fn a_word_finds_its_family_its_endings_and_its_neighbours() {
        let vocabulary = vocabulary(&["tours", "cours", "tour", "sanitas", "sanitaire", "37000"]);

        assert_eq!(vocabulary.family("tours").len(), 2);
        assert_eq!(vocabulary.starting_with("sanit").len(), 2);
        assert_eq!(
            vocabulary.within_distance("sanittas", 0),
            [(vocabulary.get("sanitas").unwrap(), 1)]
        );
        assert!(vocabulary.within_distance("37001", 2).is_empty());
    }

    #[test]
    fn a_common_word_is_shown_in_small_letters_and_a_name_with_its_capital() {
        let mut reading = VocabularyBuilder::default();
        let word = reading.term("mobilite", "Mobilité");
        reading.term("mobilite", "mobilité");
        let name = reading.term("sanitas", "Sanitas");
        let vocabulary = reading.finish();

        assert_eq!(vocabulary.display_form(word), "mobilité");
        assert_eq!(vocabulary.display_form(name), "Sanitas");
    }

    fn errors(word: &str, read: &str) -> u8 {
        let near = LevenshteinAutomaton::new(word, 2);
        near.errors(&read.bytes().fold(near.start(), |line, byte| near.accept(&line, byte)))
    }

    /// Textbook dynamic programming over the whole table, as reference.
    fn distance(left: &[u8], right: &[u8]) -> usize {
        let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
        for i in 0..=left.len() {
            for j in 0..=right.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let wrong = usize::from(left[i - 1] != right[j - 1]);
                    let best = (table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1)
                        .min(table[i - 1][j - 1] + wrong);
                    let swap = i > 1
                        && j > 1
                        && left[i - 1] == right[j - 2]
                        && left[i - 2] == right[j - 1];
                    if swap { best.min(table[i - 2][j - 2] + 1) } else { best }
                };
            }
        }
        table[left.len()][right.len()]
    }

    #[test]
    fn a_letter_more_less_wrong_or_swapped_is_one_error() {
        for read in ["sanitas", "sanittas", "santas", "sanilas", "sanitsa", "asnitas"] {
            assert_eq!(errors("sanitas", read), u8::from(read != "sanitas"), "{read}");
        }
    }

    proptest! {
        #[test]
        fn up_to_two_errors_are_counted_as_in_the_books(left in "[abc]{0,9}", right in "[abc]{0,9}") {
            let whole = distance(left.as_bytes(), right.as_bytes());
            let counted = usize::from(errors(&left, &right));
            if whole <= 2 {
                prop_assert_eq!(counted, whole);
            } else {
                prop_assert!(counted > 2);
            }
        }
    }
}
