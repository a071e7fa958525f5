//! Maps of the region and of a département.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::area_map::{
    AreaMap, ProjectedDepartement, ProjectedNeighbourhood, assemble, markers, project_departements,
    town,
};
use super::projection::{Bounds, MapFormat, Projection};
use crate::catalogue::Catalogue;
use crate::domain::directory::Snapshot;
use crate::domain::place::{Departement, DepartementCode, QpvCode};

/// Format of the map of the region: fixed width in map units, free height.
const REGION: MapFormat =
    MapFormat { width: 480.0, max_height: f64::MAX, margin: 14.0, bottom_margin: 0.0 };
/// Format of the map of a département, with a margin that shows its neighbours.
const DEPARTEMENT: MapFormat =
    MapFormat { width: 480.0, max_height: 520.0, margin: 26.0, bottom_margin: 0.0 };
/// Factor on the size of markers on the map of a département.
const MARKER_SCALE: f64 = 1.6;
/// Minimum neighbourhoods of a town for its name to be on the map of the region.
const MIN_NEIGHBOURHOODS: usize = 2;

/// Fixed part of the maps of the region: areas, and positions of neighbourhoods.
#[derive(Debug, Default)]
pub struct RegionMap {
    width: i32,
    height: i32,
    project_departements: Vec<ProjectedDepartement>,
    spots: Vec<ProjectedNeighbourhood>,
}

impl RegionMap {
    pub(in crate::catalogue) fn new(published: &Snapshot) -> Self {
        let points = published.departements.iter().flat_map(|it| it.outline.points());
        let Some(bounds) = Bounds::around_points(points) else { return Self::default() };
        let projection = Projection::fit(&bounds, REGION);
        let spots = published.neighbourhoods.iter().map(|it| ProjectedNeighbourhood {
            code: it.code.clone(),
            place: projection.project([it.centre.lon(), it.centre.lat()]),
            town: town(&published.communes, &it.communes),
        });
        Self {
            width: projection.width,
            height: projection.height,
            project_departements: project_departements(&projection, &published.departements),
            spots: spots.collect(),
        }
    }

    /// Map of the region, with a marker of size `count` for each neighbourhood.
    #[must_use]
    pub fn render(&self, count: impl Fn(&QpvCode) -> usize) -> AreaMap {
        let markers = markers(&self.spots, 1.0, count);
        assemble(
            [self.width, self.height],
            &self.project_departements,
            &self.spots,
            markers,
            MIN_NEIGHBOURHOODS,
        )
    }
}

/// Cached maps of the départements. Drawn on first use, since that takes a hundred times as long as
/// the rest of a page.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct DepartementMaps(
    BTreeMap<DepartementCode, OnceLock<Option<AreaMap>>>,
);

impl DepartementMaps {
    pub(in crate::catalogue) fn new(departements: &[Departement]) -> Self {
        Self(departements.iter().map(|it| (it.code.clone(), OnceLock::new())).collect())
    }

    /// True if the map of `departement` is drawn already.
    pub(in crate::catalogue) fn is_cached(&self, departement: &Departement) -> bool {
        self.0.get(&departement.code).is_some_and(|map| map.get().is_some())
    }
}

impl Catalogue {
    /// Map of `departement` with its surroundings; markers count initiatives that have not ended.
    /// `None` without an outline.
    #[must_use]
    pub fn departement_map(&self, departement: &Departement) -> Option<AreaMap> {
        let map = self.departement_maps.0.get(&departement.code)?;
        map.get_or_init(|| self.draw_departement(departement)).clone()
    }

    fn draw_departement(&self, departement: &Departement) -> Option<AreaMap> {
        let bounds = Bounds::around_points(departement.outline.points())?;
        let projection = Projection::fit(&bounds, DEPARTEMENT);
        let here = self.neighbourhoods_in(&departement.code);
        let spots = here.map(|it| ProjectedNeighbourhood {
            code: it.code.clone(),
            place: projection.project([it.centre.lon(), it.centre.lat()]),
            town: town(&self.communes, &it.communes),
        });
        let spots: Vec<ProjectedNeighbourhood> = spots.collect();
        let markers = markers(&spots, MARKER_SCALE, |code| self.open_count_in(code));
        let project_departements = project_departements(&projection, &self.departements);
        Some(assemble(
            [projection.width, projection.height],
            &project_departements,
            &spots,
            markers,
            1,
        ))
    }
}
