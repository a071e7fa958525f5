//! Coverage: what is known for each barrier in each neighbourhood, as a page and as CSV.

mod export;
mod view;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::edge::{CachePolicy, Visitor};
use crate::web::{Page, Result, View};

use self::view::CoverageView;

pub use self::view::{CoverageTable, KeyLine, day, key};

const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");

/// `GET /couverture`
pub async fn show(State(app): State<App>, visitor: Visitor, page: Page) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.coverage_steps();
    let work = move || {
        let content = catalogue.coverage();
        View(CoverageView::new(page, &catalogue, &content)).into_response()
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /couverture.csv`
pub async fn csv(State(app): State<App>, visitor: Visitor, page: Page) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.coverage_steps();
    let work = move || {
        let table = export::csv(&catalogue, &catalogue.coverage())?;
        let name = format!("attachment; filename=\"couverture-{}.csv\"", catalogue.today());
        let disposition = [(header::CONTENT_DISPOSITION, name)];
        let content_type = [(header::CONTENT_TYPE, CSV)];
        Ok((CachePolicy::Public, content_type, disposition, table).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}
