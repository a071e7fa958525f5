//! Test mail for the operator.

use super::Letter;
use crate::i18n::{Arg, Lang, say};

/// Test mail that names the site at `address`.
#[must_use]
pub fn test(address: &str) -> Letter {
    let lang = Lang::default();
    Letter::new(lang.t(say::OUTBOX_TEST_SUBJECT))
        .say(lang.ta(say::OUTBOX_TEST_TEXT, &[("address", Arg::Text(address))]))
}
