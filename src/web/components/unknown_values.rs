//! Notice about unknown values in a link.

use crate::i18n::messages;
use crate::web::Page;

/// Maximum values quoted, and maximum characters of each.
const MAX_QUOTED: usize = 5;
const MAX_QUOTED_CHARS: usize = 60;

/// Notice that quotes the first of the `unknown` values; `None` if there are none.
pub fn unknown_values_notice(page: &Page, unknown: &[(&'static str, String)]) -> Option<String> {
    let quote = |value: &str| {
        page.tv(messages::QUOTED, &value.chars().take(MAX_QUOTED_CHARS).collect::<String>())
    };
    let quoted = unknown.iter().take(MAX_QUOTED).map(|(_, value)| quote(value));
    let more = unknown.len().saturating_sub(MAX_QUOTED);
    let more = (more > 0).then(|| page.tn(messages::AND_MORE, more));
    let values = quoted.chain(more).collect::<Vec<_>>().join(", ");
    (!unknown.is_empty()).then(|| page.tv(messages::SEARCH_UNKNOWN, &values))
}
