//! Page of a département: map, and neighbourhoods by town.

pub mod coverage;
mod view;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::edge::Visitor;
use crate::web::{Error, Page, Result, View};

use self::view::DepartementView;

/// `GET /departements/{slug}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let departement = catalogue.departement_at(&slug);
    let steps = departement.map_or(0, |it| catalogue.departement_steps(it));
    let work = move || {
        let departement = catalogue.departement_at(&slug).ok_or(Error::NotFound)?;
        let content = catalogue.departement_content(departement);
        Ok(View(DepartementView::new(page, &catalogue, content)).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}
