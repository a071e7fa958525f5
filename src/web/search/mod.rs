//! Looking for initiatives.

mod facets;
mod links;
mod map;
mod places;
mod view;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Query;

use super::{Page, view::View};
use crate::{app::App, domain::search::SearchParams};

use self::{map::SearchMapView, view::SearchView};

/// `GET /initiatives?frein=mobilite&departement=37&q=permis`
pub async fn index(
    State(app): State<App>,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Response {
    let catalogue = app.catalogue();
    let understood = catalogue.understand(&params);
    View(SearchView::new(page, &catalogue, &understood)).into_response()
}

/// `GET /initiatives/carte?…`: the parameters of `/initiatives`
pub async fn map(
    State(app): State<App>,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Response {
    let catalogue = app.catalogue();
    let understood = catalogue.understand(&params);
    View(SearchMapView::new(page, &catalogue, &understood)).into_response()
}
