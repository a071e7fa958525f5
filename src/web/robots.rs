//! `robots.txt` and `sitemap.xml`.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::Query;
use serde::Deserialize;

use super::{Error, Page, Result, paths};
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{place::Departement, text::Slug},
    edge::{CachePolicy, Visitor},
};

/// URLs in one file. The protocol allows 50,000; with half of that a file stays below the size up to which the edge
/// computes an `ETag`.
const PART: usize = 25_000;

const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");

#[derive(Template)]
#[template(path = "robots/robots.txt")]
struct RobotsView {
    sitemap: String,
}

/// Absolute URLs of pages.
#[derive(Template)]
#[template(path = "robots/sitemap.xml")]
struct SitemapView {
    addresses: Vec<String>,
}

/// Absolute URLs of the parts of the sitemap.
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

/// `GET /sitemap.xml`: all pages; if they exceed one file, the index of the parts `?partie=1`…
pub async fn sitemap(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(query): Query<PartQuery>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    let steps = catalogue.address_steps();
    app.offload.run(visitor, steps, move || list(&page, &catalogue, query.partie)).await?
}

/// Part `number` of the sitemap, the whole sitemap, or the index of its parts.
fn list(page: &Page, catalogue: &Catalogue, number: Option<usize>) -> Result<Response> {
    let parts = pages(catalogue).count().div_ceil(PART);
    let part = |number: usize| {
        let pages = pages(catalogue).skip((number - 1) * PART).take(PART);
        file(&SitemapView { addresses: pages.map(|it| page.absolute(&it.path())).collect() }, XML)
    };
    match number {
        None if parts <= 1 => part(1),
        None => {
            let parts = (1..=parts).map(|number| page.absolute(&paths::sitemap_part(number)));
            file(&SitemapIndexView { addresses: parts.collect() }, XML)
        }
        Some(number) if (1..=parts).contains(&number) => part(number),
        Some(_) => Err(Error::NotFound),
    }
}

/// A page to index; its URL is built when it is written.
enum Listed<'a> {
    Fixed(&'static str),
    Departement(&'a Departement),
    Record(fn(&Slug) -> String, &'a Slug),
}

impl Listed<'_> {
    fn path(&self) -> String {
        match self {
            Self::Fixed(path) => (*path).to_owned(),
            Self::Departement(it) => paths::departement(it),
            Self::Record(path, slug) => path(slug),
        }
    }
}

/// All pages to index.
fn pages(catalogue: &Catalogue) -> impl Iterator<Item = Listed<'_>> {
    let barriers = catalogue.barriers.iter();
    let collections = catalogue.collections.iter();
    let neighbourhoods = catalogue.neighbourhoods.iter();
    let initiatives = catalogue.initiatives.iter();
    let organisations = catalogue.organisations.iter();
    paths::PAGES
        .into_iter()
        .map(Listed::Fixed)
        .chain(barriers.map(|it| Listed::Record(paths::barrier, &it.slug)))
        .chain(collections.map(|it| Listed::Record(paths::collection, &it.slug)))
        .chain(catalogue.departements.iter().map(Listed::Departement))
        .chain(neighbourhoods.map(|it| Listed::Record(paths::neighbourhood, &it.slug)))
        .chain(initiatives.map(|it| Listed::Record(paths::initiative, &it.facts.slug)))
        .chain(organisations.map(|it| Listed::Record(paths::organisation, &it.facts.slug)))
}

fn file(view: &impl Template, kind: HeaderValue) -> Result<Response> {
    let text = view.render().map_err(anyhow::Error::new)?;
    Ok((CachePolicy::Public, [(header::CONTENT_TYPE, kind)], text).into_response())
}
