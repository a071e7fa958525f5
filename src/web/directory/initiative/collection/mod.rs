//! Published collections of experiences (recueils).

mod view;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::catalogue::SlugMatch;
use crate::edge::Visitor;
use crate::web::{Error, Page, Result, View};

use self::view::{CollectionView, CollectionsView};

/// `GET /recueils`
pub async fn index(State(app): State<App>, visitor: Visitor, page: Page) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work =
        move || View(CollectionsView::new(page, &catalogue.collection_contents())).into_response();
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /recueils/{slug}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || match catalogue.collection_at(&slug) {
        SlugMatch::Current(it) | SlugMatch::Moved(it) => {
            let content = catalogue.collection_content(it);
            Ok(View(CollectionView::new(page, &catalogue, &content)).into_response())
        }
        SlugMatch::Withdrawn => Err(Error::Gone),
        SlugMatch::Unknown => Err(Error::NotFound),
    };
    app.offload.run(visitor, steps, work).await?
}
