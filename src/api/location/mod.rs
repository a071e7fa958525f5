//! In which neighbourhood a point is. Where somebody stands is theirs: the point is rounded before
//! it is looked at, and neither kept nor repeated in the answer.

mod mistakes;
mod resource;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Query, QueryRejection};

use super::problem::Problem;
use crate::{app::App, edge::CachePolicy};

use self::{mistakes::point_in, resource::LocationResource};

/// `GET /api/v1/ou-suis-je?lat=47.3809&lon=0.6980`
pub async fn show(
    State(app): State<App>,
    given: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Response {
    (CachePolicy::Private, located(&app, given)).into_response()
}

fn located(
    app: &App,
    given: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Json<LocationResource>, Problem> {
    let Ok(Query(given)) = given else { return Err(Problem::unreadable(app)) };
    let point = point_in(&given)
        .map_err(|(status, mistakes)| Problem::mistaken(app, status, mistakes))?
        .rounded();
    let catalogue = app.catalogue();
    Ok(Json(LocationResource::new(app, &catalogue, &catalogue.locate(point))))
}
