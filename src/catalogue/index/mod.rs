//! Text index: full-text search of French documents, ranked by BM25F.

mod postings;
mod query;
mod query_plan;
mod ranking;
mod reading;
mod suggestions;
mod tokens;
mod vocabulary;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use self::postings::{EXACT_PLACE, Occurrences, PostingFlags, Postings};
use self::ranking::MatchesPool;
use self::reading::{Meanings, Synonyms};
use self::tokens::{singular, stem};
use crate::domain::directory::Synonym;

pub use query::{KnownNames, MAX_PLACE_STRENGTH};
pub use query_plan::{PartMeaning, TextPart, TextReading};
pub use ranking::{PartMatch, TextHits};
pub use tokens::{Field, french_order};
pub(super) use tokens::{WordRole, each_word, word_role};
pub(super) use vocabulary::{Vocabulary, VocabularyBuilder};

/// Inverted index of all documents; a document is identified by its row.
#[derive(Debug)]
pub struct TextIndex {
    vocabulary: Vocabulary,
    postings: Postings,
    synonyms: Synonyms,
    meanings: Meanings,
    rows: usize,
    /// Words in use by their sound, computed at the first misspelt word.
    sounds: OnceLock<HashMap<Box<str>, Vec<u32>>>,
    /// Number of different words of each title that carry its meaning, by row.
    title_lengths: Vec<u8>,
    matches: MatchesPool,
}

/// Mark of an exact place name; its single words have marks of their own, which carry the strength.
const PLACE_FLAGS: PostingFlags = 1 << 8 | EXACT_PLACE;

impl TextIndex {
    /// Indexes each document; its row is its position.
    pub fn build<'a>(
        documents: impl Iterator<Item = Vec<(Field, Cow<'a, str>)>>,
        synonyms: &[Synonym],
    ) -> Self {
        let mut reader = IndexBuilder::default();
        for document in documents {
            reader.document(&document);
        }
        let meanings = Meanings::new(synonyms, &mut reader.words);
        let synonyms = Synonyms::new(synonyms, &mut reader.words);
        let vocabulary = reader.words.finish();
        let postings = Postings::new(vocabulary.len(), &reader.ends, &reader.entries);
        let (rows, title_lengths) = (reader.ends.len(), reader.title_lengths);
        Self {
            vocabulary,
            postings,
            synonyms,
            meanings,
            rows,
            sounds: OnceLock::new(),
            title_lengths,
            matches: MatchesPool::default(),
        }
    }
}

/// Length in bytes of the shortest stem that is told from other words: « mère » is not Mer, nor « bat » Les Bâtes.
const MIN_STEM_LEN: usize = 4;

/// Stems of the words of `text` that carry its meaning; of those whose stem is short, the singular.
#[must_use]
pub fn content_stems(text: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    each_word(text, |word, _| {
        if word_role(word) == WordRole::Content {
            let stem = stem(word);
            let is_short = stem.len() < MIN_STEM_LEN;
            stems.insert(if is_short { singular(word).to_owned() } else { stem.into_owned() });
        }
    });
    stems
}

#[derive(Default)]
struct IndexBuilder {
    words: VocabularyBuilder,
    /// Index in `entries` where the terms of each row end.
    ends: Vec<usize>,
    entries: Vec<(u32, PostingFlags)>,
    /// Terms of the row being read, each occurrence with its field.
    seen: Vec<(u32, Field)>,
    title_lengths: Vec<u8>,
}

impl IndexBuilder {
    fn document(&mut self, texts: &[(Field, Cow<'_, str>)]) {
        let start = self.entries.len();
        let mut lengths = Occurrences::default();
        let mut title: Vec<u32> = Vec::new();
        self.seen.clear();
        for (field, text) in texts {
            if *field == Field::Meaning {
                self.seen.push((self.words.meaning(text), Field::Barrier));
                continue;
            }
            each_word(text, |word, range| {
                let (term, field) = if *field == Field::Street {
                    (self.words.verbatim(word), Field::Summary)
                } else {
                    (self.words.term(word, text.get(range).unwrap_or_default()), *field)
                };
                if field == Field::Title && word_role(word) == WordRole::Content {
                    title.push(term);
                }
                self.seen.push((term, field));
                count(&mut lengths, field);
            });
            if matches!(field, Field::Place | Field::Region) {
                self.place(text, start);
            }
        }
        self.seen.sort_unstable();
        for same in self.seen.chunk_by(|left, right| left.0 == right.0) {
            let mut occurrences = Occurrences::default();
            for (_, field) in same {
                count(&mut occurrences, *field);
            }
            let term = same.first().map(|(term, _)| *term);
            self.entries.extend(term.map(|term| (term, occurrences.posting_flags(&lengths))));
        }
        self.ends.push(self.entries.len());
        title.sort_unstable();
        title.dedup();
        self.title_lengths.push(u8::try_from(title.len()).unwrap_or(u8::MAX));
    }

    /// Adds the whole name of a place as one term, as written and stemmed.
    fn place(&mut self, text: &str, start: usize) {
        let mut words: Vec<String> = Vec::new();
        each_word(text, |word, _| {
            if word_role(word) != WordRole::StopWord {
                words.push(word.to_owned());
            }
        });
        let written: Vec<&str> = words.iter().map(|word| &**word).collect();
        let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
        let stems: Vec<&str> = stems.iter().map(|stem| &**stem).collect();
        for key in [&written, &stems] {
            if key.is_empty() || (key.len() == 1 && *key != written) {
                continue;
            }
            let term = self.words.place(key);
            let known = self.entries.get(start..).unwrap_or_default();
            if !known.iter().any(|(place, _)| *place == term) {
                self.entries.push((term, PLACE_FLAGS));
            }
        }
    }
}

fn count(occurrences: &mut Occurrences, field: Field) {
    if let Some(count) = occurrences.0.get_mut(field as usize) {
        *count = count.saturating_add(1);
    }
}

#[cfg(test)]
mod tests;
