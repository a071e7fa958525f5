//! Fuzzing: reading any bytes ends with seeds or with validation errors, never with a panic.

use proptest::prelude::*;

use super::Seeds;

const FILES: [&str; 6] = [
    "audiences.csv",
    "carriers.csv",
    "collection_entries.csv",
    "departements.geojson",
    "initiatives.csv",
    "neighbourhoods.csv",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_place_of_a_file_are_reported(
        file in prop::sample::select(&FILES[..]),
        bytes in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let seeds = Seeds::new().writing(file, &bytes);
        prop_assert!(!seeds.errors().is_empty());
    }

    #[test]
    fn a_file_changed_anywhere_never_stops_the_reading(
        file in prop::sample::select(&FILES[..]),
        at in any::<prop::sample::Index>(),
        patch in prop::collection::vec(prop::sample::select(&b"\",;\r\n\0\xff{[9-e"[..]), 1..8),
        removed in 0_usize..200,
    ) {
        let seeds = Seeds::new();
        let mut bytes = seeds.bytes(file);
        let at = at.index(bytes.len());
        let end = (at + removed).min(bytes.len());
        bytes.splice(at..end, patch);
        let reported = seeds.writing(file, &bytes).errors();
        prop_assert!(reported.iter().all(|error| !error.to_string().is_empty()));
    }
}
