//! Organisations (acteurs): search, and page of each.

mod filters;
mod index;
mod json_ld;
mod show;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::domain::search::OrganisationParams;
use crate::edge::Visitor;
use crate::web::request::resolve;
use crate::web::{Page, Result, View, paths};

use self::index::OrganisationsView;
use self::show::OrganisationView;

/// `GET /acteurs?genre=mission-locale&departement=37&q=tours`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<OrganisationParams>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    let understood = catalogue.parse_organisation_search(&params);
    let steps = catalogue.organisation_steps(&understood.search);
    let work = move || View(OrganisationsView::new(page, &catalogue, &understood)).into_response();
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /acteurs/{slug}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        let it =
            resolve(catalogue.organisation_at(&slug), |it| paths::organisation(&it.facts.slug))?;
        Ok(View(OrganisationView::new(page, &catalogue, it)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}
