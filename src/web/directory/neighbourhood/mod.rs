//! Priority neighbourhoods: list, and page and poster of each.

mod figures;
mod index;
mod map;
mod offers;
mod poster;
mod show;
mod surroundings;
mod words;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::edge::Visitor;
use crate::web::request::resolve;
use crate::web::{Page, Result, View, paths};

use self::index::NeighbourhoodsView;
use self::poster::PosterView;
use self::show::NeighbourhoodView;
pub use self::words::of_towns;

/// `GET /quartiers`
pub async fn index(State(app): State<App>, page: Page) -> Response {
    let catalogue = app.catalogue();
    View(NeighbourhoodsView::new(page, &catalogue)).into_response()
}

/// `GET /quartiers/{slug}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        let it = resolve(catalogue.neighbourhood_at(&slug), |it| paths::neighbourhood(&it.slug))?;
        Ok(View(NeighbourhoodView::new(page, &catalogue, it)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}

/// `GET /quartiers/{slug}/affiche`
pub async fn poster(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        let it = resolve(catalogue.neighbourhood_at(&slug), |it| paths::poster(&it.slug))?;
        Ok(View(PosterView::new(page, &catalogue, it)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}
