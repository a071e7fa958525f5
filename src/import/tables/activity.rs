//! Activity and dates of an initiative.

use jiff::civil::Date;

use crate::domain::directory::{Activity, Lifecycle};
use crate::domain::time::PartialDate;
use crate::import::error::SeedErrorKind;
use crate::import::parser::Row;

const ACTIVITIES: &[(&str, Activity)] = &[
    ("ongoing", Activity::Ongoing),
    ("recurring", Activity::Recurring),
    ("ended", Activity::Ended),
    ("unknown", Activity::Unknown),
];

/// Parses activity and dates, and checks their order. Start and end may be after `today`; the attestation may not.
pub(super) fn life(row: &mut Row<'_>, today: Date) -> Option<Lifecycle> {
    let activity = row.one_of("activity", ACTIVITIES);
    let attested_on = row.optional::<PartialDate>("attested_on");
    let started_on = row.optional::<PartialDate>("started_on");
    let ended_on = row.optional::<PartialDate>("ended_on");
    if attested_on.is_some_and(|date| date.first_day() > today) {
        row.add("attested_on", SeedErrorKind::AttestedAfterToday);
    }
    if surely_after(started_on, attested_on) {
        row.add("started_on", SeedErrorKind::StartedAfterAttested);
    }
    if surely_after(started_on, ended_on) {
        row.add("started_on", SeedErrorKind::StartedAfterEnded);
    }
    if ended_on.is_some() && activity.is_some_and(|activity| activity != Activity::Ended) {
        row.add("ended_on", SeedErrorKind::EndedButActive);
    }
    Some(Lifecycle { activity: activity?, attested_on, started_on, ended_on, confirmed_on: None })
}

/// True if `one` is after `other` whatever the days left open by partial dates.
fn surely_after(one: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.first_day() > other.last_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_does_not_come_after_its_own_year() {
        let date = |text: &str| text.parse::<PartialDate>().ok();
        assert!(!surely_after(date("2022-07-25"), date("2022")));
        assert!(surely_after(date("2023-01"), date("2022")));
        assert!(!surely_after(date("2023"), None));
    }
}
