//! States, dates, places and opening hours, within a sentence.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use jiff::civil::{DateTime, Weekday};

use super::{Arg, Key, Lang, messages};
use crate::domain::directory::{Fees, InitiativeState, OpeningHours, OpeningState, Run, Span};
use crate::domain::place::Departement;
use crate::domain::search::FacetValue;
use crate::domain::time::PartialDate;

/// Opening hours of a day of the week.
#[derive(Debug)]
pub struct DayHours {
    pub day: String,
    /// « 9 h à 12 h 15 »
    pub spans: Vec<String>,
}

const MONTHS: [&Key; 12] = [
    messages::MONTH_1,
    messages::MONTH_2,
    messages::MONTH_3,
    messages::MONTH_4,
    messages::MONTH_5,
    messages::MONTH_6,
    messages::MONTH_7,
    messages::MONTH_8,
    messages::MONTH_9,
    messages::MONTH_10,
    messages::MONTH_11,
    messages::MONTH_12,
];

const DAYS: [&Key; 7] = [
    messages::DAY_1,
    messages::DAY_2,
    messages::DAY_3,
    messages::DAY_4,
    messages::DAY_5,
    messages::DAY_6,
    messages::DAY_7,
];

/// Sentences about a date, by the index of their message and by date. The records of a directory have few dates, and a
/// list of results repeats them.
static DATED_SENTENCES: LazyLock<RwLock<DatedSentences>> = LazyLock::new(RwLock::default);
type DatedSentences = HashMap<(usize, PartialDate), Arc<str>>;
/// Maximum sentences kept.
const MAX_DATED_SENTENCES: usize = 4_096;

impl Lang {
    /// Message `key` with its argument `date`: « le 30 juin 2019 ».
    #[must_use]
    pub fn message_of_date(self, key: &Key, date: PartialDate) -> Arc<str> {
        let known = (key.index, date);
        let sentences = DATED_SENTENCES.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(sentence) = sentences.get(&known) {
            return Arc::clone(sentence);
        }
        drop(sentences);
        let sentence = self.message_with(key, &[("date", Arg::Text(&self.date_in(date)))]);
        let sentence: Arc<str> = sentence.into();
        let mut sentences = DATED_SENTENCES.write().unwrap_or_else(PoisonError::into_inner);
        if sentences.len() >= MAX_DATED_SENTENCES {
            sentences.clear();
        }
        sentences.insert(known, Arc::clone(&sentence));
        sentence
    }

    /// « Confirmée », « À confirmer ».
    #[must_use]
    pub fn state(self, state: InitiativeState) -> Cow<'static, str> {
        self.message(match state {
            InitiativeState::Confirmed => messages::STATE_CONFIRMED,
            InitiativeState::ToConfirm => messages::STATE_TO_CONFIRM,
            InitiativeState::Dated => messages::STATE_DATED,
            InitiativeState::Ended => messages::STATE_ENDED,
        })
    }

    /// Label of a facet value: that of its record, or the word for a state and for fees.
    #[must_use]
    pub fn choice(self, choice: &FacetValue, label: &str) -> String {
        match choice {
            FacetValue::State(state) => self.state(*state).into_owned(),
            FacetValue::Fees(Fees::Free) => self.message(messages::VALUE_FEES_FREE).into_owned(),
            FacetValue::Fees(Fees::Paying) => {
                self.message(messages::VALUE_FEES_PAYING).into_owned()
            }
            FacetValue::Barrier(_)
            | FacetValue::Audience(_)
            | FacetValue::Departement(_)
            | FacetValue::Commune(_)
            | FacetValue::Neighbourhood(_)
            | FacetValue::Organisation(_)
            | FacetValue::Collection(_) => label.to_owned(),
        }
    }

    /// « 2019 », « juin 2019 », « 30 juin 2019 ».
    #[must_use]
    pub fn date(self, date: PartialDate) -> String {
        let first = date.first_day();
        let year = first.year().to_string();
        match date {
            PartialDate::Year(_) => year,
            PartialDate::Month(..) => format!("{} {year}", self.month(first.month())),
            PartialDate::Day(day) if day.day() == 1 => {
                let args = [("month", self.month(day.month())), ("year", year)];
                self.with(messages::DATE_FIRST, &args)
            }
            PartialDate::Day(day) => format!("{} {} {year}", day.day(), self.month(day.month())),
        }
    }

    /// « en 2019 », « en juin 2019 », « le 30 juin 2019 ».
    #[must_use]
    pub fn date_in(self, date: PartialDate) -> String {
        let key = match date {
            PartialDate::Year(_) | PartialDate::Month(..) => messages::DATE_IN,
            PartialDate::Day(_) => messages::DATE_ON,
        };
        self.with(key, &[("date", self.date(date))])
    }

    fn month(self, number: i8) -> String {
        let at = usize::try_from(number - 1).unwrap_or_default();
        MONTHS.get(at).map(|key| self.message(key).into_owned()).unwrap_or_default()
    }

    /// « en Indre-et-Loire », « dans le Cher ».
    #[must_use]
    pub fn in_departement(self, departement: &Departement) -> String {
        let key = match departement.code.as_str() {
            "18" => messages::IN_DEPARTEMENT_18,
            "28" => messages::IN_DEPARTEMENT_28,
            "36" => messages::IN_DEPARTEMENT_36,
            "37" => messages::IN_DEPARTEMENT_37,
            "41" => messages::IN_DEPARTEMENT_41,
            "45" => messages::IN_DEPARTEMENT_45,
            _ => {
                return self
                    .with(messages::IN_DEPARTEMENT, &[("name", departement.name.to_string())]);
            }
        };
        self.message(key).into_owned()
    }

    /// « à Tours », « au Blanc », « aux Montils », « à La Riche ».
    #[must_use]
    pub fn in_commune(self, name: &str) -> String {
        let (key, rest) = if let Some(rest) = name.strip_prefix("Le ") {
            (messages::IN_COMMUNE_LE, rest)
        } else if let Some(rest) = name.strip_prefix("Les ") {
            (messages::IN_COMMUNE_LES, rest)
        } else {
            (messages::IN_COMMUNE, name)
        };
        self.message_with(key, &[("name", Arg::Text(rest))])
    }

    /// « de Tours », « d’Orléans », « du Blanc », « des Montils ».
    #[must_use]
    pub fn of_commune(self, name: &str) -> String {
        let vowel = |c: char| "AEIOUYÂÀÉÈÊÎÔÛŒ".contains(c);
        let (key, rest) = if let Some(rest) = name.strip_prefix("Le ") {
            (messages::OF_COMMUNE_LE, rest)
        } else if let Some(rest) = name.strip_prefix("Les ") {
            (messages::OF_COMMUNE_LES, rest)
        } else if name.starts_with(vowel) {
            (messages::OF_COMMUNE_VOWEL, name)
        } else {
            (messages::OF_COMMUNE, name)
        };
        self.message_with(key, &[("name", Arg::Text(rest))])
    }

    /// Opening hours, one line a run of days: « Du lundi au jeudi, 9 h à 12 h 15 et 14 h à 17 h ».
    #[must_use]
    pub fn hours(self, hours: &OpeningHours) -> Vec<String> {
        hours.runs().into_iter().map(|run| self.run(run)).collect()
    }

    /// Opening hours of each day of the week, Monday first; days on which it is closed have no spans.
    #[must_use]
    pub fn week(self, hours: &OpeningHours) -> Vec<DayHours> {
        let days = Weekday::Monday.cycle_forward().take(DAYS.len()).enumerate();
        let hours = days.map(|(at, weekday)| DayHours {
            day: self.day(at),
            spans: hours.on(weekday).iter().map(|span| self.span(*span)).collect(),
        });
        hours.collect()
    }

    fn run(self, run: Run<'_>) -> String {
        let hours = self.all_of(run.spans.iter().map(|span| self.span(*span)).collect());
        let (first, last) = (self.day(run.first), self.day(run.last));
        let key = match run.last - run.first {
            0 => messages::HOURS_ONE_DAY,
            1 => messages::HOURS_TWO_DAYS,
            _ => messages::HOURS_DAYS,
        };
        self.with(key, &[("first", first), ("last", last), ("hours", hours)])
    }

    /// « Ouvert maintenant, jusqu’à 17 h ».
    #[must_use]
    pub fn opening(self, opening: OpeningState) -> String {
        match opening {
            OpeningState::Open { until } => {
                self.with(messages::OPENING_OPEN, &[("time", time(until))])
            }
            OpeningState::Today { from } => {
                self.with(messages::OPENING_TODAY, &[("time", time(from))])
            }
            OpeningState::Tomorrow { from } => {
                self.with(messages::OPENING_TOMORROW, &[("time", time(from))])
            }
            OpeningState::Later { day, from } => {
                let at = usize::from(day.to_monday_zero_offset().unsigned_abs());
                self.with(messages::OPENING_LATER, &[("day", self.day(at)), ("time", time(from))])
            }
            OpeningState::On { day, from } => {
                let date = self.date(PartialDate::Day(day));
                self.with(messages::OPENING_ON, &[("date", date), ("time", time(from))])
            }
            OpeningState::Holiday => self.message(messages::OPENING_HOLIDAY).into_owned(),
        }
    }

    /// « lundi » for 0.
    fn day(self, at: usize) -> String {
        DAYS.get(at).map(|key| self.message(key).into_owned()).unwrap_or_default()
    }

    fn span(self, span: Span) -> String {
        self.with(messages::HOURS_SPAN, &[("from", time(span.from)), ("to", time(span.to))])
    }

    /// « a », « a et b », « a, b et c ».
    #[must_use]
    pub fn all_of(self, mut items: Vec<String>) -> String {
        let Some(last) = items.pop() else { return String::new() };
        if items.is_empty() {
            return last;
        }
        self.with(messages::LIST_AND, &[("items", items.join(", ")), ("last", last)])
    }

    fn with(self, key: &Key, args: &[(&'static str, String)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        self.message_with(key, &args)
    }
}

/// « 9 h », « 12 h 15 ».
pub(super) fn time(minutes: u16) -> String {
    match minutes % 60 {
        0 => format!("{}\u{a0}h", minutes / 60),
        rest => format!("{}\u{a0}h\u{a0}{rest:02}", minutes / 60),
    }
}

impl Lang {
    /// « le 24 novembre 2026 à 10 h 05 »; `at` is local time in France.
    #[must_use]
    pub fn date_time_in(self, at: DateTime) -> String {
        let minutes = i32::from(at.hour()) * 60 + i32::from(at.minute());
        let time = time(u16::try_from(minutes).unwrap_or_default());
        let date = self.date_in(PartialDate::Day(at.date()));
        self.message_with(
            messages::MOMENT,
            &[("date", Arg::Text(&date)), ("time", Arg::Text(&time))],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision_in_words() {
        let words = |text: &str| Lang::Fr.date_in(text.parse().unwrap());
        assert_eq!(words("2019"), "en 2019");
        assert_eq!(words("2025-06"), "en juin 2025");
        assert_eq!(words("2025-04-24"), "le 24 avril 2025");
        assert_eq!(words("2025-08-01"), "le 1er août 2025");
    }

    #[test]
    fn a_town_with_an_article_contracts() {
        assert_eq!(Lang::Fr.in_commune("Tours"), "à Tours");
        assert_eq!(Lang::Fr.in_commune("Le Blanc"), "au Blanc");
        assert_eq!(Lang::Fr.in_commune("Les Montils"), "aux Montils");
        assert_eq!(Lang::Fr.in_commune("La Riche"), "à La Riche");
    }

    #[test]
    fn the_preposition_of_a_town_elides_before_a_vowel() {
        let of: Vec<String> = ["Tours", "Orléans", "Le Blanc", "Les Montils"]
            .iter()
            .map(|name| Lang::Fr.of_commune(name))
            .collect();
        assert_eq!(of, ["de Tours", "d’Orléans", "du Blanc", "des Montils"]);
    }

    #[test]
    fn hours_are_grouped_by_runs_of_days() {
        let hours = "Mo-Th 09:00-12:15,14:00-17:00; Fr 09:00-12:00".parse().unwrap();
        assert_eq!(
            Lang::Fr.hours(&hours),
            [
                "Du lundi au jeudi, 9\u{a0}h à 12\u{a0}h\u{a0}15 et 14\u{a0}h à 17\u{a0}h",
                "Le vendredi, 9\u{a0}h à 12\u{a0}h"
            ]
        );
    }

    #[test]
    fn a_moment_is_formatted_to_the_minute() {
        let formatted = |text: &str| Lang::Fr.date_time_in(text.parse().unwrap());
        assert_eq!(formatted("2026-11-24T10:05:59"), "le 24 novembre 2026 à 10\u{a0}h\u{a0}05");
        assert_eq!(formatted("2026-12-01T00:00:00"), "le 1er décembre 2026 à 0\u{a0}h");
    }
}
