//! Shortlist: the ordered picks of an adviser, made for one person. The list is its address: nothing is stored.

mod code;
mod message;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::guidance::SchemeId;
use super::initiative::InitiativeId;
use super::organisation::OrganisationId;
use crate::domain::text::TextError;

pub use message::{MessageLine, fitted_text, sms_parts, sms_text};

/// Record on a shortlist, by its stable number: `i40`, `a123`, `d7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShortlistItem {
    Initiative(InitiativeId),
    Organisation(OrganisationId),
    Scheme(SchemeId),
}

/// Picks in the order of the adviser, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shortlist {
    items: Vec<ShortlistItem>,
    /// Day on which the list was last changed; what changed later is said. Unknown in an address typed by hand.
    pub made_on: Option<Date>,
}

/// Shortlist of an address, and what was left out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParsedShortlist {
    pub list: Shortlist,
    /// True if a part of the text is no number of a record.
    pub has_unreadable: bool,
    /// Number of items beyond the most that a list may have.
    pub beyond: usize,
}

/// Refusal of an item: the list has [`Shortlist::MAX_ITEMS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the shortlist is full")]
pub struct ShortlistFull;

/// Greatest number of a record in an address.
const MAX_NUMBER: i64 = 9_999_999;

impl ShortlistItem {
    /// Letter of its kind, as in short links: `/i/40`.
    const fn letter(self) -> char {
        match self {
            Self::Initiative(_) => 'i',
            Self::Organisation(_) => 'a',
            Self::Scheme(_) => 'd',
        }
    }

    const fn number(self) -> i64 {
        match self {
            Self::Initiative(id) => id.get(),
            Self::Organisation(id) => id.get(),
            Self::Scheme(id) => id.get(),
        }
    }

    /// Item of the kind `letter` with this number, if both are possible.
    const fn new(letter: char, number: i64) -> Option<Self> {
        if number < 1 || number > MAX_NUMBER {
            return None;
        }
        match letter {
            'i' => Some(Self::Initiative(InitiativeId::new(number))),
            'a' => Some(Self::Organisation(OrganisationId::new(number))),
            'd' => Some(Self::Scheme(SchemeId::new(number))),
            _ => None,
        }
    }
}

impl fmt::Display for ShortlistItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letter(), self.number())
    }
}

impl FromStr for ShortlistItem {
    type Err = TextError;

    /// Reads `i40`; each item has one spelling, so leading zeros are refused.
    fn from_str(text: &str) -> Result<Self, TextError> {
        let mut signs = text.chars();
        let letter = signs.next().ok_or(TextError::Empty)?;
        let digits = signs.as_str();
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        let number = digits.parse().ok().filter(|_| plain && digits.len() <= 7);
        number.and_then(|number| Self::new(letter, number)).ok_or(TextError::Malformed)
    }
}

impl Shortlist {
    /// Most items of a list: more helps nobody, and the address stays short.
    pub const MAX_ITEMS: usize = 20;

    /// Reads the items of an address, `i40,a123,d7`. Links age and are typed by hand: a repeated item counts once, at
    /// its first place, and what is no item is left out.
    #[must_use]
    pub fn parse(text: &str) -> ParsedShortlist {
        let mut parsed = ParsedShortlist::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match part.parse() {
                Ok(item) if parsed.list.contains(item) => {}
                Ok(item) => match parsed.list.with(item) {
                    Ok(longer) => parsed.list = longer,
                    Err(ShortlistFull) => parsed.beyond += 1,
                },
                Err(_) => parsed.has_unreadable = true,
            }
        }
        parsed
    }

    #[must_use]
    pub fn items(&self) -> &[ShortlistItem] {
        &self.items
    }

    #[must_use]
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    #[must_use]
    pub fn contains(&self, item: ShortlistItem) -> bool {
        self.items.contains(&item)
    }

    /// This list with `item` at its end; unchanged if it is there already.
    ///
    /// # Errors
    /// [`ShortlistFull`] if the list has [`Self::MAX_ITEMS`].
    pub fn with(&self, item: ShortlistItem) -> Result<Self, ShortlistFull> {
        if self.contains(item) {
            return Ok(self.clone());
        }
        if self.len() >= Self::MAX_ITEMS {
            return Err(ShortlistFull);
        }
        let items = self.items.iter().copied().chain([item]).collect();
        Ok(Self { items, ..*self })
    }

    #[must_use]
    pub fn without(&self, item: ShortlistItem) -> Self {
        Self { items: self.items.iter().copied().filter(|it| *it != item).collect(), ..*self }
    }

    /// This list with `item` one place earlier; `None` if it is the first or absent.
    #[must_use]
    pub fn with_earlier(&self, item: ShortlistItem) -> Option<Self> {
        let at = self.items.iter().position(|it| *it == item)?;
        self.swapped(at.checked_sub(1)?, at)
    }

    /// This list with `item` one place later; `None` if it is the last or absent.
    #[must_use]
    pub fn with_later(&self, item: ShortlistItem) -> Option<Self> {
        let at = self.items.iter().position(|it| *it == item)?;
        self.swapped(at, at + 1)
    }

    fn swapped(&self, one: usize, other: usize) -> Option<Self> {
        let mut items = self.items.clone();
        if other >= items.len() {
            return None;
        }
        items.swap(one, other);
        Some(Self { items, ..*self })
    }

    /// This list, last changed on the day `today`.
    #[must_use]
    pub fn made_on(self, today: Date) -> Self {
        Self { made_on: Some(today), ..self }
    }

    /// Items of this list that `other` lacks.
    pub fn beyond(&self, other: &Self) -> impl Iterator<Item = ShortlistItem> {
        self.items.iter().copied().filter(|it| !other.contains(*it))
    }
}

impl fmt::Display for Shortlist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, item) in self.items.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "," })?;
            item.fmt(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Shortlist {
        Shortlist::parse(text).list
    }

    fn item(text: &str) -> ShortlistItem {
        text.parse().unwrap()
    }

    #[test]
    fn an_item_has_one_spelling() {
        for good in ["i1", "a123", "d9999999"] {
            assert_eq!(item(good).to_string(), good);
        }
        for bad in ["", "i", "i0", "i01", "i-1", "i+1", "x1", "I1", "i1.5", "i12345678", "é1", "i٣"]
        {
            assert!(bad.parse::<ShortlistItem>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_list_keeps_the_order_and_each_item_once() {
        let parsed = Shortlist::parse("i40, a123,i50,,i40,d7");
        assert_eq!(parsed.list.to_string(), "i40,a123,i50,d7");
        assert!(!parsed.has_unreadable);
    }

    #[test]
    fn invalid_items_are_ignored_and_reported() {
        let parsed = Shortlist::parse("i40,<script>,a1");
        assert_eq!(parsed.list.to_string(), "i40,a1");
        assert!(parsed.has_unreadable);
    }

    #[test]
    fn the_twenty_first_item_is_reported() {
        let text = (1..=22).map(|n| format!("i{n}")).collect::<Vec<_>>().join(",");
        let parsed = Shortlist::parse(&text);
        assert_eq!((parsed.list.len(), parsed.beyond), (Shortlist::MAX_ITEMS, 2));
        assert_eq!(parsed.list.with(item("a1")), Err(ShortlistFull));
        assert_eq!(parsed.list.with(item("i3")).as_ref(), Ok(&parsed.list));
    }

    #[test]
    fn an_item_moves_by_one_place_and_not_past_the_ends() {
        let three = list("i1,i2,i3");
        assert_eq!(three.with_earlier(item("i3")).unwrap().to_string(), "i1,i3,i2");
        assert_eq!(three.with_later(item("i1")).unwrap().to_string(), "i2,i1,i3");
        assert_eq!(three.with_earlier(item("i1")), None);
        assert_eq!(three.with_later(item("i3")), None);
        assert_eq!(three.with_later(item("a9")), None);
        assert_eq!(three.without(item("i2")).to_string(), "i1,i3");
    }
}
