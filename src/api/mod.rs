//! JSON API: the data of the pages, readable from any site (CORS).

mod health;
mod initiative;
mod location;
mod metrics;
mod need;
mod places;
mod problem;
mod schemes;
mod search;
mod suggestions;

use axum::Router;
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, any, get};

use crate::app::App;
use crate::i18n::Key;
use crate::paths;

use self::problem::Problem;

/// Router of the API and of the endpoints for the operator.
pub fn router(app: App) -> Router {
    let route = |router: Router<App>, (path, handler)| router.route(path, handler);
    let open = open().into_iter().fold(Router::new(), route);
    let open = open.method_not_allowed_fallback(method_not_allowed).layer(map_response(add_cors));
    operator_routes().into_iter().fold(Router::new().merge(open), route).with_state(app)
}

/// Router of the administration address: the full health report and the metrics, without authentication.
pub fn admin_router(app: App) -> Router {
    let routes = Router::new()
        .route(paths::HEALTH, get(health::full))
        .route(paths::METRICS, get(metrics::full));
    routes.fallback(not_found).with_state(app)
}

/// Path patterns of all routes, as the router spells them.
#[must_use]
pub fn paths() -> Vec<&'static str> {
    open().into_iter().map(|it| it.0).chain(operator_routes().into_iter().map(|it| it.0)).collect()
}

/// Routes with CORS headers.
fn open() -> [(&'static str, MethodRouter<App>); 10] {
    [
        (paths::API_INITIATIVES, get(search::index)),
        (paths::API_INITIATIVES_TOTAL, get(search::total)),
        (paths::API_SCHEMES, get(schemes::index)),
        (paths::API_PLACES, get(places::index)),
        (paths::API_SUGGESTIONS, get(suggestions::index)),
        (paths::API_LOCATION, get(location::show)),
        (paths::API_NEEDS, get(need::show)),
        (paths::API_ROOT, any(not_found)),
        (paths::API, any(not_found)),
        (paths::API_OTHER.pattern(), any(not_found)),
    ]
}

fn operator_routes() -> [(&'static str, MethodRouter<App>); 3] {
    [
        (paths::HEALTH, get(health::show)),
        (paths::HEALTH_IN_FRENCH, get(health::show)),
        (paths::METRICS, get(metrics::show)),
    ]
}

/// Problem response for a request that the edge rejected or whose handler failed.
pub fn problem_response(app: &App, status: StatusCode, title: &Key, detail: &Key) -> Response {
    with_cors(Problem::new(app, status, title, detail).into_response())
}

async fn not_found(State(app): State<App>) -> Problem {
    Problem::not_found(&app)
}

async fn method_not_allowed(State(app): State<App>) -> Problem {
    Problem::method_not_allowed(&app)
}

/// Allows pages of any origin to read the response.
async fn add_cors(response: Response) -> Response {
    with_cors(response)
}

fn with_cors(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}
