//! One initiative.

mod contact;
mod facts;
mod share;
mod view;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{Page, Result, paths, short::here, view::View};
use crate::app::App;

pub use self::{
    facts::{coverage, delivery},
    view::InitiativeView,
};

/// `GET /initiatives/{slug}`
pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    let it = here(catalogue.initiative_at(&slug), |it| paths::initiative(&it.facts.slug))?;
    Ok(View(InitiativeView::new(page, &catalogue, it)).into_response())
}
