//! Table of phrases, found in a text by the stem of their first word.

use rustc_hash::FxHashMap;

/// Phrases, each a sequence of stems with a value.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    by_first: FxHashMap<Box<str>, Vec<Phrase<T>>>,
}

#[derive(Debug)]
struct Phrase<T> {
    /// Stems after the first.
    rest: Box<[Box<str>]>,
    value: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds `value` for the phrase `stems`; nothing without a stem.
    pub fn add(&mut self, stems: &[impl AsRef<str>], value: T) {
        let Some((first, rest)) = stems.split_first() else { return };
        let rest = rest.iter().map(|stem| stem.as_ref().into()).collect();
        let phrase = Phrase { rest, value };
        self.by_first.entry(first.as_ref().into()).or_default().push(phrase);
    }

    /// Values of the phrases that `stems` start with, each with its number of words.
    pub fn starting<'a, 's>(
        &'a self,
        stems: &'s [&'s str],
    ) -> impl Iterator<Item = (usize, &'a T)> + use<'a, 's, T> {
        let (first, rest) = stems.split_first().map_or(("", stems), |(first, rest)| (*first, rest));
        let phrases = self.by_first.get(first).into_iter().flatten();
        phrases.filter_map(move |phrase| {
            let words = rest.get(..phrase.rest.len())?;
            let occurs = words.iter().copied().eq(phrase.rest.iter().map(|stem| &**stem));
            occurs.then_some((phrase.rest.len() + 1, &phrase.value))
        })
    }
}
