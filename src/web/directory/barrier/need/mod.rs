//! Needs desk: a barrier at a neighbourhood or a commune.

mod contacts;
mod view;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::catalogue::{Catalogue, NeedPlace, SlugMatch};
use crate::domain::directory::{Audience, Barrier};
use crate::domain::place::Commune;
use crate::edge::Visitor;
use crate::web::request::resolve;
use crate::web::{Page, Result, View, paths};

use self::view::NeedView;

pub type Pairs = Vec<(String, String)>;

/// `GET /quartiers/{slug}/besoins/{frein}?public=jeunes`
pub async fn neighbourhood(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path((slug, barrier)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.need_steps();
    let work = move || {
        let barrier = find_barrier(&catalogue, &barrier)?;
        let need = |it| paths::need(NeedPlace::Neighbourhood(it), &barrier.slug);
        let it = resolve(catalogue.neighbourhood_at(&slug), need)?;
        Ok(show(page, &catalogue, NeedPlace::Neighbourhood(it), barrier, &pairs))
    };
    app.offload.run(visitor, steps, work).await?
}

/// `GET /communes/{commune}/besoins/{frein}?public=jeunes`
pub async fn commune(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path((key, barrier)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.need_steps();
    let work = move || {
        let barrier = find_barrier(&catalogue, &barrier)?;
        let need = |it| paths::need(NeedPlace::Commune(it), &barrier.slug);
        let it = resolve(commune_at(&catalogue, &page, &key, need), need)?;
        Ok(show(page, &catalogue, NeedPlace::Commune(it), barrier, &pairs))
    };
    app.offload.run(visitor, steps, work).await?
}

pub fn find_barrier<'a>(catalogue: &'a Catalogue, slug: &str) -> Result<&'a Barrier> {
    resolve(catalogue.barrier_at(slug), |it| paths::barrier(&it.slug))
}

/// Commune of `key`, which begins with its code; moved if `path` of the commune is not that of the page.
pub fn commune_at<'a>(
    catalogue: &'a Catalogue,
    page: &Page,
    key: &str,
    path: impl Fn(&'a Commune) -> String,
) -> SlugMatch<&'a Commune> {
    let commune = paths::commune_code(key).and_then(|code| catalogue.commune(&code));
    match commune {
        Some(it) if path(it) == page.path => SlugMatch::Current(it),
        Some(it) => SlugMatch::Moved(it),
        None => SlugMatch::Unknown,
    }
}

fn show(
    page: Page,
    catalogue: &Catalogue,
    place: NeedPlace<'_>,
    barrier: &Barrier,
    pairs: &Pairs,
) -> Response {
    let content = catalogue.need_content(place, barrier, audiences(catalogue, pairs));
    View(NeedView::new(page, catalogue, &content)).into_response()
}

/// Audiences that the parameters choose; unknown ones are left out.
pub fn audiences<'a>(catalogue: &'a Catalogue, pairs: &Pairs) -> Vec<&'a Audience> {
    let chosen = |it: &&Audience| {
        pairs.iter().any(|(name, value)| name == "public" && value == it.slug.as_str())
    };
    catalogue.audiences.iter().filter(chosen).collect()
}
