//! Links carrier and partner names of initiatives to organisations.

use super::initiative::Initiatives;
use crate::domain::directory::SeedInitiative;
use crate::domain::text::{Line, Reference};
use crate::import::error::{ReferenceKind, SeedErrorKind, excerpt};
use crate::import::parser::{Keys, Row, SeedReader, TableSchema};

const CARRIERS: TableSchema = TableSchema {
    file: "carriers.csv",
    columns: &["initiative", "name", "organisation"],
    optional_columns: &[],
};

/// Reads `carriers.csv` and adds its links to `initiatives`.
pub fn read(reading: &mut SeedReader<'_>, initiatives: &mut Initiatives, organisations: &Keys) {
    let Initiatives { found, keys } = initiatives;
    reading.rows(&CARRIERS, |row| {
        let initiative = row.required::<Reference>("initiative");
        let name = row.required::<Line>("name");
        let organisation = row.required::<Reference>("organisation");
        if let Some(organisation) = &organisation {
            organisations.check(
                row,
                "organisation",
                organisation.as_str(),
                ReferenceKind::Organisation,
            );
        }
        let Some(initiative) = initiative else { return };
        keys.check(row, "initiative", initiative.as_str(), ReferenceKind::Initiative);
        let place = keys.get(initiative.as_str()).copied().flatten();
        let seed = place.and_then(|place| found.get_mut(place));
        if let (Some(seed), Some(name), Some(organisation)) = (seed, name, organisation) {
            tie(row, seed, name, organisation);
        }
    });
}

fn tie(row: &mut Row<'_>, seed: &mut SeedInitiative, name: Line, organisation: Reference) {
    if !seed.facts.carriers.contains(&name) && !seed.facts.partners.contains(&name) {
        let value = excerpt(name.as_str());
        return row.add("name", SeedErrorKind::Unknown { noun: ReferenceKind::Participant, value });
    }
    if let Some((_, other)) = seed.organisations.iter().find(|(known, _)| *known == name) {
        let value = excerpt(name.as_str());
        let organisation = excerpt(other.as_str());
        return row.add("name", SeedErrorKind::AlreadyTied { value, organisation });
    }
    seed.organisations.push((name, organisation));
}
