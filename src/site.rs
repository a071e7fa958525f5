//! Router of the whole site: pages and JSON API.

use axum::Router;
use axum::extract::FromRef;
use axum::response::Response;

use crate::app::App;
use crate::edge::{CacheGeneration, RejectedRequest, VisitorHeader};
use crate::request_catalogue::RequestCatalogue;
use crate::{api, paths, web};

impl FromRef<App> for VisitorHeader {
    fn from_ref(app: &App) -> Self {
        Self(app.config.client_address_header.clone())
    }
}

/// All routes. An unknown path gets the page « not found ».
pub fn router(app: App) -> Router {
    web::router(app.clone()).merge(api::router(app))
}

/// Router of the administration address.
pub fn admin_router(app: App) -> Router {
    api::admin_router(app)
}

/// Source of the cache generation: attaches its catalogue to the request, so that a page is rendered from the
/// catalogue under whose generation it is cached.
pub fn cache_generation(app: App) -> CacheGeneration {
    CacheGeneration::new(move |extensions| {
        let RequestCatalogue(catalogue) = RequestCatalogue::of_request(&app, extensions);
        app.cache_generation(&catalogue)
    })
}

/// Renders a response that was rejected outside of a handler: an HTML page, or a JSON problem under
/// `/api/`, with the same text.
pub fn refused(app: &App, refused: &RejectedRequest<'_>) -> Response {
    if refused.target.path().starts_with(paths::API) {
        let (title, detail) = web::status_message(refused.status);
        api::problem_response(app, refused.status, title, detail)
    } else {
        web::edge_error_page(app, refused)
    }
}
