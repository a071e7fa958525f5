//! Organisations (acteurs): search, and page of each.

mod filters;
mod index;
mod json_ld;
mod reception;
mod show;
mod source;

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
    let catalogue = page.catalogue();
    let parsed = catalogue.parse_organisation_search(&params);
    let steps = catalogue.organisation_steps(&parsed.search);
    let work = move || {
        let content = catalogue.organisations_content(&parsed);
        View(OrganisationsView::new(page, &catalogue, &content)).into_response()
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /acteurs/{slug}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        let it =
            resolve(catalogue.organisation_at(&slug), |it| paths::organisation(&it.facts.slug))?;
        let content = catalogue.organisation_content(it);
        Ok(View(OrganisationView::new(page, &catalogue, content)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}
