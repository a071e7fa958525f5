//! Words of danger, and the national numbers to call.

use super::sounds::sound;
use crate::catalogue::index::tokens::{Token, tokens};
use crate::domain::directory::{Meaning, NationalPhone, Synonym, SynonymKind};
use crate::domain::text::Slug;

/// Maximum unknown words of a text that may be misspelt words of danger.
const MAX_UNKNOWN: usize = 6;
/// Shortest word that may be misspelt beside the other words of its phrase, and alone, in bytes.
const MIN_LEN: usize = 4;
const MIN_LEN_ALONE: usize = 7;

/// Phrases of people in danger.
#[derive(Debug)]
pub(in crate::catalogue::index) struct Dangers {
    phrases: Vec<Danger>,
    /// Barriers that a phrase points to, with its national numbers.
    barriers: Vec<(Slug, NationalPhone)>,
}

#[derive(Debug)]
struct Danger {
    words: Vec<SoundedWord>,
    numbers: Vec<NationalPhone>,
}

/// Word with its sound; `None` if it is too short to have one.
#[derive(Debug)]
struct SoundedWord {
    token: Token,
    sound: Option<String>,
}

impl SoundedWord {
    fn new(token: Token) -> Self {
        Self { sound: sound(&token.text), token }
    }
}

impl Dangers {
    pub fn new(synonyms: &[Synonym]) -> Self {
        let mut barriers: Vec<(Slug, NationalPhone)> = Vec::new();
        let mut phrases = Vec::new();
        for it in synonyms.iter().filter(|it| it.kind == SynonymKind::Danger) {
            let numbers = it.leads_to.iter().filter_map(number).cloned().collect::<Vec<_>>();
            for meaning in &it.leads_to {
                let Meaning::Barrier(barrier) = meaning else { continue };
                for number in &numbers {
                    let pair = (barrier.clone(), number.clone());
                    if !barriers.contains(&pair) {
                        barriers.push(pair);
                    }
                }
            }
            let words = tokens(it.term.as_str()).into_iter().map(SoundedWord::new);
            phrases.push(Danger { words: words.collect(), numbers });
        }
        Self { phrases, barriers }
    }

    /// National numbers for the dangers that belong to `barrier`.
    pub fn numbers_of(&self, barrier: &Slug) -> impl Iterator<Item = &NationalPhone> {
        self.barriers.iter().filter(move |(slug, _)| slug == barrier).map(|(_, number)| number)
    }

    /// Numbers of the first phrase that `text` has with a misspelling, of a word which is not `known`: « me frape ».
    pub fn numbers_of_misspelt(
        &self,
        text: &[Token],
        known: impl Fn(&str) -> bool,
    ) -> &[NationalPhone] {
        let is_unknown = |token: &Token| token.text.len() >= MIN_LEN - 1 && !known(&token.text);
        let unknown = text.iter().enumerate().filter(|(_, token)| is_unknown(token));
        let unknown = unknown.take(MAX_UNKNOWN);
        let unknown: Vec<(usize, Option<String>)> =
            unknown.map(|(at, token)| (at, sound(&token.text))).collect();
        let mut phrases = self.phrases.iter();
        let phrase =
            phrases.find(|it| unknown.iter().any(|(at, _)| it.occurs(text, *at, &unknown)));
        phrase.map_or(&[], |it| &it.numbers)
    }
}

impl Danger {
    /// True if the words of `text` around the one at `misspelt` are this phrase, those that are `unknown` misspelt.
    fn occurs(&self, text: &[Token], misspelt: usize, unknown: &[(usize, Option<String>)]) -> bool {
        let min_len = if self.words.len() > 1 { MIN_LEN } else { MIN_LEN_ALONE };
        let is_like = |at: usize, word: &SoundedWord| {
            let Some(token) = text.get(at) else { return false };
            let is_alike = || {
                let (_, sound) = unknown.iter().find(|(unknown, _)| *unknown == at)?;
                Some(are_alike(token, sound.as_deref(), word))
            };
            token.stem == word.token.stem
                || word.token.text.len() >= min_len && is_alike().unwrap_or_default()
        };
        let starts = (0..self.words.len()).filter_map(|before| misspelt.checked_sub(before));
        let mut starts = starts.filter(|start| start + self.words.len() <= text.len());
        starts
            .any(|start| self.words.iter().enumerate().all(|(at, word)| is_like(start + at, word)))
    }
}

/// National number that `meaning` is.
const fn number(meaning: &Meaning) -> Option<&NationalPhone> {
    match meaning {
        Meaning::Number(number) => Some(number),
        Meaning::Barrier(_) | Meaning::Audience(_) | Meaning::Kind(_) | Meaning::Fees(_) => None,
    }
}

/// True if two words sound alike, or differ by one letter that is not the first.
fn are_alike(typed: &Token, typed_sound: Option<&str>, word: &SoundedWord) -> bool {
    let differ = |typed: &str, word: &str| {
        typed.bytes().next() == word.bytes().next()
            && differ_by_one(typed.as_bytes(), word.as_bytes())
    };
    let SoundedWord { token, sound } = word;
    typed_sound.is_some() && typed_sound == sound.as_deref()
        || differ(&typed.text, &token.text)
        || token.stem.len() >= MIN_LEN && differ(&typed.stem, &token.stem)
}

/// True if one letter was added, left out or replaced, or two neighbours swapped.
fn differ_by_one(left: &[u8], right: &[u8]) -> bool {
    let start = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) =
        (left.get(start..).unwrap_or_default(), right.get(start..).unwrap_or_default());
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    match (left.split_at(left.len() - end).0, right.split_at(right.len() - end).0) {
        ([], [_]) | ([_], [] | [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_by_one_letter_or_by_two_swapped() {
        for (left, right, expected) in [
            ("frape", "frappe", true),
            ("sucide", "suicide", true),
            ("mourrir", "mourir", true),
            ("morir", "mourir", true),
            ("muorir", "mourir", true),
            ("mourir", "mourir", false),
            ("mari", "mourir", false),
            ("frap", "frappe", false),
        ] {
            assert_eq!(differ_by_one(left.as_bytes(), right.as_bytes()), expected, "{left}");
        }
    }
}
