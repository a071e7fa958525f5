//! Seeds with inconsistent references between files.

use quartiers_emploi::import::{ReferenceKind, SeedErrorKind};

use super::{Seeds, assert_only};

fn text(text: &str) -> String {
    text.to_owned()
}

fn unknown(noun: ReferenceKind, value: &str) -> SeedErrorKind {
    SeedErrorKind::Unknown { noun, value: text(value) }
}

#[test]
fn an_unknown_barrier_is_reported() {
    let seeds = Seeds::new().with("initiatives.csv", ",mobilite,jeunes,", ",permis,jeunes,");
    assert_only(
        &seeds,
        "initiatives.csv",
        (26, "barriers"),
        unknown(ReferenceKind::Barrier, "permis"),
    );
}

#[test]
fn an_unknown_kind_is_reported() {
    let seeds = Seeds::new().with("organisations.csv", "Nère,france-services,", "Nère,gare,");
    assert_only(&seeds, "organisations.csv", (2, "kind"), unknown(ReferenceKind::Kind, "gare"));
}

#[test]
fn an_unknown_organisation_and_an_unknown_initiative_are_reported() {
    let seeds = Seeds::new()
        .adding("carriers.csv", "init-025,Ville de Dreux,nobody")
        .adding("carriers.csv", "init-999,Ville de Dreux,act-098");
    let line = seeds.lines("carriers.csv");
    let reported: Vec<_> =
        seeds.errors().into_iter().map(|m| (m.line, m.column, m.reason)).collect();
    let nobody = (line - 1, text("organisation"), unknown(ReferenceKind::Organisation, "nobody"));
    let nothing = (line, text("initiative"), unknown(ReferenceKind::Initiative, "init-999"));
    assert_eq!(reported, [nobody, nothing]);
}

#[test]
fn a_name_that_is_neither_carrier_nor_partner_is_reported() {
    let seeds = Seeds::new().adding("carriers.csv", "init-025,Ville de Tours,act-098");
    let line = seeds.lines("carriers.csv");
    let reason = unknown(ReferenceKind::Participant, "Ville de Tours");
    assert_only(&seeds, "carriers.csv", (line, "name"), reason);
}

#[test]
fn a_name_tied_twice_for_one_initiative_is_reported() {
    let seeds = Seeds::new();
    let table = String::from_utf8(seeds.bytes("carriers.csv")).unwrap();
    let first: Vec<&str> = table.lines().nth(1).unwrap().rsplitn(2, ',').collect();
    let (organisation, start) = (text(first[0]), text(first[1]));
    let seeds = seeds
        .adding("carriers.csv", &format!("{start},{organisation}"))
        .adding("carriers.csv", &format!("{start},act-098"));
    let line = seeds.lines("carriers.csv");

    let reported: Vec<_> =
        seeds.errors().into_iter().map(|m| (m.line, m.column, m.reason)).collect();

    let value = text(start.split_once(',').unwrap().1.trim_matches('"'));
    let reason = SeedErrorKind::AlreadyTied { value, organisation };
    assert_eq!(reported, [(line - 1, text("name"), reason.clone()), (line, text("name"), reason)]);
}

#[test]
fn a_neighbourhood_without_outline_is_reported() {
    let mut seeds = Seeds::new();
    let outlines = String::from_utf8(seeds.bytes("neighbourhoods.geojson")).unwrap();
    let preserved = outlines.lines().filter(|line| !line.contains("\"QN01801M\""));
    seeds = seeds.writing("neighbourhoods.geojson", preserved.collect::<String>().as_bytes());
    let reason = SeedErrorKind::WithoutOutline { value: text("QN01801M") };
    assert_only(&seeds, "neighbourhoods.csv", (2, "code"), reason);
}

#[test]
fn an_empty_outline_is_reported_with_its_feature() {
    let seeds = Seeds::new().with("neighbourhoods.geojson", "QN01802M", "QN01899M");
    let reported: Vec<_> =
        seeds.errors().into_iter().map(|m| (m.file, m.line, m.column, m.reason)).collect();
    let without = SeedErrorKind::WithoutOutline { value: text("QN01802M") };
    let nothing = unknown(ReferenceKind::Neighbourhood, "QN01899M");
    assert_eq!(
        reported,
        [
            (text("neighbourhoods.csv"), 3, text("code"), without),
            (text("neighbourhoods.geojson"), 0, text("features[1] QN01899M"), nothing),
        ]
    );
}

#[test]
fn an_open_ring_is_no_outline() {
    let seeds = Seeds::new().with("departements.geojson", "[[[", "[[[2.5,47.5],[");
    let reported = seeds.errors();
    let reported: Vec<_> = reported.into_iter().map(|m| (m.line, m.column, m.reason)).collect();
    assert_eq!(reported, [(0, text("features[0] 18"), SeedErrorKind::NotAnOutline)]);
}

#[test]
fn a_commune_of_another_departement_is_reported() {
    let seeds = Seeds::new().with("organisations.csv", ",18700,18015,18,", ",18700,18015,37,");
    let (commune, departement) = (text("18015"), text("37"));
    let reason = SeedErrorKind::CommuneOfAnotherDepartement { commune, departement };
    assert_only(&seeds, "organisations.csv", (2, "commune"), reason);
}

#[test]
fn a_postcode_of_another_commune_is_reported() {
    let seeds = Seeds::new().with("organisations.csv", ",18700,18015,", ",37000,18015,");
    let reason = SeedErrorKind::PostcodeOfAnotherCommune { value: text("37000") };
    assert_only(&seeds, "organisations.csv", (2, "postcode"), reason);
}

#[test]
fn a_point_far_from_its_commune_is_reported() {
    let seeds = Seeds::new().with("organisations.csv", "47.485101,2.434796", "47.39,0.69");
    assert_only(
        &seeds,
        "organisations.csv",
        (2, "lat"),
        SeedErrorKind::PointFarFromCommune { km: 132.0 },
    );
}

#[test]
fn half_a_point_is_reported() {
    let seeds = Seeds::new().with("organisations.csv", "47.485101,2.434796", "47.485101,");
    assert_only(&seeds, "organisations.csv", (2, "lat"), SeedErrorKind::HalfAPoint);
}

#[test]
fn fields_without_an_open_licence_are_refused() {
    let seeds = Seeds::new().with("organisations.csv", "1,2024-08-01", "0,2024-08-01");
    let columns: Vec<_> = seeds.errors().into_iter().map(|m| (m.line, m.column)).collect();
    assert_eq!(columns, ["phone", "email", "opening_hours"].map(|name| (2, text(name))));
}

#[test]
fn dates_out_of_order_are_reported() {
    let dates = "ended,2023-06-15,2023-06-15,2023-06-15";
    let seeds = Seeds::new().with("initiatives.csv", dates, "ended,2023-06-15,2024,2023-06-15");
    let reported: Vec<_> =
        seeds.errors().into_iter().map(|m| (m.line, m.column, m.reason)).collect();
    let started = |reason| (27, text("started_on"), reason);
    assert_eq!(
        reported,
        [SeedErrorKind::StartedAfterAttested, SeedErrorKind::StartedAfterEnded].map(started)
    );
}

#[test]
fn a_future_attestation_is_an_error_and_a_future_start_or_end_is_none() {
    let dates = "ended,2023-06-15,2023-06-15,2023-06-15";
    let with = |new| Seeds::new().with("initiatives.csv", dates, new);
    let attested = (27, "attested_on");

    assert_only(
        &with("unknown,2026-11-25,,"),
        "initiatives.csv",
        attested,
        SeedErrorKind::AttestedAfterToday,
    );
    assert_only(
        &with("unknown,2026-12,,"),
        "initiatives.csv",
        attested,
        SeedErrorKind::AttestedAfterToday,
    );
    assert_eq!(with("unknown,2026-11-24,,").errors(), []);
    assert_eq!(with("unknown,2026,,").errors(), []);
    assert_eq!(with("unknown,,2027-01-04,").errors(), []);
    assert_eq!(with("ended,2026,,2027-06-30").errors(), []);
}

#[test]
fn a_permanent_initiative_has_no_end_date() {
    let seeds = Seeds::new().with("initiatives.csv", "ended,2023-06-15", "ongoing,2023-06-15");
    assert_only(&seeds, "initiatives.csv", (27, "ended_on"), SeedErrorKind::EndedButActive);
}

#[test]
fn a_neighbourhood_of_another_town_is_reported() {
    let seeds =
        Seeds::new().with("initiatives.csv", ",QN02807M,nom,28134,", ",QN03709M,nom,28134,");
    let reason = SeedErrorKind::NeighbourhoodOfAnotherCommune { value: text("QN03709M") };
    assert_only(&seeds, "initiatives.csv", (27, "neighbourhoods"), reason);
}

#[test]
fn an_experience_beyond_the_size_of_its_collection_is_reported() {
    let seeds = Seeds::new().adding("collection_entries.csv", "a-bras-le-coeur,21,,,init-025");
    let line = seeds.lines("collection_entries.csv");
    assert_only(
        &seeds,
        "collection_entries.csv",
        (line, "number"),
        SeedErrorKind::BeyondSize { size: 20 },
    );
}

#[test]
fn errors_of_all_files_are_reported_together_in_french() {
    let seeds = Seeds::new()
        .with("initiatives.csv", ",unknown,2023-06,", ",unknown,juin 2023,")
        .with("communes.csv", "18001,Achères,", "18001,,")
        .without("sources.csv");
    let reported: Vec<String> = seeds.errors().iter().map(ToString::to_string).collect();
    assert_eq!(
        reported,
        [
            "communes.csv, ligne 2, colonne « name » : la cellule est vide, une valeur est \
             obligatoire.",
            "initiatives.csv, ligne 26, colonne « attested_on » : « juin 2023 » n’est pas une date \
             de la forme 2019, 2019-06 ou 2019-06-30.",
            "sources.csv : le fichier manque.",
        ]
        .map(|message| message
            .replace(" »", "\u{a0}»")
            .replace("« ", "«\u{a0}")
            .replace(" :", "\u{a0}:"))
    );
}

#[test]
fn unknown_references_of_the_guidance_are_reported_all_at_once() {
    let source = "https://a.example/,2024";
    let seeds = Seeds::new()
        .adding("kind_barriers.csv", &format!("gare,permis,first,vieux,transporte,{source}"))
        .adding("national_numbers.csv", &format!("118,Nom,Pour,,free,0,permis,,21,{source},"))
        .adding("former_communes.csv", "37999,Nulle-Part,commune-deleguee,37998")
        .adding("intercommunalities.csv", "552100554,CC Nulle-Part,metropole,37997")
        .adding("france_services.csv", "fs-999999,fixe,0,,37996,,");

    let reported: Vec<_> = seeds.errors().into_iter().map(|m| (m.column, m.reason)).collect();

    let commune = |code| unknown(ReferenceKind::Commune, code);
    assert_eq!(
        reported,
        [
            (text("communes"), commune("37997")),
            (text("commune"), commune("37998")),
            (text("kind"), unknown(ReferenceKind::Kind, "gare")),
            (text("barrier"), unknown(ReferenceKind::Barrier, "permis")),
            (text("audiences_only"), unknown(ReferenceKind::Audience, "vieux")),
            (text("barriers"), unknown(ReferenceKind::Barrier, "permis")),
            (text("communes"), commune("37996")),
            (text("organisation"), unknown(ReferenceKind::Organisation, "fs-999999")),
        ]
    );
}

#[test]
fn errors_of_a_scheme_are_reported_with_line_and_column() {
    let seeds = Seeds::new().adding(
        "schemes.csv",
        "rsa,Titre,,Résumé.,permis,vieux,,gare,Tout.,,,init-999,www.caf.fr,https://a.example/,2124,perhaps,,",
    );
    let line = seeds.lines("schemes.csv");

    let reported: Vec<_> = seeds.errors().into_iter().map(|m| m.to_string()).collect();

    let at = |column: &str| format!("schemes.csv, ligne {line}, colonne «\u{a0}{column}\u{a0}»");
    let columns = [
        "initiatives",
        "slug",
        "barriers",
        "audiences",
        "who_gives",
        "official_url",
        "as_of",
        "status",
    ];
    assert_eq!(reported.len(), columns.len(), "{reported:#?}");
    for column in columns {
        assert!(reported.iter().any(|it| it.starts_with(&at(column))), "{column}: {reported:#?}");
    }
}

#[test]
fn a_commune_is_in_one_intercommunality_only() {
    let seeds = Seeds::new().adding("intercommunalities.csv", "552100554,CC Ici,metropole,41036");
    let line = seeds.lines("intercommunalities.csv");
    let reason = SeedErrorKind::Repeated { value: text("41036"), line: 2 };
    assert_only(&seeds, "intercommunalities.csv", (line, "communes"), reason);
}
