//! One initiative.

mod contact;
mod facts;
mod share;
mod view;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{Error, Page, Result, paths, short::moved, view::View};
use crate::{app::App, catalogue::Found};

use self::view::InitiativeView;

/// `GET /initiatives/{slug}`
pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    match catalogue.initiative_at(&slug) {
        Found::Here(it) => Ok(View(InitiativeView::new(page, &catalogue, it)).into_response()),
        Found::Moved(it) => Ok(moved(&paths::initiative(&it.facts.slug))),
        Found::Gone => Err(Error::Gone),
        Found::Unknown => Err(Error::NotFound),
    }
}
