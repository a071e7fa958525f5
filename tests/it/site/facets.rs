//! Facet counts: the count shown is the total after the click, for any selection.

use std::num::NonZeroU32;
use std::sync::LazyLock;

use axum_extra::extract::Query;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use quartiers_emploi::catalogue::{
    Catalogue, Facets, OrganisationCounts, OrganisationResults, ParsedSearch, Place, PlaceReason,
    ServiceReason,
};
use quartiers_emploi::domain::directory::Organisation;
use quartiers_emploi::domain::place::{Position, whole_metres};
use quartiers_emploi::domain::search::{
    FacetValue, OpeningFilter, OrganisationParams, OrganisationSearch, Search, SearchCircle,
    SearchPage, SearchParams,
};
use quartiers_emploi::paths;

use crate::test_app::TestApp;

/// Catalogue of the real seeds.
static REAL: LazyLock<std::sync::Arc<Catalogue>> = LazyLock::new(|| {
    let runtime = tokio::runtime::Runtime::new().expect("a Tokio runtime");
    runtime.block_on(async { TestApp::with_real_seeds().await.app.catalogue() })
});

/// Words of a text that may ask for a time, alone or together.
const TIME_WORDS: [&str; 10] = [
    "ouvert",
    "le",
    "samedi",
    "maintenant",
    "tout",
    "de",
    "suite",
    "moment",
    "mission locale",
    "d’insertion,",
];

/// Every facet value, including those that no page lists.
fn every_choice() -> Vec<FacetValue> {
    let facets = facets_of(&Search::default());
    let shown = counts(&facets).map(|count| count.choice.clone());
    let communes = REAL.communes.iter().step_by(50).map(|it| FacetValue::Commune(it.insee.clone()));
    let towns = ["37261", "18033", "45234", "41018"]
        .map(|code| FacetValue::Commune(code.parse().expect("a valid commune code")));
    let actors = REAL.organisations.iter().step_by(20).map(|it| FacetValue::Organisation(it.id));
    shown.chain(communes).chain(towns).chain(actors).collect()
}

fn counts(facets: &Facets) -> impl Iterator<Item = &quartiers_emploi::catalogue::FacetCount> {
    facets.iter().flat_map(|(_, counts)| counts)
}

fn facets_of(search: &Search) -> Facets {
    REAL.search(&SearchPage { search: search.clone(), number: NonZeroU32::MIN }).facets
}

#[test]
fn the_results_of_a_value_equal_those_of_a_search_for_it_alone() {
    for choice in every_choice().iter().filter(|it| !matches!(it, FacetValue::State(_))) {
        let count = REAL.count(&Search::default().toggling(choice));
        assert_eq!(REAL.open_count(choice), count, "{choice:?}");
    }
}

/// Organisations shown above the results of `text` at `place`.
fn named(text: &str, place: Option<FacetValue>) -> Vec<&'static Organisation> {
    let search = Search::of(place).with_text(text);
    let parsed = ParsedSearch {
        search_page: SearchPage { search, number: NonZeroU32::MIN },
        unknown: Vec::new(),
        unknown_place: None,
        excess: Vec::new(),
        truncated: false,
    };
    let content = REAL.results_content(&parsed, REAL.today().at(12, 0, 0, 0), |_| false);
    let ids: Vec<_> = content.named_organisations.iter().map(|it| it.id).collect();
    let organisation = |id| REAL.organisations.iter().find(|it| it.id == id);
    ids.into_iter().filter_map(organisation).collect()
}

#[test]
fn organisations_named_at_a_chosen_place_are_those_named_beside_a_typed_one() {
    let mut compared = 0;
    for it in &REAL.neighbourhoods {
        let town = REAL.commune(&it.communes[0]).expect("a commune");
        let places = [
            (it.name.as_str(), Place::Neighbourhood(it.code.clone())),
            (town.name.as_str(), Place::Commune(town.insee.clone())),
        ];
        for kind in ["France services", "mission locale", "centre social"] {
            for (name, place) in &places {
                let choice = match place {
                    Place::Neighbourhood(code) => FacetValue::Neighbourhood(code.clone()),
                    Place::Commune(code) => FacetValue::Commune(code.clone()),
                    Place::Departement(code) => FacetValue::Departement(code.clone()),
                };
                let chosen = named(kind, Some(choice));
                for organisation in &chosen {
                    let departement = organisation.facts.departement.as_ref();
                    assert_eq!(departement, Some(&it.departement), "{kind}, {name}");
                }
                let typed = format!("{kind} {name}");
                let read = REAL.extract_place(&typed);
                if read.is_some_and(|read| read.place == place && read.rest == kind) {
                    assert_eq!(chosen, named(&typed, None), "{typed}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn organisations_named_in_a_circle_are_nearest_to_its_centre() {
    let at = REAL.find_neighbourhood("sanitas-tours").expect("a neighbourhood").centre;
    let circle = SearchCircle::new(at, 5_000).expect("a valid radius");
    let search = Search::of_circle(circle).with_text("mission locale");
    let parsed = ParsedSearch {
        search_page: SearchPage { search, number: NonZeroU32::MIN },
        unknown: Vec::new(),
        unknown_place: None,
        excess: Vec::new(),
        truncated: false,
    };
    let content = REAL.results_content(&parsed, REAL.today().at(12, 0, 0, 0), |_| false);
    let far = |it: &&Organisation| it.facts.reception_position().map(|to| to.metres_to(at));
    let named = content.named_organisations.iter();
    let metres: Vec<u32> = named.map(|it| far(it).map_or(u32::MAX, whole_metres)).collect();
    assert!(!metres.is_empty() && metres.is_sorted(), "{metres:?}");
    assert!(metres[0] < 5_000, "{metres:?}");
    let OrganisationSearch { neighbourhood, commune, departement, .. } =
        content.organisations.search;
    assert!(neighbourhood.is_some() || commune.is_some() || departement.is_some());
}

#[test]
fn an_organisation_of_exactly_the_name_typed_is_shown_even_without_a_phone() {
    let first = |text| named(text, None).first().map(|it| it.facts.name.to_string());
    assert_eq!(first("régie plus").as_deref(), Some("Régie Plus"));
    let benefits = named("caf tours", None);
    assert_eq!(benefits.first().map(|it| it.facts.kind.as_str()), Some("caf"));
}

fn found(search: &OrganisationSearch) -> OrganisationResults<'static> {
    REAL.search_organisations(search, NonZeroU32::MIN)
}

/// Place of `reason` in the order of results.
fn rank(reason: &PlaceReason<'_>) -> u8 {
    match reason {
        PlaceReason::NearNeighbourhood(_) | PlaceReason::NearCommune(_) => u8::MAX,
        PlaceReason::Serves(ServiceReason::Neighbourhood(_)) => 0,
        PlaceReason::Serves(ServiceReason::WholeTown { .. }) => 1,
        PlaceReason::Serves(ServiceReason::Town(..)) => 2,
        PlaceReason::Serves(ServiceReason::Intercommunality(_)) => 3,
        PlaceReason::Serves(ServiceReason::Departement(_)) => 4,
        PlaceReason::Serves(ServiceReason::Region) => 5,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_count_shown_is_the_total_after_the_click(
        picks in vec(any::<Index>(), 0..6),
        text in prop::sample::select(vec!["", "tours", "permis", "français", "emploi", "zzz"]),
        circle in option::of((46.5..48.5_f64, 0.3..2.9_f64, 500..50_000_u32)),
    ) {
        let all = every_choice();
        let around = circle.map(|(lat, lon, metres)| {
            SearchCircle::new(Position::new(lat, lon).expect("a valid point"), metres).expect("a valid radius")
        });
        let mut search = Search::of_text(text);
        search.circle = around;
        for pick in picks {
            let choice = pick.get(&all);
            if !search.chooses(choice) {
                search = search.toggling(choice);
            }
        }
        for count in counts(&facets_of(&search)) {
            let after = search.toggling(&count.choice);
            prop_assert_eq!(count.chosen, search.chooses(&count.choice));
            prop_assert_eq!(count.count, REAL.count(&after), "{:?} of {:?}", count.choice, search);
        }
    }

    #[test]
    fn each_result_at_a_place_has_its_reason_and_the_nearest_come_first(
        neighbourhood in any::<Index>(),
        commune in any::<Index>(),
        by_commune in any::<bool>(),
        barrier in option::of(any::<Index>()),
        page in 1..4_u32,
    ) {
        let place = if by_commune {
            FacetValue::Commune(commune.get(&REAL.communes).insee.clone())
        } else {
            FacetValue::Neighbourhood(neighbourhood.get(&REAL.neighbourhoods).code.clone())
        };
        let barrier = barrier.map(|pick| FacetValue::Barrier(pick.get(&REAL.barriers).slug.clone()));
        let search = Search::of([place].into_iter().chain(barrier));

        let number = NonZeroU32::new(page).expect("from 1");
        let found = REAL.search(&SearchPage { search, number });

        prop_assert_eq!(found.reasons.len(), found.hits.len());
        let ranks: Vec<Option<u8>> = found.reasons.iter().map(|it| it.as_ref().map(rank)).collect();
        prop_assert!(ranks.iter().all(Option::is_some), "{ranks:?}");
        prop_assert!(ranks.is_sorted(), "{ranks:?}");
    }

    #[test]
    fn the_count_of_organisations_shown_is_the_total_after_the_click(
        text in prop::sample::select(vec!["", "", "tours", "mission locale", "centre", "zzz"]),
        kind in option::of(any::<Index>()),
        departement in option::of(any::<Index>()),
        commune in option::of(any::<Index>()),
        neighbourhood in option::of(any::<Index>()),
    ) {
        // Values taken from one organisation, so that combinations with results are frequent.
        let model = commune.or(kind).or(departement).map(|pick| pick.get(&REAL.organisations));
        let search = OrganisationSearch {
            text: text.to_owned(),
            kind: kind.map(|pick| pick.get(&REAL.kinds).slug.clone()),
            barrier: None,
            departement: departement.map(|pick| pick.get(&REAL.departements).code.clone()),
            commune: commune.and_then(|_| model?.facts.commune.clone()),
            neighbourhood: neighbourhood.map(|pick| pick.get(&REAL.neighbourhoods).code.clone()),
            opening: None,
        };
        let OrganisationCounts { kinds, departements } = found(&search).counts;
        for (slug, count) in kinds {
            let after = OrganisationSearch { kind: Some(slug), ..search.clone() };
            prop_assert_eq!(count, found(&after).total, "{:?}", after);
        }
        for (code, count) in departements {
            let after = OrganisationSearch { departement: Some(code), ..search.clone() };
            prop_assert_eq!(count, found(&after).total, "{:?}", after);
        }
    }

    #[test]
    fn the_totals_of_an_empty_list_of_organisations_are_those_after_the_click(
        text in prop::sample::select(vec!["", "mission locale", "02 47 31", "!!", "zzz"]),
        kind in option::of(any::<Index>()),
        barrier in option::of(any::<Index>()),
        departement in option::of(any::<Index>()),
        opening in prop::sample::select(vec!["", "samedi", "maintenant"]),
    ) {
        let now = REAL.today().at(10, 0, 0, 0);
        let kind = kind.map(|pick| pick.get(&REAL.kinds).slug.to_string());
        let barrier = barrier.map(|pick| pick.get(&REAL.barriers).slug.to_string());
        let departement = departement.map(|pick| pick.get(&REAL.departements).code.to_string());
        let params = OrganisationParams {
            q: vec![text.to_owned()],
            genre: kind.into_iter().collect(),
            frein: barrier.into_iter().collect(),
            departement: departement.into_iter().collect(),
            ouvert: vec![opening.to_owned()],
            ..Default::default()
        };
        let parsed = REAL.parse_organisation_search(&params, now);

        let content = REAL.organisations_content(&parsed);

        prop_assert_eq!(content.results.total, REAL.count_organisations(&parsed.search));
        for it in content.empty.into_iter().flat_map(|it| it.relaxed) {
            prop_assert_eq!(it.total, found(&it.search).total, "{:?}", it.search);
        }
    }

    #[test]
    fn a_search_of_organisations_is_what_its_address_says(
        words in vec(prop::sample::select(TIME_WORDS.to_vec()), 0..7),
        opening in prop::sample::select(vec!["", "samedi", "maintenant", "zzz"]),
        barrier in option::of(any::<Index>()),
        neighbourhood in option::of(any::<Index>()),
    ) {
        let now = REAL.today().at(12, 0, 0, 0);
        let typed = OrganisationParams {
            q: vec![words.join(" ")],
            ouvert: vec![opening.to_owned()],
            frein: barrier.iter().map(|pick| pick.get(&REAL.barriers).slug.to_string()).collect(),
            quartier: neighbourhood
                .iter()
                .map(|pick| pick.get(&REAL.neighbourhoods).slug.to_string())
                .collect(),
            ..Default::default()
        };
        let search = REAL.parse_organisation_search(&typed, now).search;
        let address = paths::organisations(&REAL, &search, 1).parse().expect("a URI");
        let Query(params) = Query::try_from_uri(&address).expect("a query");

        let read = REAL.parse_organisation_search(&params, now).search;

        if let Some(chosen) = OpeningFilter::parse(opening, now) {
            prop_assert_eq!(search.opening, Some(chosen));
        }
        prop_assert_eq!(read, search, "{}", address);
    }

    #[test]
    fn a_search_is_what_its_address_says(picks in vec(any::<Index>(), 0..8)) {
        let all = every_choice();
        let mut search = Search::default();
        for pick in picks {
            search = search.toggling(pick.get(&all));
        }
        let params = REAL.search_params(&search).into_iter();
        let pairs: Vec<(String, String)> = params.map(|it| (it.name.to_owned(), it.value)).collect();
        let understood = REAL.parse_search(&SearchParams::from(pairs));
        prop_assert_eq!(understood.search_page.search, search);
        prop_assert!(understood.unknown.is_empty());
    }
}
