//! Reads the intercommunalities and the former communes.

use super::place::PlaceIndex;
use crate::domain::place::{
    FormerCommune, FormerCommuneKind, InseeCode, Intercommunality, IntercommunalityKind, Siren,
};
use crate::import::parser::{Keys, Row, SeedReader, TableSchema};

const INTERCOMMUNALITIES: TableSchema = TableSchema {
    file: "intercommunalities.csv",
    columns: &["siren", "name", "kind", "communes"],
    optional_columns: &[],
};
const FORMER_COMMUNES: TableSchema = TableSchema {
    file: "former_communes.csv",
    columns: &["insee", "name", "kind", "commune"],
    optional_columns: &[],
};

const KINDS: &[(&str, IntercommunalityKind)] = &[
    ("communaute-de-communes", IntercommunalityKind::Communes),
    ("communaute-d-agglomeration", IntercommunalityKind::Agglomeration),
    ("metropole", IntercommunalityKind::Metropole),
];
const FORMER_KINDS: &[(&str, FormerCommuneKind)] = &[
    ("commune-deleguee", FormerCommuneKind::Delegated),
    ("commune-associee", FormerCommuneKind::Associated),
];

/// Reads the intercommunalities. A commune belongs to one at most.
pub fn read(reading: &mut SeedReader<'_>, places: &PlaceIndex) -> Vec<Intercommunality> {
    let (mut found, mut keys, mut members) = (Vec::new(), Keys::default(), Keys::default());
    reading.rows(&INTERCOMMUNALITIES, |row| {
        let siren = row.required::<Siren>("siren");
        if let Some(siren) = &siren {
            keys.register(row, "siren", siren.as_str(), ());
        }
        found.extend(intercommunality(row, siren, places, &mut members));
    });
    found
}

fn intercommunality(
    row: &mut Row<'_>,
    siren: Option<Siren>,
    places: &PlaceIndex,
    members: &mut Keys,
) -> Option<Intercommunality> {
    let (name, kind) = (row.required("name"), row.one_of("kind", KINDS));
    let communes = row.list::<InseeCode>("communes");
    for commune in &communes {
        places.check_commune(row, "communes", commune);
        members.register(row, "communes", commune.as_str(), ());
    }
    Some(Intercommunality { siren: siren?, name: name?, kind: kind?, communes })
}

pub fn former_communes(reading: &mut SeedReader<'_>, places: &PlaceIndex) -> Vec<FormerCommune> {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    reading.rows(&FORMER_COMMUNES, |row| found.extend(former_commune(row, places, &mut keys)));
    found
}

fn former_commune(
    row: &mut Row<'_>,
    places: &PlaceIndex,
    keys: &mut Keys,
) -> Option<FormerCommune> {
    let (insee, name) = (row.required::<InseeCode>("insee"), row.required("name"));
    if let Some(insee) = &insee {
        keys.register(row, "insee", insee.as_str(), ());
    }
    let (kind, commune) = (row.one_of("kind", FORMER_KINDS), row.required("commune"));
    if let Some(commune) = &commune {
        places.check_commune(row, "commune", commune);
    }
    Some(FormerCommune { insee: insee?, name: name?, kind: kind?, commune: commune? })
}
