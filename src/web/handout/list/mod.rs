//! Lists to print: all entries of a search, of a needs desk or of a neighbourhood, numbered, on one page.

mod needs;
mod neighbourhood;
mod organisations;
mod results;
mod view;

pub use self::results::{asked_line, count_of_initiatives};

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::catalogue::{Catalogue, MAX_PRINTED, NeedPlace};
use crate::domain::directory::Barrier;
use crate::domain::search::{OrganisationParams, SearchParams};
use crate::edge::Visitor;
use crate::web::directory::barrier::need::{Pairs, audiences, commune_at, find_barrier};
use crate::web::directory::search::answer;
use crate::web::request::resolve;
use crate::web::{Page, Result, View, paths};

/// `GET /initiatives/imprimer?…`: the parameters of `/initiatives`
pub async fn initiatives(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let parsed = catalogue.parse_search(&params);
    let search = &parsed.search_page.search;
    let steps = catalogue.printed_steps() + catalogue.search_steps(search);
    let work = move || {
        let results = catalogue.first_results(&parsed.search_page.search, MAX_PRINTED);
        answer(&params, results::list(page, &catalogue, &parsed, &results))
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /acteurs/imprimer?…`: the parameters of `/acteurs`
pub async fn organisations(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<OrganisationParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let parsed = catalogue.parse_organisation_search(&params, page.now);
    let steps = catalogue.printed_steps() + catalogue.organisation_steps(&parsed.search);
    let work = move || {
        let found = catalogue.first_organisations(&parsed.search, MAX_PRINTED);
        View(organisations::list(page, &catalogue, &parsed, &found)).into_response()
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /quartiers/{slug}/imprimer`
pub async fn neighbourhood(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.printed_steps();
    let work = move || {
        let found = catalogue.neighbourhood_at(&slug);
        let it = resolve(found, |it| paths::printed_neighbourhood(&it.slug))?;
        let content = catalogue.neighbourhood_content(it);
        Ok(View(neighbourhood::list(page, &catalogue, &content)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}

/// `GET /quartiers/{slug}/besoins/{frein}/imprimer?public=jeunes`
pub async fn neighbourhood_need(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path((slug, barrier)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.printed_steps() + catalogue.need_steps();
    let work = move || {
        let barrier = find_barrier(&catalogue, &barrier)?;
        let path = |it| paths::printed_need(NeedPlace::Neighbourhood(it), &barrier.slug, &[]);
        let it = resolve(catalogue.neighbourhood_at(&slug), path)?;
        Ok(need(page, &catalogue, NeedPlace::Neighbourhood(it), barrier, &pairs))
    };
    app.offload.run(visitor, steps, work).await?
}

/// `GET /communes/{commune}/besoins/{frein}/imprimer?public=jeunes`
pub async fn commune_need(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path((key, barrier)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.printed_steps() + catalogue.need_steps();
    let work = move || {
        let barrier = find_barrier(&catalogue, &barrier)?;
        let path = |it| paths::printed_need(NeedPlace::Commune(it), &barrier.slug, &[]);
        let it = resolve(commune_at(&catalogue, &page, &key, path), path)?;
        Ok(need(page, &catalogue, NeedPlace::Commune(it), barrier, &pairs))
    };
    app.offload.run(visitor, steps, work).await?
}

fn need(
    page: Page,
    catalogue: &Catalogue,
    place: NeedPlace<'_>,
    barrier: &Barrier,
    pairs: &Pairs,
) -> Response {
    let chosen = audiences(catalogue, pairs);
    let content = catalogue.need_content_of(place, barrier, chosen, MAX_PRINTED);
    View(needs::list(page, catalogue, &content)).into_response()
}
