//! Pages for people. One folder a noun; each holds what it reads, does and shows.

mod about;
pub mod assets;
mod barrier;
mod collection;
mod departement;
mod error;
mod home;
mod initiative;
mod location;
mod neighbourhood;
mod organisation;
mod page;
mod parts;
mod robots;
mod search;
mod short;
mod view;

use axum::{Router, middleware, routing::get};

use crate::app::App;

pub use crate::paths;
pub use error::{Error, refused, words};
pub use page::Page;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every page of the site.
pub fn router(app: App) -> Router {
    Router::new()
        .route(paths::HOME, get(home::index))
        .route(paths::INITIATIVES, get(search::index))
        .route(paths::MAP, get(search::map))
        .route("/initiatives/{slug}", get(initiative::show))
        .route(paths::ORGANISATIONS, get(organisation::index))
        .route("/acteurs/{slug}", get(organisation::show))
        .route(paths::NEIGHBOURHOODS, get(neighbourhood::index))
        .route("/quartiers/{slug}", get(neighbourhood::show))
        .route("/quartiers/{slug}/affiche", get(neighbourhood::poster))
        .route(paths::LOCATION, get(location::show))
        .route("/departements/{slug}", get(departement::show))
        .route(paths::BARRIERS, get(barrier::index))
        .route("/freins/{slug}", get(barrier::show))
        .route(paths::COLLECTIONS, get(collection::index))
        .route("/recueils/{slug}", get(collection::show))
        .route(paths::ABOUT, get(about::guide))
        .route(paths::SOURCES, get(about::sources))
        .route(paths::LEGAL, get(about::legal))
        .route(paths::PRIVACY, get(about::privacy))
        .route(paths::ACCESSIBILITY, get(about::accessibility))
        .route(paths::ROBOTS, get(robots::robots))
        .route(paths::SITEMAP, get(robots::sitemap))
        .route("/i/{id}", get(short::initiative))
        .route("/q/{code}", get(short::neighbourhood))
        .route(assets::PATH, get(assets::show))
        .fallback(short::tidied)
        .layer(middleware::from_fn_with_state(app.clone(), error::error_pages))
        .with_state(app)
}
