//! Place autocomplete of the search box.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Query, QueryRejection};
use serde::Serialize;

use super::problem::{ParameterError, Problem};
use crate::app::App;
use crate::catalogue::{Catalogue, Place};
use crate::domain::search::MAX_PLACE_CHARS;
use crate::edge::{CachePolicy, Visitor};
use crate::i18n::{Lang, messages};
use crate::paths;
use crate::request_catalogue::RequestCatalogue;

/// Maximum number of results.
const MAX_RESULTS: usize = 10;

#[derive(Debug, Serialize)]
pub struct PlacesResource {
    /// Best match first.
    pub items: Vec<PlaceResource>,
}

#[derive(Debug, Serialize)]
pub struct PlaceResource {
    name: String,
    /// Kind of place and its location, as text.
    what: String,
    /// URL of the HTML page.
    url: String,
}

/// `GET /api/v1/lieux?q=tours+san`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    RequestCatalogue(catalogue): RequestCatalogue,
    pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let text = typed_text(&app, pairs)?;
    let places = Arc::clone(&catalogue);
    let steps = catalogue.place_steps(&text);
    let find = {
        let text = text.clone();
        move || places.suggested_places(&text, MAX_RESULTS)
    };
    let found = app.offload.run(visitor, steps, find).await;
    let found = found.map_err(|_| Problem::overloaded(&app))?.into_iter();
    let item = |place: Place| PlaceResource::new(&app, &catalogue, &place, &text);
    let found = PlacesResource { items: found.filter_map(item).collect() };
    // Typed places are personal data: not cached.
    Ok((CachePolicy::Private, Json(found)).into_response())
}

/// Value of the only parameter, `q`.
pub fn typed_text(
    app: &App,
    pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<String, Problem> {
    let Ok(Query(pairs)) = pairs else { return Err(Problem::malformed_query(app)) };
    let unknown_params = pairs.iter().filter(|(name, _)| name != "q");
    let unknown_params = unknown_params.map(|(name, value)| unknown(name, value));
    let long = pairs.iter().filter(|(_, value)| value.chars().count() > MAX_PLACE_CHARS);
    let long = long.map(|(name, value)| too_long(name, value));
    let errors: Vec<ParameterError> = unknown_params.chain(long).collect();
    if errors.is_empty() {
        Ok(pairs.into_iter().next().map(|(_, value)| value).unwrap_or_default())
    } else {
        Err(Problem::invalid_parameters(app, StatusCode::BAD_REQUEST, errors))
    }
}

impl PlaceResource {
    /// Page at `path`.
    pub fn of_url(app: &App, name: String, what: String, path: &str) -> Self {
        Self { name, what, url: format!("{}{path}", app.public_url) }
    }

    /// Bytes of its texts.
    pub const fn len(&self) -> usize {
        self.name.len() + self.what.len() + self.url.len()
    }

    /// `place`, found by the typed `text`.
    pub fn new(app: &App, catalogue: &Catalogue, place: &Place, text: &str) -> Option<Self> {
        let described = catalogue.describe(place)?;
        let what = Lang::Fr.place_description(&described);
        let former = catalogue.former_name(place, text);
        let what = former.map_or(what.clone(), |name| Lang::Fr.with_former_name(&what, name));
        Some(Self::of_url(app, described.name, what, &paths::place(catalogue, place)?))
    }
}

fn too_long(name: &str, value: &str) -> ParameterError {
    ParameterError::new(
        name,
        value,
        Lang::Fr.message_count(messages::API_PLACES_TOO_LONG, MAX_PLACE_CHARS),
    )
}

fn unknown(name: &str, value: &str) -> ParameterError {
    ParameterError::with_message(name, value, messages::API_PLACES_UNKNOWN)
}
