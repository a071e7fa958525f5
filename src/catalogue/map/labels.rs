//! Placement of labels without overlap.

use super::UnitPoint;

/// Rectangle in map units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rectangle {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

/// Occupied rectangles of a map, and the letter size.
#[derive(Debug)]
pub(super) struct Labels {
    occupied: Vec<Rectangle>,
    width: i32,
    height: i32,
    size: i32,
}

impl Rectangle {
    pub(super) const fn around([x, y]: UnitPoint, half: i32) -> Self {
        Self { left: x - half, top: y - half, right: x + half, bottom: y + half }
    }

    /// Smallest rectangle that contains both.
    #[must_use]
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Free space between two rectangles, horizontal or vertical, whichever is larger.
    fn gap(&self, other: &Self) -> i32 {
        let across = (other.left - self.right).max(self.left - other.right);
        across.max((other.top - self.bottom).max(self.top - other.bottom))
    }

    pub(super) const fn intersects(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

impl Labels {
    /// Label placer for a map of this size, with letters of `size`, that avoids the rectangles `taken`.
    pub(super) const fn new(width: i32, height: i32, size: i32, taken: Vec<Rectangle>) -> Self {
        Self { occupied: taken, width, height, size }
    }

    /// Changes the letter size; occupied rectangles stay.
    pub(super) fn with_letters(self, size: i32) -> Self {
        Self { size, ..self }
    }

    /// Estimated half width of `name`, rounded up.
    fn half_width(&self, name: &str) -> i32 {
        i32::try_from(name.chars().count()).unwrap_or(i32::MAX / 1_000) * self.size / 3
    }

    /// Finds a free place for `name` around `things`, nearer to them than to any of `others`.
    /// Returns the middle of its baseline.
    pub(super) fn place_beside(
        &mut self,
        name: &str,
        things: &[Rectangle],
        others: &[Rectangle],
    ) -> Option<UnitPoint> {
        let all = things.iter().copied().reduce(Rectangle::union)?;
        let around = || std::iter::once(all).chain(things.iter().copied());
        let close = around().flat_map(|thing| self.around(name, thing));
        let places: Vec<UnitPoint> =
            close.chain(around().flat_map(|thing| self.aside(thing))).collect();
        let belongs = |place: &&UnitPoint| {
            let area = self.area(name, **place);
            let gap = |things: &[Rectangle]| things.iter().map(|it| it.gap(&area)).min();
            let own = gap(things).unwrap_or(i32::MAX);
            own <= self.size && gap(others).is_none_or(|other| own < other)
        };
        let places: Vec<UnitPoint> = places.iter().filter(belongs).copied().collect();
        places.into_iter().find(|place| self.try_occupy(name, *place))
    }

    fn around(&self, name: &str, thing: Rectangle) -> [UnitPoint; 8] {
        let x = i32::midpoint(thing.left, thing.right);
        let y = i32::midpoint(thing.top, thing.bottom);
        let (half, size) = (self.half_width(name), self.size);
        let middle = y + size / 3;
        let (below, above) = (thing.bottom + size, thing.top - size * 2 / 5);
        let (right, left) = (thing.right + half + size / 4, thing.left - half - size / 4);
        [
            [x, below],
            [x, above],
            [right, middle],
            [left, middle],
            [right, below - size / 2],
            [left, below - size / 2],
            [right, above + size / 2],
            [left, above + size / 2],
        ]
    }

    /// Places above and below `thing`, a letter to either side: they fit where a neighbour is close.
    fn aside(&self, thing: Rectangle) -> [UnitPoint; 4] {
        let x = i32::midpoint(thing.left, thing.right);
        let (below, above) = (thing.bottom + self.size, thing.top - self.size * 2 / 5);
        [
            [x + self.size, above],
            [x - self.size, above],
            [x + self.size, below],
            [x - self.size, below],
        ]
    }

    /// Finds the first of `places` with room for `name` centred on it. Returns the middle of its baseline.
    pub(super) fn place_on(
        &mut self,
        name: &str,
        places: impl IntoIterator<Item = UnitPoint>,
    ) -> Option<UnitPoint> {
        let down = self.size / 3;
        let mut lines = places.into_iter().map(|[x, y]| [x, y + down]);
        lines.find(|place| self.try_occupy(name, *place))
    }

    /// Rectangle that `name` covers at `place`.
    fn area(&self, name: &str, [x, y]: UnitPoint) -> Rectangle {
        let half = self.half_width(name);
        let (top, bottom) = (y - self.size * 4 / 5, y + self.size / 4);
        Rectangle { left: x - half, right: x + half, top, bottom }
    }

    /// Occupies the rectangle of `name` at `place` if it is free; returns true if it was.
    fn try_occupy(&mut self, name: &str, place: UnitPoint) -> bool {
        let area = self.area(name, place);
        let inside = area.left >= 0
            && area.top >= 0
            && area.right <= self.width
            && area.bottom <= self.height;
        let free = inside && !self.occupied.iter().any(|taken| taken.intersects(&area));
        if free {
            self.occupied.push(area);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_name_goes_where_the_first_is_not() {
        let thing = Rectangle::around([100, 100], 10);
        let mut labels = Labels::new(200, 200, 15, vec![thing]);

        assert_eq!(labels.place_beside("Tours", &[thing], &[]), Some([100, 125]));
        assert_eq!(labels.place_beside("Joué", &[thing], &[]), Some([100, 84]));
    }

    #[test]
    fn a_name_is_not_written_where_it_would_name_another() {
        let [mine, other] = [Rectangle::around([100, 100], 10), Rectangle::around([100, 124], 10)];
        let mut labels = Labels::new(200, 200, 15, vec![mine, other]);

        assert_eq!(labels.place_beside("Tours", &[mine], &[other]), Some([100, 84]));
        assert_eq!(labels.place_beside("La Riche", &[mine], &[mine]), None);
    }

    #[test]
    fn a_name_stands_a_letter_aside_where_neighbours_are_close() {
        let mine = Rectangle::around([100, 100], 10);
        let left = Rectangle { left: 40, top: 40, right: 86, bottom: 160 };
        let right = Rectangle { left: 130, top: 92, right: 160, bottom: 160 };
        let mut labels = Labels::new(200, 200, 15, vec![mine, left, right]);

        assert_eq!(labels.place_beside("Tours", &[mine], &[left, right]), Some([115, 84]));
    }

    #[test]
    fn a_name_that_would_leave_the_map_is_not_written() {
        let mut labels = Labels::new(40, 40, 15, Vec::new());
        assert_eq!(labels.place_on("Saint-Pierre-des-Corps", [[20, 20]]), None);
    }
}
