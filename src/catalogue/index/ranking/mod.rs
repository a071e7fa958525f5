//! Ranking: matching rows and their scores.

mod matches;

pub(super) use self::matches::MatchesPool;

use std::cmp::Reverse;
use std::ops::Range;

use fixedbitset::FixedBitSet;

use self::matches::{MAX_SCORE, Matches, fields_of, row_numbers};
use super::postings::EXACT_PLACE;
use super::query::MAX_PLACE_STRENGTH;
use super::query_plan::{QueryPlan, TextReading};
use super::{Field, TextIndex};

/// Maximum words that are ranked: the weightiest ones.
pub(super) const MAX_RANKED_WORDS: usize = 16;
/// Weight of a word in a row that has none of the values which the word points to: « bus » in « Bus de
/// l’entrepreneuriat ».
const WITHOUT_MEANING: f32 = 0.4;
/// Bonus for a value that the words point to beside a barrier: the audience.
const FAVOURED: f32 = 0.3;
/// Bonus for each word of a place in the query, if it is the document's place or is in its title.
const IN_PLACE: f32 = 1_000.0;
/// Bonus if the word is only part of the name of the document's place: Tours for Joué-lès-Tours.
const PARTIAL_PLACE: f32 = 500.0;
/// Greatest bonus if the place is only served: by its intercommunality, département or region.
const SERVED_PLACE: f32 = 400.0;
/// Bonus, as a share of the maximum score, if the title has every word.
const ALL_IN_TITLE: f32 = 0.3;
/// Bonus, as a share of the maximum score, if another field has every word.
const ALL_IN_FIELD: f32 = 0.2;
/// Steps of relevance up to the score of a row that matches every word fully: rows in one step are equally relevant.
const RELEVANCE_STEPS: f32 = 100.0;

/// Match of a part of a query in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartMatch {
    /// The row has all its words in its own texts.
    Words,
    /// The row has a synonym, a value or a similar word.
    Similar,
    /// None of its words was searched for.
    NotSearched,
}

/// Rows that match a query, with their scores.
#[derive(Debug, Clone)]
pub struct TextHits {
    pub rows: FixedBitSet,
    /// Query after correction, if it differs from what was typed: `sanittas` → « Sanitas ».
    pub corrected_text: Option<String>,
    /// Query as it was read.
    pub reading: TextReading,
    /// The same rows in their order, with their scores.
    ranked: Vec<RankedRow>,
    /// Least difference of two scores that counts.
    step: f32,
    /// Ranked words of each part of the reading, a bit each.
    part_words: Vec<u16>,
}

/// Row that matches every slot so far.
#[derive(Debug, Clone, Copy)]
struct RankedRow {
    row: u32,
    score: f32,
    /// Fields that match every slot so far.
    common_fields: u8,
    /// Number of slots so far that are in the title.
    title_slots: u8,
    tiers: u8,
    /// Ranked words that the row has in its own texts, a bit each.
    own_words: u16,
}

/// Tiers of a row, as bits: the first three put rows before others, whatever their scores.
mod tier {
    /// If the query has a place and other words: it has all of the other words, not only a synonym of one.
    pub const DIRECT: u8 = 1;
    /// It has them in its title, if there are several.
    pub const IN_TITLE: u8 = 1 << 1;
    /// Its title is the words of the query, those of a place aside.
    pub const TITLE_EQUAL: u8 = 1 << 2;
    /// It has every word of the query, those of a place aside, in its title or its carrier.
    pub const IN_NAMES: u8 = 1 << 3;
    pub const ORDERED: u8 = DIRECT | IN_TITLE | TITLE_EQUAL;
}

impl RankedRow {
    /// Row before the first slot.
    const fn new(row: u32) -> Self {
        let tiers = tier::DIRECT | tier::IN_TITLE | tier::IN_NAMES;
        Self { row, score: 0.0, common_fields: 0, title_slots: 0, tiers, own_words: 0 }
    }

    /// Adds the match of `slot`.
    #[inline]
    fn add(&mut self, slot: &SlotMatches<'_>) {
        let row = self.row as usize;
        let best = slot.matches.best.get(row).copied().unwrap_or_default();
        let fields = fields_of(best);
        self.common_fields = if slot.number == 0 { fields } else { self.common_fields & fields };
        let direct = slot.matches.direct_fields.get(row).copied().map_or(0, u16::from);
        // Keywords are those of a whole vocabulary entry, not words of the record.
        let own = direct & !(Field::Barrier.bit() | Field::Audience.bit()) != 0;
        let in_title = direct & Field::Title.bit() != 0;
        let in_names = direct & (Field::Title.bit() | Field::Carrier.bit()) != 0;
        if !slot.is_place {
            self.tiers &= u8::from(own) * tier::DIRECT
                + u8::from(in_title) * tier::IN_TITLE
                + u8::from(in_names) * tier::IN_NAMES;
        }
        self.own_words |= u16::from(own) << slot.number;
        self.title_slots = self.title_slots.saturating_add(u8::from(in_title));
        let lacks_meaning = slot.matches.lacks_meaning(row);
        self.score += slot_score(best, slot.idf, slot.is_place, lacks_meaning);
    }
}

/// Matches of one slot, as the rows of the slots before are compared with them.
struct SlotMatches<'a> {
    matches: &'a Matches,
    idf: f32,
    /// True for a word of a place.
    is_place: bool,
    /// Number of the slots kept before.
    number: usize,
}

impl TextHits {
    pub(super) fn none(rows: usize) -> Self {
        Self {
            rows: FixedBitSet::with_capacity(rows),
            corrected_text: None,
            reading: TextReading::default(),
            ranked: Vec::new(),
            step: 1.0,
            part_words: Vec::new(),
        }
    }

    /// These hits for the query as it was corrected.
    pub(super) fn corrected(self, corrected_text: Option<String>) -> Self {
        Self { corrected_text, ..self }
    }

    /// Those of `kept` that have every word of the query, those of a place aside, in their title or their carrier;
    /// none if the query is a place.
    #[must_use]
    pub fn in_names(&self, kept: &FixedBitSet) -> FixedBitSet {
        let named = self.ranked.iter().filter(|it| it.tiers & tier::IN_NAMES != 0);
        let mut rows = FixedBitSet::with_capacity(self.rows.len());
        rows.extend(named.map(|it| it.row as usize).filter(|row| kept.contains(*row)));
        rows
    }

    /// Match of each part of the reading in `row`.
    #[must_use]
    pub fn part_matches(&self, row: u32) -> Vec<PartMatch> {
        let found = self.ranked.binary_search_by_key(&row, |it| it.row);
        let own = found.ok().and_then(|at| self.ranked.get(at)).map_or(0, |it| it.own_words);
        let part = |words: &u16| match *words {
            0 => PartMatch::NotSearched,
            words if own & words == words => PartMatch::Words,
            _ => PartMatch::Similar,
        };
        self.part_words.iter().map(part).collect()
    }

    /// Matching rows that are in `kept`: at most `take` of them after `skip`, the most relevant first; those that are
    /// equally relevant by `tie`, then in ascending order.
    #[must_use]
    pub fn best<K: Ord>(
        &self,
        kept: &FixedBitSet,
        skip: usize,
        take: usize,
        tie: impl Fn(u32) -> K,
    ) -> Vec<u32> {
        let end = skip.saturating_add(take).min(self.ranked.len());
        let kept = self.ranked.iter().filter(|it| kept.contains(it.row as usize));
        let kept = kept.map(|it| (self.relevance(it), it.row));
        // Most rows are less relevant than those of the page: nothing else is read of them.
        let most_relevant = smallest(kept.clone().map(|(relevance, _)| relevance), end);
        let Some(least) = most_relevant.last() else { return Vec::new() };
        let candidates = kept.filter(|(relevance, _)| relevance <= least);
        let keys = candidates.map(|(relevance, row)| (relevance, tie(row), row));
        let mut keys: Vec<_> = keys.collect();
        if end < keys.len() {
            keys.select_nth_unstable(end);
            keys.truncate(end);
        }
        keys.sort_unstable();
        keys.into_iter().skip(skip).map(|(_, _, row)| row).collect()
    }

    /// Relevance of a row, the greatest first. A row whose title is the query comes first, then those that have all of
    /// its words in their title, then those that have them elsewhere, so that a place alone puts no row before them.
    fn relevance(&self, it: &RankedRow) -> Reverse<u64> {
        let tier = u64::from(it.tiers & tier::ORDERED);
        // Positive floats compare like their bit patterns.
        Reverse(tier << 32 | u64::from((it.score / self.step).floor().to_bits()))
    }
}

/// The `most` smallest of `items`, in order.
fn smallest<T: Ord + Copy>(items: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let Some(last) = most.checked_sub(1) else { return Vec::new() };
    let room = most.saturating_mul(2);
    let mut kept: Vec<T> = Vec::new();
    let mut greatest: Option<T> = None;
    for item in items {
        if greatest.is_some_and(|greatest| item >= greatest) {
            continue;
        }
        kept.push(item);
        if kept.len() == room {
            kept.select_nth_unstable(last);
            kept.truncate(most);
            greatest = kept.last().copied();
        }
    }
    kept.sort_unstable();
    kept.truncate(most);
    kept
}

/// Scores the rows that match the slots of `plan`: places first, then words that point to values, then the rarest. A
/// slot that no row has beside those before it is left out.
pub(super) fn rank(index: &TextIndex, plan: &QueryPlan<'_>) -> TextHits {
    Ranking::new(index, plan, None).finish(plan)
}

/// Same as [`rank`], but a slot is left out if none of `usual` has it beside those before it: it then raises the rows
/// that have it. `None` if none of `usual` has any.
pub(super) fn rank_among(
    index: &TextIndex,
    plan: &QueryPlan<'_>,
    usual: &FixedBitSet,
) -> Option<TextHits> {
    let mut ranking = Ranking::new(index, plan, Some(usual));
    for slot in ranking.left_out.clone() {
        ranking.optional_slot(plan, slot);
    }
    (!ranking.kept.is_empty()).then(|| ranking.finish(plan))
}

fn cost(index: &TextIndex, plan: &QueryPlan<'_>, slot: usize) -> usize {
    let covering = plan.alternatives.iter().filter(|that| (that.first..=that.last).contains(&slot));
    covering.map(|that| that.hits.weight(index)).sum()
}

struct Ranking<'a> {
    index: &'a TextIndex,
    /// A slot that none of these rows has is left out; `None` for all rows.
    usual: Option<&'a FixedBitSet>,
    matches: Matches,
    /// Rows that match every slot so far, in order; `None` before the first slot: all rows.
    ranked: Option<Vec<RankedRow>>,
    /// Score of a row that matches every slot fully.
    max_score: f32,
    kept: Vec<usize>,
    left_out: Vec<usize>,
}

impl<'a> Ranking<'a> {
    fn new(index: &'a TextIndex, plan: &QueryPlan<'_>, usual: Option<&'a FixedBitSet>) -> Self {
        let key = |slot: &usize| (plan.rank_of_slot(*slot), cost(index, plan, *slot), *slot);
        let mut slots: Vec<_> = plan.slots.iter().map(key).collect();
        slots.sort_unstable();
        let mut ranking = Self {
            index,
            usual,
            matches: index.matches.take(index.rows),
            ranked: None,
            max_score: 0.0,
            kept: Vec::new(),
            left_out: Vec::new(),
        };
        for (_, _, slot) in slots {
            if ranking.kept.len() == MAX_RANKED_WORDS || !ranking.slot(plan, slot) {
                ranking.left_out.push(slot);
            }
        }
        ranking
    }

    /// Keeps the candidates that match `slot`; false, and nothing changes, if there are none.
    fn slot(&mut self, plan: &QueryPlan<'_>, slot: usize) -> bool {
        let found = self.matches.collect(self.index, plan, slot);
        let matched = &self.matches.matched;
        let is_usual = |row: usize| self.usual.is_none_or(|usual| usual.contains(row));
        let is_kept = match (&self.ranked, self.usual) {
            (None, None) => found > 0,
            (None, Some(usual)) => !matched.is_disjoint(usual),
            (Some(ranked), _) => {
                let mut rows = ranked.iter().map(|it| it.row as usize);
                rows.any(|row| matched.contains(row) && is_usual(row))
            }
        };
        if is_kept {
            let idf = idf(self.index.rows, found);
            let is_place = plan.place_words.contains(&slot);
            let number = self.kept.len();
            let slot_matches = SlotMatches { matches: &self.matches, idf, is_place, number };
            if let Some(ranked) = &mut self.ranked {
                ranked.retain_mut(|it| {
                    let is_matched = matched.contains(it.row as usize);
                    if is_matched {
                        it.add(&slot_matches);
                    }
                    is_matched
                });
            } else {
                let ranked = row_numbers(matched.ones()).map(|row| {
                    let mut ranked = RankedRow::new(row);
                    ranked.add(&slot_matches);
                    ranked
                });
                self.ranked = Some(ranked.collect());
            }
            self.kept.push(slot);
            self.max_score += idf;
        }
        self.matches.clear(found);
        is_kept
    }

    /// Rows that match every slot so far.
    fn ranked(&mut self) -> &mut Vec<RankedRow> {
        let rows = self.index.rows;
        self.ranked.get_or_insert_with(|| row_numbers(0..rows).map(RankedRow::new).collect())
    }

    /// Raises the candidates that match `slot`.
    fn optional_slot(&mut self, plan: &QueryPlan<'_>, slot: usize) {
        let found = self.matches.collect(self.index, plan, slot);
        let idf = idf(self.index.rows, found);
        self.ranked();
        for it in self.ranked.iter_mut().flatten() {
            let best = self.matches.best.get(it.row as usize).copied().unwrap_or_default();
            it.score += idf * strength(best);
        }
        self.matches.clear(found);
    }

    /// Raises the rows that have what `plan` asks for beside its slots.
    fn raise(&mut self, plan: &QueryPlan<'_>) {
        for slot in &plan.optional {
            self.optional_slot(plan, *slot);
        }
        for term in &plan.favoured {
            let rows = self.index.postings.of(*term).map(|(row, _)| row as usize);
            self.matches.matched.extend(rows);
            self.ranked();
            for it in self.ranked.iter_mut().flatten() {
                if self.matches.matched.contains(it.row as usize) {
                    it.score += FAVOURED;
                }
            }
            self.matches.matched.clear();
        }
    }

    fn finish(mut self, plan: &QueryPlan<'_>) -> TextHits {
        self.raise(plan);
        let words = self.kept.iter().filter(|slot| !plan.place_words.contains(slot)).count();
        let has_place = words < self.kept.len();
        let mut left_out = plan.left_out.clone();
        left_out.extend(&self.left_out);
        left_out.sort_unstable();
        let mut tiers = 0;
        if words > 0 {
            tiers |= tier::TITLE_EQUAL | tier::IN_NAMES;
        }
        if has_place && words > 0 {
            tiers |= tier::DIRECT;
        }
        if has_place && words > 1 {
            tiers |= tier::IN_TITLE;
        }
        let (max_score, lengths) = (self.max_score, &self.index.title_lengths);
        let mut ranked = std::mem::take(self.ranked());
        let mut rows = FixedBitSet::with_capacity(self.index.rows);
        for it in &mut ranked {
            let row = it.row as usize;
            rows.insert(row);
            if it.tiers & tier::IN_TITLE != 0 && lengths.get(row) == Some(&it.title_slots) {
                it.tiers |= tier::TITLE_EQUAL;
            }
            it.tiers &= tiers;
            let in_title = u16::from(it.common_fields) & Field::Title.bit() != 0;
            it.score += match (in_title, it.common_fields) {
                (true, _) => ALL_IN_TITLE * max_score,
                (false, 0) => 0.0,
                (false, _) => ALL_IN_FIELD * max_score,
            };
        }
        let reading = plan.reading(&left_out);
        let part_words = reading.parts.iter().map(|it| self.words_in(plan, &it.range)).collect();
        let step = if max_score > 0.0 { max_score / RELEVANCE_STEPS } else { 1.0 };
        self.index.matches.put_back(self.matches);
        TextHits { rows, corrected_text: None, reading, ranked, step, part_words }
    }

    /// Kept slots in the bytes `range` of the query, a bit each.
    fn words_in(&self, plan: &QueryPlan<'_>, range: &Range<usize>) -> u16 {
        let is_within = |slot: &usize| {
            let token = plan.tokens.get(*slot).map(|token| &token.range);
            token.is_some_and(|it| range.start <= it.start && it.end <= range.end)
        };
        let bits = self.kept.iter().enumerate().filter(|(_, slot)| is_within(slot));
        bits.fold(0, |words, (at, _)| words | 1 << at)
    }
}

/// Score of a row for one slot: the word of a place if `placed`, else less if the row lacks the values that the word
/// points to.
fn slot_score(best: u32, idf: f32, placed: bool, lacks_meaning: bool) -> f32 {
    let score = idf * strength(best);
    match (placed, lacks_meaning) {
        // A document of the place gets little more for naming the place in its title as well.
        (true, _) => place_bonus(best) + score * 0.25,
        (false, true) => score * WITHOUT_MEANING,
        (false, false) => score,
    }
}

/// Place bonus of a document for one word of a place.
fn place_bonus(best: u32) -> f32 {
    let holds = |bit: u16| best & u32::from(bit) != 0;
    match (holds(EXACT_PLACE), holds(Field::Place.bit()), holds(Field::Title.bit())) {
        (true, ..) | (false, false, true) => IN_PLACE,
        (false, true, _) => PARTIAL_PLACE,
        (false, false, false) if holds(Field::Region.bit()) => {
            let most = f32::from(MAX_PLACE_STRENGTH) / 255.0;
            SERVED_PLACE * strength(best).min(most) / most
        }
        (false, false, false) => 0.0,
    }
}

/// Inverse document frequency of a word found in `matched` of `rows` rows.
#[expect(clippy::cast_precision_loss, reason = "a logarithm of counts needs no more")]
fn idf(rows: usize, matched: usize) -> f32 {
    let absent = rows.saturating_sub(matched) as f32;
    (1.0 + (absent + 0.5) / (matched as f32 + 0.5)).ln()
}

#[expect(clippy::cast_precision_loss, reason = "at most 255 × 255")]
fn strength(best: u32) -> f32 {
    (best >> 8) as f32 / MAX_SCORE as f32
}
