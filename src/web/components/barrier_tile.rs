//! Barrier as a tile: pictogram on an outline, label, number of initiatives.

use crate::catalogue::Catalogue;
use crate::domain::directory::Barrier;
use crate::domain::place::QpvCode;
use crate::domain::search::FacetValue;
use crate::domain::text::Slug;
use crate::web::paths;

/// Outlines behind the pictograms of the mission's barriers, in their order: round ones with room
/// for a pictogram.
const TILE_OUTLINES: [&str; 4] = ["QN03601M", "QN04511M", "QN04101M", "QN04506M"];

/// Barrier, for tiles and rows.
#[derive(Debug)]
pub struct BarrierTile<'a> {
    pub slug: &'a Slug,
    pub label: &'a str,
    /// Label from the person's point of view.
    pub plain_label: &'a str,
    /// Number of its initiatives that have not ended.
    pub count: usize,
    pub href: String,
    /// QPV code of the outline behind the pictogram.
    pub outline: Option<&'a str>,
}

impl<'a> BarrierTile<'a> {
    /// `at` is the index of `barrier` in its list.
    fn new(catalogue: &'a Catalogue, barrier: &'a Barrier, at: usize) -> Self {
        let choice = FacetValue::Barrier(barrier.slug.clone());
        Self {
            slug: &barrier.slug,
            label: barrier.label.as_str(),
            plain_label: barrier.plain_label.as_str(),
            count: catalogue.open_count(&choice),
            href: paths::barrier(&barrier.slug),
            outline: TILE_OUTLINES
                .get(at)
                .filter(|_| barrier.mission)
                .and_then(|it| existing_code(catalogue, it)),
        }
    }
}

/// The mission's barriers, then the others.
pub fn barrier_tiles(catalogue: &Catalogue) -> (Vec<BarrierTile<'_>>, Vec<BarrierTile<'_>>) {
    let (mission, others): (Vec<&Barrier>, Vec<&Barrier>) =
        catalogue.barriers.iter().partition(|barrier| barrier.mission);
    let tile = |(at, barrier)| BarrierTile::new(catalogue, barrier, at);
    let mission = mission.into_iter().enumerate().map(tile).collect();
    (mission, others.into_iter().enumerate().map(tile).collect())
}

/// Returns `code` if the neighbourhood exists: a missing outline cannot be drawn.
fn existing_code<'a>(catalogue: &'a Catalogue, code: &str) -> Option<&'a str> {
    let code: QpvCode = code.parse().ok()?;
    catalogue.neighbourhood(&code).map(|it| it.code.as_str())
}
