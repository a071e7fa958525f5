//! Reads the organisations.

use super::neighbourhood::NeighbourhoodIndex;
use super::place::PlaceIndex;
use crate::domain::directory::{OrganisationFacts, Source, Tie, TieRule};
use crate::domain::place::{DepartementCode, InseeCode, Postcode, QpvCode};
use crate::domain::text::Slug;
use crate::import::error::{ReferenceKind, SeedErrorKind};
use crate::import::parser::{FLAG, Keys, Row, SeedReader, TableSchema};

const ORGANISATIONS: TableSchema = TableSchema {
    file: "organisations.csv",
    columns: &[
        "reference",
        "slug",
        "name",
        "kind",
        "address",
        "postcode",
        "commune",
        "departement",
        "lat",
        "lon",
        "phone",
        "email",
        "website",
        "opening_hours",
        "siret",
        "neighbourhoods",
        "tie_rules",
        "source",
        "licence",
        "licence_is_open",
        "as_of",
    ],
    optional_columns: &[],
};
const TIE_RULES: &[(&str, TieRule)] =
    &[("inside", TieRule::Inside), ("near-300m", TieRule::Near), ("named", TieRule::Named)];

/// Reference data for the checks of an organisation.
#[derive(Debug)]
pub struct OrganisationReferences<'a> {
    pub places: &'a PlaceIndex,
    pub areas: &'a NeighbourhoodIndex,
    pub kinds: &'a Keys,
}

pub fn read(
    reading: &mut SeedReader<'_>,
    known: &OrganisationReferences<'_>,
) -> (Vec<OrganisationFacts>, Keys) {
    let (mut found, mut keys, mut slugs) = (Vec::new(), Keys::default(), Keys::default());
    keys.complete = reading.rows(&ORGANISATIONS, |row| {
        if !row.text("reference").is_empty() {
            keys.register(row, "reference", row.text("reference"), ());
        }
        if !row.text("slug").is_empty() {
            slugs.register(row, "slug", row.text("slug"), ());
        }
        found.extend(organisation(row, known));
    });
    (found, keys)
}

fn organisation(
    row: &mut Row<'_>,
    known: &OrganisationReferences<'_>,
) -> Option<OrganisationFacts> {
    let (reference, slug) = (row.required("reference"), row.slug());
    let (name, kind) = (row.required("name"), row.required::<Slug>("kind"));
    if let Some(kind) = &kind {
        known.kinds.check(row, "kind", kind.as_str(), ReferenceKind::Kind);
    }
    let (commune, postcode) = (row.optional("commune"), row.optional("postcode"));
    let departement = row.optional("departement");
    let position = row.position();
    let place = Place { commune, postcode, departement };
    place.check(row, known.places);
    if let (Some(commune), Some(position)) = (&place.commune, position) {
        known.places.check_near(row, commune, position);
    }
    let ties = ties(row, known.areas);
    let source = source(row);
    Some(OrganisationFacts {
        address: row.optional("address"),
        phone: row.optional("phone"),
        email: row.optional("email"),
        website: row.optional("website"),
        opening_hours: row.optional("opening_hours"),
        siret: row.optional("siret"),
        reception: None,
        reference: reference?,
        slug: slug?,
        name: name?,
        kind: kind?,
        postcode: place.postcode,
        commune: place.commune,
        departement: place.departement,
        position,
        ties,
        source: source?,
    })
}

struct Place {
    commune: Option<InseeCode>,
    postcode: Option<Postcode>,
    departement: Option<DepartementCode>,
}

impl Place {
    fn check(&self, row: &mut Row<'_>, places: &PlaceIndex) {
        if let Some(departement) = &self.departement {
            places.check_departement(row, "departement", departement);
        }
        if let Some(commune) = &self.commune {
            places.check_commune(row, "commune", commune);
            places.check_within(row, "commune", commune, self.departement.as_slice());
            if let Some(postcode) = &self.postcode {
                places.check_postcode(row, commune, postcode);
            }
        }
    }
}

fn ties(row: &mut Row<'_>, areas: &NeighbourhoodIndex) -> Vec<Tie> {
    let codes = row.list::<QpvCode>("neighbourhoods");
    for code in &codes {
        areas.check(row, "neighbourhoods", code.as_str(), ReferenceKind::Neighbourhood);
    }
    let rules = row.all_of("tie_rules", TIE_RULES);
    let count = |text: &str| text.split(';').filter(|_| !text.is_empty()).count();
    if count(row.text("neighbourhoods")) != count(row.text("tie_rules")) {
        row.add("tie_rules", SeedErrorKind::UnevenLists);
    }
    if row.text("lat").is_empty() && rules.iter().any(|rule| *rule != TieRule::Named) {
        row.add("tie_rules", SeedErrorKind::TieWithoutPoint);
    }
    codes.into_iter().zip(rules).map(|(neighbourhood, rule)| Tie { neighbourhood, rule }).collect()
}

fn source(row: &mut Row<'_>) -> Option<Source> {
    let (name, licence) = (row.required("source"), row.required("licence"));
    let licence_is_open = row.one_of("licence_is_open", FLAG);
    if licence_is_open == Some(false) {
        for column in ["phone", "email", "opening_hours", "siret"] {
            if !row.text(column).is_empty() {
                row.add(column, SeedErrorKind::ClosedLicence);
            }
        }
    }
    let as_of = row.optional("as_of");
    Some(Source { name: name?, licence: licence?, licence_is_open: licence_is_open?, as_of })
}
