//! `robots.txt`, `sitemap.xml` and the web manifest.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::place::{Commune, Departement};
use crate::domain::text::Slug;
use crate::edge::{CachePolicy, Visitor};
use crate::i18n::messages;
use crate::web::{Error, Page, Result, assets, paths};

/// URLs in one file. The protocol allows 50,000; with half of that a file stays below the size up to which the edge
/// computes an `ETag`.
const MAX_URLS: usize = 25_000;

const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const MANIFEST: HeaderValue = HeaderValue::from_static("application/manifest+json");
const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");

#[derive(Template)]
#[template(path = "about/robots.txt")]
struct RobotsView {
    sitemap: String,
}

/// Absolute URLs of pages.
#[derive(Template)]
#[template(path = "about/sitemap.xml")]
struct SitemapView {
    urls: Vec<String>,
}

/// Absolute URLs of the parts of the sitemap.
#[derive(Template)]
#[template(path = "about/sitemap_index.xml")]
struct SitemapIndexView {
    urls: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PartQuery {
    partie: Option<usize>,
}

/// `GET /robots.txt`
pub async fn robots(page: Page) -> Result<Response> {
    file(&RobotsView { sitemap: page.absolute_url(paths::SITEMAP) }, PLAIN)
}

/// `GET /manifeste.webmanifest`: name, icon and colours of the site on the screen of a phone.
pub async fn manifest(page: Page) -> Response {
    let manifest = json!({
        "name": page.t(messages::SITE_NAME),
        "short_name": page.t(messages::MANIFEST_SHORT_NAME),
        "description": page.t(messages::FOOT_ABOUT),
        "lang": page.lang.code(),
        "dir": "ltr",
        "start_url": paths::HOME,
        "scope": paths::HOME,
        "display": "browser",
        "theme_color": "#0e4b41",
        "background_color": "#fcfbf8",
        "icons": [{ "src": assets::FAVICON, "type": "image/svg+xml", "sizes": "any" }],
    });
    let kind = [(header::CONTENT_TYPE, MANIFEST)];
    (CachePolicy::Public, kind, manifest.to_string()).into_response()
}

/// `GET /sitemap.xml`: all pages; if they exceed one file, the index of the parts `?partie=1`…
pub async fn sitemap(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(query): Query<PartQuery>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.url_steps();
    app.offload.run(visitor, steps, move || list(&page, &catalogue, query.partie)).await?
}

/// Part `number` of the sitemap, the whole sitemap, or the index of its parts.
fn list(page: &Page, catalogue: &Catalogue, number: Option<usize>) -> Result<Response> {
    let parts = pages(catalogue).count().div_ceil(MAX_URLS);
    let part = |number: usize| {
        let pages = pages(catalogue).skip((number - 1) * MAX_URLS).take(MAX_URLS);
        file(&SitemapView { urls: pages.map(|it| page.absolute_url(&it.path())).collect() }, XML)
    };
    match number {
        None if parts <= 1 => part(1),
        None => {
            let parts = (1..=parts).map(|number| page.absolute_url(&paths::sitemap_part(number)));
            file(&SitemapIndexView { urls: parts.collect() }, XML)
        }
        Some(number) if (1..=parts).contains(&number) => part(number),
        Some(_) => Err(Error::NotFound),
    }
}

/// A page to index; its URL is built when it is written.
enum SitemapPage<'a> {
    Fixed(&'static str),
    Departement(&'a Departement),
    Commune(&'a Commune),
    Record(fn(&Slug) -> String, &'a Slug),
}

impl SitemapPage<'_> {
    fn path(&self) -> String {
        match self {
            Self::Fixed(path) => (*path).to_owned(),
            Self::Departement(it) => paths::departement(it),
            Self::Commune(it) => paths::town(it),
            Self::Record(path, slug) => path(slug),
        }
    }
}

/// All pages to index; of the communes, those with a neighbourhood.
fn pages(catalogue: &Catalogue) -> impl Iterator<Item = SitemapPage<'_>> {
    let barriers = catalogue.barriers.iter();
    let collections = catalogue.collections.iter();
    let schemes = catalogue.schemes.iter();
    let neighbourhoods = catalogue.neighbourhoods.iter();
    let with_neighbourhood =
        |it: &&Commune| catalogue.neighbourhoods_of(&it.insee).next().is_some();
    let towns = catalogue.communes.iter().filter(with_neighbourhood);
    let initiatives = catalogue.initiatives.iter();
    let organisations = catalogue.organisations.iter();
    paths::PAGES
        .into_iter()
        .map(SitemapPage::Fixed)
        .chain(barriers.map(|it| SitemapPage::Record(paths::barrier, &it.slug)))
        .chain(collections.map(|it| SitemapPage::Record(paths::collection, &it.slug)))
        .chain(schemes.map(|it| SitemapPage::Record(paths::scheme, &it.slug)))
        .chain(catalogue.departements.iter().map(SitemapPage::Departement))
        .chain(towns.map(SitemapPage::Commune))
        .chain(neighbourhoods.map(|it| SitemapPage::Record(paths::neighbourhood, &it.slug)))
        .chain(initiatives.map(|it| SitemapPage::Record(paths::initiative, &it.facts.slug)))
        .chain(organisations.map(|it| SitemapPage::Record(paths::organisation, &it.facts.slug)))
}

fn file(view: &impl Template, kind: HeaderValue) -> Result<Response> {
    let text = view.render().map_err(anyhow::Error::new)?;
    Ok((CachePolicy::Public, [(header::CONTENT_TYPE, kind)], text).into_response())
}
