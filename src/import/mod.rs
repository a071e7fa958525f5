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
    collection, exclusion, figure, guidance, initiative, intercommunality, neighbourhood,
    organisation, participant, place, reception, source,
    vocabulary::{self, VocabularyKeys},
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
    let mut seeds = Seeds::default();
    let (places, areas) = read_places(reading, &mut seeds);
    let vocabularies = read_vocabularies(reading, &mut seeds);
    let known = organisation::OrganisationReferences {
        places: &places,
        areas: &areas,
        kinds: &vocabularies.kinds,
    };
    let (organisations, organisation_keys) = organisation::read(reading, &known);
    seeds.organisations = organisations;
    reception::read(reading, &mut seeds.organisations, &organisation_keys, &places);
    let known = initiative::InitiativeReferences {
        places: &places,
        areas: &areas,
        barriers: &vocabularies.barriers,
        audiences: &vocabularies.audiences,
    };
    let mut initiatives = initiative::read(reading, &known);
    seeds.collections = collection::read(reading, &mut initiatives);
    participant::read(reading, &mut initiatives, &organisation_keys);
    seeds.schemes = guidance::schemes(reading, &vocabularies, &initiatives);
    seeds.initiatives = initiatives.found;
    seeds.exclusions = exclusion::read(reading);
    seeds.sources = source::read(reading);
    seeds
}

fn read_places(
    reading: &mut SeedReader<'_>,
    seeds: &mut Seeds,
) -> (place::PlaceIndex, neighbourhood::NeighbourhoodIndex) {
    let (departements, communes, places) = place::read(reading);
    seeds.departements = departements;
    seeds.communes = communes;
    seeds.intercommunalities = intercommunality::read(reading, &places);
    seeds.former_communes = intercommunality::former_communes(reading, &places);
    let (neighbourhoods, areas) = neighbourhood::read(reading, &places);
    seeds.neighbourhoods = neighbourhoods;
    seeds.figures = figure::read(reading, &places, &areas);
    (places, areas)
}

/// Reads the closed vocabularies and what refers to nothing else.
fn read_vocabularies(reading: &mut SeedReader<'_>, seeds: &mut Seeds) -> VocabularyKeys {
    let (barriers, barrier_keys) = vocabulary::barriers(reading);
    let (audiences, audience_keys) = vocabulary::audiences(reading);
    let (kinds, kind_keys) = vocabulary::kinds(reading);
    let keys =
        VocabularyKeys { barriers: barrier_keys, audiences: audience_keys, kinds: kind_keys };
    seeds.barriers = barriers;
    seeds.audiences = audiences;
    seeds.kinds = kinds;
    seeds.kind_barriers = guidance::kind_barriers(reading, &keys);
    let (national_numbers, number_keys) = guidance::national_numbers(reading, &keys);
    seeds.national_numbers = national_numbers;
    seeds.synonyms = vocabulary::synonyms(reading, &keys, &number_keys);
    keys
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
        assert_eq!((seeds.kinds.len(), seeds.synonyms.len()), (65, 1_886));
        assert_eq!(seeds.organisations.len(), 765);
        assert_eq!(seeds.initiatives.len(), 227);
        assert_eq!(seeds.exclusions.len(), 252 + 10);
        assert_eq!(seeds.sources.len(), 25);
        assert_eq!(seeds.schemes.len(), 70);
        assert_eq!((seeds.kind_barriers.len(), seeds.national_numbers.len()), (135, 20));
        assert_eq!((seeds.intercommunalities.len(), seeds.former_communes.len()), (82, 102));
        let receptions = seeds.organisations.iter().filter(|it| it.reception.is_some());
        assert_eq!(receptions.count(), 152);
    }

    #[test]
    fn seven_france_services_move_and_the_last_number_helps_with_every_barrier() {
        let seeds = read(&SeedFolder::Embedded, TODAY).unwrap();
        assert_eq!(seeds.organisations.iter().filter(|it| it.is_mobile()).count(), 7);
        let last = seeds.national_numbers.iter().max_by_key(|it| it.position).unwrap();
        assert_eq!((last.number.tel_number().as_str(), last.barriers.len()), ("3939", 14));
    }

    #[test]
    fn a_number_called_first_answers_everybody() {
        let seeds = read(&SeedFolder::Embedded, TODAY).unwrap();
        let mut first = seeds.national_numbers.iter().filter(|it| it.is_called_first());
        let number = first.next().unwrap();
        assert_eq!((number.name.as_str(), first.next()), ("France Travail", None));
        assert!(number.audiences_only.is_empty() && !number.emergency);
    }

    #[test]
    fn the_four_barriers_of_the_mission_come_first() {
        let seeds = read(&SeedFolder::Embedded, TODAY).unwrap();
        let first: Vec<_> =
            seeds.barriers.iter().map(|b| (b.position, b.mission)).take(5).collect();
        assert_eq!(first, [(1, true), (2, true), (3, true), (4, true), (5, false)]);
    }

    #[test]
    fn the_collection_has_its_eight_experiences_and_their_pages() {
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
