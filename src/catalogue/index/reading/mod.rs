//! Phrases of a query and what they stand for: expansions, values of the vocabularies, ages, prices, danger.

mod amounts;
mod dangers;
mod meanings;
mod phrases;
mod sounds;
mod synonyms;

pub(super) use amounts::{age_at, price_at};
pub(super) use meanings::{Meanings, PhraseMeaning};
pub(super) use sounds::sound;
pub(super) use synonyms::{Expansion, Synonyms};

use super::tokens::{Token, WordRole, tokens, word_role};

/// Words of `text` that carry its meaning; without any, those that are no stop words; else all.
fn content(text: &str) -> Vec<Token> {
    let all = tokens(text);
    let of = |keep: fn(WordRole) -> bool| -> Vec<Token> {
        all.iter().filter(|token| keep(word_role(&token.text))).cloned().collect()
    };
    let full = of(|role| role == WordRole::Content);
    let full = if full.is_empty() { of(|role| role != WordRole::StopWord) } else { full };
    if full.is_empty() { all } else { full }
}
