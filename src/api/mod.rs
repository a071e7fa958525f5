//! JSON for programs: what the pages show, open to every site.

mod health;
mod initiative;
mod location;
mod places;
mod practical;
mod problem;
mod search;

use axum::{
    Router,
    extract::State,
    http::{
        HeaderValue, StatusCode,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderName},
    },
    middleware::map_response,
    response::{IntoResponse as _, Response},
    routing::{any, get},
};

use crate::{app::App, i18n::Key, paths};

use self::problem::Problem;

/// Every address of the API, and the two where the operator asks how it goes.
pub fn router(app: App) -> Router {
    let open = Router::new()
        .route(paths::API_INITIATIVES, get(search::index))
        .route(paths::API_PLACES, get(places::index))
        .route(paths::API_LOCATION, get(location::show))
        .route("/api", any(not_found))
        .route("/api/", any(not_found))
        .route("/api/{*rest}", any(not_found))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(map_response(open_to_all));
    Router::new()
        .merge(open)
        .route(paths::HEALTH, get(health::show))
        .route(paths::HEALTH_IN_FRENCH, get(health::show))
        .with_state(app)
}

/// What a program reads when the edge said no, or when a handler has failed: a title and a detail,
/// as people read them.
pub fn refused(app: &App, status: StatusCode, words: (&Key, &Key)) -> Response {
    opened(Problem::new(app, status, words).into_response())
}

async fn not_found(State(app): State<App>) -> Problem {
    Problem::not_found(&app)
}

async fn method_not_allowed(State(app): State<App>) -> Problem {
    Problem::method_not_allowed(&app)
}

/// The data is open: a page of any site may read it from a browser.
async fn open_to_all(response: Response) -> Response {
    opened(response)
}

fn opened(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}
