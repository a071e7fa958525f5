//! Labels of refusal reasons, and ages, for pages and mails.

use std::borrow::Cow;

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::dates::time;
use super::{Arg, Key, Lang, messages};
use crate::domain::moderation::RefusalReason;
use crate::domain::time::PartialDate;

impl Lang {
    /// Short label of a refusal reason.
    #[must_use]
    pub fn refusal(self, reason: RefusalReason) -> Cow<'static, str> {
        self.message(match reason {
            RefusalReason::OutOfScope => messages::REFUSAL_OUT_OF_SCOPE,
            RefusalReason::OutOfRegion => messages::REFUSAL_OUT_OF_REGION,
            RefusalReason::Duplicate => messages::REFUSAL_DUPLICATE,
            RefusalReason::Unverifiable => messages::REFUSAL_UNVERIFIABLE,
            RefusalReason::Commercial => messages::REFUSAL_COMMERCIAL,
            RefusalReason::Ended => messages::REFUSAL_ENDED,
            RefusalReason::Unreadable => messages::REFUSAL_UNREADABLE,
            RefusalReason::Unlawful => messages::REFUSAL_UNLAWFUL,
            RefusalReason::Spam => messages::REFUSAL_SPAM,
        })
    }

    /// Sentence that explains a refusal reason.
    #[must_use]
    pub fn refusal_text(self, reason: RefusalReason) -> Cow<'static, str> {
        self.message(match reason {
            RefusalReason::OutOfScope => messages::REFUSAL_OUT_OF_SCOPE_TEXT,
            RefusalReason::OutOfRegion => messages::REFUSAL_OUT_OF_REGION_TEXT,
            RefusalReason::Duplicate => messages::REFUSAL_DUPLICATE_TEXT,
            RefusalReason::Unverifiable => messages::REFUSAL_UNVERIFIABLE_TEXT,
            RefusalReason::Commercial => messages::REFUSAL_COMMERCIAL_TEXT,
            RefusalReason::Ended => messages::REFUSAL_ENDED_TEXT,
            RefusalReason::Unreadable => messages::REFUSAL_UNREADABLE_TEXT,
            RefusalReason::Unlawful => messages::REFUSAL_UNLAWFUL_TEXT,
            RefusalReason::Spam => messages::REFUSAL_SPAM_TEXT,
        })
    }

    /// « 24 novembre 2026 à 10 h 05 ».
    #[must_use]
    pub fn date_time(self, at: DateTime) -> String {
        let minutes =
            u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
        let (date, time) = (self.date(PartialDate::Day(at.date())), time(minutes));
        self.message_with(
            messages::DATE_AND_TIME,
            &[("date", Arg::Text(&date)), ("time", Arg::Text(&time))],
        )
    }

    /// « il y a 6 jours ».
    #[must_use]
    pub fn ago(self, age: SignedDuration) -> String {
        self.in_greatest_unit(
            age,
            [messages::AGO_NOW, messages::AGO_MINUTES, messages::AGO_HOURS, messages::AGO_DAYS],
        )
    }

    /// « depuis 6 jours ».
    #[must_use]
    pub fn since(self, age: SignedDuration) -> String {
        self.in_greatest_unit(
            age,
            [messages::FOR_NOW, messages::FOR_MINUTES, messages::FOR_HOURS, messages::FOR_DAYS],
        )
    }

    /// Message in the greatest whole unit of `age`.
    fn in_greatest_unit(
        self,
        age: SignedDuration,
        [now, minutes, hours, days]: [&Key; 4],
    ) -> String {
        let count = |n: i64| usize::try_from(n).unwrap_or_default();
        match age.as_mins() {
            ..1 => self.message(now).into_owned(),
            n @ 1..60 => self.message_count(minutes, count(n)),
            n @ 60..1_440 => self.message_count(hours, count(n / 60)),
            n => self.message_count(days, count(n / 1_440)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_formatted_in_its_greatest_unit() {
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
        assert_eq!(Lang::Fr.date_time(at), "24 novembre 2026 à 10\u{a0}h\u{a0}05");
    }
}
