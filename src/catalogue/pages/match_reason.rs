//! Reasons of results: what each has of what its search asks for.

use crate::catalogue::index::{PartMatch, TextPart};
use crate::catalogue::{Catalogue, OrganisationResults, PartMeaning, Results, TextReading};
use crate::domain::directory::{
    EVERYBODY, Initiative, InitiativeState, Meaning, Organisation, broader_audience,
};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::domain::text::Slug;

/// What a result has of what its search asks for, its place aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatchReason<'a> {
    /// Values, chosen or read in the text, that it has.
    pub values: Vec<Meaning>,
    /// Parts of the text that its own texts have.
    pub words: Vec<&'a str>,
    /// Parts of the text of which it has a synonym or a similar word.
    pub similar_words: Vec<&'a str>,
    /// Chosen values that it lacks, and a price that it does not have.
    pub missing: Vec<Meaning>,
    /// Facts that the search asks for and that are unknown.
    pub unknown_facts: Vec<UnknownFact>,
    /// All facts that are unknown.
    pub unknown: Vec<UnknownFact>,
}

/// Fact that a record does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownFact {
    Audience,
    Fees,
    /// Its last date is old, or there is none.
    Date,
}

/// Presence of a value in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Present,
    Absent,
    Unknown(UnknownFact),
}

/// Criteria of a search that a result may have.
struct Criteria<'a, 'b> {
    chosen: Vec<Meaning>,
    text: &'a str,
    parts: &'b [TextPart],
}

impl<'a, 'b> Criteria<'a, 'b> {
    fn new(chosen: Vec<Meaning>, text: &'a str, reading: &'b TextReading) -> Self {
        Self { chosen, text, parts: &reading.parts }
    }

    /// Reason of a record that matches the parts of the text as `matches` and has values as `presence` says.
    fn reason(
        &self,
        matches: &[PartMatch],
        presence: impl Fn(&Meaning) -> Presence,
    ) -> MatchReason<'a> {
        let mut reason = MatchReason::default();
        for value in &self.chosen {
            match presence(value) {
                Presence::Present => reason.values.push(value.clone()),
                Presence::Absent => reason.missing.push(value.clone()),
                Presence::Unknown(fact) => reason.unknown_facts.push(fact),
            }
        }
        for (part, how) in self.parts.iter().zip(matches) {
            let words = self.text.get(part.range.clone()).unwrap_or_default();
            match &part.meaning {
                PartMeaning::Place => {}
                PartMeaning::Words => reason.add_words(words, *how),
                PartMeaning::Values(values) => reason.add_part(values, words, *how, &presence),
            }
        }
        reason
    }
}

impl<'a> MatchReason<'a> {
    /// Adds a part of the text that points to `values`.
    fn add_part(
        &mut self,
        values: &[Meaning],
        words: &'a str,
        how: PartMatch,
        presence: impl Fn(&Meaning) -> Presence,
    ) {
        let unknown = values.iter().find_map(|value| match presence(value) {
            Presence::Unknown(fact) => Some(fact),
            Presence::Present | Presence::Absent => None,
        });
        if let Some(value) = values.iter().find(|value| presence(value) == Presence::Present) {
            push_new(&mut self.values, value.clone());
        } else if let Some(fact) = unknown.filter(|_| how != PartMatch::Words) {
            push_new(&mut self.unknown_facts, fact);
        } else if how == PartMatch::NotSearched {
            let price = values.iter().find(|value| matches!(value, Meaning::Fees(_)));
            self.missing.extend(price.cloned());
        } else {
            self.add_words(words, how);
        }
    }

    fn add_words(&mut self, words: &'a str, how: PartMatch) {
        match how {
            PartMatch::Words => push_new(&mut self.words, words),
            PartMatch::Similar => push_new(&mut self.similar_words, words),
            PartMatch::NotSearched => {}
        }
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// Value that a choice in a list of filters stands for; `None` for places and what is no fact of a person’s need.
fn meaning_of(choice: &FacetValue) -> Option<Meaning> {
    match choice {
        FacetValue::Barrier(slug) => Some(Meaning::Barrier(slug.clone())),
        FacetValue::Audience(slug) => Some(Meaning::Audience(slug.clone())),
        FacetValue::Fees(fees) => Some(Meaning::Fees(*fees)),
        FacetValue::Departement(_)
        | FacetValue::Commune(_)
        | FacetValue::Neighbourhood(_)
        | FacetValue::Organisation(_)
        | FacetValue::Collection(_)
        | FacetValue::State(_) => None,
    }
}

impl Catalogue {
    /// Reason of each hit of `results`, those of `search`.
    #[must_use]
    pub fn match_reasons<'a>(
        &self,
        search: &'a Search,
        results: &Results<'_>,
    ) -> Vec<MatchReason<'a>> {
        let chosen = search.choices().iter().filter_map(meaning_of).collect();
        let criteria = Criteria::new(chosen, &search.text, &results.reading);
        let reason = |(at, initiative): (usize, &&Initiative)| {
            let matches = results.part_matches.get(at).map_or(&[][..], Vec::as_slice);
            let mut reason = criteria.reason(matches, |value| presence(initiative, value));
            reason.unknown = self.unknown_facts(initiative);
            reason
        };
        results.hits.iter().enumerate().map(reason).collect()
    }

    /// Same as [`Self::match_reasons`], of organisations.
    #[must_use]
    pub fn organisation_match_reasons<'a>(
        &self,
        search: &'a OrganisationSearch,
        results: &OrganisationResults<'_>,
    ) -> Vec<MatchReason<'a>> {
        let criteria = Criteria::new(Vec::new(), &search.text, &results.reading);
        let reason = |(at, organisation): (usize, &&Organisation)| {
            let matches = results.part_matches.get(at).map_or(&[][..], Vec::as_slice);
            criteria.reason(matches, |value| self.organisation_presence(organisation, value))
        };
        results.hits.iter().enumerate().map(reason).collect()
    }

    fn unknown_facts(&self, initiative: &Initiative) -> Vec<UnknownFact> {
        let facts = &initiative.facts;
        let unknown = [
            (facts.audiences.is_empty(), UnknownFact::Audience),
            (facts.practical.fees.is_none(), UnknownFact::Fees),
            (self.state(initiative) == InitiativeState::Dated, UnknownFact::Date),
        ];
        unknown.into_iter().filter_map(|(is_unknown, fact)| is_unknown.then_some(fact)).collect()
    }

    fn organisation_presence(&self, organisation: &Organisation, value: &Meaning) -> Presence {
        let kind = &organisation.facts.kind;
        let helps_with = |slug: &Slug| {
            self.kind_barriers.iter().any(|it| it.kind == *kind && it.barrier == *slug)
        };
        let is_present = match value {
            Meaning::Barrier(slug) => helps_with(slug),
            Meaning::Kind(slug) => slug == kind,
            Meaning::Audience(_) | Meaning::Fees(_) | Meaning::Number(_) => false,
        };
        if is_present { Presence::Present } else { Presence::Absent }
    }
}

/// Presence of `value` in the facts of `initiative`. What is for everybody, or for a broader audience, is for an
/// audience too.
fn presence(initiative: &Initiative, value: &Meaning) -> Presence {
    let facts = &initiative.facts;
    let is_present = match value {
        Meaning::Barrier(slug) => facts.barriers.contains(slug),
        Meaning::Audience(_) if facts.audiences.is_empty() => {
            return Presence::Unknown(UnknownFact::Audience);
        }
        Meaning::Audience(slug) => {
            let broader = broader_audience(slug);
            let is_for =
                |it: &Slug| it == slug || it.as_str() == EVERYBODY || Some(it.as_str()) == broader;
            facts.audiences.iter().any(is_for)
        }
        Meaning::Fees(fees) => match facts.practical.fees {
            None => return Presence::Unknown(UnknownFact::Fees),
            Some(known) => known == *fees,
        },
        Meaning::Kind(_) | Meaning::Number(_) => false,
    };
    if is_present { Presence::Present } else { Presence::Absent }
}
