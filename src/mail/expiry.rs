//! A proposal that waits for its author is erased soon.

use jiff::civil::Date;

use super::{Letter, proposal::unlinked};
use crate::{
    domain::{
        date::PartialDate,
        erasure::{CLOSED_MONTHS, Perishable},
    },
    i18n::{Arg, Key, Lang, say},
};

/// Tells the author of a draft, or of what is not answered, that it is erased on the day `on`, and how to go on with it
/// at `address`; `title` is empty while it has none.
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

/// What it is, the same with its title, and why it goes.
fn words(what: Perishable) -> [&'static Key; 3] {
    if what == Perishable::Unanswered {
        [say::EXPIRY_ASKED, say::EXPIRY_ASKED_TITLE, say::EXPIRY_WHEN_ASKED]
    } else {
        [say::EXPIRY_ABOUT, say::EXPIRY_ABOUT_TITLE, say::EXPIRY_WHEN]
    }
}
