//! Widgets of the correction form: those of the proposal form, all of them public.

use crate::{
    domain::{ids::OrganisationId, proposal::Field},
    i18n::{Arg, say},
    web::{
        parts::{self, Choice, Choices},
        proposal::{
            ask::{self, Asking},
            words,
        },
    },
};

/// A widget.
#[derive(Debug)]
pub enum Asked {
    Text(parts::Field),
    Choices(Choices),
    /// Long list, folded, and the summary that names what is chosen.
    Folded(Choices, String),
}

/// Widget of `field`; `None` for fields that a correction does not ask for.
pub fn ask(asking: Asking<'_>, field: Field) -> Option<Asked> {
    match field {
        Field::Publish
        | Field::Carrier
        | Field::CarrierSiret
        | Field::AuthorName
        | Field::AuthorEmail
        | Field::AuthorRole => None,
        Field::Neighbourhoods => Some(neighbourhoods(asking)),
        Field::CarrierName => Some(Asked::Text(carrier(asking))),
        Field::Title
        | Field::Summary
        | Field::Activity
        | Field::Schedule
        | Field::Venue
        | Field::Address
        | Field::Postcode
        | Field::Commune
        | Field::Coverage
        | Field::Delivery
        | Field::Barriers
        | Field::Audiences
        | Field::AccessBy
        | Field::AccessModes
        | Field::Phone
        | Field::Email
        | Field::Website
        | Field::AccessUrl
        | Field::Fees
        | Field::FeesDetails
        | Field::Conditions
        | Field::Partners => match asking.ask(field) {
            // Every contact given is published.
            ask::Asked::Text(text) | ask::Asked::Contact(text, _) => Some(Asked::Text(text)),
            ask::Asked::Choices(choices) => Some(Asked::Choices(choices)),
            ask::Asked::Place(_) | ask::Asked::Carrier(_) | ask::Asked::Title(..) => None,
        },
    }
}

/// Carrier field: name of the organisation chosen, or the name typed.
fn carrier(asking: Asking<'_>) -> parts::Field {
    let id = asking.entry.get(Field::Carrier).parse().ok().map(OrganisationId::new);
    let known = id.and_then(|id| asking.catalogue.organisation(id));
    let field = asking.field(Field::CarrierName).help(asking.page, say::CORRECT_CARRIER_HELP);
    let value = known.map_or(field.value.clone(), |it| it.facts.name.to_string());
    parts::Field { value, ..field }
}

/// Folded list of neighbourhoods: it is long.
fn neighbourhoods(asking: Asking<'_>) -> Asked {
    let Asking { page, catalogue, entry, .. } = asking;
    let choice = |it: &crate::domain::neighbourhood::Neighbourhood| {
        let (code, name) = (it.code.as_str(), format!("{}, {}", it.name, catalogue.towns(it)));
        Choice::new(code, name, entry.has(Field::Neighbourhoods, code))
    };
    let options = catalogue.neighbourhoods.iter().map(choice).collect();
    let choices = asking.choices(Field::Neighbourhoods, options, true).optional();
    let chosen = choices.options.iter().filter(|it| it.chosen).map(|it| it.label.clone());
    let chosen = page.lang.all_of(chosen.collect());
    let nothing = || page.t(say::CORRECT_NO_NEIGHBOURHOOD).into_owned();
    let chosen = Some(chosen).filter(|it| !it.is_empty()).unwrap_or_else(nothing);
    let label = words::label(page, Field::Neighbourhoods);
    let args = [("field", Arg::Text(&label)), ("value", Arg::Text(&chosen))];
    Asked::Folded(choices, page.ta(say::CORRECT_FOLDED, &args))
}
