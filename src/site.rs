//! Router of the whole site: pages and JSON API.

use axum::{Router, response::Response};

use crate::{api, app::App, edge::Refused, paths, web};

/// All routes. An unknown path gets the page « not found ».
pub fn router(app: App) -> Router {
    web::router(app.clone()).merge(api::router(app))
}

/// Router of the administration address.
pub fn admin_router(app: App) -> Router {
    api::admin_router(app)
}

/// Renders a response that was rejected outside of a handler: an HTML page, or a JSON problem under
/// `/api/`, with the same text.
pub fn refused(app: &App, refused: &Refused<'_>) -> Response {
    if refused.target.path().starts_with(paths::API) {
        api::refused(app, refused.status, web::words(refused.status))
    } else {
        web::refused(app, refused)
    }
}
