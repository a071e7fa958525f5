//! Barriers to employment (freins): list, and page of each.

pub mod need;
mod view;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::catalogue::SlugMatch;
use crate::edge::Visitor;
use crate::web::{Error, Page, Result, View};

use self::view::{BarrierView, BarriersView};

/// `GET /freins`
pub async fn index(State(app): State<App>, visitor: Visitor, page: Page) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        View(BarriersView::new(page, &catalogue, &catalogue.barrier_counts())).into_response()
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /freins/{slug}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || match catalogue.barrier_at(&slug) {
        SlugMatch::Current(it) | SlugMatch::Moved(it) => {
            let content = catalogue.barrier_content(it);
            Ok(View(BarrierView::new(page, &catalogue, &content)).into_response())
        }
        SlugMatch::Withdrawn => Err(Error::Gone),
        SlugMatch::Unknown => Err(Error::NotFound),
    };
    app.offload.run(visitor, steps, work).await?
}
