//! Test mail for the operator.

use super::Letter;
use crate::i18n::{Arg, Lang, messages};

/// Test mail that names the site at `address`.
#[must_use]
pub fn test(address: &str) -> Letter {
    let lang = Lang::default();
    Letter::new(lang.message(messages::OUTBOX_TEST_SUBJECT)).paragraph(
        lang.message_with(messages::OUTBOX_TEST_TEXT, &[("address", Arg::Text(address))]),
    )
}
