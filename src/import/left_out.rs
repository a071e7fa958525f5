//! Reads the list of source records that are deliberately not imported.

use super::{
    keys::Keys,
    reading::Reading,
    table::{Row, Shape},
};
use crate::domain::{
    seed::{LeftOut, LeftOutNoun},
    text::Reference,
};

const COLUMNS: &[&str] = &["reference", "name", "reason"];
const INITIATIVES: Shape = Shape { file: "left_out_initiatives.csv", columns: COLUMNS };
const ORGANISATIONS: Shape = Shape { file: "left_out_organisations.csv", columns: COLUMNS };

pub(super) fn read(reading: &mut Reading<'_>) -> Vec<LeftOut> {
    let mut found = Vec::new();
    for (shape, noun) in
        [(INITIATIVES, LeftOutNoun::Initiative), (ORGANISATIONS, LeftOutNoun::Organisation)]
    {
        let mut keys = Keys::default();
        reading.rows(&shape, |row| found.extend(left_out(row, &mut keys, noun)));
    }
    found
}

fn left_out(row: &mut Row<'_>, keys: &mut Keys, noun: LeftOutNoun) -> Option<LeftOut> {
    let reference = row.required::<Reference>("reference");
    let (name, reason) = (row.required("name"), row.required("reason"));
    let reference = reference?;
    keys.claim(row, "reference", reference.as_str(), ());
    Some(LeftOut { noun, reference, name: name?, reason: reason? })
}
