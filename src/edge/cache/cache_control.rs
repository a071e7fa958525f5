//! `Cache-Control` policies.

use std::convert::Infallible;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponseParts, ResponseParts};

/// Cache policy of a response, given by a handler as a response part: `(CachePolicy::Public, Html(page))`. Default:
/// `Private`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// Page that depends only on its URL and the catalogue. One minute: enough for a cache in front to absorb a
    /// burst, short enough that a corrected phone number or a withdrawn entry shows at once. Revalidation by `ETag`
    /// is cheap.
    Public,
    /// File with a fingerprint in its name.
    Immutable,
    /// Personal or not cacheable.
    Private,
}

impl CachePolicy {
    pub(in crate::edge) const fn value(self) -> HeaderValue {
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
