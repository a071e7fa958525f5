//! Home page: search box, barriers, map, collection.

mod view;

use axum::response::{IntoResponse, Response};

use crate::web::{Page, View};

use self::view::HomeView;

/// `GET /`
pub async fn index(page: Page) -> Response {
    let catalogue = page.catalogue();
    View(HomeView::new(page, &catalogue, catalogue.home_content())).into_response()
}
