//! Reads the initiatives.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::neighbourhood::NeighbourhoodIndex;
use super::place::PlaceIndex;
use super::vocabulary::slugs;
use crate::domain::directory::{
    Activity, Confidence, Coverage, DeliveryMode, InitiativeFacts, InitiativeTie, Language,
    Lifecycle, Practical, SeedInitiative,
};
use crate::domain::place::{DepartementCode, InseeCode, QpvCode};
use crate::domain::text::Reference;
use crate::domain::time::PartialDate;
use crate::import::error::{ReferenceKind, SeedErrorKind, excerpt};
use crate::import::parser::{Keys, Row, SeedReader, TableSchema};

const INITIATIVES: TableSchema = TableSchema {
    file: "initiatives.csv",
    columns: &[
        "reference",
        "slug",
        "title",
        "summary",
        "barriers",
        "audiences",
        "neighbourhoods",
        "tie_rule",
        "communes",
        "departements",
        "coverage",
        "delivery",
        "carriers",
        "partners",
        "activity",
        "attested_on",
        "started_on",
        "ended_on",
        "website",
        "phone",
        "email",
        "source_urls",
        "confidence",
        "editor_note",
    ],
    optional_columns: &["langues"],
};

const TIES: &[(&str, Option<InitiativeTie>)] = &[
    ("", None),
    ("nom", Some(InitiativeTie::Name)),
    ("alias", Some(InitiativeTie::Alias)),
    ("public-vise", Some(InitiativeTie::Audience)),
];

const DELIVERIES: &[(&str, Option<DeliveryMode>)] = &[
    ("", None),
    ("sur-place", Some(DeliveryMode::OnSite)),
    ("itinerant", Some(DeliveryMode::Itinerant)),
    ("a-distance", Some(DeliveryMode::Remote)),
];

const COVERAGES: &[(&str, Coverage)] = &[
    ("quartier", Coverage::Neighbourhood),
    ("commune", Coverage::Commune),
    ("intercommunalite", Coverage::Epci),
    ("departement", Coverage::Departement),
    ("region", Coverage::Region),
    ("inconnu", Coverage::Unknown),
];

const CONFIDENCES: &[(&str, Confidence)] =
    &[("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];

/// Reference data for the checks of an initiative.
#[derive(Debug)]
pub struct InitiativeReferences<'a> {
    pub places: &'a PlaceIndex,
    pub areas: &'a NeighbourhoodIndex,
    pub barriers: &'a Keys,
    pub audiences: &'a Keys,
}

/// Initiatives read, with an index by reference.
#[derive(Debug, Default)]
pub struct Initiatives {
    pub found: Vec<SeedInitiative>,
    /// Index into `found` by reference; `None` if the row is invalid.
    pub keys: Keys<Option<usize>>,
}

pub fn read(reading: &mut SeedReader<'_>, known: &InitiativeReferences<'_>) -> Initiatives {
    let Initiatives { mut found, mut keys } = Initiatives::default();
    let (mut slugs, mut numbers) = (Keys::default(), Keys::default());
    let today = reading.today;
    keys.complete = reading.rows(&INITIATIVES, |row| {
        if !row.text("slug").is_empty() {
            slugs.register(row, "slug", row.text("slug"), ());
        }
        let number = number(row, &mut numbers);
        let seed = facts(row, known, today).zip(number).map(|(facts, number)| SeedInitiative {
            number,
            facts,
            organisations: Vec::new(),
        });
        if !row.text("reference").is_empty() {
            let place = seed.is_some().then_some(found.len());
            keys.register(row, "reference", row.text("reference"), place);
        }
        found.extend(seed);
    });
    Initiatives { found, keys }
}

/// Number of the initiative: the digits of its reference; must be unique.
fn number(row: &mut Row<'_>, numbers: &mut Keys) -> Option<i64> {
    let reference = row.text("reference");
    let digits: String = reference.chars().filter(char::is_ascii_digit).collect();
    let number = digits.parse().ok().filter(|number| *number > 0);
    match number {
        None if reference.is_empty() => {}
        None => row.add("reference", SeedErrorKind::NoNumber),
        Some(number) => numbers.register(row, "reference", &i64::to_string(&number), ()),
    }
    number
}

fn facts(
    row: &mut Row<'_>,
    known: &InitiativeReferences<'_>,
    today: Date,
) -> Option<InitiativeFacts> {
    let (reference, slug) = (row.required::<Reference>("reference"), row.slug());
    let (title, summary) = (row.required("title"), row.required("summary"));
    let barriers = slugs(row, "barriers", known.barriers, ReferenceKind::Barrier);
    let audiences = slugs(row, "audiences", known.audiences, ReferenceKind::Audience);
    let (communes, departements) = places(row, known.places);
    let (neighbourhoods, tie_rule) = neighbourhoods(row, known.areas, &communes);
    let coverage = row.one_of("coverage", COVERAGES);
    let delivery = row.one_of("delivery", DELIVERIES);
    let life = life(row, today);
    let source_urls = row.split("source_urls", ' ');
    if row.text("source_urls").is_empty() {
        row.add("source_urls", SeedErrorKind::Empty);
    }
    let confidence = row.one_of("confidence", CONFIDENCES);
    Some(InitiativeFacts {
        carriers: row.list("carriers"),
        partners: row.list("partners"),
        website: row.optional("website"),
        phone: row.optional("phone"),
        email: row.optional("email"),
        editor_note: row.optional("editor_note"),
        reference: reference?,
        slug: slug?,
        title: title?,
        summary: summary?,
        barriers,
        audiences,
        neighbourhoods,
        tie_rule,
        communes,
        departements,
        coverage: coverage?,
        delivery: delivery?,
        practical: Practical { languages_spoken: languages(row), ..Practical::default() },
        lifecycle: life?,
        source_urls,
        confidence: confidence?,
        collection: None,
    })
}

fn languages(row: &mut Row<'_>) -> Vec<Language> {
    let codes: Vec<_> = Language::ALL.iter().map(|it| (it.code(), *it)).collect();
    let languages = row.all_of("langues", &codes);
    let distinct: BTreeSet<&Language> = languages.iter().collect();
    if distinct.len() < languages.len() {
        let value = excerpt(row.text("langues"));
        row.add("langues", SeedErrorKind::RepeatedInCell { value });
    }
    languages
}

fn places(row: &mut Row<'_>, known: &PlaceIndex) -> (Vec<InseeCode>, Vec<DepartementCode>) {
    let departements = row.list("departements");
    for departement in &departements {
        known.check_departement(row, "departements", departement);
    }
    let communes = row.list("communes");
    for commune in &communes {
        known.check_commune(row, "communes", commune);
        known.check_within(row, "communes", commune, &departements);
    }
    (communes, departements)
}

fn neighbourhoods(
    row: &mut Row<'_>,
    areas: &NeighbourhoodIndex,
    communes: &[InseeCode],
) -> (Vec<QpvCode>, Option<InitiativeTie>) {
    let codes = row.list::<QpvCode>("neighbourhoods");
    for code in &codes {
        areas.check(row, "neighbourhoods", code.as_str(), ReferenceKind::Neighbourhood);
        let known = areas.get(code.as_str());
        if known.is_some_and(|known| !known.iter().any(|commune| communes.contains(commune))) {
            let value = code.to_string();
            row.add("neighbourhoods", SeedErrorKind::NeighbourhoodOfAnotherCommune { value });
        }
    }
    let tie = row.one_of("tie_rule", TIES).flatten();
    match (row.text("neighbourhoods").is_empty(), row.text("tie_rule").is_empty()) {
        (true, false) => row.add("tie_rule", SeedErrorKind::TieWithoutNeighbourhood),
        (false, true) => row.add("tie_rule", SeedErrorKind::NeighbourhoodWithoutTie),
        (true, true) | (false, false) => {}
    }
    (codes, tie)
}

const ACTIVITIES: &[(&str, Activity)] = &[
    ("ongoing", Activity::Ongoing),
    ("recurring", Activity::Recurring),
    ("ended", Activity::Ended),
    ("unknown", Activity::Unknown),
];

/// Parses activity and dates, and checks their order. Start and end may be after `today`; the attestation may not.
pub(super) fn life(row: &mut Row<'_>, today: Date) -> Option<Lifecycle> {
    let activity = row.one_of("activity", ACTIVITIES);
    let attested_on = row.optional::<PartialDate>("attested_on");
    let started_on = row.optional::<PartialDate>("started_on");
    let ended_on = row.optional::<PartialDate>("ended_on");
    if attested_on.is_some_and(|date| date.first_day() > today) {
        row.add("attested_on", SeedErrorKind::AttestedAfterToday);
    }
    if surely_after(started_on, attested_on) {
        row.add("started_on", SeedErrorKind::StartedAfterAttested);
    }
    if surely_after(started_on, ended_on) {
        row.add("started_on", SeedErrorKind::StartedAfterEnded);
    }
    if ended_on.is_some() && activity.is_some_and(|activity| activity != Activity::Ended) {
        row.add("ended_on", SeedErrorKind::EndedButActive);
    }
    Some(Lifecycle { activity: activity?, attested_on, started_on, ended_on, confirmed_on: None })
}

/// True if `one` is after `other` whatever the days left open by partial dates.
fn surely_after(one: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.first_day() > other.last_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_does_not_come_after_its_own_year() {
        let date = |text: &str| text.parse::<PartialDate>().ok();
        assert!(!surely_after(date("2022-07-25"), date("2022")));
        assert!(surely_after(date("2023-01"), date("2022")));
        assert!(!surely_after(date("2023"), None));
    }
}
