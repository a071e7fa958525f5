//! Length of request targets.

use axum::http::Uri;

/// Maximum length of path and query, in bytes. Every link of the site is shorter.
pub const MAX_TARGET_BYTES: usize = 4 * 1024;

pub fn is_too_long(uri: &Uri) -> bool {
    uri.path_and_query().is_some_and(|target| target.as_str().len() > MAX_TARGET_BYTES)
}
