//! Looking for initiatives.

mod around;
mod facets;
mod links;
mod places;
mod view;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Query;

use super::{
    Page,
    view::{PrivateView, View},
};
use crate::{app::App, domain::search::SearchParams};

use self::view::SearchView;

/// `GET /initiatives?frein=mobilite&departement=37&q=permis`
pub async fn index(
    State(app): State<App>,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Response {
    let catalogue = app.catalogue();
    let understood = catalogue.understand(&params);
    let view = SearchView::new(page, &catalogue, &understood);
    match understood.asked.search.around {
        // Where somebody stands is nobody's to keep.
        Some(_) => PrivateView(view).into_response(),
        None => View(view).into_response(),
    }
}
