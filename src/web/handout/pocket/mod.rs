//! Pocket pack of a neighbourhood: one file that needs no network, with its needs desk, its poster and a small search.

mod view;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::edge::Visitor;
use crate::web::request::resolve;
use crate::web::{Page, Result, View, paths};

use self::view::{POLICY, PocketView};

/// `GET /quartiers/{slug}/poche.html`: a download
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let it = resolve(catalogue.neighbourhood_at(&slug), |it| paths::pocket(&it.slug))?;
    let steps = catalogue.pocket_steps(it);
    let code = it.code.clone();
    let catalogue = page.catalogue();
    let work = move || {
        let it = catalogue.neighbourhood(&code).ok_or(crate::web::Error::NotFound)?;
        let content = catalogue.pocket_content(it);
        let name = format!("attachment; filename=\"{}-poche.html\"", it.slug);
        let name = HeaderValue::try_from(name).map_err(anyhow::Error::new)?;
        let policy = HeaderValue::try_from(POLICY.as_str()).map_err(anyhow::Error::new)?;
        let headers =
            [(header::CONTENT_DISPOSITION, name), (header::CONTENT_SECURITY_POLICY, policy)];
        Ok((headers, View(PocketView::new(page, &catalogue, &content))).into_response())
    };
    app.offload.run(visitor, steps, work).await?
}
