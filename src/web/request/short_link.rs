//! Short links for print and phones, and permanent redirects.

use axum::extract::Path;
use axum::http::Uri;
use axum::response::Response;

use super::error::permanent_redirect;
use crate::catalogue::SlugMatch;
use crate::domain::directory::{InitiativeId, OrganisationId, SchemeId};
use crate::request_catalogue::RequestCatalogue;
use crate::web::{Error, PathId, Result, paths};

/// `GET /i/62`
pub async fn initiative(
    RequestCatalogue(catalogue): RequestCatalogue,
    PathId(id): PathId<InitiativeId>,
) -> Result<Response> {
    match catalogue.initiative_by_id(id) {
        SlugMatch::Current(it) | SlugMatch::Moved(it) => {
            Ok(permanent_redirect(&paths::initiative(&it.facts.slug)))
        }
        SlugMatch::Withdrawn => Err(Error::Gone),
        SlugMatch::Unknown => Err(Error::NotFound),
    }
}

/// `GET /a/221`
pub async fn organisation(
    RequestCatalogue(catalogue): RequestCatalogue,
    PathId(id): PathId<OrganisationId>,
) -> Result<Response> {
    let it = resolve(catalogue.organisation_by_id(id), |it| paths::organisation(&it.facts.slug))?;
    Ok(permanent_redirect(&paths::organisation(&it.facts.slug)))
}

/// `GET /d/7`
pub async fn scheme(
    RequestCatalogue(catalogue): RequestCatalogue,
    PathId(id): PathId<SchemeId>,
) -> Result<Response> {
    let it = resolve(catalogue.scheme_by_id(id), |it| paths::scheme(&it.slug))?;
    Ok(permanent_redirect(&paths::scheme(&it.slug)))
}

/// `GET /q/QN03709M`; lower case is accepted.
pub async fn neighbourhood(
    RequestCatalogue(catalogue): RequestCatalogue,
    Path(code): Path<String>,
) -> Result<Response> {
    let code = code.to_uppercase().parse().map_err(|_| Error::NotFound)?;
    match catalogue.neighbourhood_by_code(&code) {
        SlugMatch::Current(it) | SlugMatch::Moved(it) => {
            Ok(permanent_redirect(&paths::neighbourhood(&it.slug)))
        }
        SlugMatch::Withdrawn => Err(Error::Gone),
        SlugMatch::Unknown => Err(Error::NotFound),
    }
}

/// Fallback: redirects a path with trailing slashes to the path without them; otherwise 404.
pub async fn strip_trailing_slash(uri: Uri) -> Result<Response> {
    let path = uri.path();
    let tidy = path.trim_end_matches('/');
    // Browsers read a leading `//` as another host.
    if tidy.len() < path.len() && !tidy.is_empty() && !tidy.starts_with("//") {
        return Ok(permanent_redirect(tidy));
    }
    Err(Error::NotFound)
}

/// Record of a page. A former slug gives [`Error::Moved`] to `path` of the record, a withdrawn one [`Error::Gone`].
pub fn resolve<T: Copy>(found: SlugMatch<T>, path: impl FnOnce(T) -> String) -> Result<T> {
    match found {
        SlugMatch::Current(it) => Ok(it),
        SlugMatch::Moved(it) => Err(Error::Moved(path(it))),
        SlugMatch::Withdrawn => Err(Error::Gone),
        SlugMatch::Unknown => Err(Error::NotFound),
    }
}
