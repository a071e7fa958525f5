//! Rows that match a word: by its forms, as part of a phrase, or as a compound to be split.

use std::cmp::Reverse;

use super::TextIndex;
use super::query_plan::{Hits, score};
use super::stems::stem;

/// Row and packed score: `value << 8 | fields`; the value is out of 255 × 255.
pub(super) type ScoredRow = (u32, u32);

impl TextIndex {
    /// Terms in use with the stem of `word`; `word` itself gets the full weight `score`, its other forms less.
    pub(super) fn forms(&self, word: &str, score: u16) -> Vec<(u32, u16)> {
        let literal = self.vocabulary.get(word);
        let used =
            self.vocabulary.family(word).iter().filter(|term| self.postings.count(**term) > 0);
        let lesser = score * score::STEM / score::LITERAL;
        used.map(|term| (*term, if Some(*term) == literal { score } else { lesser })).collect()
    }

    /// Rows that have all of `words` in one field.
    pub(super) fn phrase(&self, words: &[&str], score: u16) -> Hits {
        if let [word] = words {
            return Hits::Terms(self.forms(word, score));
        }
        let mut forms: Vec<_> = words.iter().map(|word| self.forms(word, score)).collect();
        forms.sort_by_key(|terms| {
            terms.iter().map(|(term, _)| self.postings.count(*term)).sum::<usize>()
        });
        let mut forms = forms.iter();
        let mut rows = forms.next().map(|terms| self.union(terms)).unwrap_or_default();
        for terms in forms {
            if rows.is_empty() {
                break;
            }
            rows = intersection(&rows, &self.union(terms));
        }
        Hits::Rows(rows)
    }

    /// Rows that have any of `terms`, in order, each with its best score.
    fn union(&self, terms: &[(u32, u16)]) -> Vec<ScoredRow> {
        let mut rows: Vec<ScoredRow> = Vec::new();
        for (term, score) in terms {
            rows.extend(
                self.postings.of(*term).map(|(row, mark)| (row, posting_score(mark, *score))),
            );
        }
        if terms.len() > 1 {
            // Each list is sorted already: the stable sort merges them in one pass.
            rows.sort_by_key(|(row, weight)| (*row, Reverse(*weight)));
            rows.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                if same {
                    kept.1 |= next.1 & 0x7f;
                }
                same
            });
        }
        rows
    }

    /// Matches of `word` after undoing an elision (`denfants`) or splitting a compound (`autoecole`).
    pub(super) fn split_compound(&self, word: &str) -> Hits {
        for elided in ["d", "l", "j", "s", "n", "qu"] {
            if let Some(rest) = word.strip_prefix(elided).filter(|rest| rest.len() >= 4) {
                let forms = self.forms(rest, score::COMPOUND);
                if !forms.is_empty() {
                    return Hits::Terms(forms);
                }
            }
        }
        let mut best = Vec::new();
        for at in 3..word.len().saturating_sub(2) {
            let Some((left, right)) = word.split_at_checked(at) else { continue };
            let known = |word: &str| !self.forms(word, score::COMPOUND).is_empty();
            if !known(left) {
                continue;
            }
            let bare = ["d", "l"].into_iter().find_map(|elided| right.strip_prefix(elided));
            let bare = bare.filter(|bare| bare.len() >= 3 && known(bare));
            for right in [Some(right).filter(|right| known(right)), bare].into_iter().flatten() {
                if let Hits::Rows(rows) = self.phrase(&[left, right], score::COMPOUND)
                    && rows.len() > best.len()
                {
                    best = rows;
                }
            }
        }
        Hits::Rows(best)
    }

    /// Term in use for the place with exactly this name, as written or stemmed.
    pub(super) fn place(&self, words: &[&str]) -> Option<u32> {
        let written = self.vocabulary.place(words);
        let stems = || {
            let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
            self.vocabulary.place(&stems.iter().map(|stem| &**stem).collect::<Vec<_>>())
        };
        let place = match words {
            [word] => written.or_else(|| self.place_by_stem(word)),
            _ => written.or_else(stems),
        };
        place.filter(|term| self.postings.count(*term) > 0)
    }

    /// Place of which the unknown `word` is another form: `bourge` for Bourges.
    fn place_by_stem(&self, word: &str) -> Option<u32> {
        let vocabulary = &self.vocabulary;
        if vocabulary.get(word).is_some() {
            return None;
        }
        let mut family = vocabulary.family(word).iter();
        family.find_map(|term| vocabulary.place(&[vocabulary.folded(*term)]))
    }

    /// The `most` terms that occur in most rows.
    pub(super) fn most_used(&self, mut terms: Vec<u32>, most: usize) -> Vec<u32> {
        terms.retain(|term| self.postings.count(*term) > 0);
        terms.sort_unstable_by_key(|term| (Reverse(self.postings.count(*term)), *term));
        terms.truncate(most);
        terms
    }
}

/// Combines a mark with the weight of the match into one comparable number.
pub(super) fn posting_score(mark: u16, score: u16) -> u32 {
    (u32::from(mark >> 8) * u32::from(score)) << 8 | u32::from(mark & 0xff)
}

/// Intersection of two sorted lists, limited to rows where both match in a common field.
fn intersection(left: &[ScoredRow], right: &[ScoredRow]) -> Vec<ScoredRow> {
    let mut rows = Vec::with_capacity(left.len().min(right.len()));
    let mut right = right;
    for (row, weight) in left {
        let skip = right.partition_point_near(*row);
        right = right.get(skip..).unwrap_or_default();
        if let Some((other, also)) = right.first()
            && other == row
        {
            let fields = weight & also & 0x7f;
            if fields != 0 {
                rows.push((*row, (weight.min(also) & !0xff) | fields));
            }
        }
    }
    rows
}

/// Galloping search from the start of a sorted list, where the next row usually is.
trait GallopingSearch {
    fn partition_point_near(&self, row: u32) -> usize;
}

impl GallopingSearch for [ScoredRow] {
    fn partition_point_near(&self, row: u32) -> usize {
        let mut step = 1;
        while self.get(step).is_some_and(|(other, _)| *other < row) {
            step *= 2;
        }
        let within = self.get(step / 2..self.len().min(step + 1)).unwrap_or_default();
        if self.first().is_none_or(|(first, _)| *first >= row) {
            return 0;
        }
        step / 2 + within.partition_point(|(other, _)| *other < row)
    }
}
