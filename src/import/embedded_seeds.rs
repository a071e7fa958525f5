//! Seed files embedded in the binary.

macro_rules! seeds {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/", $name)))),*]
    };
}

/// Files of `seeds/`, by name.
pub(super) const EMBEDDED: &[(&str, &[u8])] = seeds![
    "audiences.csv",
    "barriers.csv",
    "carriers.csv",
    "collection_entries.csv",
    "collections.csv",
    "communes.csv",
    "departements.geojson",
    "figures.csv",
    "initiatives.csv",
    "kinds.csv",
    "left_out_initiatives.csv",
    "left_out_organisations.csv",
    "neighbourhoods.csv",
    "neighbourhoods.geojson",
    "organisations.csv",
    "sources.csv",
    "synonyms.csv",
];
