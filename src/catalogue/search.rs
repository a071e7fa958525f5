//! Running a search.

use std::{borrow::Cow, cell::LazyCell};

use fixedbitset::FixedBitSet;

use super::{
    Catalogue,
    facets::Facets,
    index::TextIndex,
    reach::{Circle, Nearness},
};
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
    /// In a search around a point, how each hit comes to be there; else empty.
    pub near: Vec<Option<Nearness>>,
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

/// How a search was relaxed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    Without(Wish),
    Only(Wish),
}

/// One thing that a search asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    Text,
    Around,
    Choice(Choice),
}

impl Catalogue {
    /// The page of results of `asked`: the nearest first where that is asked, else by relevance
    /// where there is a text, else by state and title.
    #[must_use]
    pub fn search(&self, asked: &SearchPage) -> Results<'_> {
        let text = &asked.search.text;
        let found = TextIndex::words(text).then(|| self.text.find(text));
        let circle = asked.search.around.map(|around| (around, self.circle(around)));
        let matching = found.as_ref().map_or_else(|| self.sets.everything(), |it| &it.rows);
        let matching = within(Cow::Borrowed(matching), circle.as_ref().map(|(_, it)| it));
        let selection = self.selection(&asked.search, &matching);
        let rows = selection.rows();
        let total = rows.count_ones(..);
        let pages = total.div_ceil(PAGE_SIZE).max(1);
        let page = usize::try_from(asked.number.get()).unwrap_or(usize::MAX).min(pages);
        let skip = (page - 1) * PAGE_SIZE;
        let hits = match (&circle, &found) {
            (Some((around, circle)), _) if around.nearest_first => {
                self.nearest(circle, &rows, skip)
            }
            (_, Some(found)) => self.hits(found.best(&rows, skip, PAGE_SIZE).into_iter()),
            (_, None) => self.hits(
                rows.ones().skip(skip).take(PAGE_SIZE).filter_map(|row| u32::try_from(row).ok()),
            ),
        };
        let near = circle.map(|(_, circle)| hits.iter().map(|it| circle.nearness(it)).collect());
        Results {
            total,
            page,
            pages,
            near: near.unwrap_or_default(),
            hits,
            facets: self.facets(&selection),
            corrected: found.and_then(|it| it.corrected),
        }
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
        let text = (!search.text.is_empty()).then_some(Wish::Text);
        let around = search.around.map(|_| Wish::Around);
        let wishes = choices.into_iter().map(Wish::Choice).chain(around).chain(text);
        let wishes: Vec<Wish> = wishes.collect();
        // Looked for once, and only where a relaxed search keeps them.
        let said = LazyCell::new(|| self.said(&search.text));
        let circle = LazyCell::new(|| search.around.map(|around| self.circle(around)));
        let tried = |how: How| {
            let search = relaxed(search, &how);
            let said = if search.text.is_empty() { self.sets.everything() } else { &**said };
            let circle = search.around.and_then(|_| circle.as_ref());
            let matching = within(Cow::Borrowed(said), circle);
            let total = self.selection(&search, &matching).rows().count_ones(..);
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
            let kept = self.rows(&Search { text: String::new(), ..search.clone() });
            let text = self.text.suggest(&search.text, &kept)?;
            Some(Search { text, ..search.clone() })
        })
    }

    fn rows(&self, search: &Search) -> FixedBitSet {
        let circle = search.around.map(|around| self.circle(around));
        let matching = within(self.said(&search.text), circle.as_ref());
        self.selection(search, &matching).rows()
    }

    /// The rows that `text` finds; all of them when it has no word.
    fn said(&self, text: &str) -> Cow<'_, FixedBitSet> {
        if TextIndex::words(text) {
            Cow::Owned(self.text.find(text).rows)
        } else {
            Cow::Borrowed(self.sets.everything())
        }
    }

    /// One page of `rows` by the distance of their place; then those that only serve the middle of
    /// the circle.
    fn nearest(&self, circle: &Circle, rows: &FixedBitSet, skip: usize) -> Vec<&Initiative> {
        let rows = rows.ones().filter_map(|row| self.initiatives.get(row));
        let mut far: Vec<(u32, &Initiative)> =
            rows.map(|it| (circle.metres(it).unwrap_or(u32::MAX), it)).collect();
        far.sort_by_key(|(metres, _)| *metres);
        far.into_iter().skip(skip).take(PAGE_SIZE).map(|(_, it)| it).collect()
    }

    fn hits(&self, rows: impl Iterator<Item = u32>) -> Vec<&Initiative> {
        rows.filter_map(|row| self.initiatives.get(row as usize)).collect()
    }
}

fn relaxed(search: &Search, how: &How) -> Search {
    match how {
        How::Without(Wish::Choice(choice)) => search.toggling(choice),
        How::Without(Wish::Text) => Search { text: String::new(), ..search.clone() },
        How::Without(Wish::Around) => Search { around: None, ..search.clone() },
        How::Only(Wish::Choice(choice)) => Search::default().toggling(choice),
        How::Only(Wish::Text) => Search { text: search.text.clone(), ..Search::default() },
        How::Only(Wish::Around) => Search { around: search.around, ..Search::default() },
    }
}

/// Those of `rows` that lie in the circle, where there is one.
fn within<'a>(rows: Cow<'a, FixedBitSet>, circle: Option<&Circle>) -> Cow<'a, FixedBitSet> {
    let Some(circle) = circle else { return rows };
    let mut rows = rows.into_owned();
    rows.intersect_with(&circle.rows);
    Cow::Owned(rows)
}
