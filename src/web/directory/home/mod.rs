//! Home page: search box, barriers, map, collection.

mod view;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::web::{Page, View};

use self::view::HomeView;

/// `GET /`
pub async fn index(State(app): State<App>, page: Page) -> Response {
    let catalogue = app.catalogue();
    View(HomeView::new(page, &catalogue)).into_response()
}
