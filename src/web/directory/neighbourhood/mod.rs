//! Priority neighbourhoods: list, and page and poster of each.

mod adjacent;
mod figures;
mod index;
mod map;
mod offers;
mod poster;
mod show;
mod texts;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::edge::Visitor;
use crate::web::request::resolve;
use crate::web::{Page, Result, View, paths};

use self::index::NeighbourhoodsView;
use self::poster::PosterView;
use self::show::NeighbourhoodView;

/// `GET /quartiers`
pub async fn index(page: Page) -> Response {
    let catalogue = page.catalogue();
    View(NeighbourhoodsView::new(page, &catalogue, &catalogue.neighbourhood_counts()))
        .into_response()
}

/// `GET /quartiers/{slug}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        let it = resolve(catalogue.neighbourhood_at(&slug), |it| paths::neighbourhood(&it.slug))?;
        let content = catalogue.neighbourhood_content(it);
        Ok(View(NeighbourhoodView::new(page, &catalogue, content)).into_response())
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
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        let it = resolve(catalogue.neighbourhood_at(&slug), |it| paths::poster(&it.slug))?;
        let content = catalogue.poster_content(it);
        Ok(View(PosterView::new(page, &catalogue, &content)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}
