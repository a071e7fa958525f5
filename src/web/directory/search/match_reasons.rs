//! Reasons of results in words: one line on each card, or one above all of them.

use crate::catalogue::{Catalogue, MatchReason, UnknownFact};
use crate::domain::directory::Meaning;
use crate::domain::search::FacetValue;
use crate::i18n::{Key, messages};
use crate::web::Page;

/// Reasons of the results of a page.
#[derive(Debug, Default)]
pub struct MatchLines {
    /// Reason of all results, if it is the same.
    pub shared: Option<String>,
    /// Reason of each result; `None` where there is nothing to say.
    pub lines: Vec<Option<String>>,
}

/// Opening of a line.
#[derive(Debug, Clone, Copy)]
pub struct MatchWords {
    pub one: &'static Key,
    pub all: &'static Key,
}

/// Reason of one result.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    /// What the result has, each with its own label.
    found: Vec<String>,
    /// Sentences on what it lacks and on what is unknown.
    notes: Vec<String>,
    /// True if it says no more than the search.
    is_plain: bool,
}

impl MatchLines {
    /// Lines of `reasons`. A reason that all results share is said once, and not at all if it is a single criterion
    /// which they all have.
    pub fn new(
        page: &Page,
        catalogue: &Catalogue,
        words: MatchWords,
        reasons: &[MatchReason<'_>],
    ) -> Self {
        let lines = reasons.iter().map(|it| Line::new(page, catalogue, it));
        let lines: Vec<Line> = lines.collect();
        let nothing = || reasons.iter().map(|_| None).collect();
        if lines.iter().all(|line| line.is_plain) {
            return Self { shared: None, lines: nothing() };
        }
        match lines.as_slice() {
            [first, second, rest @ ..]
                if first == second && rest.iter().all(|line| line == first) =>
            {
                Self { shared: first.text(page, words.all), lines: nothing() }
            }
            _ => {
                let lines = lines.iter().map(|line| line.text(page, words.one));
                Self { shared: None, lines: lines.collect() }
            }
        }
    }
}

impl Line {
    fn new(page: &Page, catalogue: &Catalogue, reason: &MatchReason<'_>) -> Self {
        let label = |value: &Meaning| meaning_label(page, catalogue, value);
        let values = reason.values.iter().filter_map(label);
        let own = reason.words.iter().map(|words| page.tv(messages::QUOTED, words));
        let similar = reason.similar_words.iter();
        let similar = similar.map(|words| page.tv(messages::MATCH_SIMILAR, words));
        let is_price = |value: &&Meaning| matches!(value, Meaning::Fees(_));
        let missing = reason.missing.iter().filter(|value| !is_price(value));
        let missing: Vec<String> = missing.filter_map(label).collect();
        let is_paying = reason.missing.iter().any(|value| is_price(&value));
        let lacks =
            (!missing.is_empty()).then(|| page.tv(messages::MATCH_MISSING, &missing.join(", ")));
        // The card itself says that the audience is unknown, and its date.
        let asks_fees = reason.unknown_facts.contains(&UnknownFact::Fees);
        let fees = asks_fees.then(|| page.t(messages::MATCH_FEES_UNKNOWN).into_owned());
        let paying = is_paying.then(|| page.t(messages::MATCH_PAYING).into_owned());
        let found: Vec<String> = values.chain(own).chain(similar).collect();
        let notes: Vec<String> = lacks.into_iter().chain(fees).chain(paying).collect();
        let is_plain = found.len() <= 1 && reason.similar_words.is_empty() && notes.is_empty();
        Self { found, notes, is_plain }
    }

    fn text(&self, page: &Page, opening: &'static Key) -> Option<String> {
        let found = (!self.found.is_empty()).then(|| page.tv(opening, &self.found.join(", ")));
        let sentences: Vec<String> = found.into_iter().chain(self.notes.iter().cloned()).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

/// Label of `value`; `None` for a national number.
pub fn meaning_label(page: &Page, catalogue: &Catalogue, value: &Meaning) -> Option<String> {
    match value {
        Meaning::Barrier(slug) => catalogue.barrier(slug.as_str()).map(|it| it.label.to_string()),
        Meaning::Audience(slug) => catalogue.audience(slug.as_str()).map(|it| it.label.to_string()),
        Meaning::Kind(slug) => catalogue.kind(slug.as_str()).map(|it| it.label.to_string()),
        Meaning::Fees(fees) => Some(page.lang.choice(&FacetValue::Fees(*fees), "")),
        Meaning::Number(_) => None,
    }
}
