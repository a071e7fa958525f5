//! Rows that match each word of a query on its own, to find which words can be dropped or replaced.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use fixedbitset::FixedBitSet;

use super::TextIndex;
use super::query::splice;
use super::query_plan::{Hits, QueryPlan};
use super::stems::{WordRole, word_role};

#[derive(Debug)]
pub(super) struct DecomposedQuery<'a> {
    query: &'a str,
    pub plan: &'a QueryPlan<'a>,
    /// Words of the query that match something; `unknown` holds those that match nothing.
    pub known: Vec<usize>,
    pub unknown: Vec<usize>,
    index: &'a TextIndex,
    /// Rows matched by each word on its own.
    by_word: Vec<(usize, FixedBitSet)>,
    /// Rows matched by several words together, from the first to the last.
    by_phrase: Vec<(RangeInclusive<usize>, FixedBitSet)>,
}

impl<'a> DecomposedQuery<'a> {
    pub fn new(index: &'a TextIndex, query: &'a str, plan: &'a QueryPlan<'a>) -> Self {
        let unknown = plan.unmatched();
        let known = plan.slots.iter().copied().filter(|slot| !unknown.contains(slot)).collect();
        let empty = || FixedBitSet::with_capacity(index.rows);
        let mut alone: Vec<_> = plan.slots.iter().map(|slot| (*slot, empty())).collect();
        let mut together = Vec::new();
        for that in &plan.alternatives {
            if that.first == that.last {
                if let Some((_, rows)) = alone.iter_mut().find(|(word, _)| *word == that.first) {
                    add(index, &that.hits, rows);
                }
            } else {
                let mut rows = empty();
                add(index, &that.hits, &mut rows);
                together.push((that.first..=that.last, rows));
            }
        }
        Self { query, plan, known, unknown, index, by_word: alone, by_phrase: together }
    }

    /// Rows that match every one of `words`, alone or in a group of words that are all among them.
    pub fn rows(&self, words: &[usize]) -> FixedBitSet {
        let mut rows = FixedBitSet::with_capacity(self.index.rows);
        rows.insert_range(..);
        for (word, alone) in self.by_word.iter().filter(|(word, _)| words.contains(word)) {
            let stands = |span: &RangeInclusive<usize>| {
                let mut within = self.plan.slots.iter().filter(|slot| span.contains(slot));
                span.contains(word) && within.all(|slot| words.contains(slot))
            };
            let together = self.by_phrase.iter().filter(|(span, _)| stands(span));
            let mut together = together.map(|(_, rows)| rows).peekable();
            if together.peek().is_none() {
                rows.intersect_with(alone);
            } else {
                let mut any = alone.clone();
                together.for_each(|rows| any.union_with(rows));
                rows.intersect_with(&any);
            }
        }
        rows
    }

    /// All words but `word`.
    pub fn all_but(&self, word: usize) -> Vec<usize> {
        self.plan.slots.iter().copied().filter(|slot| *slot != word).collect()
    }

    /// Known words whose spelling occurs in no text, longest first.
    pub fn unwritten_words(&self) -> Vec<usize> {
        let written = |word: &usize| self.index.vocabulary.get(self.plan.text(*word)).is_some();
        let mut words: Vec<usize> = self.known.iter().copied().filter(|it| !written(it)).collect();
        words.sort_by_key(|word| Reverse(self.plan.text(*word).len()));
        words
    }

    /// Query with `word` replaced by `written`.
    pub fn with_replacement(&self, word: usize, written: &str) -> String {
        let range = self.plan.tokens.get(word).map(|token| token.range.clone()).unwrap_or_default();
        splice(self.query, &[(range, written.to_owned())])
    }

    /// Query reduced to the `kept` words, with the small words typed between two that follow each other.
    pub fn with_words(&self, kept: &[usize]) -> String {
        let (query, tokens) = (self.query, self.plan.tokens);
        let mut text = String::new();
        let mut before: Option<usize> = None;
        for word in kept {
            let Some(range) = tokens.get(*word).map(|token| token.range.clone()) else { continue };
            if let Some(before) = before {
                let small = |between: usize| {
                    tokens
                        .get(between)
                        .is_some_and(|token| word_role(&token.text) != WordRole::Content)
                };
                let joined = (before + 1..*word).all(small);
                let end = tokens.get(before).map_or(range.start, |token| token.range.end);
                let between = query.get(end..range.start).filter(|_| joined);
                text.push_str(between.unwrap_or(" "));
            }
            text.push_str(query.get(range).unwrap_or_default());
            before = Some(*word);
        }
        text
    }
}

fn add(index: &TextIndex, hits: &Hits, rows: &mut FixedBitSet) {
    match hits {
        Hits::Terms(terms) | Hits::Forms(terms) => {
            for (term, _) in terms {
                rows.extend(index.postings.of(*term).map(|(row, _)| row as usize));
            }
        }
        Hits::Rows(list) => rows.extend(list.iter().map(|(row, _)| *row as usize)),
    }
}
