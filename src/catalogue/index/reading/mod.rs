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
    content_of(tokens(text))
}

/// Those of `words` that carry meaning; without any, those that are no stop words; else all.
fn content_of(mut words: Vec<Token>) -> Vec<Token> {
    let keeps: [fn(WordRole) -> bool; 2] =
        [|role| role == WordRole::Content, |role| role != WordRole::StopWord];
    for keep in keeps {
        let is_kept = |token: &Token| keep(word_role(&token.text));
        if words.iter().any(is_kept) {
            words.retain(is_kept);
            break;
        }
    }
    words
}
