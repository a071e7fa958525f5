//! Words of the names of organisations and of their kinds.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::catalogue::index::{content_stems, each_word};
use crate::domain::directory::{Organisation, OrganisationId, OrganisationKind};
use crate::domain::text::Slug;

/// Words of the names of organisations and of their kinds. A stem has a number; a list of numbers is sorted.
#[derive(Debug, Default)]
pub struct OrganisationWords {
    stems: HashMap<String, u32>,
    /// Stems of the name and of the kind of each organisation.
    names: HashMap<OrganisationId, Box<[u32]>>,
    /// Stems of the label and of the slug of each kind.
    kinds: HashMap<Slug, [Box<[u32]>; 2]>,
    /// Folded words of the kinds.
    kind_words: HashSet<String>,
    /// Rows of each name, by all its words.
    rows: HashMap<String, Vec<usize>>,
}

/// All words of `text`, between spaces.
fn words_of(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    each_word(text, |word, _| words.push(word.to_owned()));
    words.join(" ")
}

impl OrganisationWords {
    pub fn new(organisations: &[Organisation], kinds: &[OrganisationKind]) -> Self {
        let mut words = Self::default();
        for OrganisationKind { slug, label, .. } in kinds {
            let texts = [label.as_str(), slug.as_str()];
            for text in texts {
                each_word(text, |word, _| {
                    words.kind_words.insert(word.to_owned());
                });
            }
            let stems = texts.map(|text| words.add(&content_stems(text)));
            words.kinds.insert(slug.clone(), stems);
        }
        for (row, Organisation { id, facts, .. }) in organisations.iter().enumerate() {
            words.rows.entry(words_of(facts.name.as_str())).or_default().push(row);
            let of_kind = words.kinds.get(&facts.kind).into_iter().flatten();
            let mut stems: Vec<u32> = of_kind.flatten().copied().collect();
            stems.extend(words.add(&content_stems(facts.name.as_str())));
            stems.sort_unstable();
            stems.dedup();
            words.names.insert(*id, stems.into());
        }
        words
    }

    fn add(&mut self, stems: &BTreeSet<String>) -> Box<[u32]> {
        let mut number = |stem: &String| {
            let next = u32::try_from(self.stems.len()).expect("fewer than four billion stems");
            *self.stems.entry(stem.clone()).or_insert(next)
        };
        let mut numbers: Vec<u32> = stems.iter().map(&mut number).collect();
        numbers.sort_unstable();
        numbers.into()
    }

    /// True if the label or the slug of a kind has `word`, which is folded.
    pub fn has_kind_word(&self, word: &str) -> bool {
        self.kind_words.contains(word)
    }

    /// Rows of the organisations named `text`.
    pub fn named(&self, text: &str) -> &[usize] {
        self.rows.get(&words_of(text)).map_or(&[], Vec::as_slice)
    }

    /// True if each of `stems` is in a name or in a kind.
    pub fn are_known(&self, stems: &BTreeSet<String>) -> bool {
        stems.iter().all(|stem| self.stems.contains_key(stem))
    }

    /// Those of `found` whose name and kind have all of `stems`.
    pub fn having_all<'a>(
        &self,
        stems: &BTreeSet<String>,
        found: Vec<&'a Organisation>,
    ) -> Vec<&'a Organisation> {
        let Some(wanted) = self.known(stems) else { return Vec::new() };
        let has_all = |it: &&Organisation| {
            let name = self.names.get(&it.id);
            name.is_some_and(|name| wanted.iter().all(|stem| name.binary_search(stem).is_ok()))
        };
        found.into_iter().filter(has_all).collect()
    }

    /// True if `stems` have all words of the label or of the slug of `kind`.
    pub fn names_kind(&self, stems: &BTreeSet<String>, kind: &Slug) -> bool {
        let numbers = stems.iter().filter_map(|stem| self.stems.get(stem));
        let named: HashSet<u32> = numbers.copied().collect();
        let words = self.kinds.get(kind).into_iter().flatten();
        let mut texts = words.into_iter().filter(|words| !words.is_empty());
        texts.any(|words| words.iter().all(|stem| named.contains(stem)))
    }

    /// Numbers of `stems`; `None` if no name has one of them.
    fn known(&self, stems: &BTreeSet<String>) -> Option<Vec<u32>> {
        stems.iter().map(|stem| self.stems.get(stem).copied()).collect()
    }
}
