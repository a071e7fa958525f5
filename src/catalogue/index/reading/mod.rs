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
    content_of(&tokens(text)).cloned().collect()
}

/// Those of `words` that carry meaning; without any, those that are no stop words; else all.
fn content_of(words: &[Token]) -> impl Iterator<Item = &Token> {
    let keeps: [fn(WordRole) -> bool; 3] =
        [|role| role == WordRole::Content, |role| role != WordRole::StopWord, |_| true];
    let is_kept = |keep: fn(WordRole) -> bool| move |token: &&Token| keep(word_role(&token.text));
    let keep = keeps.into_iter().find(|keep| words.iter().any(|token| is_kept(*keep)(&token)));
    words.iter().filter(is_kept(keep.unwrap_or(|_| true)))
}
