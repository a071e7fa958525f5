//! Maps of the region and of a département.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{
    drawing::{Drawing, Ground, Spot, drawing, grounds, marks, town},
    sheet::{Bounds, Format, Sheet},
};
use crate::{
    catalogue::Catalogue,
    domain::{
        neighbourhood::QpvCode,
        place::{Departement, DepartementCode},
        published::Published,
    },
};

/// Format of the map of the region: fixed width in map units, free height.
const REGION: Format = Format { width: 480.0, highest: f64::MAX, margin: 14.0, foot: 0.0 };
/// Format of the map of a département, with a margin that shows its neighbours.
const DEPARTEMENT: Format = Format { width: 480.0, highest: 520.0, margin: 26.0, foot: 0.0 };
/// Factor on the size of markers on the map of a département.
const LARGER: f64 = 1.6;
/// Minimum neighbourhoods of a town for its name to be on the map of the region.
const SEVERAL: usize = 2;

/// Fixed part of the maps of the region: areas, and positions of neighbourhoods.
#[derive(Debug, Default)]
pub struct RegionMap {
    width: i32,
    height: i32,
    grounds: Vec<Ground>,
    spots: Vec<Spot>,
}

impl RegionMap {
    pub(in crate::catalogue) fn new(published: &Published) -> Self {
        let points = published.departements.iter().flat_map(|it| it.outline.points());
        let Some(bounds) = Bounds::of(points) else { return Self::default() };
        let sheet = Sheet::fitting(&bounds, REGION);
        let spots = published.neighbourhoods.iter().map(|it| Spot {
            code: it.code.clone(),
            place: sheet.at([it.centre.lon(), it.centre.lat()]),
            town: town(&published.communes, &it.communes),
        });
        Self {
            width: sheet.width,
            height: sheet.height,
            grounds: grounds(&sheet, &published.departements),
            spots: spots.collect(),
        }
    }

    /// Map of the region, with a marker of size `count` for each neighbourhood.
    #[must_use]
    pub fn drawn(&self, count: impl Fn(&QpvCode) -> usize) -> Drawing {
        let marks = marks(&self.spots, 1.0, count);
        drawing([self.width, self.height], &self.grounds, &self.spots, marks, SEVERAL)
    }
}

/// Cached maps of the départements. Drawn on first use, since that takes a hundred times as long as
/// the rest of a page.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct DepartementMaps(
    BTreeMap<DepartementCode, OnceLock<Option<Drawing>>>,
);

impl DepartementMaps {
    pub(in crate::catalogue) fn new(departements: &[Departement]) -> Self {
        Self(departements.iter().map(|it| (it.code.clone(), OnceLock::new())).collect())
    }

    /// True if the map of `departement` is drawn already.
    pub(in crate::catalogue) fn has(&self, departement: &Departement) -> bool {
        self.0.get(&departement.code).is_some_and(|map| map.get().is_some())
    }
}

impl Catalogue {
    /// Map of `departement` with its surroundings; markers count initiatives that have not ended.
    /// `None` without an outline.
    #[must_use]
    pub fn departement_map(&self, departement: &Departement) -> Option<Drawing> {
        let map = self.departement_maps.0.get(&departement.code)?;
        map.get_or_init(|| self.draw_departement(departement)).clone()
    }

    fn draw_departement(&self, departement: &Departement) -> Option<Drawing> {
        let bounds = Bounds::of(departement.outline.points())?;
        let sheet = Sheet::fitting(&bounds, DEPARTEMENT);
        let here = self.neighbourhoods_in(&departement.code);
        let spots = here.map(|it| Spot {
            code: it.code.clone(),
            place: sheet.at([it.centre.lon(), it.centre.lat()]),
            town: town(&self.communes, &it.communes),
        });
        let spots: Vec<Spot> = spots.collect();
        let marks = marks(&spots, LARGER, |code| self.open_in(code));
        let grounds = grounds(&sheet, &self.departements);
        Some(drawing([sheet.width, sheet.height], &grounds, &spots, marks, 1))
    }
}
