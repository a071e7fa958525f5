//! Page « Où suis-je ? »: neighbourhood of a point, a postal address or a town.

mod choices;
mod links;
mod point;
mod query;
mod view;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::catalogue::{Catalogue, Place, PlaceResolution};
use crate::edge::Visitor;
use crate::paths::NeedOfPlace;
use crate::web::directory::barrier::need::commune_at;
use crate::web::request::resolve;
use crate::web::{Error, Page, PrivateView, Result, View, paths};

use self::choices::{Addresses, ChoicesView, PlaceQuery};
use self::point::PointView;
use self::query::{LocationQuery, NeedParams};
use self::view::{LocationView, TownView};

/// `GET /ou-suis-je?adresse=Tours Sanitas`, or `?lat=47.3928&lon=0.6889`
///
/// Answers about points and addresses are personal data: they are never cached.
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    match LocationQuery::read(&pairs) {
        LocationQuery::Empty(need) => {
            let view = LocationView::of_need(page, known_need(&catalogue, &need));
            Ok(View(view).into_response())
        }
        LocationQuery::MissingText(need) => {
            let view = LocationView::without_text(page, known_need(&catalogue, &need));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, View(view)).into_response())
        }
        LocationQuery::Invalid(typed, errors) => {
            let view = PrivateView(LocationView::new(page, typed, errors));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response())
        }
        LocationQuery::Town(code) => {
            let town = catalogue.commune(&code).ok_or(Error::NotFound)?;
            Err(Error::Moved(paths::town(town)))
        }
        LocationQuery::Point(at) => {
            let content = catalogue.point_content(at.rounded());
            Ok(PrivateView(PointView::new(page, &catalogue, &content)).into_response())
        }
        LocationQuery::Text(text, need) => {
            show_text(page, &app, visitor, text, known_need(&catalogue, &need)).await
        }
    }
}

/// Barrier and audience of `params`; unknown ones are left out.
fn known_need<'a>(catalogue: &'a Catalogue, params: &NeedParams) -> NeedOfPlace<'a> {
    NeedOfPlace {
        barrier: catalogue.barrier(&params.barrier),
        audience: catalogue.audience(&params.audience),
    }
}

/// `GET /communes/{commune}`
pub async fn town(page: Page, Path(key): Path<String>) -> Result<Response> {
    let catalogue = page.catalogue();
    let commune = commune_at(&catalogue, &page, &key, paths::town);
    let content = catalogue.town_content(resolve(commune, paths::town)?);
    Ok(View(TownView::new(page, &catalogue, &content)).into_response())
}

/// Redirects to the only place that `text` means, or shows the choices. If a barrier is given, links lead to the needs
/// desk of each place.
async fn show_text(
    page: Page,
    app: &App,
    visitor: Visitor,
    text: String,
    need: NeedOfPlace<'_>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let resolution = place_resolution(app, &catalogue, visitor, &text).await?;
    if let PlaceResolution::Single(place) = &resolution
        && let Some(path) = paths::place_for(&catalogue, place, need)
    {
        return Ok(Redirect::to(&path).into_response());
    }
    let addresses = match resolution {
        // A name shared by several places is not a street address.
        PlaceResolution::Single(_)
        | PlaceResolution::Several(_)
        | PlaceResolution::Contradiction { .. }
        | PlaceResolution::Outside { .. } => Addresses::NotRequested,
        PlaceResolution::Partial(_)
        | PlaceResolution::Similar(_)
        | PlaceResolution::OtherRegion
        | PlaceResolution::Unknown => addresses(app, &text).await,
    };
    let query =
        PlaceQuery { text: &text, need, href: &|place| paths::place_for(&catalogue, place, need) };
    let view = ChoicesView::new(page, &catalogue, &query, &resolution, &addresses);
    Ok(PrivateView(view).into_response())
}

/// Answer to a place typed in a filter: a redirect to the only place that `text` means, or the choice between several.
/// `None` if it means no place of the region.
pub async fn filter_answer(
    app: &App,
    visitor: Visitor,
    page: &Page,
    text: &str,
    href: impl Fn(&Place) -> String,
) -> Result<Option<Response>> {
    let catalogue = page.catalogue();
    let resolution = place_resolution(app, &catalogue, visitor, text).await?;
    // A text of danger keeps its page, which shows the numbers to call.
    let is_danger = catalogue.national_calls(text).is_some_and(|it| it.is_danger);
    if let Some(place) = resolution.certain().filter(|_| !is_danger) {
        return Ok(Some(Redirect::to(&href(place)).into_response()));
    }
    if matches!(resolution, PlaceResolution::OtherRegion | PlaceResolution::Unknown) {
        return Ok(None);
    }
    let query = PlaceQuery { text, need: NeedOfPlace::default(), href: &|place| Some(href(place)) };
    let addresses = Addresses::NotRequested;
    let view = ChoicesView::new(page.clone(), &catalogue, &query, &resolution, &addresses);
    Ok(Some(PrivateView(view).into_response()))
}

/// Resolves `text` to a place, within the limits of the visitor.
async fn place_resolution(
    app: &App,
    catalogue: &Arc<Catalogue>,
    visitor: Visitor,
    text: &str,
) -> Result<PlaceResolution> {
    let (catalogue, text) = (Arc::clone(catalogue), text.to_owned());
    let steps = catalogue.place_steps(&text);
    Ok(app.offload.run(visitor, steps, move || catalogue.place_resolution(&text)).await?)
}

/// Asks the geocoder for `text`. A failure shows the visitor a notice; the geocoder logs it.
async fn addresses(app: &App, text: &str) -> Addresses {
    let Some(geocoder) = &app.geocoder else { return Addresses::NotRequested };
    match geocoder.find(text).await {
        Ok(found) if found.is_empty() => Addresses::None,
        Ok(found) => Addresses::Found(found),
        Err(_) => Addresses::Failed,
    }
}
