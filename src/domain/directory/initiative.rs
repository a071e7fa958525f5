//! Initiatives: actions open to residents, and documented experiences.

use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::contact::{Email, Phone, WebUrl};
use super::organisation::OrganisationId;
use super::practical::Practical;
use crate::domain::place::{DepartementCode, InseeCode, QpvCode};
use crate::domain::text::{Line, Prose, Reference, Slug, TextError, key};
use crate::domain::time::PartialDate;

key! {
    /// Id of an initiative; the number of its short link `/i/{id}`.
    InitiativeId
}
key! {
    /// Id of a revision: one full state of an initiative.
    RevisionId
}

/// Published initiative.
#[derive(Debug, Clone, PartialEq)]
pub struct Initiative {
    pub id: InitiativeId,
    /// Organisations of the directory, by carrier or partner name.
    pub organisations: Vec<(Line, OrganisationId)>,
    pub facts: InitiativeFacts,
}

/// Full state of an initiative. An absent value is unknown, never "no".
#[derive(Debug, Clone, PartialEq)]
pub struct InitiativeFacts {
    /// Key in the source files.
    pub reference: Reference,
    pub slug: Slug,
    pub title: Line,
    pub summary: Prose,
    pub barriers: Vec<Slug>,
    pub audiences: Vec<Slug>,
    pub neighbourhoods: Vec<QpvCode>,
    /// Reason for the link to its neighbourhoods; absent if it has none.
    pub tie_rule: Option<InitiativeTie>,
    pub communes: Vec<InseeCode>,
    /// Empty when the place is unknown.
    pub departements: Vec<DepartementCode>,
    pub coverage: Coverage,
    /// Mode of delivery, if a source states it.
    pub delivery: Option<DeliveryMode>,
    pub practical: Practical,
    /// Names of the organisations that run it.
    pub carriers: Vec<Line>,
    pub partners: Vec<Line>,
    pub lifecycle: Lifecycle,
    pub website: Option<WebUrl>,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub source_urls: Vec<WebUrl>,
    pub confidence: Confidence,
    /// Public note of the directory's editors about the facts.
    pub editor_note: Option<Prose>,
    pub collection: Option<CollectionEntry>,
}

impl InitiativeFacts {
    /// True if it was proposed on this site, not taken from a public source.
    #[must_use]
    pub const fn is_proposed_here(&self) -> bool {
        self.source_urls.is_empty()
    }
}

/// Area served, as the source states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    Neighbourhood,
    Commune,
    Epci,
    Departement,
    Region,
    Unknown,
}

/// Mode of delivery: data·inclusion's `modes_accueil`, plus itinerant services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeliveryMode {
    /// People go there.
    OnSite,
    /// Comes to the neighbourhoods: a bus, a van, a stall on the market.
    Itinerant,
    /// By telephone or online.
    Remote,
}

/// Reason for the link between an initiative and a neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitiativeTie {
    /// The source gives the official name, whole or in part.
    Name,
    /// The source gives an alias or the earlier name.
    Alias,
    /// The neighbourhood is that of the participants, not of the place.
    Audience,
}

/// Confidence in the reading of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    High,
    Medium,
    Low,
}

/// Position of an initiative in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionEntry {
    pub collection: Slug,
    /// 1 for the first experience.
    pub number: u16,
    pub part: Option<Line>,
    pub page: Option<u16>,
}

/// State of an initiative, from the surest to ended; also the order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InitiativeState {
    /// Confirmed here by its carrier at most 6 months ago.
    Confirmed,
    /// Confirmed by its carrier 6 to 12 months ago, or shown by a public source at most 24 months ago.
    ToConfirm,
    /// An older source, or one without a date.
    Dated,
    /// Has ended.
    Ended,
}

/// Activity of an initiative, at the date of the source that states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Activity {
    Ongoing,
    Recurring,
    Ended,
    Unknown,
}

/// Activity and dates that the state of an initiative is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifecycle {
    pub activity: Activity,
    /// The last date at which a public source shows it.
    pub attested_on: Option<PartialDate>,
    pub started_on: Option<PartialDate>,
    pub ended_on: Option<PartialDate>,
    /// Last day on which its carrier confirmed it here.
    pub confirmed_on: Option<Date>,
}

impl InitiativeState {
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::ToConfirm, Self::Dated, Self::Ended];

    /// Slug in URLs.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmee",
            Self::ToConfirm => "a-confirmer",
            Self::Dated => "datee",
            Self::Ended => "terminee",
        }
    }
}

impl FromStr for InitiativeState {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        Self::ALL.into_iter().find(|state| state.slug() == text).ok_or(TextError::Malformed)
    }
}

impl Lifecycle {
    /// Day on which its carrier confirmed it, unless it was attested later by somebody else.
    #[must_use]
    pub fn last_carrier_confirmation(&self) -> Option<Date> {
        let later = |day: &Date| self.attested_on.is_none_or(|it| it.first_day() <= *day);
        self.confirmed_on.filter(later)
    }

    /// Latest day on which its carrier or a source stated it; future dates are ignored.
    #[must_use]
    pub fn newest_date(&self, today: Date) -> Option<Date> {
        let attested = self.attested_on.map(PartialDate::first_day);
        [self.confirmed_on, attested].into_iter().flatten().filter(|day| *day <= today).max()
    }

    /// Last day on which it is confirmed or to be confirmed; `None` if it has ended or has no date.
    #[must_use]
    pub fn certain_until(&self) -> Option<Date> {
        let confirmed = self.confirmed_on.map(|day| day.saturating_add(12.months()));
        let attested = self.attested_on.map(|date| date.first_day().saturating_add(24.months()));
        confirmed.max(attested).filter(|_| self.activity != Activity::Ended)
    }

    /// State on the day `today`. A date known to the year or month counts from its first day, so that nothing looks
    /// fresher than it is; future dates are ignored.
    #[must_use]
    pub fn state(&self, today: Date) -> InitiativeState {
        let since = |months: i32| today.saturating_sub(months.months());
        let within = |day: Date, months| (since(months)..=today).contains(&day);
        let confirmed = |months| self.confirmed_on.is_some_and(|day| within(day, months));
        let attested = self.attested_on.is_some_and(|date| within(date.first_day(), 24));
        if self.activity == Activity::Ended {
            InitiativeState::Ended
        } else if confirmed(6) {
            InitiativeState::Confirmed
        } else if confirmed(12) || attested {
            InitiativeState::ToConfirm
        } else {
            InitiativeState::Dated
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 24);

    fn attested(text: &str) -> Lifecycle {
        let attested_on = Some(text.parse().unwrap());
        Lifecycle {
            activity: Activity::Unknown,
            attested_on,
            started_on: None,
            ended_on: None,
            confirmed_on: None,
        }
    }

    #[test]
    fn an_initiative_is_certain_until_its_state_becomes_dated() {
        let life =
            Lifecycle { confirmed_on: Some(Date::constant(2026, 3, 31)), ..attested("2025-02") };
        let last = life.certain_until().unwrap();
        assert_eq!(last, Date::constant(2027, 3, 31));
        assert_eq!(life.state(last), InitiativeState::ToConfirm);
        assert_eq!(life.state(last.tomorrow().unwrap()), InitiativeState::Dated);
        assert_eq!(Lifecycle { activity: Activity::Ended, ..life }.certain_until(), None);
    }

    #[test]
    fn a_public_source_counts_for_twenty_four_months() {
        assert_eq!(attested("2024-11-24").state(TODAY), InitiativeState::ToConfirm);
        assert_eq!(attested("2024-11-23").state(TODAY), InitiativeState::Dated);
    }

    #[test]
    fn a_bare_year_counts_from_its_first_day() {
        assert_eq!(attested("2025").state(TODAY), InitiativeState::ToConfirm);
        assert_eq!(attested("2024").state(TODAY), InitiativeState::Dated);
    }

    #[test]
    fn the_word_of_the_carrier_counts_for_six_months_and_half_for_twelve() {
        let confirmed = |day| Lifecycle { confirmed_on: Some(day), ..attested("2010") };
        assert_eq!(confirmed(Date::constant(2026, 5, 24)).state(TODAY), InitiativeState::Confirmed);
        assert_eq!(confirmed(Date::constant(2026, 5, 23)).state(TODAY), InitiativeState::ToConfirm);
        assert_eq!(confirmed(Date::constant(2025, 11, 23)).state(TODAY), InitiativeState::Dated);
    }

    #[test]
    fn a_date_to_come_counts_for_nothing() {
        assert_eq!(attested("2062").state(TODAY), InitiativeState::Dated);
        let confirmed =
            Lifecycle { confirmed_on: Some(Date::constant(2026, 11, 25)), ..attested("2010") };
        assert_eq!(confirmed.state(TODAY), InitiativeState::Dated);
    }

    #[test]
    fn an_ended_initiative_is_over_despite_a_confirmation() {
        let life =
            Lifecycle { activity: Activity::Ended, confirmed_on: Some(TODAY), ..attested("2026") };
        assert_eq!(life.state(TODAY), InitiativeState::Ended);
    }

    #[test]
    fn without_any_date_it_is_a_dated_experience() {
        let life = Lifecycle { attested_on: None, ..attested("2026") };
        assert_eq!(life.state(TODAY), InitiativeState::Dated);
    }
}
