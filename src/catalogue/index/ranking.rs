//! Ranking: matching rows and their scores.

use std::cmp::Reverse;
use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::postings::EXACT_PLACE;
use super::query::MAX_PLACE_STRENGTH;
use super::query_plan::{Hits, QueryPlan, ScoredRow, TextReading, posting_score, score};
use super::{Field, TextIndex};

/// Highest value of a mark times the weight of its match.
const MAX_SCORE: u32 = 255 * 255;
/// Maximum words that are ranked: the weightiest ones.
pub(super) const MAX_RANKED_WORDS: usize = 16;
/// Flags of a row that a search for other words finds.
const FOUND_FLAGS: u16 = 120 << 8 | Field::Barrier.bit();
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
    /// Scores by row.
    scores: Vec<f32>,
    /// Least difference of two scores that counts.
    step: f32,
    /// Ranked words that each row has in its own texts, a bit each.
    own_words: Vec<u16>,
    /// Ranked words of each part of the reading.
    part_words: Vec<u16>,
    /// Rows whose title is the words of the query, those of a place aside.
    title_equal: FixedBitSet,
    /// If the query has a place and other words: rows that have all of the other words, not only a synonym of one.
    all_direct: FixedBitSet,
    /// Those of `all_direct` that have them in their title, if there are several.
    all_in_title: FixedBitSet,
    /// Rows that have every word of the query, those of a place aside, in their title or their carrier.
    all_in_names: FixedBitSet,
}

impl TextHits {
    pub(super) fn none(rows: usize) -> Self {
        let empty = FixedBitSet::with_capacity(rows);
        Self {
            rows: empty.clone(),
            corrected_text: None,
            reading: TextReading::default(),
            scores: Vec::new(),
            step: 1.0,
            own_words: Vec::new(),
            part_words: Vec::new(),
            title_equal: empty.clone(),
            all_direct: empty.clone(),
            all_in_title: empty.clone(),
            all_in_names: empty,
        }
    }

    /// Those of `kept` that have every word of the query, those of a place aside, in their title or their carrier;
    /// none if the query is a place.
    #[must_use]
    pub fn in_names(&self, kept: &FixedBitSet) -> FixedBitSet {
        let mut rows = self.rows.clone();
        rows.intersect_with(kept);
        rows.intersect_with(&self.all_in_names);
        rows
    }

    /// Match of each part of the reading in `row`.
    #[must_use]
    pub fn part_matches(&self, row: u32) -> Vec<PartMatch> {
        let own = self.own_words.get(row as usize).copied().unwrap_or_default();
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
        let rows = self.rows.intersection(kept);
        let rows = rows.filter_map(|row| Some((self.relevance(row), u32::try_from(row).ok()?)));
        let mut rows: Vec<(Reverse<u64>, u32)> = rows.collect();
        let end = skip.saturating_add(take).min(rows.len());
        let key = |(relevance, row): &(Reverse<u64>, u32)| (*relevance, tie(*row), *row);
        if let Some(last) = end.checked_sub(1).filter(|_| end < rows.len()) {
            // Most rows are less relevant than those of the page: nothing else is read of them.
            let (_, (least, _), _) = rows.select_nth_unstable(last);
            let least = *least;
            rows.retain(|(relevance, _)| *relevance <= least);
            rows.select_nth_unstable_by_key(last, key);
        }
        rows.truncate(end);
        rows.sort_by_cached_key(key);
        rows.into_iter().skip(skip).map(|(_, row)| row).collect()
    }

    /// Relevance of `row`, the greatest first. A row whose title is the query comes first, then those that have all of
    /// its words in their title, then those that have them elsewhere, so that a place alone puts no row before them.
    fn relevance(&self, row: usize) -> Reverse<u64> {
        let tiers = [&self.title_equal, &self.all_in_title, &self.all_direct];
        let tier = tiers.iter().fold(0, |tier, rows| tier << 1 | u64::from(rows.contains(row)));
        let score = self.scores.get(row).copied().unwrap_or_default();
        // Positive floats compare like their bit patterns.
        Reverse(tier << 32 | u64::from((score / self.step).floor().to_bits()))
    }
}

/// Scores the rows that match the slots of `plan`: places first, then words that point to values, then the rarest. A
/// slot that no row has beside those before it is left out.
pub(super) fn rank(index: &TextIndex, plan: &QueryPlan<'_>, corrected: Option<String>) -> TextHits {
    let key = |slot: &usize| (plan.rank_of_slot(*slot), cost(index, plan, *slot), *slot);
    let mut slots: Vec<_> = plan.slots.iter().map(key).collect();
    slots.sort_unstable();
    let mut ranking = Ranking::new(index);
    for (_, _, slot) in &slots {
        if ranking.kept.len() == MAX_RANKED_WORDS || !ranking.slot(plan, *slot) {
            ranking.left_out.push(*slot);
        }
    }
    for slot in &plan.optional {
        ranking.optional_slot(plan, *slot);
    }
    ranking.raise_favoured(plan);
    ranking.finish(plan, corrected)
}

fn cost(index: &TextIndex, plan: &QueryPlan<'_>, slot: usize) -> usize {
    let covering = plan.alternatives.iter().filter(|that| (that.first..=that.last).contains(&slot));
    let cost = |hits: &Hits<'_>| match hits {
        Hits::Terms(terms) | Hits::Forms(terms) | Hits::Meaning(terms) => {
            terms.iter().map(|(term, _)| index.postings.count(*term)).sum()
        }
        Hits::Rows(rows) => rows.len(),
        Hits::Found(rows) => rows.count_ones(..),
    };
    covering.map(|that| cost(&that.hits)).sum()
}

struct Ranking<'a> {
    index: &'a TextIndex,
    /// Best match of the current slot, by row.
    best: Vec<u32>,
    matched: FixedBitSet,
    /// Fields that match the current slot directly, by row.
    direct_fields: Vec<u8>,
    candidates: FixedBitSet,
    scores: Vec<f32>,
    /// Rows that match directly every slot so far that is no place, and those that do so in their title.
    all_direct: FixedBitSet,
    all_in_title: FixedBitSet,
    /// Rows that match directly every slot so far that is no place in their title or their carrier.
    all_in_names: FixedBitSet,
    /// Slots so far that are in the title, by row.
    title_slots: Vec<u8>,
    /// Kept slots that a row matches directly in its own texts, a bit each.
    own_words: Vec<u16>,
    /// Fields that match every slot so far, by row.
    common_fields: Vec<u8>,
    /// Score of a row that matches every slot fully.
    max_score: f32,
    /// Rows that have a value which the current slot points to, if it points to one.
    with_meaning: FixedBitSet,
    has_meaning: bool,
    kept: Vec<usize>,
    left_out: Vec<usize>,
}

impl<'a> Ranking<'a> {
    fn new(index: &'a TextIndex) -> Self {
        let mut alive = FixedBitSet::with_capacity(index.rows);
        alive.insert_range(..);
        Self {
            index,
            best: vec![0; index.rows],
            matched: FixedBitSet::with_capacity(index.rows),
            direct_fields: vec![0; index.rows],
            all_direct: alive.clone(),
            all_in_title: alive.clone(),
            all_in_names: alive.clone(),
            title_slots: vec![0; index.rows],
            own_words: vec![0; index.rows],
            candidates: alive,
            scores: vec![0.0; index.rows],
            common_fields: vec![0; index.rows],
            max_score: 0.0,
            with_meaning: FixedBitSet::with_capacity(index.rows),
            has_meaning: false,
            kept: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Keeps the candidates that match `slot`; false, and nothing changes, if there are none.
    fn slot(&mut self, plan: &QueryPlan<'_>, slot: usize) -> bool {
        self.match_slot(plan, slot);
        if self.candidates.is_disjoint(&self.matched) {
            return false;
        }
        let idf = idf(self.index.rows, self.matched.count_ones(..));
        let placed = plan.place_words.contains(&slot);
        self.candidates.intersect_with(&self.matched);
        self.add_scores(idf, placed);
        self.note_fields(placed);
        self.max_score += idf;
        self.kept.push(slot);
        true
    }

    /// Adds the scores of the candidates for the current slot, the word of a place if `placed`.
    fn add_scores(&mut self, idf: f32, placed: bool) {
        let first = self.kept.is_empty();
        for row in self.candidates.ones() {
            let (Some(best), Some(score), Some(common)) =
                (self.best.get(row), self.scores.get_mut(row), self.common_fields.get_mut(row))
            else {
                continue;
            };
            let fields = fields_of(*best);
            *common = if first { fields } else { *common & fields };
            let lacks_meaning = self.has_meaning && !self.with_meaning.contains(row);
            *score += slot_score(*best, idf, placed, lacks_meaning);
        }
    }

    /// Notes the fields in which the candidates have the current slot, the word of a place if `placed`.
    fn note_fields(&mut self, placed: bool) {
        let bit = 1_u16 << self.kept.len();
        for row in self.candidates.ones() {
            let direct = self.direct_fields.get(row).copied().map_or(0, u16::from);
            // Keywords are those of a whole vocabulary entry, not words of the record.
            let own = direct & !(Field::Barrier.bit() | Field::Audience.bit()) != 0;
            let in_title = direct & Field::Title.bit() != 0;
            let in_names = direct & (Field::Title.bit() | Field::Carrier.bit()) != 0;
            let tiers = [
                (own, &mut self.all_direct),
                (in_title, &mut self.all_in_title),
                (in_names, &mut self.all_in_names),
            ];
            for (matches, rows) in tiers {
                if !placed && !matches {
                    rows.set(row, false);
                }
            }
            if let Some(words) = self.own_words.get_mut(row).filter(|_| own) {
                *words |= bit;
            }
            if let Some(slots) = self.title_slots.get_mut(row) {
                *slots = slots.saturating_add(u8::from(in_title));
            }
        }
    }

    /// Raises the candidates that match `slot`.
    fn optional_slot(&mut self, plan: &QueryPlan<'_>, slot: usize) {
        self.match_slot(plan, slot);
        let idf = idf(self.index.rows, self.matched.count_ones(..));
        for row in self.candidates.intersection(&self.matched) {
            if let (Some(best), Some(score)) = (self.best.get(row), self.scores.get_mut(row)) {
                *score += idf * strength(*best);
            }
        }
    }

    fn raise_favoured(&mut self, plan: &QueryPlan<'_>) {
        for (row, _) in plan.favoured.iter().flat_map(|term| self.index.postings.of(*term)) {
            if let Some(score) = self.scores.get_mut(row as usize) {
                *score += FAVOURED;
            }
        }
    }

    /// Collects the matches of `slot`, by any of its alternatives.
    fn match_slot(&mut self, plan: &QueryPlan<'_>, slot: usize) {
        self.best.fill(0);
        self.matched.clear();
        self.direct_fields.fill(0);
        self.has_meaning = false;
        self.with_meaning.clear();
        let covering =
            plan.alternatives.iter().filter(|that| (that.first..=that.last).contains(&slot));
        for that in covering {
            match &that.hits {
                Hits::Terms(terms) => self.add_term_matches(terms, u32::max, that.is_direct),
                Hits::Meaning(terms) => {
                    self.add_term_matches(terms, u32::max, that.is_direct);
                    let rows = terms.iter().flat_map(|(term, _)| self.index.postings.of(*term));
                    self.with_meaning.extend(rows.map(|(row, _)| row as usize));
                    self.has_meaning = true;
                }
                Hits::Forms(terms) => {
                    self.add_term_matches(terms, probabilistic_sum, that.is_direct);
                }
                Hits::Rows(rows) => {
                    self.add_matches(rows.iter().copied(), u32::max, that.is_direct);
                }
                Hits::Found(rows) => {
                    let weight = posting_score(FOUND_FLAGS, score::FOUND);
                    let rows =
                        rows.ones().filter_map(|row| Some((u32::try_from(row).ok()?, weight)));
                    self.add_matches(rows, u32::max, that.is_direct);
                }
            }
        }
    }

    fn add_term_matches(
        &mut self,
        terms: &[(u32, u16)],
        join: fn(u32, u32) -> u32,
        is_direct: bool,
    ) {
        let index = self.index;
        for (term, score) in terms {
            let rows =
                index.postings.of(*term).map(|(row, mark)| (row, posting_score(mark, *score)));
            self.add_matches(rows, join, is_direct);
        }
    }

    fn add_matches(
        &mut self,
        rows: impl Iterator<Item = ScoredRow>,
        join: impl Fn(u32, u32) -> u32,
        is_direct: bool,
    ) {
        for (row, weight) in rows {
            if let Some(best) = self.best.get_mut(row as usize) {
                if *best == 0 {
                    self.matched.insert(row as usize);
                }
                *best = join(weight, *best) | ((weight | *best) & u32::from(EXACT_PLACE));
            }
            if is_direct && let Some(fields) = self.direct_fields.get_mut(row as usize) {
                *fields |= fields_of(weight);
            }
        }
    }

    fn finish(mut self, plan: &QueryPlan<'_>, corrected: Option<String>) -> TextHits {
        let words = self.kept.iter().filter(|slot| !plan.place_words.contains(slot)).count();
        let has_place = words < self.kept.len();
        let mut left_out = plan.left_out.clone();
        left_out.extend(&self.left_out);
        left_out.sort_unstable();
        for row in self.candidates.ones() {
            if let (Some(common), Some(score)) =
                (self.common_fields.get(row), self.scores.get_mut(row))
            {
                let title = u16::from(*common) & Field::Title.bit() != 0;
                *score += match (title, *common) {
                    (true, _) => ALL_IN_TITLE * self.max_score,
                    (false, 0) => 0.0,
                    (false, _) => ALL_IN_FIELD * self.max_score,
                };
            }
        }
        let reading = plan.reading(&left_out);
        TextHits {
            part_words: reading.parts.iter().map(|it| self.words_in(plan, &it.range)).collect(),
            own_words: std::mem::take(&mut self.own_words),
            title_equal: if words > 0 { self.title_equal() } else { FixedBitSet::new() },
            all_in_title: if has_place && words > 1 {
                self.all_in_title
            } else {
                FixedBitSet::new()
            },
            all_direct: if has_place && words > 0 { self.all_direct } else { FixedBitSet::new() },
            all_in_names: if words > 0 { self.all_in_names } else { FixedBitSet::new() },
            rows: self.candidates,
            corrected_text: corrected,
            reading,
            step: if self.max_score > 0.0 { self.max_score / RELEVANCE_STEPS } else { 1.0 },
            scores: self.scores,
        }
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

    /// Rows whose title is the words of the query, those of a place aside.
    fn title_equal(&self) -> FixedBitSet {
        let is_equal = |row: &usize| {
            self.all_in_title.contains(*row)
                && self.index.title_lengths.get(*row) == self.title_slots.get(*row)
        };
        let mut equal = FixedBitSet::with_capacity(self.index.rows);
        equal.extend(self.candidates.ones().filter(is_equal));
        equal
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

/// Fields of a match.
const fn fields_of(weight: u32) -> u8 {
    (weight & 0x7f).to_le_bytes()[0]
}

/// Combines two matches as a probabilistic sum.
fn probabilistic_sum(left: u32, right: u32) -> u32 {
    let (one, two) = (left >> 8, right >> 8);
    (one + two - one * two / MAX_SCORE) << 8 | ((left | right) & 0xff)
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
