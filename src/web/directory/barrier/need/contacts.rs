//! Organisations to call, ready to print.

use crate::catalogue::{Catalogue, Contact, ContactRank, NeedContent};
use crate::domain::directory::Phone;
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

/// Contacts by rank; empty groups are left out. The number of `call` stands above them, and is not repeated.
pub fn groups<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeedContent<'a>,
    call: Option<&FirstCall<'_>>,
) -> Vec<ContactGroup<'a>> {
    let mut shown = ShownNumbers::default();
    if let Some(call) = call {
        shown.insert(call.phone);
    }
    let mut line = |contact: &Contact<'a>| {
        let line = line(page, catalogue, contact);
        ContactLine { card: shown.add(line.card), ..line }
    };
    let mut group = |rank, title| ContactGroup {
        title: page.t(title).into_owned(),
        contacts: content.contacts.iter().filter(|it| it.rank == rank).map(&mut line).collect(),
    };
    let groups = [
        group(ContactRank::Trade, messages::NEED_FIRST),
        group(ContactRank::Help, messages::NEED_ALSO),
        group(ContactRank::Reserved, messages::NEED_SOME),
        group(ContactRank::Far, messages::NEED_FAR),
    ];
    groups.into_iter().filter(|it| !it.contacts.is_empty()).collect()
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
/// None that is not near, or reserved to an audience that is not chosen: a national number stands before them.
pub fn first_call<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    contacts: &[Contact<'a>],
) -> Option<FirstCall<'a>> {
    let answers = contacts.iter().filter(|it| match it.rank {
        ContactRank::Trade | ContactRank::Help => it.is_near(),
        ContactRank::Reserved | ContactRank::Far => false,
    });
    let callable = answers.filter_map(|it| Some((it, it.organisation.facts.phone.as_ref()?)));
    let rank = |contact: &Contact<'_>| {
        let opening = OpeningStatus::new(page, contact.organisation);
        let closed = !opening.as_ref().is_some_and(|it| it.open);
        (!contact.is_in_town(), closed, opening.is_none(), contact.rank, contact.proximity)
    };
    let (contact, phone) = callable.min_by_key(|(it, _)| rank(it))?;
    Some(FirstCall {
        phone,
        card: OrganisationCard::new(page, catalogue, contact.organisation),
        distance: away(page, contact.proximity, contact.metres),
    })
}
