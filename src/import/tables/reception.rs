//! Reads the reception of people by organisations: France services, fixed or moving.

use std::collections::HashMap;

use super::place::PlaceIndex;
use crate::domain::directory::{OrganisationFacts, Reception, ReceptionForm};
use crate::domain::place::InseeCode;
use crate::domain::text::{Prose, Reference};
use crate::import::error::ReferenceKind;
use crate::import::parser::{FLAG, Keys, Row, SeedReader, TableSchema};

const RECEPTIONS: TableSchema = TableSchema {
    file: "france_services.csv",
    columns: &[
        "organisation",
        "form",
        "appointments",
        "appointment_hours",
        "communes",
        "note",
        "source_comment",
    ],
    optional_columns: &[],
};

const FORMS: &[(&str, ReceptionForm)] = &[
    ("fixe", ReceptionForm::Fixed),
    ("antenne", ReceptionForm::Antenna),
    ("multisite", ReceptionForm::SeveralSites),
    ("bus", ReceptionForm::Bus),
    ("itinerant", ReceptionForm::Itinerant),
];

/// Reads `france_services.csv` and sets the reception of the `organisations` it names, whose keys are `known`.
pub fn read(
    reading: &mut SeedReader<'_>,
    organisations: &mut [OrganisationFacts],
    known: &Keys,
    places: &PlaceIndex,
) {
    let mut facts: HashMap<Reference, &mut OrganisationFacts> =
        organisations.iter_mut().map(|facts| (facts.reference.clone(), facts)).collect();
    let mut keys = Keys::default();
    reading.rows(&RECEPTIONS, |row| {
        let organisation = row.required::<Reference>("organisation");
        let reception = reception(row, places);
        let Some(organisation) = organisation else { return };
        known.check(row, "organisation", organisation.as_str(), ReferenceKind::Organisation);
        keys.register(row, "organisation", organisation.as_str(), ());
        if let Some(facts) = facts.get_mut(&organisation) {
            facts.reception = reception;
        }
    });
}

fn reception(row: &mut Row<'_>, places: &PlaceIndex) -> Option<Reception> {
    let form = row.one_of("form", FORMS);
    let takes_appointments = row.one_of("appointments", FLAG);
    let communes = row.list::<InseeCode>("communes");
    for commune in &communes {
        places.check_commune(row, "communes", commune);
    }
    // Checked, and left in the file: `note` says it in plain words.
    row.optional::<Prose>("source_comment");
    let (appointment_hours, note) = (row.optional("appointment_hours"), row.optional("note"));
    Some(Reception {
        form: form?,
        takes_appointments: takes_appointments?,
        appointment_hours,
        communes,
        note,
    })
}
