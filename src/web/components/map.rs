//! Maps of départements, and links to street maps.

use crate::catalogue::{
    AreaMap, Catalogue, MapFrame, MapLabel, NeighbourhoodCounts, NeighbourhoodMarker,
};
use crate::domain::place::{DepartementCode, Neighbourhood, Position};
use crate::i18n::{Arg, Key, messages};
use crate::web::{Page, paths};

/// Map whose markers and départements are links.
#[derive(Debug)]
pub struct MapView {
    pub width: i32,
    pub height: i32,
    pub departements: Vec<DepartementAreaLink>,
    pub markers: Vec<NeighbourhoodMarkerLink>,
    pub towns: Vec<MapLabel>,
    pub insets: Vec<MapInsetView>,
}

/// Part of the map drawn larger beside it.
#[derive(Debug)]
pub struct MapInsetView {
    /// « Tours et ses environs, de plus près »
    pub title: String,
    pub frame: MapFrame,
    pub width: i32,
    pub height: i32,
    pub markers: Vec<NeighbourhoodMarkerLink>,
    pub towns: Vec<MapLabel>,
}

/// Département; no URL if it is the subject of the page.
#[derive(Debug)]
pub struct DepartementAreaLink {
    pub path: String,
    pub name: Option<MapLabel>,
    pub title: String,
    pub href: Option<String>,
}

/// Marker of a neighbourhood; its outline is in the sprite.
#[derive(Debug)]
pub struct NeighbourhoodMarkerLink {
    pub marker: NeighbourhoodMarker,
    pub title: String,
    /// `None` if there is nothing to link to.
    pub href: Option<String>,
    pub chosen: bool,
}

/// Links to a street map: `geo:` URI of a map application, and OpenStreetMap.
#[derive(Debug)]
pub struct StreetMapLinks {
    pub app: String,
    pub web: String,
}

/// Link of a marker.
#[derive(Debug)]
pub struct MarkerLink {
    pub href: Option<String>,
    /// True if its neighbourhood is selected.
    pub chosen: bool,
    /// Words for the number: what names the neighbourhood, or what serves it.
    pub words: &'static Key,
}

/// Link of a marker to the page of its neighbourhood.
pub fn neighbourhood_marker(it: &Neighbourhood, _count: usize) -> MarkerLink {
    MarkerLink {
        href: Some(paths::neighbourhood(&it.slug)),
        chosen: false,
        words: messages::MAP_MARK_SERVED,
    }
}

/// « 44 initiatives possibles, dont 3 le nomment, 2 lieux d’aide »
pub fn neighbourhood_counts(page: &Page, counts: &NeighbourhoodCounts<'_>) -> String {
    let initiatives = page.tn(messages::NEIGHBOURHOODS_INITIATIVES, counts.initiatives);
    let naming =
        (counts.naming > 0).then(|| page.tn(messages::NEIGHBOURHOODS_NAMING, counts.naming));
    let organisations = page.tn(messages::NEIGHBOURHOODS_ORGANISATIONS, counts.organisations);
    let counts = [Some(initiatives), naming, Some(organisations)];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl MapView {
    /// Builds the map from `drawing`; `marker_link` returns the link of a neighbourhood's marker, from its number.
    pub fn new(
        page: &Page,
        catalogue: &Catalogue,
        drawing: AreaMap,
        marker_link: impl Fn(&Neighbourhood, usize) -> MarkerLink,
    ) -> Self {
        let markers = |drawn: Vec<NeighbourhoodMarker>| -> Vec<NeighbourhoodMarkerLink> {
            let links = drawn.into_iter().filter_map(|drawn| {
                let it = catalogue.neighbourhood(&drawn.code)?;
                let MarkerLink { href, chosen, words } = marker_link(it, drawn.count);
                let title = marker_title(page, catalogue, it, drawn.count, words);
                Some(NeighbourhoodMarkerLink { marker: drawn, title, href, chosen })
            });
            links.collect()
        };
        let insets = drawing.insets.into_iter().map(|inset| MapInsetView {
            title: page.tv(messages::MAP_INSET, &inset.town),
            frame: inset.frame,
            width: inset.width,
            height: inset.height,
            markers: markers(inset.markers),
            towns: inset.towns,
        });
        let lands = drawing.departements.into_iter().filter_map(|land| {
            let it = catalogue.departement(&land.code)?;
            Some(DepartementAreaLink {
                path: land.path,
                name: land.name,
                title: it.name.to_string(),
                href: Some(paths::departement(it)),
            })
        });
        Self {
            width: drawing.width,
            height: drawing.height,
            departements: lands.collect(),
            markers: markers(drawing.markers),
            towns: drawing.towns,
            insets: insets.collect(),
        }
    }

    /// Removes the link of the département `code`, the subject of the page.
    #[must_use]
    pub fn without_link_to(mut self, catalogue: &Catalogue, code: &DepartementCode) -> Self {
        let here = catalogue.departement(code).map(paths::departement);
        for land in &mut self.departements {
            land.href.take_if(|href| Some(&*href) == here.as_ref());
        }
        // SVG paints in document order: drawn last, its border is not half covered.
        self.departements.sort_by_key(|land| land.href.is_none());
        self
    }
}

impl StreetMapLinks {
    pub fn new(place: Position, name: &str) -> Self {
        Self { app: paths::map_app(place, name), web: paths::map_web(place) }
    }
}

/// « Sanitas, Tours : 7 initiatives le nomment », from the number and the message of its words.
fn marker_title(
    page: &Page,
    catalogue: &Catalogue,
    it: &Neighbourhood,
    count: usize,
    words: &'static Key,
) -> String {
    let towns = catalogue.towns(it);
    let args = [
        ("name", Arg::Text(it.name.as_str())),
        ("towns", Arg::Text(&towns)),
        ("n", Arg::Count(count)),
    ];
    page.ta(words, &args)
}

/// QPV code of the outline for the legend: the one with the fewest points.
pub fn legend_outline(catalogue: &Catalogue) -> Option<&str> {
    let plainest = catalogue.neighbourhoods.iter().min_by_key(|it| it.outline.points().count())?;
    Some(plainest.code.as_str())
}
