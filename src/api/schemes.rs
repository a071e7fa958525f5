//! Schemes (« Aides et droits »): all that match the parameters, and their counts are those of the page.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::{Query, QueryRejection};
use serde::Serialize;

use super::problem::{ParameterError, Problem};
use crate::app::App;
use crate::catalogue::{Catalogue, ParsedSchemeSearch};
use crate::domain::directory::{Scheme, SchemeStatus};
use crate::domain::search::{
    MAX_SCHEME_VALUES, ParamValue, SchemeFacet, SchemeParams, SchemeSearch,
};
use crate::domain::text::{Line, Prose, Slug};
use crate::edge::{CachePolicy, Visitor};
use crate::i18n::messages;
use crate::paths;
use crate::request_catalogue::RequestCatalogue;

/// Schemes that match. Ended ones are among the items, but not in the total.
#[derive(Debug, Serialize)]
struct SchemesResource {
    total: usize,
    items: Vec<SchemeResource>,
    links: Links,
    licence: &'static str,
}

#[derive(Debug, Serialize)]
struct Links {
    #[serde(rename = "self")]
    self_url: String,
    /// URL of the HTML page with these schemes.
    html: String,
}

/// Scheme. An absent value is unknown.
#[derive(Debug, Serialize)]
struct SchemeResource {
    slug: String,
    /// URL of its page.
    url: String,
    title: String,
    acronym: Option<String>,
    summary: String,
    /// `en-vigueur`, `a-verifier`, `terminee`.
    status: &'static str,
    barriers: Vec<String>,
    audiences: Vec<String>,
    /// Slugs of the kinds of organisations where one asks for it.
    kinds: Vec<String>,
    /// Giver that is no kind of organisation.
    given_by: Option<String>,
    conditions: String,
    amount: Option<String>,
    how_to_ask: Option<String>,
    #[serde(rename = "doubt")]
    caveat: Option<String>,
    /// URLs of the initiatives that name it.
    initiatives: Vec<String>,
    official_url: String,
    source_url: String,
    /// Date of the facts: year, month or day.
    as_of: String,
}

/// `GET /api/v1/dispositifs?frein=mobilite&public=jeunes&par=mission-locale`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    RequestCatalogue(catalogue): RequestCatalogue,
    pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let Ok(Query(pairs)) = pairs else { return Err(Problem::malformed_query(&app)) };
    let parsed = catalogue.parse_scheme_search(&params(&pairs));
    let errors = errors(&pairs, &parsed);
    if !errors.is_empty() {
        return Err(Problem::invalid_parameters(&app, StatusCode::BAD_REQUEST, errors));
    }
    let (steps, this) = (catalogue.listing_steps(), app.clone());
    let work = move || {
        let found = SchemesResource::new(&this, &catalogue, &parsed.search);
        (CachePolicy::Public, Json(found)).into_response()
    };
    app.offload.run(visitor, steps, work).await.map_err(|_| Problem::overloaded(&app))
}

fn params(pairs: &[(String, String)]) -> SchemeParams {
    let of = |facet: SchemeFacet| {
        let values = pairs.iter().filter(|(name, _)| name == facet.param());
        values.map(|(_, value)| value.clone()).collect()
    };
    SchemeParams {
        frein: of(SchemeFacet::Barrier),
        public: of(SchemeFacet::Audience),
        par: of(SchemeFacet::Giver),
    }
}

/// Unknown names and values, and those beyond the limit, all at once.
fn errors(pairs: &[(String, String)], parsed: &ParsedSchemeSearch) -> Vec<ParameterError> {
    let is_known = |name: &str| SchemeFacet::ALL.iter().any(|facet| facet.param() == name);
    let unknown_params = pairs.iter().filter(|(name, _)| !is_known(name));
    let unknown_params = unknown_params.map(|(name, value)| {
        ParameterError::with_message(name, value, messages::API_SCHEMES_PARAMETER)
    });
    let unknown = parsed.unknown.iter();
    let unknown = unknown.map(|ParamValue { name, value }| {
        ParameterError::with_message(name, value, messages::API_UNKNOWN_VALUE)
    });
    let excess = parsed.excess.iter();
    let excess = excess
        .map(|ParamValue { name, value }| ParameterError::too_many(name, value, MAX_SCHEME_VALUES));
    unknown_params.chain(unknown).chain(excess).collect()
}

impl SchemesResource {
    fn new(app: &App, catalogue: &Catalogue, search: &SchemeSearch) -> Self {
        let absolute = |path: String| format!("{}{path}", app.public_url);
        let found = catalogue.search_schemes(search);
        Self {
            total: catalogue.scheme_count(search),
            items: found.map(|it| SchemeResource::new(app, catalogue, it)).collect(),
            links: Links {
                self_url: absolute(paths::api_schemes(search)),
                html: absolute(paths::schemes(search)),
            },
            licence: "Licence Ouverte 2.0",
        }
    }
}

impl SchemeResource {
    fn new(app: &App, catalogue: &Catalogue, scheme: &Scheme) -> Self {
        let absolute = |path: String| format!("{}{path}", app.public_url);
        let slugs = |list: &[Slug]| list.iter().map(Slug::to_string).collect();
        let initiatives = catalogue.initiatives_naming(scheme).into_iter();
        Self {
            slug: scheme.slug.to_string(),
            url: absolute(paths::scheme(&scheme.slug)),
            title: scheme.title.to_string(),
            acronym: scheme.acronym.as_ref().map(Line::to_string),
            summary: scheme.summary.to_string(),
            status: status(scheme.status),
            barriers: slugs(&scheme.barriers),
            audiences: slugs(&scheme.audiences),
            kinds: slugs(&scheme.kinds),
            given_by: scheme.given_by.as_ref().map(Line::to_string),
            conditions: scheme.conditions.to_string(),
            amount: scheme.amount.as_ref().map(Prose::to_string),
            how_to_ask: scheme.how_to_ask.as_ref().map(Prose::to_string),
            caveat: scheme.caveat.as_ref().map(Prose::to_string),
            initiatives: initiatives
                .map(|it| absolute(paths::initiative(&it.facts.slug)))
                .collect(),
            official_url: scheme.official_url.to_string(),
            source_url: scheme.source_url.to_string(),
            as_of: scheme.as_of.to_string(),
        }
    }
}

const fn status(status: SchemeStatus) -> &'static str {
    match status {
        SchemeStatus::InForce => "en-vigueur",
        SchemeStatus::Unsure => "a-verifier",
        SchemeStatus::Ended => "terminee",
    }
}
