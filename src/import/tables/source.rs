//! Reads the data sources.

use crate::domain::directory::DataSource;
use crate::domain::text::Line;
use crate::import::parser::{Keys, Row, SeedReader, TableSchema};

const SOURCES: TableSchema = TableSchema {
    file: "sources.csv",
    columns: &["name", "publisher", "licence", "as_of", "gives", "rows", "url", "doubts"],
    optional_columns: &[],
};

pub fn read(reading: &mut SeedReader<'_>) -> Vec<DataSource> {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    reading.rows(&SOURCES, |row| found.extend(source(row, &mut keys)));
    found
}

fn source(row: &mut Row<'_>, keys: &mut Keys) -> Option<DataSource> {
    let (name, publisher) = (row.required::<Line>("name"), row.required("publisher"));
    let (licence, as_of) = (row.required("licence"), row.optional("as_of"));
    let (gives, rows) = (row.required("gives"), row.optional("rows"));
    let (url, caveats) = (row.optional("url"), row.optional("doubts"));
    let name = name?;
    keys.register(row, "name", name.as_str(), ());
    Some(DataSource {
        name,
        publisher: publisher?,
        licence: licence?,
        as_of,
        gives: gives?,
        rows,
        url,
        caveats,
    })
}
