//! Names on a map, where they cover nothing.

use super::{Whole, sheet::Sheet};

/// A part of a sheet, in units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

/// What is taken on a sheet, and the size of its letters.
#[derive(Debug)]
pub(super) struct Labels {
    taken: Vec<Area>,
    width: i32,
    height: i32,
    size: i32,
}

impl Area {
    pub(super) const fn around([x, y]: Whole, half: i32) -> Self {
        Self { left: x - half, top: y - half, right: x + half, bottom: y + half }
    }

    /// What holds both.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(super) const fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

impl Labels {
    /// On a sheet of this `width` and `height`, names in letters of `size` that keep clear of
    /// `taken`.
    pub(super) const fn new(width: i32, height: i32, size: i32, taken: Vec<Area>) -> Self {
        Self { taken, width, height, size }
    }

    /// The same sheet, for names in letters of another size.
    pub(super) fn with_letters(self, size: i32) -> Self {
        Self { size, ..self }
    }

    /// Half of how wide `name` is in these letters, or a little more.
    fn half_width(&self, name: &str) -> i32 {
        i32::try_from(name.chars().count()).unwrap_or(i32::MAX / 1_000) * self.size * 3 / 10
    }

    /// Where `name` stands below, above or beside `thing`: the middle of its base line.
    pub(super) fn beside(&mut self, name: &str, thing: Area) -> Option<Whole> {
        let (x, y) = (i32::midpoint(thing.left, thing.right), i32::midpoint(thing.top, thing.bottom));
        let (half, size) = (self.half_width(name), self.size);
        let middle = y + size / 3;
        let (below, above) = (thing.bottom + size, thing.top - size * 2 / 5);
        let (right, left) = (thing.right + half + size / 4, thing.left - half - size / 4);
        let places = [
            [x, below],
            [x, above],
            [right, middle],
            [left, middle],
            [right, below - size / 2],
            [left, below - size / 2],
            [right, above + size / 2],
            [left, above + size / 2],
        ];
        places.into_iter().find(|place| self.take(name, *place))
    }

    /// Where `name` stands at `place`, or a line or two from it.
    pub(super) fn at(&mut self, name: &str, [x, y]: Whole) -> Option<Whole> {
        let middle = y + self.size / 3;
        let lines = [0, 1, -1, 2, -2].map(|line| [x, middle + line * self.size]);
        lines.into_iter().find(|place| self.take(name, *place))
    }

    /// Whether `name` can stand at `place`; there, nothing else can from now on.
    fn take(&mut self, name: &str, [x, y]: Whole) -> bool {
        let half = self.half_width(name);
        let area = Area {
            left: x - half,
            right: x + half,
            top: y - self.size * 4 / 5,
            bottom: y + self.size / 4,
        };
        let inside = area.left >= 0
            && area.top >= 0
            && area.right <= self.width
            && area.bottom <= self.height;
        let free = inside && !self.taken.iter().any(|taken| taken.meets(&area));
        if free {
            self.taken.push(area);
        }
        free
    }
}

/// The middle of the corners of `rings` that are on `sheet`.
pub(super) fn middle_in_sight(sheet: &Sheet, rings: &[Vec<Whole>]) -> Option<Whole> {
    let corners = rings.iter().flatten().filter(|corner| sheet.shows(**corner, 0));
    let Area { left, top, right, bottom } =
        corners.map(|corner| Area::around(*corner, 0)).reduce(Area::and)?;
    Some([i32::midpoint(left, right), i32::midpoint(top, bottom)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_name_goes_where_the_first_is_not() {
        let thing = Area::around([100, 100], 10);
        let mut labels = Labels::new(200, 200, 15, vec![thing]);

        assert_eq!(labels.beside("Tours", thing), Some([100, 125]));
        assert_eq!(labels.beside("Joué", thing), Some([100, 84]));
    }

    #[test]
    fn a_name_that_would_leave_the_sheet_is_not_written() {
        let mut labels = Labels::new(40, 40, 15, Vec::new());
        assert_eq!(labels.at("Saint-Pierre-des-Corps", [20, 20]), None);
    }
}
