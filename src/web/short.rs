//! Short links, for paper and telephones.

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{Error, Result, paths};
use crate::{app::App, catalogue::Found, domain::ids::InitiativeId, edge::CachePolicy};

/// `GET /i/62`
pub async fn initiative(State(app): State<App>, Path(id): Path<String>) -> Result<Response> {
    let id = id.parse().map(InitiativeId::new).map_err(|_| Error::NotFound)?;
    match app.catalogue().initiative_numbered(id) {
        Found::Here(it) | Found::Moved(it) => Ok(moved(&paths::initiative(&it.facts.slug))),
        Found::Gone => Err(Error::Gone),
        Found::Unknown => Err(Error::NotFound),
    }
}

/// `GET /q/QN03709M`; lower case, as people type it, will do.
pub async fn neighbourhood(State(app): State<App>, Path(code): Path<String>) -> Result<Response> {
    let code = code.to_uppercase().parse().map_err(|_| Error::NotFound)?;
    let catalogue = app.catalogue();
    match catalogue.neighbourhood_coded(&code) {
        Found::Here(it) | Found::Moved(it) => Ok(moved(&paths::neighbourhood(&it.slug))),
        Found::Gone => Err(Error::Gone),
        Found::Unknown => Err(Error::NotFound),
    }
}

/// An address with a slash too much leads to the one without; any other leads nowhere.
pub async fn tidied(uri: Uri) -> Result<Response> {
    let path = uri.path();
    let tidy = path.trim_end_matches('/');
    // Two slashes first would be read as another site.
    if tidy.len() < path.len() && !tidy.is_empty() && !tidy.starts_with("//") {
        return Ok(moved(tidy));
    }
    Err(Error::NotFound)
}

/// The record of a page. An address that is no longer its own leads to today's, which `path` tells.
pub fn here<T: Copy>(found: Found<T>, path: impl FnOnce(T) -> String) -> Result<T> {
    match found {
        Found::Here(it) => Ok(it),
        Found::Moved(it) => Err(Error::Moved(path(it))),
        Found::Gone => Err(Error::Gone),
        Found::Unknown => Err(Error::NotFound),
    }
}

/// A permanent redirect that caches may keep as long as a page: the target may change its slug.
pub fn moved(path: &str) -> Response {
    let location = [(header::LOCATION, path.to_owned())];
    (StatusCode::MOVED_PERMANENTLY, CachePolicy::Public, location).into_response()
}
