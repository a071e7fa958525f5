//! Running a query: its words, its mistakes forgiven, the rows that answer it.

use std::{cmp::Reverse, ops::Range};

use crate::domain::search::LONGEST_QUERY;

use super::{
    TextIndex,
    plan::{Plan, worth},
    rank::{Found, rank},
    spelling::forgiven,
    stems::{Load, load},
    tokens::{Token, tokens},
};

/// The most words read of a query.
const MOST_WORDS: usize = 40;
/// In shorter words the first letter is taken to be right: `nuit` is not « huit ».
const SHORTEST_FIRST: usize = 6;
/// How many more likenesses of a misspelt word count than the nearest.
const MORE_LIKENESSES: usize = 3;

/// Words corrected, and for each what else it may have been.
type Forgiven = (Vec<Token>, Vec<(usize, Vec<(u32, u16)>)>);

impl TextIndex {
    /// The rows that hold every word of `query`, or what may stand for it.
    ///
    /// A word that nothing stands for finds nothing: better say so and offer [`Self::suggest`] than answer
    /// another question. Without a word in it ([`Self::words`]) a query finds nothing either.
    pub fn find(&self, query: &str) -> Found {
        let query = cut(query);
        let tokens = query_tokens(query);
        if tokens.is_empty() {
            return Found::nothing(self.rows);
        }
        let plan = Plan::new(self, &tokens);
        let missing = plan.missing();
        if missing.is_empty() {
            return rank(self, &plan, self.understood(query, &tokens, &plan));
        }
        let Some((mended, others)) = self.forgive(&tokens, &missing) else {
            return Found::nothing(self.rows);
        };
        let mut plan = Plan::new(self, &mended);
        for (word, terms) in others {
            plan.add_terms(word, terms);
        }
        if plan.missing().is_empty() {
            rank(self, &plan, self.understood(query, &tokens, &plan))
        } else {
            Found::nothing(self.rows)
        }
    }

    /// `query` as `plan` understood it, when that is not what was typed.
    fn understood(&self, query: &str, typed: &[Token], plan: &Plan<'_>) -> Option<String> {
        let shown = |token: &Token| {
            let term = self.vocabulary.get(&token.text);
            term.map_or(&*token.text, |term| self.vocabulary.shown(term)).to_owned()
        };
        let mended =
            typed.iter().zip(plan.tokens).filter(|(typed, mended)| typed.text != mended.text);
        let mended = mended.map(|(typed, mended)| (typed.range.clone(), shown(mended)));
        let respelt = plan.respelt.iter().filter_map(|(first, last, shown)| {
            let (first, last) = (typed.get(*first)?, typed.get(*last)?);
            Some((first.range.start..last.range.end, (*shown).to_owned()))
        });
        let mut changes: Vec<_> = mended.chain(respelt).collect();
        changes.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        changes.dedup_by(|next, kept| next.0.start < kept.0.end);
        (!changes.is_empty()).then(|| splice(query, &changes))
    }

    /// Whether `query` has a word to look for; without one the caller leaves it out.
    #[must_use]
    pub fn words(query: &str) -> bool {
        !query_tokens(cut(query)).is_empty()
    }

    /// The number of words read of `query`.
    #[must_use]
    pub fn query_len(query: &str) -> usize {
        query_tokens(cut(query)).len()
    }

    /// The number of distinct words in the documents and synonyms.
    #[must_use]
    pub fn vocabulary_len(&self) -> usize {
        self.vocabulary.len()
    }

    /// The number of documents.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no document.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The words with the `missing` ones replaced by the nearest there are, and what else is as near.
    fn forgive(&self, tokens: &[Token], missing: &[usize]) -> Option<Forgiven> {
        let mut corrected = tokens.to_vec();
        let mut others = Vec::new();
        for word in missing {
            let token = corrected.get_mut(*word)?;
            let near = self.nearest(&token.text, 0);
            let (best, rest) = near.split_first()?;
            self.vocabulary.folded(*best).clone_into(&mut token.text);
            let rest = rest.iter().filter(|term| self.postings.count(**term) > 0);
            let rest = rest.take(MORE_LIKENESSES).map(|term| (*term, worth::NEAR)).collect();
            others.push((*word, rest));
        }
        Some((corrected, others))
    }

    /// The terms nearest to `word`, the most likely first; `more` errors than usual are forgiven.
    /// Words too short to bear an error are nobody's misspelling: `toto` is not « tôt ».
    pub(super) fn nearest(&self, word: &str, more: u8) -> Vec<u32> {
        let near = self.vocabulary.near(word, more);
        let likely = |word: &str| load(word) == Load::Full && forgiven(word) > 0;
        let mut near: Vec<_> = near
            .into_iter()
            .filter(|(term, _)| likely(self.vocabulary.folded(*term)))
            .map(|(term, errors)| {
                let count = self.postings.count(term);
                let first = self.vocabulary.folded(term).bytes().next() != word.bytes().next();
                (errors, first, Reverse(count), term)
            })
            .filter(|(_, first, ..)| !first || (more == 0 && word.len() >= SHORTEST_FIRST))
            .collect();
        near.sort_unstable();
        let least = near.first().map(|(errors, ..)| *errors);
        let near = near.into_iter().filter(|(errors, ..)| Some(*errors) == least);
        near.map(|(.., term)| term).collect()
    }
}

/// `query` with some of it replaced, the words around left as they were typed.
pub(super) fn splice(query: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut text = String::new();
    let mut end = 0;
    for (range, change) in changes {
        text.push_str(query.get(end..range.start).unwrap_or_default());
        text.push_str(change);
        end = range.end;
    }
    text.push_str(query.get(end..).unwrap_or_default());
    text.trim().to_owned()
}

/// As much of `query` as is read, cut between two words.
pub(super) fn cut(query: &str) -> &str {
    let Some((end, _)) = query.char_indices().nth(LONGEST_QUERY) else { return query };
    let short = query.get(..end).unwrap_or_default();
    short.rsplit_once(char::is_whitespace).map_or(short, |(words, _)| words)
}

pub(super) fn query_tokens(query: &str) -> Vec<Token> {
    let mut tokens = tokens(query);
    tokens.truncate(MOST_WORDS);
    tokens
}
