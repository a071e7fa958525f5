//! Reminder that a proposal will be erased.

use jiff::civil::Date;

use super::Letter;
use super::proposal::without_links;
use crate::domain::operations::{CLOSED_MONTHS, RetentionClass};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, Lang, messages};

/// Reminds the author of a draft or of an unanswered change request that it is erased on the day `on`; `address` is
/// the URL to continue. `title` may be empty.
#[must_use]
pub fn expiry_reminder((what, title): (RetentionClass, &str), on: Date, address: &str) -> Letter {
    let lang = Lang::default();
    let title = &without_links(title);
    let date = lang.date(PartialDate::Day(on));
    let [about, about_title, when] = message_keys(what);
    let days =
        usize::try_from(RetentionClass::Draft.lifetime().as_hours() / 24).unwrap_or_default();
    let months = usize::try_from(CLOSED_MONTHS).unwrap_or_default();
    let args = [
        ("title", Arg::Text(title)),
        ("date", Arg::Text(&date)),
        ("n", Arg::Count(days)),
        ("months", Arg::Count(months)),
    ];
    Letter::new(lang.message_with(messages::EXPIRY_SUBJECT, &args))
        .paragraph(lang.message_with(if title.is_empty() { about } else { about_title }, &args))
        .paragraph(lang.message_with(when, &args))
        .link(lang.message(messages::EXPIRY_GO_ON), address)
        .paragraph(lang.message(messages::EXPIRY_LEAVE))
}

/// Messages: description without title, description with title, reason.
fn message_keys(what: RetentionClass) -> [&'static Key; 3] {
    if what == RetentionClass::Unanswered {
        [messages::EXPIRY_ASKED, messages::EXPIRY_ASKED_TITLE, messages::EXPIRY_WHEN_ASKED]
    } else {
        [messages::EXPIRY_ABOUT, messages::EXPIRY_ABOUT_TITLE, messages::EXPIRY_WHEN]
    }
}
