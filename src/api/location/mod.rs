//! Locates a point or an address: in, near or outside a neighbourhood. Positions are private: the point is rounded
//! before use and not stored; only a validation error quotes it back to the sender.

mod resource;
mod validation;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Query, QueryRejection};

use super::problem::Problem;
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::edge::CachePolicy;
use crate::geocoder::Candidate;
use crate::request_catalogue::RequestCatalogue;

use self::resource::LocationResource;
use self::validation::{LocationRequest, parse_request};

/// `GET /api/v1/ou-suis-je?lat=47.3809&lon=0.6980`, or `?adresse=24 avenue du Général-de-Gaulle, Tours`
pub async fn show(
    State(app): State<App>,
    RequestCatalogue(catalogue): RequestCatalogue,
    given: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Response {
    (CachePolicy::Private, location_resource(&app, &catalogue, given).await).into_response()
}

async fn location_resource(
    app: &App,
    catalogue: &Catalogue,
    given: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Json<LocationResource>, Problem> {
    let Ok(Query(given)) = given else { return Err(Problem::malformed_query(app)) };
    let asked = parse_request(&given)
        .map_err(|(status, wrong)| Problem::invalid_parameters(app, status, wrong))?;
    let (point, address) = match asked {
        LocationRequest::Point(point) => (point, None),
        LocationRequest::Address(text) => {
            let found = found(app, &text).await?;
            (found.position, Some(found))
        }
    };
    let location = catalogue.locate(point.rounded());
    Ok(Json(LocationResource::new(app, catalogue, &location).with_address(address)))
}

/// First candidate of the geocoder for `text`.
async fn found(app: &App, text: &str) -> Result<Candidate, Problem> {
    let Some(geocoder) = &app.geocoder else { return Err(Problem::no_geocoder(app)) };
    match geocoder.find(text).await {
        Ok(found) => found.into_iter().next().ok_or_else(|| Problem::no_address(app)),
        Err(_) => Err(Problem::geocoder_failed(app)),
    }
}
