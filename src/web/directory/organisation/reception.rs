//! Reception of people by an organisation, in words.

use crate::catalogue::Catalogue;
use crate::domain::directory::{OrganisationFacts, Reception, ReceptionForm};
use crate::i18n::messages;
use crate::web::Page;

/// Word that tells that a remark speaks of appointments.
const APPOINTMENT: &str = "rendez-vous";

/// Sentences about the reception of people, in their order: form, appointments, remark of the source, other communes.
pub fn sentences(page: &Page, catalogue: &Catalogue, facts: &OrganisationFacts) -> Vec<String> {
    let Some(reception) = &facts.reception else { return Vec::new() };
    let note = reception.note.as_ref().map(ToString::to_string);
    let lines = [
        form(page, reception),
        appointments(page, reception),
        note,
        communes(page, catalogue, reception),
    ];
    lines.into_iter().flatten().collect()
}

fn form(page: &Page, reception: &Reception) -> Option<String> {
    let key = match reception.form {
        ReceptionForm::Fixed | ReceptionForm::Antenna => return None,
        // The remark may say so, with the places.
        ReceptionForm::SeveralSites if reception.note.is_some() => return None,
        ReceptionForm::SeveralSites => messages::RECEPTION_SEVERAL,
        ReceptionForm::Bus => messages::RECEPTION_BUS,
        ReceptionForm::Itinerant => messages::RECEPTION_ITINERANT,
    };
    Some(page.t(key).into_owned())
}

/// Appointments, unless the remark mentions them.
fn appointments(page: &Page, reception: &Reception) -> Option<String> {
    let is_noted = reception.note.as_ref().is_some_and(|note| note.as_str().contains(APPOINTMENT));
    match &reception.appointment_hours {
        _ if is_noted => None,
        Some(hours) => {
            let hours = page.lang.hours(hours).join(" ; ");
            Some(page.tv(messages::RECEPTION_APPOINTMENT_HOURS, &hours))
        }
        None if reception.takes_appointments => {
            Some(page.t(messages::RECEPTION_APPOINTMENTS).into_owned())
        }
        None => None,
    }
}

/// Communes that the remark does not name.
fn communes(page: &Page, catalogue: &Catalogue, reception: &Reception) -> Option<String> {
    let communes = reception.communes.iter().filter_map(|code| catalogue.commune(code));
    let is_noted =
        |name: &&str| reception.note.as_ref().is_some_and(|it| it.as_str().contains(*name));
    let names = communes.map(|it| it.name.as_str()).filter(|name| !is_noted(name));
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| page.tv(messages::RECEPTION_COMMUNES, &names.join(", ")))
}
