//! Place search over the real data: queries that people type, and the results expected first.

use std::collections::BTreeSet;

use quartiers_emploi::catalogue::{Catalogue, Place, PlaceResolution};
use quartiers_emploi::domain::place::Postcode;
use quartiers_emploi::domain::proposal::{Field, FormData, named_places, validate};
use quartiers_emploi::domain::text::fold;

use crate::test_app::TestApp;

/// Columns: the query; the first places in order (slugs of neighbourhoods, names of communes and départements,
/// separated by `;`, empty when nothing must be found); the reason.
const TABLE: &str = include_str!("../place-queries.csv");

/// Columns: the text; its meaning; the places to choose from, as in [`TABLE`], all of them unless they are spelt alike;
/// the reason.
const RESOLUTIONS: &str = include_str!("../place-resolutions.csv");

/// Columns: the field of the communes; that of the postcode; the communes read; the errors; the reason.
const FIELDS: &str = include_str!("../place-fields.csv");

/// More than any list shows.
const MANY: usize = 1_000;

/// One test, since the catalogue of all places takes longer to build than to search.
#[tokio::test]
async fn places_are_never_confused() {
    let catalogue = TestApp::with_real_seeds().await.app.catalogue();
    let catalogue = catalogue.as_ref();

    people_find_first_the_place_they_mean(catalogue);
    every_place_is_found_by_its_own_name(catalogue);
    a_text_means_one_place_several_or_a_part_of_one(catalogue);
    a_name_as_people_write_it_leads_to_its_place_or_to_a_choice_that_holds_it(catalogue);
    a_postcode_offers_each_of_its_towns_those_with_a_neighbourhood_first(catalogue);
    a_place_in_a_text_is_the_one_of_the_area_beside_it(catalogue);
    a_form_reads_places_as_the_place_box_does(catalogue);
}

fn people_find_first_the_place_they_mean(catalogue: &Catalogue) {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows: Vec<csv::StringRecord> =
        reader.records().map(|row| row.expect("a CSV row")).collect();
    assert!(rows.len() >= 40, "{} queries", rows.len());

    let mut wrong = Vec::new();
    for row in &rows {
        let expected: Vec<&str> = row[1].split(';').filter(|name| !name.is_empty()).collect();
        let hits = catalogue.find_places(&row[0], expected.len().max(1));
        let found: Vec<String> = hits.iter().map(|hit| named(catalogue, &hit.place)).collect();
        if found != expected {
            wrong.push(format!("{:?}: expected {expected:?}, found {found:?}", &row[0]));
        }
    }

    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn every_place_is_found_by_its_own_name(catalogue: &Catalogue) {
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

fn a_text_means_one_place_several_or_a_part_of_one(catalogue: &Catalogue) {
    let mut reader = csv::Reader::from_reader(RESOLUTIONS.as_bytes());
    let rows: Vec<csv::StringRecord> =
        reader.records().map(|row| row.expect("a CSV row")).collect();

    let mut wrong = Vec::new();
    for row in &rows {
        let resolution = catalogue.place_resolution(&row[0]);
        let found: Vec<String> =
            resolution.choices().iter().map(|place| named(catalogue, place)).collect();
        let found = format!("{} {}", meaning(&resolution), found.join(";"));
        let expected = format!("{} {}", &row[1], &row[2]);
        let is_list = matches!(resolution, PlaceResolution::Similar(_));
        let is_met = if is_list || row[2].is_empty() {
            found.starts_with(expected.trim_end())
        } else {
            found == expected
        };
        if !is_met {
            wrong.push(format!("{:?}: expected {expected}, found {found}", &row[0]));
        }
    }

    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn a_name_as_people_write_it_leads_to_its_place_or_to_a_choice_that_holds_it(
    catalogue: &Catalogue,
) {
    let mut names: Vec<(String, Place)> = Vec::new();
    for it in &catalogue.neighbourhoods {
        let old = it.name_2015.iter().chain(&it.aliases).chain([&it.official_name, &it.name]);
        names.extend(old.map(|name| (name.to_string(), Place::Neighbourhood(it.code.clone()))));
    }
    let communes = catalogue.communes.iter();
    names.extend(communes.map(|it| (it.name.to_string(), Place::Commune(it.insee.clone()))));
    let former = catalogue.former_communes.iter();
    names.extend(former.map(|it| (it.name.to_string(), Place::Commune(it.commune.clone()))));

    let mut lost = Vec::new();
    for (name, place) in &names {
        // In lower case, without accents and hyphens; in one word; in one word with « st ».
        let plain = fold(name);
        let compound = plain.replace(' ', "");
        let short = plain.replace("sainte ", "ste ").replace("saint ", "st ").replace(' ', "");
        for typed in BTreeSet::from([name, &plain, &compound, &short]) {
            let resolution = catalogue.place_resolution(typed);
            let is_exact =
                matches!(resolution, PlaceResolution::Single(_) | PlaceResolution::Several(_));
            if !is_exact || !resolution.choices().contains(place) {
                lost.push(format!("{typed}: {} {:?}", meaning(&resolution), resolution.choices()));
            }
        }
    }

    assert!(lost.is_empty(), "{} of {}:\n{}", lost.len(), names.len(), lost.join("\n"));
}

fn a_postcode_offers_each_of_its_towns_those_with_a_neighbourhood_first(catalogue: &Catalogue) {
    let has_neighbourhood = |place: &Place| match place {
        Place::Commune(code) => catalogue.neighbourhoods_of(code).next().is_some(),
        Place::Neighbourhood(_) | Place::Departement(_) => false,
    };
    let postcodes: BTreeSet<&str> = catalogue
        .communes
        .iter()
        .flat_map(|it| it.postcodes.iter().map(Postcode::as_str))
        .collect();

    for postcode in postcodes {
        let resolution = catalogue.place_resolution(postcode);
        let is_commune = |place: &&Place| matches!(place, Place::Commune(_));
        let offered: Vec<&Place> = resolution.choices().iter().filter(is_commune).collect();
        let there = catalogue.places_named(postcode);
        assert_eq!(offered.len(), there.len(), "{postcode}: {offered:?}");
        assert!(there.iter().all(|place| offered.contains(&place)), "{postcode}: {offered:?}");
        let first = offered.iter().take_while(|place| has_neighbourhood(place)).count();
        let with = there.iter().filter(|place| has_neighbourhood(place)).count();
        assert_eq!(first, with, "{postcode}: {offered:?}");
    }
}

fn a_place_in_a_text_is_the_one_of_the_area_beside_it(catalogue: &Catalogue) {
    for (text, expected, rest) in [
        ("mobilité à Tours", "Tours", "mobilité"),
        ("mobilité Tours CEDEX 1", "Tours", "mobilité"),
        ("mobilité 37000 Tours", "Tours", "mobilité"),
        ("mobilité à Contres, Loir-et-Cher", "Le Controis-en-Sologne", "mobilité"),
        ("mobilité à Contres", "Contres;Le Controis-en-Sologne", "mobilité"),
        ("mobilité à Onzain", "Veuzain-sur-Loire", "mobilité"),
        ("mobilité Tours (37)", "Tours", "mobilité"),
        ("mobilité Contres 41", "Le Controis-en-Sologne", "mobilité"),
    ] {
        let found = catalogue.extract_place(text).expect("a place in the text");
        let names: Vec<String> = found.places.iter().map(|it| named(catalogue, it)).collect();
        assert_eq!((names.join(";").as_str(), found.rest.as_str()), (expected, rest), "{text}");
    }
    for text in ["une mère seule", "crèche pour mère isolée", "mobilité Orléans (37)"] {
        assert_eq!(catalogue.extract_place(text), None, "{text}");
    }
}

fn a_form_reads_places_as_the_place_box_does(catalogue: &Catalogue) {
    let mut wrong = Vec::new();
    for row in csv::Reader::from_reader(FIELDS.as_bytes()).records() {
        let row = row.expect("a CSV row");
        let mut form = FormData::default();
        form.set(Field::Commune, [&row[0]]);
        form.set(Field::Postcode, [&row[1]]);
        let (communes, _) = named_places(&form, catalogue);
        let communes = communes.iter().filter_map(|code| catalogue.commune(code));
        let communes: Vec<&str> = communes.map(|it| it.name.as_str()).collect();
        let errors = validate(&form, None, catalogue).expect_err("most fields are missing");
        let of_place = |field: Field| matches!(field, Field::Commune | Field::Postcode);
        let errors = errors.iter().filter(|(field, _)| of_place(*field));
        let errors: Vec<String> = errors.map(|(_, error)| format!("{error:?}")).collect();
        let found = format!("{},{}", communes.join(";"), errors.join(";"));
        if found != format!("{},{}", &row[2], &row[3]) {
            wrong.push(format!("{:?}: {found}", row.as_slice()));
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Meaning of `resolution` as the table spells it.
const fn meaning(resolution: &PlaceResolution) -> &'static str {
    match resolution {
        PlaceResolution::Single(_) => "one",
        PlaceResolution::Several(_) => "several",
        PlaceResolution::Partial(_) => "part",
        PlaceResolution::Similar(_) => "near",
        PlaceResolution::Contradiction { .. } => "contradiction",
        PlaceResolution::Outside { .. } => "outside",
        PlaceResolution::OtherRegion => "elsewhere",
        PlaceResolution::Unknown => "nothing",
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
