//! Catalogue of a request: one snapshot, taken once.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::Extensions;
use axum::http::request::Parts;

use crate::app::App;
use crate::catalogue::Catalogue;

/// Catalogue that a request uses until its end (extractor). The response cache attaches it to the request together with
/// its generation; without a cache the first extractor does. A page of the edge (timeout, size limit) is rendered
/// after the end of its request, with the current catalogue.
#[derive(Debug, Clone)]
pub struct RequestCatalogue(pub Arc<Catalogue>);

impl RequestCatalogue {
    /// The catalogue attached to a request; if there is none, attaches the current one.
    pub fn of_request(app: &App, extensions: &mut Extensions) -> Self {
        extensions.get_or_insert_with(|| Self(app.catalogue())).clone()
    }
}

impl FromRequestParts<App> for RequestCatalogue {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of_request(app, &mut parts.extensions))
    }
}
