//! Similarity of titles. A title is compared with thousands: letter counts exclude most of them before the edit
//! distance is computed.

/// Normalised Levenshtein similarity, from 0 to 1, at which two titles are similar.
const MIN_SIMILARITY: f64 = 0.82;
/// Share of common words at which two titles are similar.
const MIN_SHARED_WORDS: f64 = 0.75;
/// Titles with fewer characters are equal or different, never similar.
const MIN_CHARS: usize = 8;
/// Titles with fewer words are not compared by their words.
const MIN_WORDS: usize = 3;

/// Folded title, prepared for comparison with many others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitleMatcher {
    folded: String,
    letters: Letters,
    /// Sorted, without duplicates.
    words: Vec<String>,
}

impl TitleMatcher {
    /// Prepares a folded title.
    #[must_use]
    pub fn new(folded: String) -> Self {
        let letters = Letters::of(&folded);
        let words = words(&folded).into_iter().map(str::to_owned).collect();
        Self { folded, letters, words }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.folded
    }

    /// True if `other`, folded, is spelt similarly or has mostly the same words.
    #[must_use]
    pub fn is_similar(&self, other: &str) -> bool {
        let letters = Letters::of(other);
        if self.letters.count().min(letters.count()) < MIN_CHARS {
            return false;
        }
        (self.may_be_similar(&letters)
            && strsim::normalized_levenshtein(&self.folded, other) >= MIN_SIMILARITY)
            || self.has_words_of(other)
    }

    /// False if the letter counts exclude a similar spelling.
    fn may_be_similar(&self, other: &Letters) -> bool {
        let longest = self.letters.count().max(other.count());
        1.0 - ratio(self.letters.min_edits(other), longest) >= MIN_SIMILARITY
    }

    fn has_words_of(&self, other: &str) -> bool {
        let mine = self.words.len();
        let is_mine = |word: &&str| self.words.binary_search_by(|it| it.as_str().cmp(word)).is_ok();
        // A repeated word counts twice here: the count is never too low.
        let shared = long_words(other).filter(is_mine).count();
        if mine < MIN_WORDS || ratio(shared, mine) < MIN_SHARED_WORDS {
            return false;
        }
        let theirs = words(other);
        let shared = theirs.iter().filter(|word| is_mine(word)).count();
        theirs.len() >= MIN_WORDS && ratio(shared, mine.max(theirs.len())) >= MIN_SHARED_WORDS
    }
}

/// Count of each letter and digit in a folded text; letters that are not Latin share one count.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Letters([u16; Self::KINDS]);

impl Letters {
    /// Number of counts: letters, digits, space, anything else.
    const KINDS: usize = 26 + 10 + 2;

    fn of(folded: &str) -> Self {
        let mut counts = Self::default();
        for c in folded.chars() {
            let kind = match c {
                'a'..='z' => u32::from(c) - u32::from('a'),
                '0'..='9' => 26 + u32::from(c) - u32::from('0'),
                ' ' => 36,
                _ => 37,
            };
            let kind = usize::try_from(kind).unwrap_or(Self::KINDS);
            if let Some(count) = counts.0.get_mut(kind) {
                *count = count.saturating_add(1);
            }
        }
        counts
    }

    fn count(&self) -> usize {
        self.0.iter().copied().map(usize::from).sum()
    }

    /// Lower bound of the edit distance between texts with these counts: one edit removes a letter, adds one, or
    /// both.
    fn min_edits(&self, other: &Self) -> usize {
        let mut sides = (0, 0);
        for (one, other) in self.0.iter().zip(&other.0) {
            sides.0 += usize::from(one.saturating_sub(*other));
            sides.1 += usize::from(other.saturating_sub(*one));
        }
        sides.0.max(sides.1)
    }
}

impl Default for Letters {
    fn default() -> Self {
        Self([0; Self::KINDS])
    }
}

/// Significant words of `folded`: longer than two bytes, so no « le », no « de ».
fn long_words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(|word| word.len() > 2)
}

/// Significant words of `folded`, sorted, without duplicates.
fn words(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = long_words(folded).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// `part / whole`, 0 if `whole` is 0; both are small.
fn ratio(part: usize, whole: usize) -> f64 {
    let float = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    if whole == 0 { 0.0 } else { float(part) / float(whole) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::text::fold::fold;

    fn near(one: &str, other: &str) -> bool {
        TitleMatcher::new(fold(one)).is_similar(&fold(other))
    }

    #[test]
    fn a_typo_or_another_word_order_is_similar_and_another_subject_is_not() {
        assert!(near("Atelier vélo du Sanitas", "Ateliers velos du Sanitas"));
        assert!(near("Atelier vélo du Sanitas", "Du Sanitas, l’atelier vélo"));
        assert!(!near("Atelier vélo du Sanitas", "Atelier couture des Gibjoncs"));
        assert!(!near("Bus emploi", "Bus santé"));
        assert!(!near("Vélo vélo vélo", "Vélo pour aller travailler"));
    }

    #[test]
    fn letter_counts_exclude_most_of_ten_thousand_titles() {
        let subjects = ["vélo", "couture", "cuisine", "jardin", "théâtre", "code", "chant"];
        let places = ["du Sanitas", "des Fontaines", "des Gibjoncs", "de Beauval", "des Rottes"];
        let mine = TitleMatcher::new(fold("Garage solidaire des Rottes"));
        let pairs = subjects.iter().cycle().zip(places.iter().cycle());
        let titles = pairs
            .zip(0..10_000)
            .map(|((subject, place), number)| fold(&format!("Atelier {subject} {place} {number}")));
        let close = titles.filter(|it| mine.may_be_similar(&Letters::of(it))).count();
        assert!(close < 100, "{close}");
    }

    proptest! {
        #[test]
        fn letter_counts_exclude_no_similar_title(one in "[a-d ]{8,20}", other in "[a-dé ]{8,20}") {
            let alike = strsim::normalized_levenshtein(&one, &other) >= MIN_SIMILARITY;
            let mine = TitleMatcher::new(one);
            prop_assert!(!alike || mine.may_be_similar(&Letters::of(&other)));
        }

        #[test]
        fn min_edits_is_a_lower_bound_of_the_edit_distance(one in ".{0,30}", other in ".{0,30}") {
            let distance = Letters::of(&one).min_edits(&Letters::of(&other));
            prop_assert!(distance <= strsim::levenshtein(&one, &other));
        }
    }
}
