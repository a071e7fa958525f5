//! Labels of proposal parts and refusal reasons, and ages, for pages and mails.

use std::borrow::Cow;

use jiff::{SignedDuration, civil::DateTime};

use super::{Arg, Key, Lang, say, words::time};
use crate::domain::{date::PartialDate, proposal::Part, refusal::Refusal};

impl Lang {
    /// « Titre », « Résumé ».
    #[must_use]
    pub fn part(self, part: Part) -> Cow<'static, str> {
        self.t(match part {
            Part::Title => say::PART_TITLE,
            Part::Summary => say::PART_SUMMARY,
            Part::Activity => say::PART_ACTIVITY,
            Part::Schedule => say::PART_SCHEDULE,
            Part::Place => say::PART_PLACE,
            Part::Neighbourhoods => say::PART_NEIGHBOURHOODS,
            Part::Reach => say::PART_REACH,
            Part::Barriers => say::PART_BARRIERS,
            Part::Audiences => say::PART_AUDIENCES,
            Part::Access => say::PART_ACCESS,
            Part::Fees => say::PART_FEES,
            Part::Conditions => say::PART_CONDITIONS,
            Part::Phone => say::PART_PHONE,
            Part::Email => say::PART_EMAIL,
            Part::Website => say::PART_WEBSITE,
            Part::Carriers => say::PART_CARRIERS,
            Part::Partners => say::PART_PARTNERS,
            Part::Confirmation => say::PART_CONFIRMATION,
        })
    }

    /// Short label of a refusal reason.
    #[must_use]
    pub fn refusal(self, reason: Refusal) -> Cow<'static, str> {
        self.t(match reason {
            Refusal::OutOfScope => say::REFUSAL_OUT_OF_SCOPE,
            Refusal::OutOfRegion => say::REFUSAL_OUT_OF_REGION,
            Refusal::Duplicate => say::REFUSAL_DUPLICATE,
            Refusal::Unverifiable => say::REFUSAL_UNVERIFIABLE,
            Refusal::Commercial => say::REFUSAL_COMMERCIAL,
            Refusal::Over => say::REFUSAL_OVER,
            Refusal::Unreadable => say::REFUSAL_UNREADABLE,
            Refusal::Unlawful => say::REFUSAL_UNLAWFUL,
            Refusal::Spam => say::REFUSAL_SPAM,
        })
    }

    /// Sentence that explains a refusal reason.
    #[must_use]
    pub fn refusal_text(self, reason: Refusal) -> Cow<'static, str> {
        self.t(match reason {
            Refusal::OutOfScope => say::REFUSAL_OUT_OF_SCOPE_TEXT,
            Refusal::OutOfRegion => say::REFUSAL_OUT_OF_REGION_TEXT,
            Refusal::Duplicate => say::REFUSAL_DUPLICATE_TEXT,
            Refusal::Unverifiable => say::REFUSAL_UNVERIFIABLE_TEXT,
            Refusal::Commercial => say::REFUSAL_COMMERCIAL_TEXT,
            Refusal::Over => say::REFUSAL_OVER_TEXT,
            Refusal::Unreadable => say::REFUSAL_UNREADABLE_TEXT,
            Refusal::Unlawful => say::REFUSAL_UNLAWFUL_TEXT,
            Refusal::Spam => say::REFUSAL_SPAM_TEXT,
        })
    }

    /// « 24 novembre 2026 à 10 h 05 ».
    #[must_use]
    pub fn stamp(self, at: DateTime) -> String {
        let minutes =
            u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
        let (date, time) = (self.date(PartialDate::Day(at.date())), time(minutes));
        self.ta(say::STAMP, &[("date", Arg::Text(&date)), ("time", Arg::Text(&time))])
    }

    /// « il y a 6 jours ».
    #[must_use]
    pub fn ago(self, age: SignedDuration) -> String {
        self.lasting(age, [say::AGO_NOW, say::AGO_MINUTES, say::AGO_HOURS, say::AGO_DAYS])
    }

    /// « depuis 6 jours ».
    #[must_use]
    pub fn since(self, age: SignedDuration) -> String {
        self.lasting(age, [say::FOR_NOW, say::FOR_MINUTES, say::FOR_HOURS, say::FOR_DAYS])
    }

    /// Message in the greatest whole unit of `age`.
    fn lasting(self, age: SignedDuration, [now, minutes, hours, days]: [&Key; 4]) -> String {
        let count = |n: i64| usize::try_from(n).unwrap_or_default();
        match age.as_mins() {
            ..1 => self.t(now).into_owned(),
            n @ 1..60 => self.tn(minutes, count(n)),
            n @ 60..1_440 => self.tn(hours, count(n / 60)),
            n => self.tn(days, count(n / 1_440)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_in_its_greatest_unit() {
        let ago = |minutes| Lang::Fr.ago(SignedDuration::from_mins(minutes));
        assert_eq!(ago(0), "à l’instant");
        assert_eq!((ago(1), ago(59)), ("il y a une minute".into(), "il y a 59 minutes".into()));
        assert_eq!((ago(60), ago(1_439)), ("il y a une heure".into(), "il y a 23 heures".into()));
        assert_eq!(ago(3 * 1_440), "il y a 3 jours");
        assert_eq!(Lang::Fr.since(SignedDuration::from_mins(-5)), "depuis quelques secondes");
    }

    #[test]
    fn a_moment_is_a_day_and_an_hour() {
        let at = jiff::civil::date(2026, 11, 24).at(10, 5, 0, 0);
        assert_eq!(Lang::Fr.stamp(at), "24 novembre 2026 à 10\u{a0}h\u{a0}05");
    }
}
