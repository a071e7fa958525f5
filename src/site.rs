//! The whole site: pages for people and JSON for programs, as the edge serves them.

use axum::Router;

use crate::{api, app::App, web};

/// Every route there is. What no route takes is a page that does not exist.
pub fn router(app: App) -> Router {
    web::router(app.clone()).merge(api::router(app))
}
