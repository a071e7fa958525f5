//! Place search over the real data: queries that people type, and the results expected first.

use quartiers_emploi::catalogue::{Catalogue, Place, PlaceResolution};

use crate::test_app::TestApp;

/// Columns: the query; the first places in order (slugs of neighbourhoods, names of communes and départements,
/// separated by `;`, empty when nothing must be found); the reason.
const TABLE: &str = include_str!("../place-queries.csv");

/// More than any list shows.
const MANY: usize = 1_000;

#[tokio::test]
async fn people_find_first_the_place_they_mean() {
    let catalogue = TestApp::with_real_seeds().await.app.catalogue();
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows: Vec<csv::StringRecord> =
        reader.records().map(|row| row.expect("a CSV row")).collect();
    assert!(rows.len() >= 40, "{} queries", rows.len());

    let mut wrong = Vec::new();
    for row in &rows {
        let expected: Vec<&str> = row[1].split(';').filter(|name| !name.is_empty()).collect();
        let hits = catalogue.find_places(&row[0], expected.len().max(1));
        let found: Vec<String> = hits.iter().map(|hit| named(&catalogue, &hit.place)).collect();
        if found != expected {
            wrong.push(format!("{:?}: expected {expected:?}, found {found:?}", &row[0]));
        }
    }

    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_place_is_found_by_its_own_name() {
    let catalogue = TestApp::with_real_seeds().await.app.catalogue();
    let mut lost = Vec::new();
    let mut check = |name: &str, place: Place| {
        let hits = catalogue.find_places(name, MANY);
        let errors = hits.iter().find(|hit| hit.place == place).map(|hit| hit.errors);
        if errors != Some(0) {
            lost.push(format!("{name}: {errors:?}"));
        }
    };

    for it in &catalogue.neighbourhoods {
        let place = || Place::Neighbourhood(it.code.clone());
        let old = it.name_2015.iter().chain(&it.aliases).chain([&it.official_name, &it.name]);
        for name in old {
            check(name.as_str(), place());
            check(&format!("{name} {}", catalogue.towns(it)), place());
        }
    }
    for it in &catalogue.communes {
        check(it.name.as_str(), Place::Commune(it.insee.clone()));
    }

    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[tokio::test]
async fn a_text_means_one_place_several_or_a_part_of_one() {
    let catalogue = TestApp::with_real_seeds().await.app.catalogue();
    let names = |places: &[Place]| -> Vec<String> {
        places.iter().map(|place| named(&catalogue, place)).collect()
    };
    let meant = |text: &str| match catalogue.place_resolution(text) {
        PlaceResolution::Single(place) => format!("one {}", named(&catalogue, &place)),
        PlaceResolution::Several(places) => format!("several {}", names(&places).join(";")),
        PlaceResolution::Partial(places) => format!("within {}", names(&places).join(";")),
        PlaceResolution::Similar(places) => format!("near {}", names(&places).join(";")),
        PlaceResolution::OtherRegion => "elsewhere".to_owned(),
        PlaceResolution::Unknown => "nothing".to_owned(),
    };

    for (text, expected) in [
        ("gibjoncs", "one bourges-nord"),
        ("Tours", "one Tours"),
        ("Loiret", "one Loiret"),
        ("kennedy", "several blois-nord;dunant-kennedy-dreux"),
        ("12 rue de la Paix, 37000 Tours", "within Tours"),
        ("12 bis rue de Tours 45000 Orléans", "within Orléans"),
        ("3 allée des Lilas 37300", "within Joué-lès-Tours"),
        ("rue des Docks Orléans", "within Orléans"),
        ("sanittas", "near sanitas-tours"),
        ("37001", "near Tours"),
        ("75001 Paris", "elsewhere"),
        ("zzzzqqqq", "nothing"),
        ("", "nothing"),
        ("’’’ --- ???", "nothing"),
    ] {
        let found = meant(text);
        assert!(found.starts_with(expected), "{text:?}: expected {expected}, found {found}");
    }
}

/// Name of `place` as the table spells it.
fn named(catalogue: &Catalogue, place: &Place) -> String {
    let name = match place {
        Place::Neighbourhood(code) => catalogue.neighbourhood(code).map(|it| it.slug.to_string()),
        Place::Commune(code) => catalogue.commune(code).map(|it| it.name.to_string()),
        Place::Departement(code) => catalogue.departement(code).map(|it| it.name.to_string()),
    };
    name.expect("a place of the catalogue")
}
