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
    routing::{MethodRouter, any, get},
};

use crate::{app::App, i18n::Key, paths};

use self::problem::Problem;

/// Every address of the API, and the two where the operator asks how it goes.
pub fn router(app: App) -> Router {
    let route = |router: Router<App>, (path, handler)| router.route(path, handler);
    let open = open().into_iter().fold(Router::new(), route);
    let open =
        open.method_not_allowed_fallback(method_not_allowed).layer(map_response(open_to_all));
    operators().into_iter().fold(Router::new().merge(open), route).with_state(app)
}

/// What the administration address serves: the full health report, for whoever reaches it.
pub fn admin_router(app: App) -> Router {
    let routes = Router::new().route(paths::HEALTH, get(health::full));
    routes.fallback(not_found).with_state(app)
}

/// The path of every address, as the router has it.
#[must_use]
pub fn paths() -> Vec<&'static str> {
    open().into_iter().map(|it| it.0).chain(operators().into_iter().map(|it| it.0)).collect()
}

/// What pages of every site may read.
fn open() -> [(&'static str, MethodRouter<App>); 6] {
    [
        (paths::API_INITIATIVES, get(search::index)),
        (paths::API_PLACES, get(places::index)),
        (paths::API_LOCATION, get(location::show)),
        ("/api", any(not_found)),
        ("/api/", any(not_found)),
        ("/api/{*rest}", any(not_found)),
    ]
}

fn operators() -> [(&'static str, MethodRouter<App>); 2] {
    [(paths::HEALTH, get(health::show)), (paths::HEALTH_IN_FRENCH, get(health::show))]
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
