//! Reminder that a proposal will be erased.

use jiff::civil::Date;

use super::{Letter, proposal::unlinked};
use crate::{
    domain::{
        date::PartialDate,
        erasure::{CLOSED_MONTHS, Perishable},
    },
    i18n::{Arg, Key, Lang, say},
};

/// Reminds the author of a draft or of an unanswered change request that it is erased on the day `on`; `address` is
/// the URL to continue. `title` may be empty.
#[must_use]
pub fn proposal_expiring((what, title): (Perishable, &str), on: Date, address: &str) -> Letter {
    let lang = Lang::default();
    let title = &unlinked(title);
    let date = lang.date(PartialDate::Day(on));
    let [about, about_title, when] = words(what);
    let days = usize::try_from(Perishable::Draft.lifetime().as_hours() / 24).unwrap_or_default();
    let months = usize::try_from(CLOSED_MONTHS).unwrap_or_default();
    let args = [
        ("title", Arg::Text(title)),
        ("date", Arg::Text(&date)),
        ("n", Arg::Count(days)),
        ("months", Arg::Count(months)),
    ];
    Letter::new(lang.ta(say::EXPIRY_SUBJECT, &args))
        .say(lang.ta(if title.is_empty() { about } else { about_title }, &args))
        .say(lang.ta(when, &args))
        .way(lang.t(say::EXPIRY_GO_ON), address)
        .say(lang.t(say::EXPIRY_LEAVE))
}

/// Messages: description without title, description with title, reason.
fn words(what: Perishable) -> [&'static Key; 3] {
    if what == Perishable::Unanswered {
        [say::EXPIRY_ASKED, say::EXPIRY_ASKED_TITLE, say::EXPIRY_WHEN_ASKED]
    } else {
        [say::EXPIRY_ABOUT, say::EXPIRY_ABOUT_TITLE, say::EXPIRY_WHEN]
    }
}
