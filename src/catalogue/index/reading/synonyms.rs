//! Query expansion: acronyms, synonyms and known misspellings.

use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use super::content;
use super::phrases::Phrases;
use crate::catalogue::index::query_plan::ScoredRow;
use crate::catalogue::index::tokens::{Token, stem};
use crate::catalogue::index::vocabulary::VocabularyBuilder;
use crate::domain::directory::{Synonym, SynonymKind};

/// Replacement for a term.
#[derive(Debug, Clone)]
pub(in crate::catalogue::index) struct Expansion {
    pub kind: SynonymKind,
    /// All of these words are required.
    pub words: Vec<Box<str>>,
    /// Spelling for display, which is also searched for.
    pub shown: Box<str>,
    /// Rows that a search for the replacement finds, computed at its first use.
    pub rows: OnceLock<FixedBitSet>,
    /// Rows that have all of its words, if there are several, computed at its first use.
    pub phrase: OnceLock<Box<[ScoredRow]>>,
}

impl Expansion {
    pub(super) fn new(shown: &str, kind: SynonymKind) -> Self {
        let words = content(shown).into_iter().map(|token| token.text.into()).collect();
        let (rows, phrase) = (OnceLock::new(), OnceLock::new());
        Self { kind, words, shown: shown.into(), rows, phrase }
    }
}

#[derive(Debug, Default)]
pub(in crate::catalogue::index) struct Synonyms {
    rules: Phrases<Expansion>,
    /// Misspellings, by their words as written: other forms of them are other words.
    misspellings: Phrases<Expansion>,
}

impl Synonyms {
    /// Adds the words of the terms to the vocabulary, so that their misspellings are corrected.
    pub fn new(synonyms: &[Synonym], reading: &mut VocabularyBuilder) -> Self {
        let mut read = Self::default();
        for synonym in synonyms {
            let Some(expansion) = &synonym.expansion else { continue };
            if synonym.kind == SynonymKind::Danger {
                continue;
            }
            let (term, expansion) = (synonym.term.as_str(), expansion.as_str());
            read.add(term, expansion, synonym.kind);
            if synonym.kind == SynonymKind::Acronym {
                read.add(expansion, term, synonym.kind);
            }
            if synonym.kind != SynonymKind::Spelling {
                for token in content(term) {
                    let shown = term.get(token.range.clone()).unwrap_or_default();
                    reading.term(&token.text, shown);
                }
            }
        }
        read
    }

    fn add(&mut self, term: &str, expansion: &str, kind: SynonymKind) {
        let (term, expansion) = (content(term), Expansion::new(expansion, kind));
        let words = &expansion.words;
        let same = term.iter().map(|token| token.text.as_str()).eq(words.iter().map(|it| &**it));
        if term.is_empty() || words.is_empty() || same {
            return;
        }
        if kind == SynonymKind::Spelling {
            let words: Vec<&str> = term.iter().map(|token: &Token| token.text.as_str()).collect();
            self.misspellings.add(&words, expansion);
            return;
        }
        if term.len() > 1 {
            let compound: String = term.iter().map(|token| token.text.as_str()).collect();
            self.insert(&[stem(&compound)], expansion.clone());
        }
        let stems: Vec<&str> = term.iter().map(|token: &Token| token.stem.as_str()).collect();
        self.insert(&stems, expansion);
    }

    fn insert(&mut self, stems: &[impl AsRef<str>], expansion: Expansion) {
        let words: Vec<&str> = stems.iter().map(AsRef::as_ref).collect();
        let is_known = self.rules.starting(&words).any(|(count, known)| {
            count == words.len() && (known.kind, &known.shown) == (expansion.kind, &expansion.shown)
        });
        if !is_known {
            self.rules.add(stems, expansion);
        }
    }

    /// Runs of words that have an expansion, found by their `stems`, or by their `texts` if they are misspelt: index of the
    /// first word, number of words, expansion.
    pub fn find<'a>(
        &'a self,
        stems: &[&str],
        texts: &[&str],
    ) -> Vec<(usize, usize, &'a Expansion)> {
        let mut found = Vec::new();
        for first in 0..stems.len() {
            let rest = stems.get(first..).unwrap_or_default();
            found.extend(self.rules.starting(rest).map(|(count, it)| (first, count, it)));
            let rest = texts.get(first..).unwrap_or_default();
            for (count, expansion) in self.misspellings.starting(rest) {
                found.push((first, count, expansion));
                let right: Vec<_> = expansion.words.iter().map(|word| stem(word)).collect();
                let right: Vec<&str> = right.iter().map(|stem| &**stem).collect();
                let further = self.rules.starting(&right);
                let whole = further.filter(|(words, _)| *words == right.len());
                found.extend(whole.map(|(_, further)| (first, count, further)));
            }
        }
        found
    }

    /// Longest misspelling that `texts` start with: its number of words, and the right ones.
    pub fn longest_misspelling(&self, texts: &[&str]) -> Option<(usize, &Expansion)> {
        self.misspellings.starting(texts).max_by_key(|(count, _)| *count)
    }

    /// True if `stem` is a known acronym.
    pub fn has_acronym(&self, stem: &str) -> bool {
        let words = [stem];
        let mut found = self.rules.starting(&words);
        found.any(|(_, expansion)| expansion.kind == SynonymKind::Acronym)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn synonyms(rows: &[(&str, &str, SynonymKind)]) -> Synonyms {
        let rows: Vec<Synonym> = rows
            .iter()
            .map(|(term, expansion, kind)| Synonym {
                term: term.parse().unwrap(),
                expansion: Some(expansion.parse().unwrap()),
                kind: *kind,
                leads_to: Vec::new(),
            })
            .collect();
        Synonyms::new(&rows, &mut VocabularyBuilder::default())
    }

    fn shown(synonyms: &Synonyms, words: &[&str]) -> Vec<String> {
        let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
        let stems: Vec<&str> = stems.iter().map(|stem| &**stem).collect();
        synonyms
            .find(&stems, words)
            .into_iter()
            .map(|(_, _, found)| found.shown.to_string())
            .collect()
    }

    #[test]
    fn an_acronym_is_read_both_ways_and_a_synonym_one_way() {
        let read = synonyms(&[
            ("CAF", "caisse d’allocations familiales", SynonymKind::Acronym),
            ("nounou", "garde d’enfants", SynonymKind::Synonym),
        ]);
        assert_eq!(shown(&read, &["caf"]), ["caisse d’allocations familiales"]);
        assert_eq!(shown(&read, &["caisse", "allocation", "familiale"]), ["CAF"]);
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
