//! Reads the départements and communes.

use super::{
    cell::Cell as _,
    keys::Keys,
    mistake::{Noun, Reason, shown},
    outline::outlines,
    reading::Reading,
    table::{Row, Shape},
};
use crate::domain::{
    place::{Commune, Departement, DepartementCode, InseeCode, Position, Postcode},
    text::Line,
};

const DEPARTEMENTS: &str = "departements.geojson";
const COMMUNES: Shape = Shape {
    file: "communes.csv",
    columns: &["insee", "name", "postcodes", "departement", "lat", "lon"],
};

/// Départements and communes of the folder, to check references.
#[derive(Debug, Default)]
pub(super) struct Places {
    departements: Vec<DepartementCode>,
    all_departements: bool,
    communes: Keys<Known>,
}

#[derive(Debug)]
struct Known {
    departement: Option<DepartementCode>,
    postcodes: Vec<Postcode>,
    centre: Option<Position>,
}

/// Reads the départements and communes, and the index to check references.
pub(super) fn read(reading: &mut Reading<'_>) -> (Vec<Departement>, Vec<Commune>, Places) {
    let mut places = Places::default();
    let departements = departements(reading, &mut places);
    let mut communes = Vec::new();
    places.communes.whole = reading.rows(&COMMUNES, |row| {
        communes.extend(commune(row, &mut places));
    });
    (departements, communes, places)
}

fn departements(reading: &mut Reading<'_>, places: &mut Places) -> Vec<Departement> {
    let (outlines, whole) = outlines::<DepartementCode>(reading, DEPARTEMENTS);
    places.all_departements = whole;
    let mut departements = Vec::new();
    for found in outlines {
        let name = Line::read(&found.name);
        if places.departements.contains(&found.code) {
            let value = shown(found.code.as_str());
            reading.add(DEPARTEMENTS, 0, &found.element, Reason::RepeatedInCell { value });
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

fn commune(row: &mut Row<'_>, places: &mut Places) -> Option<Commune> {
    let insee = row.required::<InseeCode>("insee");
    let name = row.required("name");
    let postcodes = row.list::<Postcode>("postcodes");
    let departement = row.required::<DepartementCode>("departement");
    if let Some(departement) = &departement {
        places.check_departement(row, "departement", departement);
    }
    if row.text("lat").is_empty() && row.text("lon").is_empty() {
        row.add("lat", Reason::Empty);
    }
    let centre = row.position();
    let insee = insee?;
    let known = Known { departement: departement.clone(), postcodes: postcodes.clone(), centre };
    places.communes.claim(row, "insee", insee.as_str(), known);
    Some(Commune { insee, name: name?, postcodes, departement: departement?, centre: centre? })
}

impl Places {
    pub(super) fn check_departement(
        &self,
        row: &mut Row<'_>,
        column: &str,
        code: &DepartementCode,
    ) {
        if self.all_departements && !self.departements.contains(code) {
            let value = shown(code.as_str());
            row.add(column, Reason::Unknown { noun: Noun::Departement, value });
        }
    }

    pub(super) fn check_commune(&self, row: &mut Row<'_>, column: &str, code: &InseeCode) {
        self.communes.check(row, column, code.as_str(), Noun::Commune);
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
            let (commune, departement) = (shown(code.as_str()), shown(&names.join(", ")));
            row.add(column, Reason::CommuneOfAnotherDepartement { commune, departement });
        }
    }

    pub(super) fn check_postcode(&self, row: &mut Row<'_>, code: &InseeCode, postcode: &Postcode) {
        let known = self.communes.get(code.as_str());
        if known.is_some_and(|known| !known.postcodes.contains(postcode)) {
            let value = shown(postcode.as_str());
            row.add("postcode", Reason::PostcodeOfAnotherCommune { value });
        }
    }

    /// Reports a point too far from the centre of its commune.
    pub(super) fn check_near(&self, row: &mut Row<'_>, code: &InseeCode, point: Position) {
        /// Maximum distance in kilometres; the largest commune of the region extends 12 km from its centre.
        const FARTHEST: f64 = 20.0;
        let centre = self.communes.get(code.as_str()).and_then(|known| known.centre);
        let Some(km) = centre.map(|centre| kilometres(centre, point)) else { return };
        if km > FARTHEST {
            row.add("lat", Reason::PointFarFromCommune { km: km.round() });
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
