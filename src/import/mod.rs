//! Parses seed files into domain types; reports all validation errors at once, with file, line and column.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::domain::directory::Seeds;

use parser::SeedReader;

mod error;
mod folder;
mod messages;
mod outline;
mod parser;
mod tables;

use tables::{
    collection, exclusion, figure, initiative, neighbourhood, organisation, participant, place,
    source, vocabulary,
};

pub use error::{Expected, ReferenceKind, SeedError, SeedErrorKind};

/// Location of a seed folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeedFolder {
    /// Seeds embedded in the binary.
    Embedded,
    Disk(PathBuf),
}

/// Reads `folder`, or returns all its validation errors, in the order of files and lines. `today` is the limit of
/// attestation dates.
pub fn read(folder: &SeedFolder, today: Date) -> Result<Seeds, Vec<SeedError>> {
    let mut reading = SeedReader::new(folder, today);
    let seeds = read_all(&mut reading);
    if reading.errors.is_empty() { Ok(seeds) } else { Err(reading.errors) }
}

fn read_all(reading: &mut SeedReader<'_>) -> Seeds {
    let (departements, communes, places) = place::read(reading);
    let (neighbourhoods, areas) = neighbourhood::read(reading, &places);
    let figures = figure::read(reading, &places, &areas);
    let (barriers, barrier_keys) = vocabulary::barriers(reading);
    let (audiences, audience_keys) = vocabulary::audiences(reading);
    let (kinds, kind_keys) = vocabulary::kinds(reading);
    let synonyms = vocabulary::synonyms(reading);
    let known =
        organisation::OrganisationReferences { places: &places, areas: &areas, kinds: &kind_keys };
    let (organisations, organisation_keys) = organisation::read(reading, &known);
    let known = initiative::InitiativeReferences {
        places: &places,
        areas: &areas,
        barriers: &barrier_keys,
        audiences: &audience_keys,
    };
    let mut initiatives = initiative::read(reading, &known);
    let collections = collection::read(reading, &mut initiatives);
    participant::read(reading, &mut initiatives, &organisation_keys);
    Seeds {
        departements,
        communes,
        neighbourhoods,
        figures,
        barriers,
        audiences,
        kinds,
        synonyms,
        collections,
        organisations,
        initiatives: initiatives.found,
        exclusions: exclusion::read(reading),
        sources: source::read(reading),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::QpvList;

    const TODAY: Date = Date::constant(2026, 11, 24);

    #[test]
    fn the_embedded_seeds_are_valid_and_complete() {
        let seeds = read(&SeedFolder::Embedded, TODAY).unwrap();
        let since_2015 =
            |area: &&crate::domain::place::Neighbourhood| area.since() == QpvList::Of2015;
        assert_eq!(seeds.departements.len(), 6);
        assert_eq!(seeds.communes.len(), 1_754);
        assert_eq!(seeds.neighbourhoods.len(), 57);
        assert_eq!(seeds.neighbourhoods.iter().filter(since_2015).count(), 52);
        assert_eq!(seeds.figures.len(), 156);
        assert_eq!((seeds.barriers.len(), seeds.audiences.len()), (14, 13));
        assert_eq!((seeds.kinds.len(), seeds.synonyms.len()), (65, 417));
        assert_eq!(seeds.organisations.len(), 765);
        assert_eq!(seeds.initiatives.len(), 227);
        assert_eq!(seeds.exclusions.len(), 252 + 10);
        assert_eq!(seeds.sources.len(), 25);
    }

    #[test]
    fn the_four_barriers_of_the_mission_come_first() {
        let seeds = read(&SeedFolder::Embedded, TODAY).unwrap();
        let first: Vec<_> =
            seeds.barriers.iter().map(|b| (b.position, b.mission)).take(5).collect();
        assert_eq!(first, [(1, true), (2, true), (3, true), (4, true), (5, false)]);
    }

    #[test]
    fn the_collection_knows_its_eight_experiences_and_their_pages() {
        let seeds = read(&SeedFolder::Embedded, TODAY).unwrap();
        let entries: Vec<_> =
            seeds.initiatives.iter().filter_map(|seed| seed.facts.collection.as_ref()).collect();
        let pages: Vec<_> = entries.iter().filter_map(|entry| entry.page).collect();
        assert_eq!(seeds.collections.first().map(|collection| collection.size), Some(20));
        assert_eq!(pages, [8, 10, 12, 14, 16, 20, 22, 24]);
        assert_eq!(entries.iter().map(|entry| entry.number).max(), Some(8));
    }

    #[test]
    fn a_carrier_is_tied_to_the_organisation_of_the_same_name() {
        let seeds = read(&SeedFolder::Embedded, TODAY).unwrap();
        let loan = seeds.initiatives.iter().find(|seed| seed.number == 25).unwrap();
        let tied: Vec<_> =
            loan.organisations.iter().map(|(name, key)| (name.as_str(), key.as_str())).collect();
        assert!(tied.contains(&("Mission locale du Drouais", "dila-mission_locale-28134-01")));
    }
}
