//! The whole site: pages for people and JSON for programs, as the edge serves them.

use axum::{Router, http::StatusCode, response::Response};

use crate::{api, app::App, edge::RequestId, paths, web};

/// Every route there is. What no route takes is a page that does not exist.
pub fn router(app: App) -> Router {
    web::router(app.clone()).merge(api::router(app))
}

/// What the edge answers for a request to `path` that no handler has seen to its end: a page for
/// people, a problem for programs, in the same words.
pub fn refused(app: &App, path: &str, status: StatusCode, id: &RequestId) -> Response {
    if path.starts_with(paths::API) {
        api::refused(app, status, web::words(status))
    } else {
        web::refused(app, status, id)
    }
}
