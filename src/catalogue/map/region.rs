//! The region on a sheet, and one département of it.

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

/// The sheet of the region: as wide as this, in units, and as high as it takes.
const REGION: Format = Format { width: 480.0, highest: f64::MAX, margin: 14.0, foot: 0.0 };
/// The sheet of a département, with room for its neighbours.
const DEPARTEMENT: Format = Format { width: 480.0, highest: 520.0, margin: 26.0, foot: 0.0 };
/// The marks of a département are larger than those of the region.
const LARGER: f64 = 1.6;
/// The region names the towns with at least so many neighbourhoods.
const SEVERAL: usize = 2;

/// What stays the same on every map of the region: the land, and where neighbourhoods are.
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

    /// The region, each neighbourhood with what `count` says of it.
    #[must_use]
    pub fn drawn(&self, count: impl Fn(&QpvCode) -> usize) -> Drawing {
        let marks = marks(&self.spots, 1.0, count);
        drawing([self.width, self.height], &self.grounds, &self.spots, marks, SEVERAL)
    }
}

/// The maps of départements, each drawn when it is first asked for: that takes a hundred times as long as the
/// rest of a page.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct DepartementMaps(
    BTreeMap<DepartementCode, OnceLock<Option<Drawing>>>,
);

impl DepartementMaps {
    pub(in crate::catalogue) fn new(departements: &[Departement]) -> Self {
        Self(departements.iter().map(|it| (it.code.clone(), OnceLock::new())).collect())
    }

    /// Whether the map of `departement` is drawn.
    pub(in crate::catalogue) fn has(&self, departement: &Departement) -> bool {
        self.0.get(&departement.code).is_some_and(|map| map.get().is_some())
    }
}

impl Catalogue {
    /// `departement` with the land around it, its neighbourhoods each with the initiatives that
    /// have not ended; none when it has no outline.
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
