//! A draft is erased soon.

use jiff::civil::Date;

use super::{Letter, proposal::unlinked};
use crate::{
    domain::{date::PartialDate, erasure::Perishable},
    i18n::{Arg, Lang, say},
};

/// Tells the author of the draft called `title`, if it is called something yet, that it is erased on the day `on`, and
/// how to go on with it at `address`.
#[must_use]
pub fn draft_expiring(title: &str, on: Date, address: &str) -> Letter {
    let lang = Lang::default();
    let title = &unlinked(title);
    let date = lang.date(PartialDate::Day(on));
    let days = usize::try_from(Perishable::Draft.lifetime().as_hours() / 24).unwrap_or_default();
    let args = [("title", Arg::Text(title)), ("date", Arg::Text(&date)), ("n", Arg::Count(days))];
    let about = if title.is_empty() { say::EXPIRY_ABOUT } else { say::EXPIRY_ABOUT_TITLE };
    Letter::new(lang.ta(say::EXPIRY_SUBJECT, &args))
        .say(lang.ta(about, &args))
        .say(lang.ta(say::EXPIRY_WHEN, &args))
        .way(lang.t(say::EXPIRY_GO_ON), address)
        .say(lang.t(say::EXPIRY_LEAVE))
}
