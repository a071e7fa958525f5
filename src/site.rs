//! The whole site: pages for people and JSON for programs, as the edge serves them.

use axum::{Router, extract::FromRef, response::Response};

use crate::{
    api,
    app::App,
    edge::{Refused, VisitorHeader},
    paths, web,
};

impl FromRef<App> for VisitorHeader {
    fn from_ref(app: &App) -> Self {
        Self(app.config.client_address_header.clone())
    }
}

/// Every route there is. What no route takes is a page that does not exist.
pub fn router(app: App) -> Router {
    web::router(app.clone()).merge(api::router(app))
}

/// What the administration address serves.
pub fn admin_router(app: App) -> Router {
    api::admin_router(app)
}

/// What the edge answers for a request that no handler has seen to its end: a page for people, a problem for programs,
/// in the same words.
pub fn refused(app: &App, refused: &Refused<'_>) -> Response {
    if refused.target.path().starts_with(paths::API) {
        api::refused(app, refused.status, web::words(refused.status))
    } else {
        web::refused(app, refused)
    }
}
