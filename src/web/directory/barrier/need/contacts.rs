//! Organisations to call, ready to print.

use crate::catalogue::{Catalogue, Contact, ContactRank, NearbyOrganisation, NeedContent};
use crate::domain::directory::Phone;
use crate::domain::place::whole_metres;
use crate::i18n::{capitalised, messages};
use crate::web::Page;
use crate::web::components::{OpeningStatus, OrganisationCard, ShownNumbers, away, reserved};

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

/// Contacts of one rank, with their title.
#[derive(Debug)]
pub struct ContactGroup<'a> {
    pub title: String,
    pub contacts: Vec<ContactLine<'a>>,
}

/// Number to call first.
#[derive(Debug)]
pub struct FirstCall<'a> {
    pub phone: &'a Phone,
    pub card: OrganisationCard<'a>,
    pub distance: Option<String>,
}

/// Contacts by rank, then the organisation where one is helped to call; empty groups are left out. Numbers that are
/// `shown` stand above them, and are not repeated.
pub fn groups<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeedContent<'a>,
    shown: &mut ShownNumbers,
) -> Vec<ContactGroup<'a>> {
    let mut line = |contact: &Contact<'a>| {
        let line = line(page, catalogue, contact);
        ContactLine { card: shown.add(line.card), ..line }
    };
    let mut group = |rank, title| ContactGroup {
        title: page.t(title).into_owned(),
        contacts: content.contacts.iter().filter(|it| it.rank == rank).map(&mut line).collect(),
    };
    let mut groups = vec![
        group(ContactRank::Trade, messages::NEED_FIRST),
        group(ContactRank::Help, messages::NEED_ALSO),
        group(ContactRank::Reserved, messages::NEED_SOME),
        group(ContactRank::Far, messages::NEED_FAR),
    ];
    let call_help = content.call_help.as_ref().map(|it| call_help(page, catalogue, it, shown));
    groups.extend(call_help);
    groups.into_iter().filter(|it| !it.contacts.is_empty()).collect()
}

/// Organisation where one is helped to call, as a group of its own.
fn call_help<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    nearby: &NearbyOrganisation<'a>,
    shown: &mut ShownNumbers,
) -> ContactGroup<'a> {
    let organisation = nearby.organisation;
    let kind = catalogue.kind(organisation.facts.kind.as_str());
    let line = ContactLine {
        card: shown.add(OrganisationCard::new(page, catalogue, organisation)),
        help: kind.map(|it| it.what_it_does.to_string()).unwrap_or_default(),
        reserved: None,
        distance: away(page, nearby.proximity, nearby.metres),
    };
    ContactGroup { title: page.t(messages::NEED_CALL_HELP).into_owned(), contacts: vec![line] }
}

fn line<'a>(page: &Page, catalogue: &'a Catalogue, contact: &Contact<'a>) -> ContactLine<'a> {
    ContactLine {
        card: OrganisationCard::new(page, catalogue, contact.organisation),
        help: format!("{}.", capitalised(contact.help.why.as_str())),
        reserved: reserved(page, catalogue, &contact.help.audiences_only),
        distance: away(page, contact.proximity, contact.metres),
    }
}

/// Contact to call first: in the town, open now, hours known, trade, tied to the neighbourhood; else the nearest one.
/// One of the département that is not near comes before the general national number, and after one for the barrier. None
/// that is reserved to an audience that is not chosen, or to the inhabitants of another town.
pub fn first_call<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeedContent<'a>,
) -> Option<FirstCall<'a>> {
    let has_national = content.numbers.iter().any(|it| it.is_called_first());
    let is_reserved =
        |it: &Contact<'_>| content.audiences.is_empty() && !it.help.audiences_only.is_empty();
    let answers = content.contacts.iter().filter(|it| match it.rank {
        ContactRank::Trade | ContactRank::Help => it.is_near() || !has_national,
        ContactRank::Far => !has_national && !is_reserved(it) && !it.is_of_another_town(),
        ContactRank::Reserved => false,
    });
    let callable = answers.filter_map(|it| Some((it, it.organisation.facts.phone.as_ref()?)));
    let rank = |contact: &Contact<'_>| {
        let opening = OpeningStatus::new(page, contact.organisation);
        let closed = !opening.as_ref().is_some_and(|it| it.open);
        let away =
            if contact.is_in_town() { 0 } else { whole_metres(contact.metres.unwrap_or(f64::MAX)) };
        let nearness =
            (!contact.is_in_town(), !contact.is_near(), contact.rank == ContactRank::Far);
        (nearness, closed, opening.is_none(), contact.rank, contact.proximity, away)
    };
    let (contact, phone) = callable.min_by_key(|(it, _)| rank(it))?;
    Some(FirstCall {
        phone,
        card: OrganisationCard::new(page, catalogue, contact.organisation),
        distance: away(page, contact.proximity, contact.metres),
    })
}
