//! Looking for initiatives.

mod around;
mod facets;
mod links;
mod map;
mod places;
mod view;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Query;

use super::{
    Page,
    view::{PrivateView, View},
};
use crate::{app::App, catalogue::Understood, domain::search::SearchParams};

use self::{map::SearchMapView, view::SearchView};

/// `GET /initiatives?frein=mobilite&departement=37&q=permis`
pub async fn index(
    State(app): State<App>,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Response {
    let catalogue = app.catalogue();
    let understood = catalogue.understand(&params);
    answer(&understood, SearchView::new(page, &catalogue, &understood))
}

/// `GET /carte?…`: the parameters of `/initiatives`
pub async fn map(
    State(app): State<App>,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Response {
    let catalogue = app.catalogue();
    let understood = catalogue.understand(&params);
    answer(&understood, SearchMapView::new(page, &catalogue, &understood))
}

/// Where somebody stands is nobody's to keep.
fn answer(understood: &Understood, view: impl Template) -> Response {
    match understood.asked.search.around {
        Some(_) => PrivateView(view).into_response(),
        None => View(view).into_response(),
    }
}
