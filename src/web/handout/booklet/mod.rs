//! Booklets: the results of a search, or a collection, with a cover, contents, an index, sources and dates.

mod view;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;
use serde::Deserialize;

use crate::app::App;
use crate::catalogue::{BookletOrder, MAX_PRINTED, SlugMatch};
use crate::domain::search::SearchParams;
use crate::edge::Visitor;
use crate::web::directory::search::answer;
use crate::web::{Error, Page, Result, View};

use self::view::BookletView;

/// Parameter that chooses the chapters, `paths::BOOKLET_ORDER`; lenient: the first value counts.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BookletParams {
    par: Vec<String>,
}

impl BookletParams {
    fn order(&self) -> BookletOrder {
        BookletOrder::parse(self.par.first().map_or("", String::as_str))
    }
}

/// `GET /initiatives/livret?…&par=quartier`: the parameters of `/initiatives`
pub async fn search(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<SearchParams>,
    Query(booklet): Query<BookletParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let parsed = catalogue.parse_search(&params);
    let steps = catalogue.printed_steps() + catalogue.search_steps(&parsed.search_page.search);
    let work = move || {
        let results = catalogue.first_results(&parsed.search_page.search, MAX_PRINTED);
        let total = results.total + results.unknown_values.total;
        let content = catalogue.booklet_content(&results.hits, total, booklet.order());
        answer(&params, BookletView::of_search(page, &catalogue, &parsed, &content))
    };
    Ok(app.offload.run(visitor, steps, work).await?)
}

/// `GET /recueils/{slug}/livret?par=quartier`
pub async fn collection(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
    Query(booklet): Query<BookletParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.printed_steps();
    let work = move || match catalogue.collection_at(&slug) {
        SlugMatch::Current(it) | SlugMatch::Moved(it) => {
            let items = catalogue.collection_content(it).items;
            let mut initiatives: Vec<_> = items.values().map(|it| it.initiative).collect();
            let total = initiatives.len();
            initiatives.truncate(MAX_PRINTED);
            let content = catalogue.booklet_content(&initiatives, total, booklet.order());
            Ok(View(BookletView::of_collection(page, &catalogue, it, &content)).into_response())
        }
        SlugMatch::Withdrawn => Err(Error::Gone),
        SlugMatch::Unknown => Err(Error::NotFound),
    };
    app.offload.run(visitor, steps, work).await?
}
