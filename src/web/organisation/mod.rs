//! Who acts: looking for organisations, and one of them.

mod index;
mod json_ld;
mod show;
mod words;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use axum_extra::extract::Query;

use super::{Error, Page, Result, paths, short::moved, view::View};
use crate::{app::App, catalogue::Found, domain::search::OrganisationParams};

use self::{index::OrganisationsView, show::OrganisationView};

/// `GET /acteurs?genre=mission-locale&departement=37&q=tours`
pub async fn index(
    State(app): State<App>,
    page: Page,
    Query(params): Query<OrganisationParams>,
) -> Response {
    let catalogue = app.catalogue();
    let understood = catalogue.understand_organisations(&params);
    View(OrganisationsView::new(page, &catalogue, &understood)).into_response()
}

/// `GET /acteurs/{slug}`
pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    match catalogue.organisation_at(&slug) {
        Found::Here(it) => Ok(View(OrganisationView::new(page, &catalogue, it)).into_response()),
        Found::Moved(it) => Ok(moved(&paths::organisation(&it.facts.slug))),
        Found::Gone => Err(Error::Gone),
        Found::Unknown => Err(Error::NotFound),
    }
}
