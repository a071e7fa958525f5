//! Sheet to print and to give: a shortlist, or one record.

mod view;

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;
use serde::Deserialize;

use super::record::HandoutRecord;
use super::shortlist::ShortlistParams;
use crate::catalogue::Catalogue;
use crate::web::request::resolve;
use crate::web::{Page, PrivateView, Result, View, paths};

use self::view::{SheetEntry, SheetSource, SheetView};

/// Size of the letters of a sheet.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SheetParams {
    taille: String,
}

impl SheetParams {
    fn is_large(&self) -> bool {
        self.taille == paths::LARGE_SHEET
    }
}

/// `GET /ma-liste/fiche?l=i40,a123,d7`
pub async fn shortlist(
    page: Page,
    Query(params): Query<ShortlistParams>,
    Query(size): Query<SheetParams>,
) -> Response {
    let catalogue = page.catalogue();
    let list = params.list(catalogue.today()).list;
    let entries = catalogue.shortlist_entries(&list);
    let entries = entries
        .iter()
        .map(|entry| SheetEntry { record: HandoutRecord::new(&page, &catalogue, entry.record) });
    let entries = entries.collect();
    let view = SheetView::new(page, &catalogue, &SheetSource::Shortlist(list), size.is_large());
    PrivateView(view.with_entries(entries)).into_response()
}

/// `GET /initiatives/{slug}/fiche`
pub async fn initiative(
    page: Page,
    Path(slug): Path<String>,
    Query(size): Query<SheetParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let sheet = |slug: &_| paths::initiative_sheet(slug);
    let it = resolve(catalogue.initiative_at(&slug), |it| sheet(&it.facts.slug))?;
    let record = HandoutRecord::initiative(&page, &catalogue, it);
    Ok(of_record(page, &catalogue, record, &size))
}

/// `GET /acteurs/{slug}/fiche`
pub async fn organisation(
    page: Page,
    Path(slug): Path<String>,
    Query(size): Query<SheetParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let sheet = |slug: &_| paths::organisation_sheet(slug);
    let it = resolve(catalogue.organisation_at(&slug), |it| sheet(&it.facts.slug))?;
    let record = HandoutRecord::organisation(&page, &catalogue, it);
    Ok(of_record(page, &catalogue, record, &size))
}

/// `GET /dispositifs/{slug}/fiche`
pub async fn scheme(
    page: Page,
    Path(slug): Path<String>,
    Query(size): Query<SheetParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let it = resolve(catalogue.scheme_at(&slug), |it| paths::scheme_sheet(&it.slug))?;
    let record = HandoutRecord::scheme(&page, &catalogue, it);
    Ok(of_record(page, &catalogue, record, &size))
}

/// Sheet of one record, which is public as its page is.
fn of_record(
    page: Page,
    catalogue: &Catalogue,
    record: HandoutRecord<'_>,
    size: &SheetParams,
) -> Response {
    let source = SheetSource::Record { name: record.name.to_string(), href: record.href.clone() };
    let view = SheetView::new(page, catalogue, &source, size.is_large());
    View(view.with_entries(vec![SheetEntry { record: Some(record) }])).into_response()
}
