//! Running a search.

use std::{borrow::Cow, cell::LazyCell};

use fixedbitset::FixedBitSet;

use super::{Catalogue, facets::Facets, index::TextIndex};
use crate::domain::{
    initiative::Initiative,
    search::{Choice, Search, SearchPage},
};

/// Initiatives on one page of results.
pub const PAGE_SIZE: usize = 20;

/// One page of what a search found.
#[derive(Debug)]
pub struct Results<'a> {
    pub total: usize,
    /// The page shown, 1 for the first; the last one when a later was asked for.
    pub page: usize,
    /// How many pages there are; at least 1.
    pub pages: usize,
    pub hits: Vec<&'a Initiative>,
    pub facets: Facets,
    /// What the text was understood as, where that is not what was typed.
    pub corrected: Option<String>,
}

/// What a search would find if it asked for less.
#[derive(Debug)]
pub struct Relaxed {
    pub search: Search,
    /// What is no longer asked, or all that still is.
    pub how: How,
    pub total: usize,
}

/// How a search was relaxed; a wish is a choice, or none for the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    Without(Option<Choice>),
    Only(Option<Choice>),
}

impl Catalogue {
    /// The page of results of `asked`, by relevance where there is a text, else by state and title.
    #[must_use]
    pub fn search(&self, asked: &SearchPage) -> Results<'_> {
        let text = &asked.search.text;
        let found = TextIndex::words(text).then(|| self.text.find(text));
        let matching = found.as_ref().map_or_else(|| self.sets.everything(), |it| &it.rows);
        let selection = self.selection(&asked.search, matching);
        let rows = selection.rows();
        let total = rows.count_ones(..);
        let pages = total.div_ceil(PAGE_SIZE).max(1);
        let page = usize::try_from(asked.number.get()).unwrap_or(usize::MAX).min(pages);
        let skip = (page - 1) * PAGE_SIZE;
        let hits = match &found {
            Some(found) => self.hits(found.best(&rows, skip, PAGE_SIZE).into_iter()),
            None => self.hits(
                rows.ones().skip(skip).take(PAGE_SIZE).filter_map(|row| u32::try_from(row).ok()),
            ),
        };
        let facets = self.facets(&selection);
        Results { total, page, pages, hits, facets, corrected: found.and_then(|it| it.corrected) }
    }

    /// How many initiatives `search` finds.
    #[must_use]
    pub fn count(&self, search: &Search) -> usize {
        self.rows(search).count_ones(..)
    }

    /// How many of the initiatives that `search` finds are in no département.
    #[must_use]
    pub fn nowhere(&self, search: &Search) -> usize {
        self.sets.nowhere(self.rows(search))
    }

    /// Every initiative that `search` finds, by state and title.
    pub fn listed(&self, search: &Search) -> Vec<&Initiative> {
        let rows = self.rows(search);
        rows.into_ones().filter_map(|row| self.initiatives.get(row)).collect()
    }

    /// What `search` would find with one wish less; where no single one is in the way, what each
    /// wish finds alone. Those that find nothing are left out.
    #[must_use]
    pub fn relaxed(&self, search: &Search) -> Vec<Relaxed> {
        let choices = self.chosen(search);
        let text = (!search.text.is_empty()).then_some(None);
        let wishes: Vec<Option<Choice>> = choices.into_iter().map(Some).chain(text).collect();
        // Looked for once, and only where a relaxed search keeps the text.
        let matching = LazyCell::new(|| self.matching(&search.text));
        let tried = |how: How| {
            let search = relaxed(search, &how);
            let matching =
                if search.text.is_empty() { self.sets.everything() } else { &**matching };
            let total = self.selection(&search, matching).rows().count_ones(..);
            (total > 0).then_some(Relaxed { search, how, total })
        };
        let without = wishes.iter().cloned().map(How::Without);
        let found: Vec<Relaxed> = without.filter_map(tried).collect();
        if !found.is_empty() || wishes.len() < 2 {
            return found;
        }
        wishes.into_iter().map(How::Only).filter_map(tried).collect()
    }

    /// `search` with the nearest text that finds something; where none does, that text alone.
    #[must_use]
    pub fn nearest_spelling(&self, search: &Search) -> Option<Search> {
        let alone = Search { text: search.text.clone(), ..Search::default() };
        let narrowed = search != &alone;
        [Some(search), narrowed.then_some(&alone)].into_iter().flatten().find_map(|search| {
            let kept = self.selection(search, self.sets.everything()).rows();
            let text = self.text.suggest(&search.text, &kept)?;
            Some(Search { text, ..search.clone() })
        })
    }

    fn rows(&self, search: &Search) -> FixedBitSet {
        self.selection(search, &self.matching(&search.text)).rows()
    }

    /// The rows that `text` finds; all of them when it has no word.
    fn matching(&self, text: &str) -> Cow<'_, FixedBitSet> {
        if TextIndex::words(text) {
            Cow::Owned(self.text.find(text).rows)
        } else {
            Cow::Borrowed(self.sets.everything())
        }
    }

    fn hits(&self, rows: impl Iterator<Item = u32>) -> Vec<&Initiative> {
        rows.filter_map(|row| self.initiatives.get(row as usize)).collect()
    }
}

fn relaxed(search: &Search, how: &How) -> Search {
    match how {
        How::Without(Some(choice)) => search.toggling(choice),
        How::Without(None) => Search { text: String::new(), ..search.clone() },
        How::Only(Some(choice)) => Search::default().toggling(choice),
        How::Only(None) => Search { text: search.text.clone(), ..Search::default() },
    }
}
