//! Who may keep an answer, and for how long.

use std::convert::Infallible;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponseParts, ResponseParts},
};

/// Named by a handler as a part of its answer: `(CachePolicy::Public, Html(page))`. An answer that
/// names none is `Private`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// A page that depends on its address and the catalogue only. Kept for a minute: long enough
    /// for a cache in front to carry a rush, short enough that a corrected phone number or a
    /// withdrawn entry is seen at once. After that an `ETag` makes asking again nearly free.
    Public,
    /// A file whose name changes with its content.
    Immutable,
    /// For this person, now.
    Private,
}

impl CachePolicy {
    pub(super) const fn value(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Public => "public, max-age=60, must-revalidate",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Private => "private, no-store",
        })
    }
}

impl IntoResponseParts for CachePolicy {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        parts.headers_mut().insert(header::CACHE_CONTROL, self.value());
        Ok(parts)
    }
}
