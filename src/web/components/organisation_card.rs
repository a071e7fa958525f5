//! Card of an organisation, its postal address, and its opening status.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Value, json};

use super::card::{Card, CardContact};
use super::scheme_line::reserved;
use crate::catalogue::{Catalogue, Proximity};
use crate::domain::directory::{
    Email, OpeningState, Organisation, OrganisationFacts, Phone, ReceptionForm, ShortlistItem,
    WebUrl,
};
use crate::domain::place::Postcode;
use crate::domain::text::Line;
use crate::i18n::{Lang, messages};
use crate::web::{Page, paths};

/// Organisation in a list.
#[derive(Debug)]
pub struct OrganisationCard<'a> {
    pub href: String,
    /// Number on a shortlist.
    pub item: ShortlistItem,
    pub name: &'a str,
    /// Label of its kind; empty if the name starts with it.
    pub kind: &'a str,
    /// Audiences that its kind is reserved to.
    pub reserved: Option<String>,
    /// Street, postcode and town, as far as known; shown as a seat if it moves.
    pub address: Option<String>,
    /// That it moves, or has several sites.
    pub reception: Option<Cow<'static, str>>,
    pub phone: Option<&'a Phone>,
    pub email: Option<&'a Email>,
    pub website: Option<&'a WebUrl>,
    /// True if the page shows this number above the card.
    pub is_phone_repeated: bool,
    /// Opening hours, one line each; empty if unknown.
    pub hours: Vec<String>,
    /// Open or closed at the time of the page; `None` if the hours are unknown, or if it moves.
    pub opening: Option<OpeningStatus>,
    /// Date of the data, or that it is unknown.
    pub as_of: String,
    /// What it has of what its search asks for, unless all results have the same.
    pub match_reason: Option<String>,
}

/// Open or closed, with its text.
#[derive(Debug)]
pub struct OpeningStatus {
    pub open: bool,
    pub words: String,
}

impl OpeningStatus {
    /// Computes the status of `organisation` at the time of `page`.
    pub fn new(page: &Page, organisation: &Organisation) -> Option<Self> {
        let facts = &organisation.facts;
        if facts.is_mobile() {
            return None;
        }
        let opening = facts.opening_hours.as_ref()?.opening_state(page.now)?;
        let open = matches!(opening, OpeningState::Open { .. });
        let words = page.lang.opening(opening);
        let reserved = facts.reception.as_ref().and_then(|it| it.appointment_hours.as_ref());
        let reserved = reserved.and_then(|hours| hours.opening_state(page.now));
        let by_appointment = open && matches!(reserved, Some(OpeningState::Open { .. }));
        let words =
            if by_appointment { page.tv(messages::OPENING_APPOINTMENT, &words) } else { words };
        Some(Self { open, words })
    }
}

impl<'a> OrganisationCard<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, organisation: &'a Organisation) -> Self {
        let (lang, facts) = (page.lang, &organisation.facts);
        Self {
            href: paths::organisation(&facts.slug),
            item: ShortlistItem::Organisation(organisation.id),
            name: facts.name.as_str(),
            kind: kind(catalogue, organisation),
            reserved: reserved(page, catalogue, &catalogue.audiences_of_kind(&facts.kind)),
            address: address_line(page, catalogue, facts),
            reception: reception(page, facts),
            phone: facts.phone.as_ref(),
            email: facts.email.as_ref(),
            website: facts.website.as_ref(),
            is_phone_repeated: false,
            hours: facts.opening_hours.as_ref().map(|it| lang.hours(it)).unwrap_or_default(),
            opening: OpeningStatus::new(page, organisation),
            as_of: as_of(lang, organisation),
            match_reason: None,
        }
    }
}

/// Phone numbers that a page shows, so that none stands on it twice.
#[derive(Debug, Default)]
pub struct ShownNumbers(HashSet<String>);

impl ShownNumbers {
    /// Adds `phone`; false if the page shows it already.
    pub fn insert(&mut self, phone: &Phone) -> bool {
        self.0.insert(phone.tel_number())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns `card`, without its number if the page shows it already.
    pub fn add<'a>(&mut self, card: OrganisationCard<'a>) -> OrganisationCard<'a> {
        let is_phone_repeated = card.phone.is_some_and(|it| !self.insert(it));
        OrganisationCard { is_phone_repeated, ..card }
    }

    /// Returns `cards` of initiatives, without the numbers that the page shows already.
    pub fn add_cards<'a>(&mut self, cards: Vec<Card<'a>>) -> Vec<Card<'a>> {
        let card = |card: Card<'a>| Card { contact: self.add_contact(card.contact), ..card };
        cards.into_iter().map(card).collect()
    }

    /// Returns `contact` of an initiative, unless the page shows its number already.
    pub fn add_contact<'a>(&mut self, contact: Option<CardContact<'a>>) -> Option<CardContact<'a>> {
        contact.filter(|it| it.phone.is_none_or(|phone| self.insert(phone)))
    }
}

/// Label of its kind; empty if the name starts with it.
fn kind<'a>(catalogue: &'a Catalogue, organisation: &Organisation) -> &'a str {
    let facts = &organisation.facts;
    let label = catalogue.kind(facts.kind.as_str()).map_or("", |kind| kind.label.as_str());
    let is_named = facts.name.as_str().to_lowercase().starts_with(&label.to_lowercase());
    if is_named { "" } else { label }
}

/// Postal address in one line, as far as known; shown as a seat if the organisation moves.
pub fn address_line(
    page: &Page,
    catalogue: &Catalogue,
    facts: &OrganisationFacts,
) -> Option<String> {
    let line = address(catalogue, facts).line()?;
    Some(if facts.is_mobile() { page.tv(messages::RECEPTION_SEAT, &line) } else { line })
}

/// « à 300 m »; « dans le quartier » if its position is unknown, and it is tied to the neighbourhood.
pub fn away(page: &Page, proximity: Proximity, metres: Option<f64>) -> Option<String> {
    let tied = (proximity == Proximity::Tied).then(|| page.t(messages::DISTANCE_TIED).into_owned());
    metres.map(|metres| page.lang.distance(metres)).or(tied)
}

/// That the organisation moves, or has several sites.
fn reception(page: &Page, facts: &OrganisationFacts) -> Option<Cow<'static, str>> {
    match facts.reception.as_ref()?.form {
        ReceptionForm::Fixed | ReceptionForm::Antenna => None,
        ReceptionForm::SeveralSites => Some(page.t(messages::RECEPTION_SEVERAL)),
        ReceptionForm::Bus => Some(page.t(messages::RECEPTION_BUS)),
        ReceptionForm::Itinerant => Some(page.t(messages::RECEPTION_ITINERANT)),
    }
}

/// Postal address of an organisation.
pub fn address<'a>(catalogue: &'a Catalogue, facts: &'a OrganisationFacts) -> PostalAddress<'a> {
    let commune = facts.commune.as_ref().and_then(|code| catalogue.commune(code));
    PostalAddress {
        street: facts.address.as_ref().map(Line::as_str),
        postcode: facts.postcode.as_ref().map(Postcode::as_str),
        town: commune.map(|it| it.name.as_str()),
    }
}

/// « Informations vues en août 2024, à vérifier ».
pub fn as_of(lang: Lang, organisation: &Organisation) -> String {
    match organisation.facts.source.as_of {
        Some(date) => lang.message_of_date(messages::AS_OF, date).to_string(),
        None => lang.message(messages::AS_OF_UNKNOWN).into_owned(),
    }
}

/// Parts of a postal address that are known.
#[derive(Debug, Clone, Copy, Default)]
pub struct PostalAddress<'a> {
    pub street: Option<&'a str>,
    pub postcode: Option<&'a str>,
    pub town: Option<&'a str>,
}

impl PostalAddress<'_> {
    /// « 37000 Tours »
    pub fn town_line(self) -> Option<String> {
        joined(&[self.postcode, self.town], " ")
    }

    /// « 24 avenue du Général-de-Gaulle, 37000 Tours »
    pub fn line(self) -> Option<String> {
        joined(&[self.street, self.town_line().as_deref()], ", ")
    }

    /// schema.org `PostalAddress`; unknown parts are null.
    pub fn json_ld(self) -> Value {
        json!({
            "@type": "PostalAddress",
            "streetAddress": self.street,
            "postalCode": self.postcode,
            "addressLocality": self.town,
            "addressCountry": "FR",
        })
    }
}

/// Joins the known `parts`; `None` if there are none.
fn joined(parts: &[Option<&str>], separator: &str) -> Option<String> {
    let known: Vec<&str> = parts.iter().flatten().copied().collect();
    (!known.is_empty()).then(|| known.join(separator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_omits_unknown_parts() {
        let whole = PostalAddress {
            street: Some("8 allée X"),
            postcode: Some("37000"),
            town: Some("Tours"),
        };
        assert_eq!(whole.line().as_deref(), Some("8 allée X, 37000 Tours"));
        let town = PostalAddress { street: None, postcode: None, ..whole };
        assert_eq!(town.line().as_deref(), Some("Tours"));
        let street = PostalAddress { town: None, postcode: None, ..whole };
        assert_eq!(street.line().as_deref(), Some("8 allée X"));
        assert_eq!(PostalAddress::default().line(), None);
    }
}
