//! Query expansion: acronyms, synonyms and known misspellings.

use std::collections::HashMap;

use crate::domain::directory::{Synonym, SynonymKind};

use super::tokens::{WordRole, stem, tokens, word_role};
use super::vocabulary::VocabularyBuilder;

/// Replacement for a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expansion {
    pub kind: SynonymKind,
    /// All of these words are required.
    pub words: Vec<Box<str>>,
    /// Spelling for display.
    pub shown: Box<str>,
}

#[derive(Debug, Default)]
pub(super) struct Synonyms {
    rules: HashMap<String, Vec<Expansion>>,
    /// Number of words of the longest term.
    longest: usize,
}

impl Synonyms {
    /// Adds the words of the terms to the vocabulary, so that their misspellings are corrected.
    pub fn new(synonyms: &[Synonym], reading: &mut VocabularyBuilder) -> Self {
        let mut read = Self::default();
        for synonym in synonyms {
            let (term, expansion) = (synonym.term.as_str(), synonym.expansion.as_str());
            read.add(term, expansion, synonym.kind);
            if synonym.kind == SynonymKind::Acronym {
                read.add(expansion, term, synonym.kind);
            }
            if synonym.kind != SynonymKind::Spelling {
                for token in tokens(term) {
                    let shown = term.get(token.range.clone()).unwrap_or_default();
                    reading.term(&token.text, shown);
                }
            }
        }
        read
    }

    fn add(&mut self, term: &str, expansion: &str, kind: SynonymKind) {
        let (term, words) = (content(term), content(expansion));
        if term.is_empty() || words.is_empty() || term == words {
            return;
        }
        self.longest = self.longest.max(term.len());
        let words = words.into_iter().map(String::into_boxed_str).collect();
        let expansion = Expansion { kind, words, shown: expansion.into() };
        let glued = [term.concat()];
        for key in [key(&term), key(&glued)] {
            let rules = self.rules.entry(key).or_default();
            if !rules.contains(&expansion) {
                rules.push(expansion.clone());
            }
        }
    }

    /// Runs of `words` that have an expansion: index of the first word, number of words, expansion.
    pub fn find<'a>(&'a self, words: &[&str]) -> Vec<(usize, usize, &'a Expansion)> {
        let mut found = Vec::new();
        for (first, rest) in
            (0..words.len()).map(|first| (first, words.get(first..).unwrap_or_default()))
        {
            for count in 1..=self.longest.min(rest.len()) {
                let run: Vec<&str> = rest.iter().take(count).copied().collect();
                for expansion in self.of(&run) {
                    found.push((first, count, expansion));
                    if expansion.kind == SynonymKind::Spelling {
                        let words: Vec<&str> = expansion.words.iter().map(|word| &**word).collect();
                        found.extend(self.of(&words).map(|further| (first, count, further)));
                    }
                }
            }
        }
        found
    }

    /// True if `word` is a known acronym.
    pub fn has_acronym(&self, word: &str) -> bool {
        self.of(&[word]).any(|expansion| expansion.kind == SynonymKind::Acronym)
    }

    fn of(&self, words: &[&str]) -> impl Iterator<Item = &Expansion> {
        self.rules.get(&key(words)).into_iter().flatten()
    }
}

/// Words of `text` without stop words; all of them if nothing else is left.
fn content(text: &str) -> Vec<String> {
    let all: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
    let full: Vec<String> =
        all.iter().filter(|word| word_role(word) != WordRole::StopWord).cloned().collect();
    if full.is_empty() { all } else { full }
}

/// Key of a term: its stems, so that plurals match; words too short to stem, often acronyms, match exactly.
fn key(words: &[impl AsRef<str>]) -> String {
    let stems: Vec<_> = words.iter().map(|word| stem(word.as_ref())).collect();
    stems.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn synonyms(rows: &[(&str, &str, SynonymKind)]) -> Synonyms {
        let rows: Vec<Synonym> = rows
            .iter()
            .map(|(term, expansion, kind)| Synonym {
                term: term.parse().unwrap(),
                expansion: expansion.parse().unwrap(),
                kind: *kind,
            })
            .collect();
        Synonyms::new(&rows, &mut VocabularyBuilder::default())
    }

    fn shown(synonyms: &Synonyms, words: &[&str]) -> Vec<String> {
        synonyms.find(words).into_iter().map(|(_, _, found)| found.shown.to_string()).collect()
    }

    #[test]
    fn an_acronym_is_read_both_ways_and_a_synonym_one_way() {
        let read = synonyms(&[
            ("CAF", "caisse d’allocations familiales", SynonymKind::Acronym),
            ("nounou", "garde d’enfants", SynonymKind::Synonym),
        ]);
        assert_eq!(shown(&read, &["caf"]), ["caisse d’allocations familiales"]);
        assert_eq!(shown(&read, &["la", "caisse", "allocation", "familiale"]), ["CAF"]);
        assert_eq!(shown(&read, &["nounous"]), ["garde d’enfants"]);
        assert_eq!(shown(&read, &["garde", "enfants"]), [""; 0]);
    }

    #[test]
    fn a_misspelling_stands_for_what_the_right_word_stands_for() {
        let read = synonyms(&[
            ("taff", "taf", SynonymKind::Spelling),
            ("taf", "emploi", SynonymKind::Synonym),
        ]);
        assert_eq!(shown(&read, &["taff"]), ["taf", "emploi"]);
    }
}
