//! Page « Où suis-je ? »: neighbourhood of a point, a postal address or a town.

mod choose;
mod links;
mod point;
mod query;
mod town;
mod view;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Query;

use super::{
    Error, Page, Result, paths,
    view::{PrivateView, View},
};
use crate::{app::App, catalogue::Meant, domain::coordinates::CoordinateMistakes, edge::Visitor};

use self::{
    choose::{Addresses, ChooseView},
    point::PointView,
    query::{Asked, Degrees},
    town::TownView,
    view::LocationView,
};

/// `GET /ou-suis-je?adresse=Tours Sanitas`, or `?lat=47.3928&lon=0.6889`
///
/// Answers about points and addresses are personal data: they are never cached.
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let catalogue = app.catalogue();
    match Asked::read(&pairs) {
        Asked::Nothing => {
            let view = LocationView::new(page, Degrees::default(), CoordinateMistakes::default());
            Ok(View(view).into_response())
        }
        Asked::Mistaken(typed, mistakes) => {
            let view = PrivateView(LocationView::new(page, typed, mistakes));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response())
        }
        Asked::Town(code) => {
            let town = catalogue.commune(&code).ok_or(Error::NotFound)?;
            Ok(View(TownView::new(page, &catalogue, town)).into_response())
        }
        Asked::Point(at) => {
            Ok(PrivateView(PointView::new(page, &catalogue, at.rounded())).into_response())
        }
        Asked::Text(text) => named(page, &app, visitor, text).await,
    }
}

/// Redirects to the only place that `text` means, or shows the choices.
async fn named(page: Page, app: &App, visitor: Visitor, text: String) -> Result<Response> {
    let catalogue = app.catalogue();
    let meant = meant(app, visitor, &text).await?;
    if let Meant::One(place) = &meant
        && let Some(path) = paths::place(&catalogue, place)
    {
        return Ok(Redirect::to(&path).into_response());
    }
    let addresses = match meant {
        // A name shared by several places is not a street address.
        Meant::One(_) | Meant::Several(_) => Addresses::NotAsked,
        Meant::Within(_) | Meant::Near(_) | Meant::Elsewhere | Meant::Nothing => {
            addresses(app, &text).await
        }
    };
    Ok(PrivateView(ChooseView::new(page, &catalogue, &text, &meant, &addresses)).into_response())
}

async fn meant(app: &App, visitor: Visitor, text: &str) -> Result<Meant> {
    let (catalogue, text) = (app.catalogue(), text.to_owned());
    let steps = catalogue.place_steps(&text);
    Ok(app.offload.run(visitor, steps, move || catalogue.meant(&text)).await?)
}

/// Asks the geocoder for `text`. A failure shows the visitor a notice; the geocoder logs it.
async fn addresses(app: &App, text: &str) -> Addresses {
    let Some(geocoder) = &app.geocoder else { return Addresses::NotAsked };
    match geocoder.find(text).await {
        Ok(found) if found.is_empty() => Addresses::None,
        Ok(found) => Addresses::Found(found),
        Err(_) => Addresses::Failed,
    }
}
