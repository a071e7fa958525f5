//! Practical information: place, schedule, how to join, fees. Unknown lines are absent.

use std::borrow::Cow;

use crate::catalogue::Catalogue;
use crate::domain::directory::{
    AccessBy, AccessMode, Fees, Initiative, InitiativeFacts, Practical, WebUrl,
};
use crate::domain::place::Postcode;
use crate::domain::proposal::Field;
use crate::i18n::{Key, messages};
use crate::web::Page;
use crate::web::components::PostalAddress;

/// Known practical information; an absent line is unknown.
#[derive(Debug)]
pub struct PracticalWords<'a> {
    /// Venue, street, town: one line each.
    pub place: Vec<String>,
    pub has_street: bool,
    pub schedule: Vec<&'a str>,
    /// Ways to join, and who may join: one sentence each.
    pub join: Vec<String>,
    pub link: Option<&'a WebUrl>,
    pub fees: Option<String>,
    /// Other values, by heading: those of the fields with a heading in the field table.
    pub others: Vec<(Cow<'static, str>, Vec<String>)>,
}

impl<'a> PracticalWords<'a> {
    pub fn new(page: &Page, catalogue: &Catalogue, initiative: &'a Initiative) -> Self {
        let practical = &initiative.facts.practical;
        let lines = |text: Option<&'a crate::domain::text::Prose>| {
            text.map(|it| it.as_str().lines().filter(|line| !line.is_empty()).collect())
        };
        Self {
            place: place(catalogue, initiative),
            has_street: practical.address.is_some(),
            schedule: lines(practical.schedule.as_ref()).unwrap_or_default(),
            join: join(page, &initiative.facts),
            link: practical.access_url.as_ref(),
            fees: fees(page, practical),
            others: others(page, catalogue, &initiative.facts),
        }
    }
}

fn place(catalogue: &Catalogue, initiative: &Initiative) -> Vec<String> {
    let facts = &initiative.facts;
    let Practical { venue, address, postcode, .. } = &facts.practical;
    let town = match facts.communes.as_slice() {
        [only] => catalogue.commune(only).map(|it| it.name.as_str()),
        _ => None,
    };
    let postal = address.as_ref().map(|street| PostalAddress {
        street: Some(street.as_str()),
        postcode: postcode.as_ref().map(Postcode::as_str),
        town,
    });
    let street = [venue, address].into_iter().flatten().map(ToString::to_string);
    street.chain(postal.and_then(PostalAddress::town_line)).collect()
}

/// Sentences on how to join. A contact that is not given is replaced by advice to ask the carrier.
fn join(page: &Page, facts: &InitiativeFacts) -> Vec<String> {
    let practical = &facts.practical;
    let mode = |mode: &AccessMode| match mode {
        AccessMode::Come => Some(messages::JOIN_COME),
        AccessMode::Phone => facts.phone.as_ref().map(|_| messages::JOIN_PHONE),
        AccessMode::Mail => facts.email.as_ref().map(|_| messages::JOIN_MAIL),
        AccessMode::Link => practical.access_url.as_ref().map(|_| messages::JOIN_LINK),
    };
    let lacking = practical.access_modes.iter().any(|it| mode(it).is_none());
    let carrier = facts.carriers.first().filter(|_| lacking);
    let ask = carrier.map(|name| page.tv(messages::JOIN_ASK, name.as_str()));
    let people = practical.access_by.contains(&AccessBy::People);
    let professionals = practical.access_by.contains(&AccessBy::Professionals);
    let by: Option<&Key> = match (people, professionals) {
        (true, true) => Some(messages::JOIN_BY_ANYBODY),
        (true, false) => Some(messages::JOIN_BY_PEOPLE),
        (false, true) => Some(messages::JOIN_BY_PROFESSIONALS),
        (false, false) => None,
    };
    let text = |key: &Key| page.t(key).into_owned();
    let modes = practical.access_modes.iter().filter_map(mode).map(text);
    modes.chain(ask).chain(by.map(text)).collect()
}

/// Heading and lines of each field that is listed as it is.
fn others(
    page: &Page,
    catalogue: &Catalogue,
    facts: &InitiativeFacts,
) -> Vec<(Cow<'static, str>, Vec<String>)> {
    let other = |field: Field| {
        let heading = page.lang.field_heading(field)?;
        let values = (field.spec().facts.read)(facts, catalogue);
        (!values.is_empty()).then(|| (heading, text_lines(page, field, &values)))
    };
    Field::ALL.into_iter().filter_map(other).collect()
}

/// Lines of a text; one line for the labels of the chosen options.
fn text_lines(page: &Page, field: Field, values: &[String]) -> Vec<String> {
    if field.spec().options.is_empty() {
        let lines = values.iter().flat_map(|value| value.lines());
        return lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    }
    let labels = values.iter().map(|value| page.lang.option_label(field, value));
    vec![labels.collect::<Vec<_>>().join(", ")]
}

fn fees(page: &Page, practical: &Practical) -> Option<String> {
    let words = match practical.fees? {
        Fees::Free => messages::FEES_FREE,
        Fees::Paying => messages::FEES_PAYING,
    };
    let details = practical.fees_details.as_ref().map(ToString::to_string);
    let text = [Some(page.t(words).into_owned()), details];
    Some(text.into_iter().flatten().collect::<Vec<_>>().join(" "))
}
