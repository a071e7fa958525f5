//! Facts of a record that somebody is sent to: name, place, number, hours, and how sure they are.

use std::borrow::Cow;

use crate::catalogue::{Catalogue, ContactDetails, Directions, ShortlistRecord};
use crate::domain::directory::{
    Activity, Initiative, MessageLine, Organisation, Phone, Scheme, ShortlistItem,
};
use crate::domain::text::{Line, Prose};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, messages};
use crate::web::components::{
    OrganisationCard, PostalAddress, SchemeLine, StateBadge, address, address_line, as_of,
};
use crate::web::directory::initiative::first_guide;
use crate::web::handout::entry::{first_sentence, other_contact, other_detail};
use crate::web::{Page, paths};

/// Record to hand over. An absent value is unknown.
#[derive(Debug)]
pub struct HandoutRecord<'a> {
    pub item: Option<ShortlistItem>,
    /// « Initiative », « Lieu », « Aide »
    pub kind: Cow<'static, str>,
    pub name: Cow<'a, str>,
    pub href: String,
    /// Short link; the page itself if there is none.
    pub short: String,
    /// First sentence on it.
    pub about: Cow<'a, str>,
    /// Street and town, or the town alone.
    pub place: Option<String>,
    /// Days and hours, one line each.
    pub hours: Vec<String>,
    pub phone: Option<&'a Phone>,
    /// Whose number it is, as a sentence, if it is not its own.
    pub owner: Option<String>,
    /// Mail address or site, if it has no number of its own.
    pub contact: Option<String>,
    /// Organisation to ask for.
    pub ask_for: Option<&'a str>,
    pub state: Option<StateBadge>,
    /// « Vu en août 2024. »
    pub seen: String,
    pub ended: bool,
    pub directions: Option<Directions<'a>>,
    /// Town in which to look for others.
    pub town: Option<&'a str>,
}

impl<'a> HandoutRecord<'a> {
    /// `None` if the record is withdrawn or unknown.
    pub fn new(page: &Page, catalogue: &'a Catalogue, record: ShortlistRecord<'a>) -> Option<Self> {
        match record {
            ShortlistRecord::Initiative(it) => Some(Self::initiative(page, catalogue, it)),
            ShortlistRecord::Organisation(it) => Some(Self::organisation(page, catalogue, it)),
            ShortlistRecord::Scheme(it) => Some(Self::scheme(page, catalogue, it)),
            ShortlistRecord::Withdrawn | ShortlistRecord::Unknown => None,
        }
    }

    pub fn initiative(page: &Page, catalogue: &'a Catalogue, it: &'a Initiative) -> Self {
        let facts = &it.facts;
        let details = catalogue.contact_details(it);
        let ended = facts.lifecycle.activity == Activity::Ended;
        let guide = first_guide(catalogue, it).filter(|_| !ended && details.phone.is_none());
        let state = StateBadge::new(page.lang, it, catalogue.state(it));
        Self {
            item: Some(ShortlistItem::Initiative(it.id)),
            kind: page.t(messages::SHORTLIST_KIND_INITIATIVE),
            name: facts.title.as_str().into(),
            href: paths::initiative(&facts.slug),
            short: paths::initiative_short(it.id),
            about: first_sentence(facts.summary.as_str()).into(),
            place: initiative_place(catalogue, it),
            hours: facts.practical.schedule.as_ref().map(lines).unwrap_or_default(),
            phone: details.phone.map(|it| it.value).or_else(|| guide?.facts.phone.as_ref()),
            owner: owner(page, &details, guide),
            contact: other_detail(&details),
            ask_for: facts.carriers.first().map(Line::as_str),
            seen: state.reason.clone(),
            state: Some(state),
            ended,
            directions: catalogue.directions_to_initiative(it).filter(|_| !ended),
            town: only_town(catalogue, it),
        }
    }

    pub fn organisation(page: &Page, catalogue: &'a Catalogue, it: &'a Organisation) -> Self {
        let facts = &it.facts;
        let kind = catalogue.kind(facts.kind.as_str());
        let town = facts.commune.as_ref().and_then(|code| catalogue.commune(code));
        let card = OrganisationCard::new(page, catalogue, it);
        Self {
            item: Some(ShortlistItem::Organisation(it.id)),
            kind: page.t(messages::SHORTLIST_KIND_ORGANISATION),
            name: facts.name.as_str().into(),
            href: paths::organisation(&facts.slug),
            short: paths::organisation_short(it.id),
            about: kind.map_or("", |kind| first_sentence(kind.what_it_does.as_str())).into(),
            place: address_line(page, catalogue, facts),
            hours: if facts.is_mobile() { Vec::new() } else { card.hours },
            phone: facts.phone.as_ref(),
            owner: None,
            contact: other_contact(facts),
            ask_for: None,
            state: None,
            seen: as_of(page.lang, it),
            ended: false,
            directions: catalogue.directions_to_organisation(it),
            town: town.map(|it| it.name.as_str()),
        }
    }

    pub fn scheme(page: &Page, catalogue: &'a Catalogue, it: &'a Scheme) -> Self {
        let mark = SchemeLine::new(page, catalogue, it).mark;
        let givers = catalogue.giver_labels(it).join(", ");
        let id = catalogue.scheme_id(&it.slug);
        let href = paths::scheme(&it.slug);
        let date = page.lang.date_in(it.as_of);
        let seen = page.ta(messages::ASSOCIATIONS_SEEN, &[("date", Arg::Text(&date))]);
        Self {
            item: id.map(ShortlistItem::Scheme),
            kind: page.t(messages::SHORTLIST_KIND_SCHEME),
            name: it.title.as_str().into(),
            short: id.map_or_else(|| href.clone(), paths::scheme_short),
            href,
            about: first_sentence(it.summary.as_str()).into(),
            place: (!givers.is_empty()).then_some(givers),
            hours: Vec::new(),
            phone: None,
            owner: None,
            contact: Some(it.official_url.host().into_owned()),
            ask_for: None,
            state: None,
            seen: mark.unwrap_or(seen),
            ended: it.status == crate::domain::directory::SchemeStatus::Ended,
            directions: None,
            town: None,
        }
    }

    /// Line of a message for a telephone.
    pub fn message_line(&self) -> MessageLine {
        let phone = self.phone.map(Phone::display_text);
        MessageLine {
            name: self.name.clone().into_owned(),
            contact: phone.or_else(|| self.contact.clone()),
        }
    }

    /// Way to it, in words.
    pub fn way(&self, page: &Page) -> Option<String> {
        match self.directions? {
            Directions::In(it) => Some(page.lang.in_neighbourhood(it)),
            Directions::From(it, metres) => {
                let distance = page.lang.distance(metres);
                let args =
                    [("distance", Arg::Text(&distance)), ("name", Arg::Text(it.name.as_str()))];
                Some(page.ta(messages::SHEET_WAY_FROM, &args))
            }
            Directions::Town(it) => Some(page.lang.in_commune(it.name.as_str())),
        }
    }
}

/// « 28 février 2027 »
pub fn day(page: &Page, date: jiff::civil::Date) -> String {
    page.lang.date(PartialDate::Day(date))
}

fn lines(text: &Prose) -> Vec<String> {
    text.as_str().lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Whose number it is: that of a carrier, or of a guidance service.
fn owner(
    page: &Page,
    details: &ContactDetails<'_>,
    guide: Option<&Organisation>,
) -> Option<String> {
    let carrier = details.phone.and_then(|it| it.carrier);
    let (key, owner) = match carrier {
        Some(carrier) => (messages::SHEET_NUMBER_OF, carrier),
        None => (messages::SHEET_NUMBER_OF_GUIDE, guide?),
    };
    Some(page.tv(key, owner.facts.name.as_str()))
}

/// Venue and street with the town; else the address of a carrier; else neighbourhoods and towns.
fn initiative_place(catalogue: &Catalogue, it: &Initiative) -> Option<String> {
    let facts = &it.facts;
    let practical = &facts.practical;
    let towns = facts.communes.iter().filter_map(|code| catalogue.commune(code));
    let towns: Vec<&str> = towns.map(|it| it.name.as_str()).take(3).collect();
    if practical.address.is_some() || practical.venue.is_some() {
        let town = only_town(catalogue, it);
        let street = practical.address.as_ref().map(Line::as_str);
        let postcode = practical.postcode.as_ref().map(crate::domain::place::Postcode::as_str);
        let line = PostalAddress { street, postcode, town }.line();
        let venue = practical.venue.as_ref().map(Line::to_string);
        return Some([venue, line].into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    let ended = facts.lifecycle.activity == Activity::Ended;
    let carriers = catalogue.carriers_of(it);
    let carrier = carriers.iter().find(|it| it.facts.address.is_some() && !ended);
    if let Some(carrier) = carrier {
        let line = address(catalogue, &carrier.facts).line()?;
        return Some(format!("{}, {line}", carrier.facts.name));
    }
    let quarters = facts.neighbourhoods.iter().filter_map(|code| catalogue.neighbourhood(code));
    let names: Vec<&str> = quarters.map(|it| it.name.as_str()).take(2).chain(towns).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn only_town<'a>(catalogue: &'a Catalogue, it: &Initiative) -> Option<&'a str> {
    match it.facts.communes.as_slice() {
        [only] => catalogue.commune(only).map(|it| it.name.as_str()),
        _ => None,
    }
}
