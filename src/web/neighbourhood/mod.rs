//! The priority neighbourhoods: all of them, and one.

mod around;
mod figures;
mod index;
mod near;
mod plan;
mod poster;
mod show;
mod words;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{Error, Page, Result, paths, short::moved, view::View};
use crate::{app::App, catalogue::Found};

use self::{index::NeighbourhoodsView, poster::PosterView, show::NeighbourhoodView};

/// `GET /quartiers`
pub async fn index(State(app): State<App>, page: Page) -> Response {
    let catalogue = app.catalogue();
    View(NeighbourhoodsView::new(page, &catalogue)).into_response()
}

/// `GET /quartiers/{slug}`
pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    match catalogue.neighbourhood_at(&slug) {
        Found::Here(it) => Ok(View(NeighbourhoodView::new(page, &catalogue, it)).into_response()),
        Found::Moved(it) => Ok(moved(&paths::neighbourhood(&it.slug))),
        Found::Gone => Err(Error::Gone),
        Found::Unknown => Err(Error::NotFound),
    }
}

/// `GET /quartiers/{slug}/affiche`
pub async fn poster(
    State(app): State<App>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    match catalogue.neighbourhood_at(&slug) {
        Found::Here(it) => Ok(View(PosterView::new(page, &catalogue, it)).into_response()),
        Found::Moved(it) => Ok(moved(&paths::poster(&it.slug))),
        Found::Gone => Err(Error::Gone),
        Found::Unknown => Err(Error::NotFound),
    }
}
