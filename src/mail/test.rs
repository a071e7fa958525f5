//! An operator tries whether mail arrives.

use super::Letter;
use crate::i18n::{Arg, Lang, say};

/// Says that mails of the site at `address` arrive.
#[must_use]
pub fn test(address: &str) -> Letter {
    let lang = Lang::default();
    Letter::new(lang.t(say::OUTBOX_TEST_SUBJECT))
        .say(lang.ta(say::OUTBOX_TEST_TEXT, &[("address", Arg::Text(address))]))
}
