//! Page of an initiative, and published collections of initiatives.

pub mod collection;
mod contact;
mod facts;
mod practical;
mod share;
mod view;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::directory::Initiative;
use crate::edge::Visitor;
use crate::web::request::resolve;
use crate::web::{Page, PrivateView, Result, View, paths};

pub use self::contact::first_guide;
pub use self::facts::{coverage, delivery};
pub use self::view::{InitiativeView, Preview};

/// `GET /initiatives/{slug}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.listing_steps();
    let work = move || {
        let it = resolve(catalogue.initiative_at(&slug), |it| paths::initiative(&it.facts.slug))?;
        let content = catalogue.initiative_content(it);
        Ok(View(InitiativeView::new(page, &catalogue, &content)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}

/// Renders `initiative`, which may be unpublished, as its public page with a preview banner.
pub fn preview(
    page: Page,
    catalogue: &Catalogue,
    initiative: &Initiative,
    preview: Preview,
) -> Response {
    let view = InitiativeView::new(page, catalogue, &catalogue.initiative_content(initiative));
    PrivateView(view.into_preview(preview)).into_response()
}
