//! Reads the priority neighbourhoods: table and outlines.

use std::collections::HashMap;

use super::place::PlaceIndex;
use crate::domain::place::{
    DepartementCode, InseeCode, Neighbourhood, Outline, Population, Position, QpvCode,
};
use crate::domain::text::Slug;
use crate::import::error::{ReferenceKind, SeedErrorKind, excerpt};
use crate::import::outline::{OutlineFeature, outlines};
use crate::import::parser::{Keys, Row, SeedReader, TableSchema};

const NEIGHBOURHOODS: TableSchema = TableSchema {
    file: "neighbourhoods.csv",
    columns: &[
        "code",
        "slug",
        "name",
        "official_name",
        "name_2015",
        "aliases",
        "communes",
        "departement",
        "epci",
        "lat",
        "lon",
        "population",
        "population_year",
        "population_source",
    ],
    optional_columns: &[],
};
const OUTLINES: &str = "neighbourhoods.geojson";

/// Communes of each neighbourhood, by code.
pub type NeighbourhoodIndex = Keys<Vec<InseeCode>>;

/// Reads the neighbourhoods with their outlines.
pub fn read(
    reading: &mut SeedReader<'_>,
    places: &PlaceIndex,
) -> (Vec<Neighbourhood>, NeighbourhoodIndex) {
    let (found, whole) = outlines::<QpvCode>(reading, OUTLINES);
    let mut outlines = by_code(reading, found);
    let (mut areas, mut slugs) = (NeighbourhoodIndex::default(), Keys::default());
    let mut neighbourhoods = Vec::new();
    areas.complete = reading.rows(&NEIGHBOURHOODS, |row| {
        let outline = outlines.remove(row.text("code"));
        if outline.is_none() && whole && !row.text("code").is_empty() {
            row.add("code", SeedErrorKind::WithoutOutline { value: excerpt(row.text("code")) });
        }
        check_places(row, places);
        let outline = outline.map(|(_, outline)| outline);
        neighbourhoods.extend(neighbourhood(row, &mut areas, &mut slugs, outline));
    });
    let mut left: Vec<_> =
        outlines.into_iter().filter(|(code, _)| areas.is_missing(code)).collect();
    left.sort_by(|one, other| one.0.cmp(&other.0));
    for (code, (element, _)) in left {
        let noun = ReferenceKind::Neighbourhood;
        reading.add(OUTLINES, 0, &element, SeedErrorKind::Unknown { noun, value: excerpt(&code) });
    }
    (neighbourhoods, areas)
}

type Outlines = HashMap<String, (String, Outline)>;

fn by_code(reading: &mut SeedReader<'_>, found: Vec<OutlineFeature<QpvCode>>) -> Outlines {
    let mut outlines = Outlines::new();
    for OutlineFeature { code, outline, element, .. } in found {
        if outlines.contains_key(code.as_str()) {
            let value = excerpt(code.as_str());
            reading.add(OUTLINES, 0, &element, SeedErrorKind::RepeatedInCell { value });
        }
        outlines.insert(code.to_string(), (element, outline));
    }
    outlines
}

fn neighbourhood(
    row: &mut Row<'_>,
    areas: &mut NeighbourhoodIndex,
    slugs: &mut Keys,
    outline: Option<Outline>,
) -> Option<Neighbourhood> {
    let code = row.required::<QpvCode>("code");
    let slug = row.required::<Slug>("slug");
    let (name, official_name) = (row.required("name"), row.required("official_name"));
    let (name_2015, aliases) = (row.optional("name_2015"), row.list("aliases"));
    let communes = row.list::<InseeCode>("communes");
    let (departement, epci) = (row.required("departement"), row.required("epci"));
    let centre = centre(row, outline.as_ref());
    let population = population(row);
    if let Some(code) = &code {
        areas.register(row, "code", code.as_str(), communes.clone());
    }
    if let Some(slug) = &slug {
        slugs.register(row, "slug", slug.as_str(), ());
    }
    Some(Neighbourhood {
        code: code?,
        slug: slug?,
        name: name?,
        official_name: official_name?,
        name_2015,
        aliases,
        communes,
        departement: departement?,
        epci: epci?,
        centre: centre?,
        population,
        outline: outline?,
    })
}

fn check_places(row: &mut Row<'_>, places: &PlaceIndex) {
    if row.text("communes").is_empty() {
        row.add("communes", SeedErrorKind::Empty);
    }
    // Malformed codes are reported elsewhere; only valid ones are checked here.
    let departement = row.text("departement").parse::<DepartementCode>().ok();
    if let Some(departement) = &departement {
        places.check_departement(row, "departement", departement);
    }
    for code in row.text("communes").split(';').filter_map(|code| code.parse().ok()) {
        places.check_commune(row, "communes", &code);
        places.check_within(row, "communes", &code, departement.as_slice());
    }
}

fn centre(row: &mut Row<'_>, outline: Option<&Outline>) -> Option<Position> {
    if row.text("lat").is_empty() && row.text("lon").is_empty() {
        row.add("lat", SeedErrorKind::Empty);
    }
    let centre = row.position()?;
    if outline.is_some_and(|outline| !bounding_box_contains(outline, centre)) {
        row.add("lat", SeedErrorKind::PointOutsideItsOutline);
    }
    Some(centre)
}

/// True if `point` is in the bounding box of `outline`.
fn bounding_box_contains(outline: &Outline, point: Position) -> bool {
    let (mut west, mut south) = (f64::INFINITY, f64::INFINITY);
    let (mut east, mut north) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for [lon, lat] in outline.points() {
        (west, east) = (west.min(lon), east.max(lon));
        (south, north) = (south.min(lat), north.max(lat));
    }
    (west..=east).contains(&point.lon()) && (south..=north).contains(&point.lat())
}

fn population(row: &mut Row<'_>) -> Option<Population> {
    let count = row.optional("population");
    let year = row.optional("population_year");
    if row.text("population").is_empty() {
        for column in ["population_year", "population_source"] {
            if !row.text(column).is_empty() {
                row.add("population", SeedErrorKind::Empty);
            }
        }
        return None;
    }
    let source = row.required("population_source");
    Some(Population { count: count?, year, source: source? })
}
