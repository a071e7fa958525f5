//! Search of initiatives.

mod facets;
mod links;
mod map;
mod places;
mod radius;
mod view;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::domain::search::SearchParams;
use crate::edge::Visitor;
use crate::web::{Page, PrivateView, Result, View};

use self::map::SearchMapView;
use self::view::SearchView;

/// `GET /initiatives?frein=mobilite&departement=37&q=permis`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let parsed = catalogue.parse_search(&params);
    let steps = catalogue.search_steps(&parsed.search_page.search);
    let work = move || {
        let content = catalogue.results_content(&parsed);
        answer(&params, SearchView::new(page, &catalogue, &content))
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /carte?…`: the parameters of `/initiatives`
pub async fn map(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let parsed = catalogue.parse_search(&params);
    let steps = catalogue.search_steps(&parsed.search_page.search);
    let work = move || {
        let counts = catalogue.place_counts(&parsed.search_page.search);
        answer(&params, SearchMapView::new(page, &catalogue, &parsed, counts))
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// Pages with coordinates, valid or not, are personal data: they are never cached.
fn answer(params: &SearchParams, view: impl Template) -> Response {
    if params.lat.is_empty() && params.lon.is_empty() {
        View(view).into_response()
    } else {
        PrivateView(view).into_response()
    }
}
