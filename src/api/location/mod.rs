//! Locates a point or an address: in, near or outside a neighbourhood. Positions are private: the point is rounded
//! before use and not stored; only a validation error quotes it back to the sender.

mod resource;
mod validation;

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Query, QueryRejection};

use super::problem::Problem;
use crate::app::App;
use crate::catalogue::{Catalogue, PlaceResolution};
use crate::edge::{CachePolicy, Visitor};
use crate::geocoder::Candidate;
use crate::request_catalogue::RequestCatalogue;

use self::resource::LocationResource;
use self::validation::{LocationRequest, parse_request};

/// `GET /api/v1/ou-suis-je?lat=47.3809&lon=0.6980`, or `?adresse=24 avenue du Général-de-Gaulle, Tours`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    RequestCatalogue(catalogue): RequestCatalogue,
    given: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Response {
    (CachePolicy::Private, location_resource(&app, visitor, &catalogue, given).await)
        .into_response()
}

async fn location_resource(
    app: &App,
    visitor: Visitor,
    catalogue: &Arc<Catalogue>,
    given: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Json<LocationResource>, Problem> {
    let Ok(Query(given)) = given else { return Err(Problem::malformed_query(app)) };
    let request = parse_request(&given)
        .map_err(|(status, wrong)| Problem::invalid_parameters(app, status, wrong))?;
    match request {
        LocationRequest::Point(point) => {
            let location = catalogue.locate(point.rounded());
            Ok(Json(LocationResource::new(app, catalogue, &location)))
        }
        LocationRequest::Address(text) => of_text(app, visitor, catalogue, &text).await.map(Json),
    }
}

/// Place that `text` names, as on the page; the geocoder is asked for what may be an address.
async fn of_text(
    app: &App,
    visitor: Visitor,
    catalogue: &Arc<Catalogue>,
    text: &str,
) -> Result<LocationResource, Problem> {
    let find = {
        let (catalogue, text) = (Arc::clone(catalogue), text.to_owned());
        move || catalogue.place_resolution(&text)
    };
    let resolution = app.offload.run(visitor, catalogue.place_steps(text), find).await;
    let resolution = resolution.map_err(|_| Problem::overloaded(app))?;
    let of_names = || LocationResource::of_names(app, catalogue, text, &resolution);
    match &resolution {
        PlaceResolution::Single(_)
        | PlaceResolution::Several(_)
        | PlaceResolution::Contradiction { .. }
        | PlaceResolution::Outside { .. } => return Ok(of_names()),
        PlaceResolution::Partial(_) | PlaceResolution::Similar(_) => {
            if app.geocoder.is_none() {
                return Ok(of_names());
            }
        }
        PlaceResolution::OtherRegion | PlaceResolution::Unknown => {}
    }
    let found = found(app, text).await?;
    let location = catalogue.locate(found.position.rounded());
    Ok(LocationResource::new(app, catalogue, &location).with_address(&found))
}

/// First candidate of the geocoder for `text`.
async fn found(app: &App, text: &str) -> Result<Candidate, Problem> {
    let Some(geocoder) = &app.geocoder else { return Err(Problem::no_geocoder(app)) };
    match geocoder.find(text).await {
        Ok(found) => found.into_iter().next().ok_or_else(|| Problem::no_address(app)),
        Err(_) => Err(Problem::geocoder_failed(app)),
    }
}
