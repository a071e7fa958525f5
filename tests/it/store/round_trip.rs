//! Round trip: published data read from the store equals the data written.

use quartiers_emploi::domain::directory::{
    Activity, BarrierStrength, CallCost, Collection, CollectionEntry, Confidence, Coverage,
    DataSource, DeliveryMode, Exclusion, ExclusionKind, InitiativeTie, KindBarrier, NationalNumber,
    Reception, ReceptionForm, Scheme, SchemeStatus, Seeds, Synonym, SynonymKind, Tie, TieRule,
};
use quartiers_emploi::domain::place::{
    Figure, FigureScope, FormerCommune, FormerCommuneKind, Intercommunality, IntercommunalityKind,
    Position, QpvList,
};

use super::with_seeds_imported;
use crate::fixtures::{BOURGES_NORD, SANITAS, initiative, organisation, parsed, seeds_with};

#[tokio::test]
async fn every_field_comes_out_as_it_went_in() {
    let seeds = full();
    let given = with_seeds_imported(&seeds).await;

    let published = given.store.published().await.unwrap();

    assert_eq!(published.departements, seeds.departements);
    assert_eq!(published.communes, seeds.communes);
    assert_eq!(published.intercommunalities, seeds.intercommunalities);
    assert_eq!(published.former_communes, seeds.former_communes);
    assert_eq!(published.neighbourhoods, seeds.neighbourhoods);
    assert_eq!(published.figures, seeds.figures);
    assert_eq!(published.barriers, seeds.barriers);
    assert_eq!(published.audiences, seeds.audiences);
    assert_eq!(published.kinds, seeds.kinds);
    assert_eq!(published.kind_barriers, seeds.kind_barriers);
    assert_eq!(published.national_numbers, seeds.national_numbers);
    assert_eq!(published.schemes, seeds.schemes);
    assert_eq!(published.synonyms, seeds.synonyms);
    assert_eq!(published.collections, seeds.collections);
    assert_eq!(published.exclusions, seeds.exclusions);
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
    let given = with_seeds_imported(&seeds_with([initiative("Garage solidaire")
        .carried_by_name("Un inconnu")
        .carried_by(&carrier)]))
    .await;

    let published = given.store.published().await.unwrap();

    let regie = published.organisations[0].id;
    assert_eq!(published.initiatives[0].organisations, [(parsed("Régie Plus"), regie)]);
}

/// Seeds with every field set.
fn full() -> Seeds {
    let mut seeds = seeds_with([full_initiative(), initiative("Presque rien")]);
    seeds.organisations = vec![full_organisation(), organisation("Seulement un nom").0];
    seeds.communes[0].postcodes = vec![parsed("18000"), parsed("18230")];
    let sanitas = &mut seeds.neighbourhoods[1];
    sanitas.name_2015 = Some(parsed("Le Sanitas"));
    sanitas.aliases = vec![parsed("Sanitas"), parsed("Rotonde – « Bloch »")];
    sanitas.communes.insert(0, parsed("37122"));
    sanitas.population.as_mut().unwrap().year = Some(2018);
    seeds.neighbourhoods[0].population = None;
    seeds.barriers[0].thematiques = vec![parsed("famille--garde-denfants")];
    seeds.barriers[0].keywords = vec![parsed("crèche"), parsed("nounou \"à domicile\"")];
    seeds.audiences[0].publics = vec![parsed("jeunes")];
    seeds.audiences[0].keywords = vec![parsed("jeune")];
    seeds.kinds[0].networks = vec![parsed("regies-de-quartier")];
    seeds.collections = vec![collection()];
    seeds.figures = vec![
        figure(FigureScope::CityContract, QpvList::Of2015),
        figure(FigureScope::Region, QpvList::Of2024),
    ];
    seeds.synonyms = synonyms();
    seeds.exclusions = vec![Exclusion {
        noun: ExclusionKind::Organisation,
        reference: parsed("org-9"),
        name: parsed("Un doublon"),
        reason: parsed("Deux lignes\npour le même lieu."),
    }];
    seeds.sources = vec![source()];
    add_guidance(&mut seeds);
    seeds
}

/// Synonyms of each kind, with and without values that they lead to.
fn synonyms() -> Vec<Synonym> {
    let with_words =
        [SynonymKind::Spelling, SynonymKind::Acronym, SynonymKind::Synonym].map(|kind| Synonym {
            term: parsed("CAF"),
            expansion: Some(parsed("allocations familiales")),
            kind,
            leads_to: Vec::new(),
        });
    let meanings =
        ["frein:mobilite", "public:jeunes", "genre:caf", "frais:gratuit", "numero:39 19"];
    let with_meanings = [SynonymKind::Phrase, SynonymKind::Danger].map(|kind| Synonym {
        term: parsed("me frappe"),
        expansion: None,
        kind,
        leads_to: meanings.iter().map(|it| it.parse().expect("a meaning")).collect(),
    });
    with_words.into_iter().chain(with_meanings).collect()
}

/// Adds guidance, each kind of record with and without what may be absent.
fn add_guidance(seeds: &mut Seeds) {
    add_territories(seeds);
    add_numbers(seeds);
    add_schemes(seeds);
}

fn add_territories(seeds: &mut Seeds) {
    seeds.intercommunalities = vec![Intercommunality {
        siren: parsed("243700754"),
        name: parsed("Tours Métropole Val de Loire"),
        kind: IntercommunalityKind::Metropole,
        communes: vec![parsed("37261"), parsed("37122")],
    }];
    seeds.former_communes = vec![FormerCommune {
        insee: parsed("37102"),
        name: parsed("Les Essards"),
        kind: FormerCommuneKind::Delegated,
        commune: parsed("37122"),
    }];
}

fn add_numbers(seeds: &mut Seeds) {
    seeds.kind_barriers = vec![
        kind_barrier("mission-locale", "mobilite"),
        KindBarrier {
            strength: BarrierStrength::Also,
            audiences_only: vec![parsed("jeunes"), parsed("femmes")],
            as_of: Some(parsed("2024-08")),
            ..kind_barrier("association", "mobilite")
        },
    ];
    let full = national_number("116 006");
    let bare = NationalNumber {
        hours: None,
        barriers: Vec::new(),
        audiences_only: Vec::new(),
        as_of: None,
        called_first_source: None,
        cost: CallCost::Paid,
        ..national_number("15")
    };
    seeds.national_numbers = vec![full, bare];
}

fn add_schemes(seeds: &mut Seeds) {
    let full = scheme("prime");
    let bare = Scheme {
        acronym: None,
        given_by: None,
        kinds: Vec::new(),
        amount: None,
        how_to_ask: None,
        initiatives: Vec::new(),
        status: SchemeStatus::Ended,
        caveat: None,
        ..scheme("ancienne-prime")
    };
    seeds.schemes = vec![full, bare];
}

fn kind_barrier(kind: &str, barrier: &str) -> KindBarrier {
    KindBarrier {
        kind: parsed(kind),
        barrier: parsed(barrier),
        strength: BarrierStrength::First,
        audiences_only: Vec::new(),
        why: parsed("verse l’aide à la mobilité"),
        source_url: parsed("https://b.example/"),
        as_of: None,
    }
}

fn national_number(number: &str) -> NationalNumber {
    NationalNumber {
        number: parsed(number),
        name: parsed("Aide aux victimes"),
        for_what: parsed("Une infraction."),
        hours: Some(parsed("Jour et nuit.")),
        cost: CallCost::Free,
        emergency: true,
        barriers: vec![parsed("mobilite"), parsed("droits")],
        audiences_only: vec![parsed("femmes")],
        position: 8,
        source_url: parsed("https://c.example/"),
        as_of: Some(parsed("2020")),
        called_first_source: Some(parsed("https://d.example/")),
    }
}

fn scheme(slug: &str) -> Scheme {
    Scheme {
        slug: parsed(slug),
        title: parsed("Prime de retour"),
        acronym: Some(parsed("PR")),
        summary: parsed("Une somme."),
        barriers: vec![parsed("mobilite"), parsed("garde-enfants")],
        audiences: vec![parsed("jeunes"), parsed("femmes")],
        given_by: Some(parsed("La Région")),
        kinds: vec![parsed("mission-locale"), parsed("association")],
        conditions: parsed("Être inscrit."),
        amount: Some(parsed("100 € (2025).")),
        how_to_ask: Some(parsed("Appeler.")),
        initiatives: vec![parsed("init-002"), parsed("init-001")],
        official_url: parsed("https://d.example/"),
        source_url: parsed("https://e.example/"),
        as_of: parsed("2025-04"),
        status: SchemeStatus::Unsure,
        caveat: Some(parsed("À vérifier.")),
    }
}

fn full_initiative() -> crate::fixtures::Initiative {
    initiative("Garage solidaire")
        .with_barriers("mobilite")
        .with_barriers("garde-enfants")
        .with_audiences("femmes")
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
            facts.delivery = Some(DeliveryMode::Itinerant);
            facts.partners = vec![parsed("Ville de Tours"), parsed("Abeille")];
            facts.lifecycle.activity = Activity::Recurring;
            facts.lifecycle.started_on = Some(parsed("2010"));
            facts.lifecycle.ended_on = Some(parsed("2025-12-31"));
            facts.website = Some(parsed("https://garage.example/"));
            facts.phone = Some(parsed("02 47 31 64 61"));
            facts.practical.languages_spoken = vec![parsed("uk"), parsed("fr")];
            facts.email = Some(parsed("garage@example.fr"));
            facts.source_urls = vec![parsed("https://b.example/"), parsed("https://a.example/")];
            facts.confidence = Confidence::Low;
            facts.editor_note = Some(parsed("À vérifier."));
            facts.collection = Some(CollectionEntry {
                collection: parsed("a-bras-le-coeur"),
                number: 3,
                part: Some(parsed("Comme des veilleuses")),
                page: Some(18),
            });
        })
}

fn full_organisation() -> quartiers_emploi::domain::directory::OrganisationFacts {
    let organisation = organisation("Régie Plus").in_commune("37261").with(|facts| {
        facts.address = Some(parsed("1 rue de l’Espoir"));
        facts.postcode = Some(parsed("37000"));
        facts.position = Some(Position::new(47.387_654_3, 0.698_765_4).unwrap());
        facts.phone = Some(parsed("39 36"));
        facts.email = Some(parsed("regie@example.fr"));
        facts.website = Some(parsed("https://regie.example/a?b=c#d"));
        facts.opening_hours = Some(parsed("Mo-Th 09:00-12:00,13:15-17:30; Fr 09:00-16:00"));
        facts.siret = Some(parsed("44054935000021"));
        facts.reception = Some(Reception {
            form: ReceptionForm::Bus,
            takes_appointments: true,
            appointment_hours: Some(parsed("Tu 14:00-16:00")),
            communes: vec![parsed("37122"), parsed("18033")],
            note: Some(parsed("Le bus passe le mardi.")),
        });
        facts.ties = vec![
            Tie { neighbourhood: parsed(SANITAS), rule: TieRule::Named },
            Tie { neighbourhood: parsed(BOURGES_NORD), rule: TieRule::Near },
        ];
        facts.source.licence_is_open = false;
        facts.source.as_of = Some(parsed("2024-08"));
    });
    organisation.0
}

fn figure(scope: FigureScope, list: QpvList) -> Figure {
    Figure {
        scope,
        scope_code: parsed("37"),
        scope_name: parsed("Tours"),
        list,
        indicator: parsed("Taux d’emploi"),
        value: parsed("un tiers"),
        unit: Some(parsed("%")),
        year: Some(parsed("2018-2020")),
        source: parsed("Insee"),
    }
}

fn collection() -> Collection {
    Collection {
        slug: parsed("a-bras-le-coeur"),
        title: parsed("À bras le cœur"),
        summary: parsed("Un recueil."),
        size: 20,
        known: parsed("Le début."),
        unknown: parsed("La fin."),
        source_url: parsed("https://recueil.example/"),
    }
}

fn source() -> DataSource {
    DataSource {
        name: parsed("Un jeu de données"),
        publisher: parsed("Quelqu’un"),
        licence: parsed("Licence Ouverte 2.0"),
        as_of: Some(parsed("août 2024")),
        gives: parsed("Des adresses."),
        rows: Some(12),
        url: Some(parsed("https://donnees.example/")),
        caveats: Some(parsed("Rien n’est sûr.")),
    }
}
