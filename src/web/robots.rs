//! What search engines ask first: what they may read, and the list of all addresses.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::Query;
use serde::Deserialize;

use super::{Error, Page, Result, paths};
use crate::{app::App, catalogue::Catalogue, edge::CachePolicy};

/// Addresses in one file. The protocol allows 50,000; with half of that a file stays under what
/// the edge can give an `ETag` to.
const PART: usize = 25_000;

const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");

#[derive(Template)]
#[template(path = "robots/robots.txt")]
struct RobotsView {
    sitemap: String,
}

/// Absolute addresses of pages.
#[derive(Template)]
#[template(path = "robots/sitemap.xml")]
struct SitemapView {
    addresses: Vec<String>,
}

/// Absolute addresses of lists of addresses.
#[derive(Template)]
#[template(path = "robots/index.xml")]
struct SitemapIndexView {
    addresses: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PartQuery {
    partie: Option<usize>,
}

/// `GET /robots.txt`
pub async fn robots(page: Page) -> Result<Response> {
    file(&RobotsView { sitemap: page.absolute(paths::SITEMAP) }, PLAIN)
}

/// `GET /sitemap.xml`: every page, or, past one file, the list of the parts `?partie=1`…
pub async fn sitemap(
    State(app): State<App>,
    page: Page,
    Query(query): Query<PartQuery>,
) -> Result<Response> {
    let pages = pages(&app.catalogue());
    let parts = pages.len().div_ceil(PART);
    let absolute = |paths: &[String]| paths.iter().map(|path| page.absolute(path)).collect();
    match query.partie {
        None if parts <= 1 => file(&SitemapView { addresses: absolute(&pages) }, XML),
        None => {
            let parts: Vec<String> = (1..=parts).map(paths::sitemap_part).collect();
            file(&SitemapIndexView { addresses: absolute(&parts) }, XML)
        }
        Some(number) => {
            let part = number.checked_sub(1).and_then(|at| pages.chunks(PART).nth(at));
            let part = part.ok_or(Error::NotFound)?;
            file(&SitemapView { addresses: absolute(part) }, XML)
        }
    }
}

/// The path of every page worth finding, the same for everybody.
fn pages(catalogue: &Catalogue) -> Vec<String> {
    let fixed = [
        paths::HOME,
        paths::INITIATIVES,
        paths::MAP,
        paths::ORGANISATIONS,
        paths::NEIGHBOURHOODS,
        paths::BARRIERS,
        paths::COLLECTIONS,
        paths::ABOUT,
        paths::SOURCES,
        paths::LEGAL,
        paths::PRIVACY,
        paths::ACCESSIBILITY,
    ];
    let mut pages: Vec<String> = fixed.into_iter().map(str::to_owned).collect();
    pages.extend(catalogue.barriers.iter().map(|it| paths::barrier(&it.slug)));
    pages.extend(catalogue.collections.iter().map(|it| paths::collection(&it.slug)));
    pages.extend(catalogue.departements.iter().map(paths::departement));
    pages.extend(catalogue.neighbourhoods.iter().map(|it| paths::neighbourhood(&it.slug)));
    pages.extend(catalogue.initiatives.iter().map(|it| paths::initiative(&it.facts.slug)));
    pages.extend(catalogue.organisations.iter().map(|it| paths::organisation(&it.facts.slug)));
    pages
}

fn file(view: &impl Template, kind: HeaderValue) -> Result<Response> {
    let text = view.render().map_err(anyhow::Error::new)?;
    Ok((CachePolicy::Public, [(header::CONTENT_TYPE, kind)], text).into_response())
}
