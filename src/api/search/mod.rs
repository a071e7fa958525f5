//! Search for initiatives: parameters, results and counts equal those of the HTML page.

mod facets;
mod validation;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Query, QueryRejection};
use serde::Serialize;

use super::initiative::{InitiativeResource, MatchResource};
use super::problem::Problem;
use crate::app::App;
use crate::catalogue::{Catalogue, PAGE_SIZE, ParsedSearch, Results};
use crate::domain::search::{Search, SearchPage, SearchParams};
use crate::edge::{CachePolicy, Visitor};
use crate::paths;
use crate::request_catalogue::RequestCatalogue;

use self::facets::FacetsResource;

/// One page of results.
#[derive(Debug, Serialize)]
struct SearchResource {
    total: usize,
    /// If an audience is chosen: initiatives of unknown audience that match otherwise. They are not in `total`; their
    /// items follow all others, and have no audience.
    unknown_audience: usize,
    /// If a price is chosen: likewise, initiatives of unknown price. One of both is counted in both.
    unknown_fees: usize,
    page: usize,
    pages: usize,
    per_page: usize,
    /// Corrected search text, if it differs from the typed one.
    corrected: Option<String>,
    /// Words of the search text that no result has beside the weightier ones.
    left_out: Vec<String>,
    facets: FacetsResource,
    items: Vec<InitiativeResource>,
    links: Links,
    licence: &'static str,
}

/// Number of results.
#[derive(Debug, Serialize)]
struct TotalResource {
    total: usize,
}

#[derive(Debug, Serialize)]
struct Links {
    #[serde(rename = "self")]
    self_url: String,
    next: Option<String>,
    prev: Option<String>,
    /// URL of the HTML page with these results.
    html: String,
}

/// `GET /api/v1/initiatives?frein=mobilite&departement=37&q=permis`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    RequestCatalogue(catalogue): RequestCatalogue,
    pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let parsed_search = parsed(&app, &catalogue, pairs)?;
    let (steps, this) = (catalogue.search_steps(&parsed_search.search_page.search), app.clone());
    let work = move || page(&this, &catalogue, &parsed_search.search_page);
    app.offload.run(visitor, steps, work).await.map_err(|_| Problem::overloaded(&app))?
}

/// `GET /api/v1/initiatives/total?frein=mobilite&departement=37&q=permis`: the number of results, without a page of
/// them.
pub async fn total(
    State(app): State<App>,
    visitor: Visitor,
    RequestCatalogue(catalogue): RequestCatalogue,
    pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let search = parsed(&app, &catalogue, pairs)?.search_page.search;
    let steps = catalogue.search_steps(&search);
    let work = move || {
        let total = TotalResource { total: catalogue.count(&search) };
        (cache_policy(&search), Json(total)).into_response()
    };
    app.offload.run(visitor, steps, work).await.map_err(|_| Problem::overloaded(&app))
}

/// Search that `pairs` ask for, refused if one of them is not understood.
fn parsed(
    app: &App,
    catalogue: &Catalogue,
    pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<ParsedSearch, Problem> {
    let Ok(Query(pairs)) = pairs else { return Err(Problem::malformed_query(app)) };
    let params = SearchParams::from(pairs.clone());
    let parsed_search = catalogue.parse_search(&params);
    validation::check_parameters(&pairs, &params, &parsed_search)
        .map_err(|(status, errors)| Problem::invalid_parameters(app, status, errors))?;
    Ok(parsed_search)
}

/// The position of a person must not be cached.
const fn cache_policy(search: &Search) -> CachePolicy {
    match search.circle {
        Some(_) => CachePolicy::Private,
        None => CachePolicy::Public,
    }
}

/// Runs the search and builds the response; 404 after the last page.
fn page(app: &App, catalogue: &Catalogue, search_page: &SearchPage) -> Result<Response, Problem> {
    let results = catalogue.search(search_page);
    validation::check_page(search_page, &results)
        .map_err(|(status, errors)| Problem::invalid_parameters(app, status, errors))?;
    let found = SearchResource::new(app, catalogue, &search_page.search, results);
    Ok((cache_policy(&search_page.search), Json(found)).into_response())
}

impl SearchResource {
    fn new(app: &App, catalogue: &Catalogue, search: &Search, results: Results<'_>) -> Self {
        Self {
            total: results.total,
            unknown_audience: results.unknown_values.audience,
            unknown_fees: results.unknown_values.fees,
            page: results.page,
            pages: results.pages,
            per_page: PAGE_SIZE,
            items: items(app, catalogue, search, &results),
            links: Links::new(app, catalogue, search, &results),
            facets: FacetsResource::new(catalogue, &results.facets),
            left_out: left_out(search, &results),
            corrected: results.corrected_text,
            licence: "Licence Ouverte 2.0",
        }
    }
}

/// Results of the page, those of unknown audience or price last; each with its reasons.
fn items(
    app: &App,
    catalogue: &Catalogue,
    search: &Search,
    results: &Results<'_>,
) -> Vec<InitiativeResource> {
    let items = results.hits.iter().map(|it| InitiativeResource::new(app, catalogue, it));
    let mut items: Vec<InitiativeResource> = items.collect();
    for (item, reason) in items.iter_mut().zip(&results.reasons) {
        item.near = reason.map(Into::into);
    }
    if *search != Search::default() {
        for (item, reason) in items.iter_mut().zip(catalogue.match_reasons(search, results)) {
            item.match_reason = Some(MatchResource::new(&reason, item.near.as_ref()));
        }
    }
    items
}

fn left_out(search: &Search, results: &Results<'_>) -> Vec<String> {
    let ranges = results.reading.left_out.iter();
    ranges.filter_map(|range| search.text.get(range.clone())).map(str::to_owned).collect()
}

impl Links {
    fn new(app: &App, catalogue: &Catalogue, search: &Search, results: &Results<'_>) -> Self {
        let absolute = |path: String| format!("{}{path}", app.public_url);
        let to = |number| absolute(paths::api_initiatives(catalogue, search, number));
        Self {
            self_url: to(results.page),
            next: (results.page < results.pages).then(|| to(results.page + 1)),
            prev: (results.page > 1).then(|| to(results.page - 1)),
            html: absolute(paths::search(catalogue, search, results.page)),
        }
    }
}
