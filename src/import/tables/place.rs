//! Reads the départements and communes.

use crate::domain::place::{Commune, Departement, DepartementCode, InseeCode, Position, Postcode};
use crate::domain::text::Line;
use crate::import::error::{ReferenceKind, SeedErrorKind, excerpt};
use crate::import::outline::outlines;
use crate::import::parser::{Cell as _, Keys, Row, SeedReader, TableSchema};

const DEPARTEMENTS: &str = "departements.geojson";
const COMMUNES: TableSchema = TableSchema {
    file: "communes.csv",
    columns: &["insee", "name", "postcodes", "departement", "lat", "lon"],
    optional_columns: &[],
};

/// Départements and communes of the folder, to check references.
#[derive(Debug, Default)]
pub struct PlaceIndex {
    departements: Vec<DepartementCode>,
    all_departements: bool,
    communes: Keys<CommuneReference>,
}

#[derive(Debug)]
struct CommuneReference {
    departement: Option<DepartementCode>,
    postcodes: Vec<Postcode>,
    centre: Option<Position>,
}

/// Reads the départements and communes, and the index to check references.
pub fn read(reading: &mut SeedReader<'_>) -> (Vec<Departement>, Vec<Commune>, PlaceIndex) {
    let mut places = PlaceIndex::default();
    let departements = departements(reading, &mut places);
    let mut communes = Vec::new();
    places.communes.complete = reading.rows(&COMMUNES, |row| {
        communes.extend(commune(row, &mut places));
    });
    (departements, communes, places)
}

fn departements(reading: &mut SeedReader<'_>, places: &mut PlaceIndex) -> Vec<Departement> {
    let (outlines, whole) = outlines::<DepartementCode>(reading, DEPARTEMENTS);
    places.all_departements = whole;
    let mut departements = Vec::new();
    for found in outlines {
        let name = Line::read(&found.name);
        if places.departements.contains(&found.code) {
            let value = excerpt(found.code.as_str());
            reading.add(DEPARTEMENTS, 0, &found.element, SeedErrorKind::RepeatedInCell { value });
        }
        places.departements.push(found.code.clone());
        match name {
            Ok(name) => {
                departements.push(Departement { code: found.code, name, outline: found.outline });
            }
            Err(reason) => reading.add(DEPARTEMENTS, 0, &found.element, reason),
        }
    }
    departements
}

fn commune(row: &mut Row<'_>, places: &mut PlaceIndex) -> Option<Commune> {
    let insee = row.required::<InseeCode>("insee");
    let name = row.required("name");
    let postcodes = row.list::<Postcode>("postcodes");
    let departement = row.required::<DepartementCode>("departement");
    if let Some(departement) = &departement {
        places.check_departement(row, "departement", departement);
    }
    if row.text("lat").is_empty() && row.text("lon").is_empty() {
        row.add("lat", SeedErrorKind::Empty);
    }
    let centre = row.position();
    let insee = insee?;
    let known =
        CommuneReference { departement: departement.clone(), postcodes: postcodes.clone(), centre };
    places.communes.register(row, "insee", insee.as_str(), known);
    Some(Commune { insee, name: name?, postcodes, departement: departement?, centre: centre? })
}

impl PlaceIndex {
    pub(super) fn check_departement(
        &self,
        row: &mut Row<'_>,
        column: &str,
        code: &DepartementCode,
    ) {
        if self.all_departements && !self.departements.contains(code) {
            let value = excerpt(code.as_str());
            row.add(column, SeedErrorKind::Unknown { noun: ReferenceKind::Departement, value });
        }
    }

    pub(super) fn check_commune(&self, row: &mut Row<'_>, column: &str, code: &InseeCode) {
        self.communes.check(row, column, code.as_str(), ReferenceKind::Commune);
    }

    /// Reports the commune `code`, named in `column`, if it is in none of `departements`.
    pub(super) fn check_within(
        &self,
        row: &mut Row<'_>,
        column: &str,
        code: &InseeCode,
        departements: &[DepartementCode],
    ) {
        let known = self.communes.get(code.as_str());
        let home = known.and_then(|known| known.departement.as_ref());
        if home.is_some_and(|home| !departements.contains(home)) {
            let names: Vec<&str> = departements.iter().map(DepartementCode::as_str).collect();
            let (commune, departement) = (excerpt(code.as_str()), excerpt(&names.join(", ")));
            row.add(column, SeedErrorKind::CommuneOfAnotherDepartement { commune, departement });
        }
    }

    pub(super) fn check_postcode(&self, row: &mut Row<'_>, code: &InseeCode, postcode: &Postcode) {
        let known = self.communes.get(code.as_str());
        if known.is_some_and(|known| !known.postcodes.contains(postcode)) {
            let value = excerpt(postcode.as_str());
            row.add("postcode", SeedErrorKind::PostcodeOfAnotherCommune { value });
        }
    }

    /// Reports a point too far from the centre of its commune.
    pub(super) fn check_near(&self, row: &mut Row<'_>, code: &InseeCode, point: Position) {
        /// Maximum distance in kilometres; the largest commune of the region extends 12 km from its centre.
        const FARTHEST: f64 = 20.0;
        let centre = self.communes.get(code.as_str()).and_then(|known| known.centre);
        let Some(km) = centre.map(|centre| kilometres(centre, point)) else { return };
        if km > FARTHEST {
            row.add("lat", SeedErrorKind::PointFarFromCommune { km: km.round() });
        }
    }
}

/// Distance in kilometres by equirectangular projection, exact enough within a region.
fn kilometres(one: Position, other: Position) -> f64 {
    const DEGREE: f64 = 111.2;
    let middle = f64::midpoint(one.lat(), other.lat()).to_radians();
    let (north, east) = (one.lat() - other.lat(), (one.lon() - other.lon()) * middle.cos());
    DEGREE * north.hypot(east)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tours_is_some_hundred_kilometres_from_orleans() {
        let tours = Position::new(47.394, 0.685).unwrap();
        let orleans = Position::new(47.903, 1.909).unwrap();
        assert!((107.0..109.0).contains(&kilometres(tours, orleans)));
    }
}
