//! Schemes (« Aides et droits »): list, page of each, and guide for associations.

mod guide;
mod index;
mod show;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::catalogue::SlugMatch;
use crate::domain::search::{SchemeParams, SchemePlaceParams};
use crate::edge::Visitor;
use crate::web::{Error, Page, Result, View};

use self::guide::GuideView;
use self::index::SchemesView;
use self::show::SchemeView;

/// `GET /dispositifs?frein=mobilite&public=jeunes&par=mission-locale`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<SchemeParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let parsed = catalogue.parse_scheme_search(&params);
    let steps = catalogue.listing_steps();
    let work = move || {
        let content = catalogue.schemes_content(&parsed);
        View(SchemesView::new(page, &catalogue, &content)).into_response()
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /dispositifs/{slug}?quartier=sanitas-tours`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
    Query(params): Query<SchemePlaceParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let typed = params.lieu.join(" ");
    let steps = catalogue.listing_steps() + catalogue.place_steps(&typed);
    let work = move || match catalogue.scheme_at(&slug) {
        SlugMatch::Current(it) | SlugMatch::Moved(it) => {
            let content = catalogue.scheme_content(it, catalogue.scheme_place(&params));
            Ok(View(SchemeView::new(page, &catalogue, &content, &typed)).into_response())
        }
        SlugMatch::Withdrawn => Err(Error::Gone),
        SlugMatch::Unknown => Err(Error::NotFound),
    };
    app.offload.run(visitor, steps, work).await?
}

/// `GET /associations`
pub async fn guide(State(app): State<App>, visitor: Visitor, page: Page) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        let content = catalogue.guide_for_associations();
        View(GuideView::new(page, &catalogue, &content)).into_response()
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}
