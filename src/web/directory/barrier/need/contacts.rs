//! Organisations to call and national numbers, ready to print.

use crate::catalogue::{Catalogue, Contact, NeedContent};
use crate::domain::directory::{BarrierStrength, CallCost, NationalNumber, Phone};
use crate::domain::text::Slug;
use crate::i18n::{capitalised, messages};
use crate::web::components::{OpeningStatus, OrganisationCard};
use crate::web::{Page, paths};

/// Organisation to call.
#[derive(Debug)]
pub struct ContactLine<'a> {
    pub card: OrganisationCard<'a>,
    /// Help that it gives with the barrier, as a sentence.
    pub help: String,
    /// Audiences that it is reserved to.
    pub reserved: Option<String>,
    pub distance: Option<String>,
}

/// Contacts of one strength, with their title.
#[derive(Debug)]
pub struct ContactGroup<'a> {
    pub title: String,
    pub contacts: Vec<ContactLine<'a>>,
}

/// Number to call first.
#[derive(Debug)]
pub struct FirstCall<'a> {
    pub phone: &'a Phone,
    pub name: &'a str,
    pub href: String,
    pub distance: Option<String>,
    pub opening: Option<OpeningStatus>,
    pub hours: Vec<String>,
}

/// National number.
#[derive(Debug)]
pub struct NumberLine<'a> {
    pub number: &'a NationalNumber,
    pub reserved: Option<String>,
    pub cost: String,
}

/// Contacts in two groups: those whose trade it is, and others; empty groups are left out.
pub fn groups<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeedContent<'a>,
) -> Vec<ContactGroup<'a>> {
    let group = |strength, title| ContactGroup {
        title: page.t(title).into_owned(),
        contacts: content
            .contacts
            .iter()
            .filter(|it| it.help.strength == strength)
            .map(|it| line(page, catalogue, it))
            .collect(),
    };
    let groups = [
        group(BarrierStrength::First, messages::NEED_FIRST),
        group(BarrierStrength::Also, messages::NEED_ALSO),
    ];
    groups.into_iter().filter(|it| !it.contacts.is_empty()).collect()
}

fn line<'a>(page: &Page, catalogue: &'a Catalogue, contact: &Contact<'a>) -> ContactLine<'a> {
    ContactLine {
        card: OrganisationCard::new(page, catalogue, contact.organisation),
        help: format!("{}.", capitalised(contact.help.why.as_str())),
        reserved: reserved(page, catalogue, &contact.help.audiences_only),
        distance: contact.metres.map(|metres| page.lang.distance(metres)),
    }
}

/// « Pour : Parents, Parents seuls »
fn reserved(page: &Page, catalogue: &Catalogue, audiences: &[Slug]) -> Option<String> {
    let known = audiences.iter().filter_map(|slug| catalogue.audience(slug.as_str()));
    let labels: Vec<&str> = known.map(|it| it.label.as_str()).collect();
    (!labels.is_empty()).then(|| page.tv(messages::NEED_RESERVED, &labels.join(", ")))
}

/// Contact to call first: in the town, open now, hours known, trade; else the nearest one.
pub fn first_call<'a>(page: &Page, contacts: &[Contact<'a>]) -> Option<FirstCall<'a>> {
    let callable =
        contacts.iter().filter_map(|it| Some((it, it.organisation.facts.phone.as_ref()?)));
    let rank = |contact: &Contact<'_>| {
        let opening = OpeningStatus::new(page, contact.organisation);
        let reserved = !contact.help.audiences_only.is_empty();
        let closed = !opening.as_ref().is_some_and(|it| it.open);
        (!contact.in_town, reserved, closed, opening.is_none(), contact.help.strength)
    };
    let (contact, phone) = callable.min_by_key(|(it, _)| rank(it))?;
    let facts = &contact.organisation.facts;
    Some(FirstCall {
        phone,
        name: facts.name.as_str(),
        href: paths::organisation(&facts.slug),
        distance: contact.metres.map(|metres| page.lang.distance(metres)),
        opening: OpeningStatus::new(page, contact.organisation),
        hours: facts.opening_hours.as_ref().map(|it| page.lang.hours(it)).unwrap_or_default(),
    })
}

pub fn numbers<'a>(
    page: &Page,
    catalogue: &Catalogue,
    numbers: &[&'a NationalNumber],
) -> Vec<NumberLine<'a>> {
    let line = |number: &&'a NationalNumber| NumberLine {
        number,
        reserved: reserved(page, catalogue, &number.audiences_only),
        cost: page.t(cost(number.cost)).into_owned(),
    };
    numbers.iter().map(line).collect()
}

const fn cost(cost: CallCost) -> &'static crate::i18n::Key {
    match cost {
        CallCost::Free => messages::NEED_CALL_FREE,
        CallCost::Call => messages::NEED_CALL_PRICE,
        CallCost::Paid => messages::NEED_CALL_PAID,
    }
}
