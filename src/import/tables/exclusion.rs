//! Reads the list of source records that are deliberately not imported.

use crate::domain::directory::{Exclusion, ExclusionKind};
use crate::domain::text::Reference;
use crate::import::parser::{Keys, Row, SeedReader, TableSchema};

const COLUMNS: &[&str] = &["reference", "name", "reason"];
const INITIATIVES: TableSchema =
    TableSchema { file: "left_out_initiatives.csv", columns: COLUMNS, optional_columns: &[] };
const ORGANISATIONS: TableSchema =
    TableSchema { file: "left_out_organisations.csv", columns: COLUMNS, optional_columns: &[] };

pub fn read(reading: &mut SeedReader<'_>) -> Vec<Exclusion> {
    let mut found = Vec::new();
    for (shape, noun) in
        [(INITIATIVES, ExclusionKind::Initiative), (ORGANISATIONS, ExclusionKind::Organisation)]
    {
        let mut keys = Keys::default();
        reading.rows(&shape, |row| found.extend(left_out(row, &mut keys, noun)));
    }
    found
}

fn left_out(row: &mut Row<'_>, keys: &mut Keys, noun: ExclusionKind) -> Option<Exclusion> {
    let reference = row.required::<Reference>("reference");
    let (name, reason) = (row.required("name"), row.required("reason"));
    let reference = reference?;
    keys.register(row, "reference", reference.as_str(), ());
    Some(Exclusion { noun, reference, name: name?, reason: reason? })
}
