//! Suggestions for a query without results: a correction, or fewer words, found in sets of rows.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use fixedbitset::FixedBitSet;

use super::TextIndex;
use super::query::{KnownNames, NoNames, query_tokens, splice, truncate_query};
use super::query_plan::{Hits, QueryPlan};
use super::tokens::{Token, WordRole, word_role};

/// Queries of more words get no suggestion: what is left would be another question.
const MAX_WORDS: usize = 8;

/// Maximum words dropped.
const MAX_DROPPED: usize = 4;

/// Words for which another spelling is tried, and spellings tried for each.
const MAX_RESPELT_WORDS: usize = 3;

const MAX_SPELLINGS: usize = 3;

/// Candidate texts that are run to check that they have results.
const MAX_TRIES: usize = 3;

impl TextIndex {
    /// Nearest spelling of `query` with results among the rows `kept`; else the query with some
    /// words dropped. `None` if the words have results and only `kept` excludes them.
    ///
    /// The rows of each word are collected once; the rest is set operations.
    #[must_use]
    pub fn suggest(&self, query: &str, kept: &FixedBitSet) -> Option<String> {
        self.suggest_among(query, &[kept], &NoNames).map(|(_, text)| text)
    }

    /// Same as [`Self::suggest`] for the first of `choices` that has a suggestion; also returns its index. A word that
    /// `names` have is not corrected.
    #[must_use]
    pub fn suggest_among(
        &self,
        query: &str,
        choices: &[&FixedBitSet],
        names: &dyn KnownNames,
    ) -> Option<(usize, String)> {
        let query = truncate_query(query);
        let tokens = query_tokens(query);
        let plan = QueryPlan::new(self, &tokens);
        if plan.slots.len() > MAX_WORDS {
            return None;
        }
        let mended = self.corrected(query, &tokens, &plan.unmatched(), names);
        if mended == query {
            return self.suggestion(query, &plan, choices, names);
        }
        let tokens = query_tokens(&mended);
        self.suggestion(&mended, &QueryPlan::new(self, &tokens), choices, names)
    }

    /// `query` with the `missing` words corrected.
    fn corrected(
        &self,
        query: &str,
        tokens: &[Token],
        missing: &[usize],
        names: &dyn KnownNames,
    ) -> String {
        let changes = missing.iter().filter_map(|word| {
            let token = tokens.get(*word)?;
            let nearest = *self.nearest_to(token, 0, names).first()?;
            Some((token.range.clone(), self.vocabulary.display_form(nearest).to_owned()))
        });
        splice(query, &changes.collect::<Vec<_>>())
    }

    fn suggestion(
        &self,
        query: &str,
        plan: &QueryPlan<'_>,
        choices: &[&FixedBitSet],
        names: &dyn KnownNames,
    ) -> Option<(usize, String)> {
        let decomposed = DecomposedQuery::new(self, query, plan);
        if decomposed.unknown.is_empty() && !decomposed.rows(&plan.slots).is_clear() {
            return None;
        }
        let text = |kept: &FixedBitSet| {
            self.respelling(&decomposed, kept, names).or_else(|| {
                let mut shorter = shortened_queries(&decomposed, kept).into_iter().take(MAX_TRIES);
                shorter.find(|text| self.has_results(text, kept))
            })
        };
        choices.iter().enumerate().find_map(|(at, kept)| Some((at, text(kept)?)))
    }

    fn has_results(&self, query: &str, kept: &FixedBitSet) -> bool {
        !self.find(query).rows.is_disjoint(kept)
    }

    /// Tries other spellings of one word: the unknown one, else the words whose spelling is in no
    /// text, longest first.
    fn respelling(
        &self,
        decomposed: &DecomposedQuery<'_>,
        kept: &FixedBitSet,
        names: &dyn KnownNames,
    ) -> Option<String> {
        let words = match decomposed.unknown.as_slice() {
            [] => decomposed.unwritten_words(),
            [word] => vec![*word],
            _ => return None,
        };
        let texts = words.into_iter().take(MAX_RESPELT_WORDS).flat_map(|word| {
            let mut others = decomposed.rows(&decomposed.all_but(word));
            others.intersect_with(kept);
            let token = decomposed.plan.tokens.get(word);
            let nearest = token.map(|token| self.nearest_to(token, 1, names)).unwrap_or_default();
            nearest.into_iter().take(MAX_SPELLINGS).filter_map(move |term| {
                let rows = self.rows_of_word(self.vocabulary.folded(term));
                (!rows.is_disjoint(&others))
                    .then(|| decomposed.with_replacement(word, self.vocabulary.display_form(term)))
            })
        });
        texts.take(MAX_TRIES).find(|text| self.has_results(text, kept))
    }

    /// Rows that match `word` alone.
    fn rows_of_word(&self, word: &str) -> FixedBitSet {
        let tokens = query_tokens(word);
        let plan = QueryPlan::new(self, &tokens);
        DecomposedQuery::new(self, word, &plan).rows(&plan.slots)
    }
}

/// Shortened queries with results in `kept`, best first: fewest words dropped; then fewest that are
/// not places (the offer may exist elsewhere); then fewest results.
fn shortened_queries(decomposed: &DecomposedQuery<'_>, kept: &FixedBitSet) -> Vec<String> {
    let unknown = decomposed.unknown.len();
    let Some(most) = MAX_DROPPED.checked_sub(unknown) else { return Vec::new() };
    let mut rounds =
        (usize::from(unknown == 0)..=most).map(|dropped| with_dropped(decomposed, kept, dropped));
    rounds.find(|texts| !texts.is_empty()).unwrap_or_default()
}

/// Queries with `dropped` of the known words left out.
fn with_dropped(
    decomposed: &DecomposedQuery<'_>,
    kept: &FixedBitSet,
    dropped: usize,
) -> Vec<String> {
    let known = &decomposed.known;
    let Some(length) = known.len().checked_sub(dropped).filter(|length| *length > 0) else {
        return Vec::new();
    };
    let choices = (0_u32..1 << known.len()).filter(|choice| choice.count_ones() as usize == length);
    let mut found: Vec<_> = choices
        .filter_map(|choice| {
            let chosen = |at: usize| choice & (1 << at) != 0;
            let words: Vec<usize> =
                known.iter().enumerate().filter(|(at, _)| chosen(*at)).map(|(_, it)| *it).collect();
            let count = decomposed.rows(&words).intersection_count(kept);
            let lost = known.iter().filter(|it| !words.contains(it));
            let lost = lost.filter(|it| !decomposed.plan.place_words.contains(it)).count();
            (count > 0).then_some((lost, count, words))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(.., words)| decomposed.with_words(&words)).collect()
}

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

fn add(index: &TextIndex, hits: &Hits<'_>, rows: &mut FixedBitSet) {
    match hits {
        Hits::Terms(terms) | Hits::Forms(terms) | Hits::Meaning(terms) => {
            for (term, _) in terms {
                rows.extend(index.postings.of(*term).map(|(row, _)| row as usize));
            }
        }
        Hits::Rows(list) => rows.extend(list.iter().map(|(row, _)| *row as usize)),
        Hits::Found(found) => rows.union_with(found),
        Hits::Served(levels) => levels.iter().for_each(|(_, served)| rows.union_with(served)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::index::tests::{all, index};

    #[test]
    fn a_query_that_finds_nothing_gets_its_nearest_spelling_or_less_of_it() {
        let suggestion = |query: &str| index().suggest(query, &all());

        assert_eq!(suggestion("sanilaz"), Some("Sanitas".to_owned()));
        assert_eq!(
            suggestion("l’accompagnement à l’emploi à vierzon"),
            Some("accompagnement à l’emploi".to_owned())
        );
        assert_eq!(suggestion("tours"), None);
        assert_eq!(suggestion("xqzw"), None);
    }

    #[test]
    fn a_suggestion_has_results_in_the_kept_rows_and_is_corrected() {
        let suggestion = |query: &str, kept: &[usize]| {
            let mut rows = FixedBitSet::with_capacity(all().len());
            rows.extend(kept.iter().copied());
            index().suggest(query, &rows)
        };

        assert_eq!(suggestion("sanilaz", &[0]), Some("Sanitas".to_owned()));
        assert_eq!(suggestion("sanilaz", &[1, 2]), None);
        assert_eq!(suggestion("français vierzon", &[1]), Some("français".to_owned()));
        assert_eq!(suggestion("moblite sanitas", &[4]), Some("mobilité".to_owned()));
        assert_eq!(
            suggestion("français", &[2]),
            None,
            "the word is right: what is kept is in the way"
        );
    }

    #[test]
    fn as_few_words_as_can_be_are_left_out_and_a_place_first() {
        let suggestion = |query: &str| index().suggest(query, &all());

        assert_eq!(
            suggestion("micro crédit bois vierzon"),
            Some("micro crédit vierzon".to_owned())
        );
        assert_eq!(suggestion("cours français blois"), Some("cours français".to_owned()));
        assert_eq!(
            suggestion("xqzw accompagnement kwjq emploi"),
            Some("accompagnement emploi".to_owned())
        );
        assert_eq!(suggestion("xqzw kwjq zzwk qqxj wkkz emploi"), None);
    }
}
