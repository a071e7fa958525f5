//! Search of initiatives.

mod facets;
mod links;
mod map;
mod match_reasons;
mod places;
mod radius;
mod view;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::catalogue::Place;
use crate::domain::search::{
    FacetValue, FilterParams, MAX_FACET_VALUES, MAX_VALUES, PlaceParams, Search, SearchParams,
};
use crate::edge::Visitor;
use crate::web::directory::location::filter_answer;
use crate::web::{Page, PrivateView, Result, View, paths};

use self::facets::OpenFilters;
pub use self::match_reasons::{MatchLines, MatchWords};

use self::map::SearchMapView;
pub use self::view::{criteria, heading, unknown_values_title, value_notices};

use self::view::SearchView;

/// `GET /initiatives?frein=mobilite&departement=37&q=permis`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<SearchParams>,
    Query(place): Query<PlaceParams>,
    Query(filters): Query<FilterParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let mut parsed = catalogue.parse_search(&params);
    if let Some(text) = place.text() {
        let search = &parsed.search_page.search;
        let href = |place: &Place| paths::search(&catalogue, &search_in(search, place.clone()), 1);
        if let Some(answer) = filter_answer(&app, visitor, &page, text, href).await? {
            return Ok(answer);
        }
        parsed.unknown_place = Some(text.to_owned());
    }
    let steps = catalogue.results_steps(&parsed.search_page.search);
    let open = OpenFilters::new(&parsed.search_page.search, &filters);
    let work = move || {
        let content = catalogue.results_content(&parsed, page.now, |facet| open.counts(facet));
        answer(&params, SearchView::new(page, &catalogue, &content, &open))
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `search`, also in `place` unless it has all the values that a search may have.
fn search_in(search: &Search, place: Place) -> Search {
    let choice = match place {
        Place::Neighbourhood(code) => FacetValue::Neighbourhood(code),
        Place::Commune(code) => FacetValue::Commune(code),
        Place::Departement(code) => FacetValue::Departement(code),
    };
    let full = search.choices().len() >= MAX_VALUES
        || search.facet_len(choice.facet()) >= MAX_FACET_VALUES;
    if search.chooses(&choice) || full { search.clone() } else { search.toggling(&choice) }
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
pub fn answer(params: &SearchParams, view: impl Template) -> Response {
    if params.lat.is_empty() && params.lon.is_empty() {
        View(view).into_response()
    } else {
        PrivateView(view).into_response()
    }
}
