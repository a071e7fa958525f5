//! A barrier to choose: its sign on the outline of a neighbourhood, its word, how many initiatives.

use crate::{
    catalogue::Catalogue,
    domain::{neighbourhood::QpvCode, search::Choice, text::Slug, vocabulary::Barrier},
    web::paths,
};

/// The outlines under the signs of the mission's barriers, in their order: round ones, that leave
/// room for a sign.
const PEBBLES: [&str; 4] = ["QN03601M", "QN04511M", "QN04101M", "QN04506M"];

/// A barrier as tiles and rows show it.
#[derive(Debug)]
pub struct BarrierTile<'a> {
    pub slug: &'a Slug,
    pub label: &'a str,
    /// The same from the person's side.
    pub plain_label: &'a str,
    /// How many initiatives answer it, without those that ended.
    pub count: usize,
    pub href: String,
    /// The neighbourhood whose outline stands under the sign.
    pub pebble: Option<&'a str>,
}

impl<'a> BarrierTile<'a> {
    /// `barrier`, the one at place `at` of its list.
    fn new(catalogue: &'a Catalogue, barrier: &'a Barrier, at: usize) -> Self {
        let choice = Choice::Barrier(barrier.slug.clone());
        Self {
            slug: &barrier.slug,
            label: barrier.label.as_str(),
            plain_label: barrier.plain_label.as_str(),
            count: catalogue.open_with(&choice),
            href: paths::barrier(&barrier.slug),
            pebble: PEBBLES.get(at).filter(|_| barrier.mission).and_then(|it| known(catalogue, it)),
        }
    }
}

/// The barriers of the mission, then the others.
pub fn barrier_tiles(catalogue: &Catalogue) -> (Vec<BarrierTile<'_>>, Vec<BarrierTile<'_>>) {
    let (mission, others): (Vec<&Barrier>, Vec<&Barrier>) =
        catalogue.barriers.iter().partition(|barrier| barrier.mission);
    let tile = |(at, barrier)| BarrierTile::new(catalogue, barrier, at);
    let mission = mission.into_iter().enumerate().map(tile).collect();
    (mission, others.into_iter().enumerate().map(tile).collect())
}

/// The code of the neighbourhood `code` when there is one: an outline must exist to be drawn.
fn known<'a>(catalogue: &'a Catalogue, code: &str) -> Option<&'a str> {
    let code: QpvCode = code.parse().ok()?;
    catalogue.neighbourhood(&code).map(|it| it.code.as_str())
}
