//! Organisations (acteurs): search, and page of each.

mod directions;
mod employers;
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
use crate::catalogue::Place;
use crate::domain::search::{OrganisationParams, OrganisationSearch, PlaceParams};
use crate::edge::Visitor;
use crate::web::directory::location::filter_answer;
use crate::web::request::resolve;
use crate::web::{Page, Result, View, paths};

use self::employers::EmployersView;
pub use self::filters::{criteria, heading};

use self::filters::search_in;
use self::index::OrganisationsView;
use self::show::OrganisationView;

/// `GET /acteurs?genre=mission-locale&departement=37&q=tours`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<OrganisationParams>,
    Query(place): Query<PlaceParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let mut parsed = catalogue.parse_organisation_search(&params, page.now);
    if let Some(text) = place.text() {
        let search = &parsed.search;
        let href = |place: &Place| paths::organisations(&catalogue, &search_in(search, place), 1);
        if let Some(answer) = filter_answer(&app, visitor, &page, text, href).await? {
            return Ok(answer);
        }
        parsed.unknown_place = Some(text.to_owned());
    }
    let steps = catalogue.organisation_steps(&parsed.search);
    let work = move || {
        let content = catalogue.organisations_content(&parsed);
        View(OrganisationsView::new(page, &catalogue, &content)).into_response()
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /employeurs?quartier=sanitas-tours`
pub async fn employers(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<OrganisationParams>,
    Query(place): Query<PlaceParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let search = catalogue.parse_organisation_search(&params, page.now).search;
    let search = OrganisationSearch {
        neighbourhood: search.neighbourhood,
        commune: search.commune,
        departement: search.departement,
        ..OrganisationSearch::default()
    };
    let mut unknown = None;
    if let Some(text) = place.text() {
        let href = |place: &Place| paths::employers(&catalogue, &search_in(&search, place));
        if let Some(answer) = filter_answer(&app, visitor, &page, text, href).await? {
            return Ok(answer);
        }
        unknown = Some(text.to_owned());
    }
    let steps = catalogue.listing_steps();
    let work = move || {
        let content = catalogue.employers_content(&search);
        View(EmployersView::new(page, &catalogue, &content, unknown)).into_response()
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
        Ok(View(OrganisationView::new(page, &catalogue, &content)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}
