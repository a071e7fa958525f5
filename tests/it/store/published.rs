//! Round trip: published data read from the store equals the data written.

use quartiers_emploi::domain::{
    initiative::{CollectionEntry, Confidence, Coverage, Delivery, InitiativeTie},
    neighbourhood::{Figure, List, Scope},
    organisation::{Tie, TieRule},
    place::Position,
    seed::{DataSource, LeftOut, LeftOutNoun, Seeds},
    state::Activity,
    vocabulary::{Collection, Synonym, SynonymKind},
};

use super::planted;
use crate::given::{BOURGES_NORD, SANITAS, initiative, organisation, seeds_with, the};

#[tokio::test]
async fn every_field_comes_out_as_it_went_in() {
    let seeds = full();
    let given = planted(&seeds).await;

    let published = given.store.published().await.unwrap();

    assert_eq!(published.departements, seeds.departements);
    assert_eq!(published.communes, seeds.communes);
    assert_eq!(published.neighbourhoods, seeds.neighbourhoods);
    assert_eq!(published.figures, seeds.figures);
    assert_eq!(published.barriers, seeds.barriers);
    assert_eq!(published.audiences, seeds.audiences);
    assert_eq!(published.kinds, seeds.kinds);
    assert_eq!(published.synonyms, seeds.synonyms);
    assert_eq!(published.collections, seeds.collections);
    assert_eq!(published.left_out, seeds.left_out);
    assert_eq!(published.sources, seeds.sources);
    let organisations: Vec<_> = published.organisations.iter().map(|o| o.facts.clone()).collect();
    assert_eq!(organisations, seeds.organisations);
    let initiatives: Vec<_> = published.initiatives.iter().map(|i| i.facts.clone()).collect();
    let expected: Vec<_> = seeds.initiatives.iter().map(|seed| seed.facts.clone()).collect();
    assert_eq!(initiatives, expected);
}

#[tokio::test]
async fn names_of_carriers_lead_to_the_organisations_they_stand_for() {
    let carrier = organisation("Régie Plus");
    let given = planted(&seeds_with([initiative("Garage solidaire")
        .carried_by_name("Un inconnu")
        .carried_by(&carrier)]))
    .await;

    let published = given.store.published().await.unwrap();

    let regie = published.organisations[0].id;
    assert_eq!(published.initiatives[0].organisations, [(the("Régie Plus"), regie)]);
}

/// Seeds with every field set.
fn full() -> Seeds {
    let mut seeds = seeds_with([full_initiative(), initiative("Presque rien")]);
    seeds.organisations = vec![full_organisation(), organisation("Seulement un nom").0];
    seeds.communes[0].postcodes = vec![the("18000"), the("18230")];
    let sanitas = &mut seeds.neighbourhoods[1];
    sanitas.name_2015 = Some(the("Le Sanitas"));
    sanitas.aliases = vec![the("Sanitas"), the("Rotonde – « Bloch »")];
    sanitas.communes.insert(0, the("37122"));
    sanitas.population.as_mut().unwrap().year = Some(2018);
    seeds.neighbourhoods[0].population = None;
    seeds.barriers[0].thematiques = vec![the("famille--garde-denfants")];
    seeds.barriers[0].keywords = vec![the("crèche"), the("nounou \"à domicile\"")];
    seeds.audiences[0].publics = vec![the("jeunes")];
    seeds.audiences[0].keywords = vec![the("jeune")];
    seeds.kinds[0].networks = vec![the("regies-de-quartier")];
    seeds.collections = vec![collection()];
    seeds.figures =
        vec![figure(Scope::CityContract, List::Of2015), figure(Scope::Region, List::Of2024)];
    seeds.synonyms = [SynonymKind::Spelling, SynonymKind::Acronym, SynonymKind::Synonym]
        .map(|kind| Synonym { term: the("CAF"), expansion: the("allocations familiales"), kind })
        .to_vec();
    seeds.left_out = vec![LeftOut {
        noun: LeftOutNoun::Organisation,
        reference: the("org-9"),
        name: the("Un doublon"),
        reason: the("Deux lignes\npour le même lieu."),
    }];
    seeds.sources = vec![source()];
    seeds
}

fn full_initiative() -> crate::given::Initiative {
    initiative("Garage solidaire")
        .answering("mobilite")
        .answering("garde-enfants")
        .open_to("femmes")
        .in_neighbourhood(SANITAS)
        .in_neighbourhood(BOURGES_NORD)
        .in_commune("37261")
        .in_commune("18033")
        .attested_on("2019-06")
        .confirmed_on("2026-06-01")
        .carried_by_name("Zèbre")
        .carried_by_name("Abeille")
        .with(|facts| {
            facts.tie_rule = Some(InitiativeTie::Audience);
            facts.coverage = Coverage::Epci;
            facts.delivery = Some(Delivery::Itinerant);
            facts.partners = vec![the("Ville de Tours"), the("Abeille")];
            facts.life.activity = Activity::Recurring;
            facts.life.started_on = Some(the("2010"));
            facts.life.ended_on = Some(the("2025-12-31"));
            facts.website = Some(the("https://garage.example/"));
            facts.phone = Some(the("02 47 31 64 61"));
            facts.email = Some(the("garage@example.fr"));
            facts.source_urls = vec![the("https://b.example/"), the("https://a.example/")];
            facts.confidence = Confidence::Low;
            facts.editor_note = Some(the("À vérifier."));
            facts.collection = Some(CollectionEntry {
                collection: the("a-bras-le-coeur"),
                number: 3,
                part: Some(the("Comme des veilleuses")),
                page: Some(18),
            });
        })
}

fn full_organisation() -> quartiers_emploi::domain::organisation::OrganisationFacts {
    let organisation = organisation("Régie Plus").in_commune("37261").with(|facts| {
        facts.address = Some(the("1 rue de l’Espoir"));
        facts.postcode = Some(the("37000"));
        facts.position = Some(Position::new(47.387_654_3, 0.698_765_4).unwrap());
        facts.phone = Some(the("39 36"));
        facts.email = Some(the("regie@example.fr"));
        facts.website = Some(the("https://regie.example/a?b=c#d"));
        facts.opening_hours = Some(the("Mo-Th 09:00-12:00,13:15-17:30; Fr 09:00-16:00"));
        facts.siret = Some(the("44054935000021"));
        facts.ties = vec![
            Tie { neighbourhood: the(SANITAS), rule: TieRule::Named },
            Tie { neighbourhood: the(BOURGES_NORD), rule: TieRule::Near },
        ];
        facts.source.licence_is_open = false;
        facts.source.as_of = Some(the("2024-08"));
    });
    organisation.0
}

fn figure(scope: Scope, list: List) -> Figure {
    Figure {
        scope,
        scope_code: the("37"),
        scope_name: the("Tours"),
        list,
        indicator: the("Taux d’emploi"),
        value: the("un tiers"),
        unit: Some(the("%")),
        year: Some(the("2018-2020")),
        source: the("Insee"),
    }
}

fn collection() -> Collection {
    Collection {
        slug: the("a-bras-le-coeur"),
        title: the("À bras le cœur"),
        summary: the("Un recueil."),
        size: 20,
        known: the("Le début."),
        unknown: the("La fin."),
        source_url: the("https://recueil.example/"),
    }
}

fn source() -> DataSource {
    DataSource {
        name: the("Un jeu de données"),
        publisher: the("Quelqu’un"),
        licence: the("Licence Ouverte 2.0"),
        as_of: Some(the("août 2024")),
        gives: the("Des adresses."),
        rows: Some(12),
        url: Some(the("https://donnees.example/")),
        doubts: Some(the("Rien n’est sûr.")),
    }
}
