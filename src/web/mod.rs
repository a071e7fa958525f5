//! Pages for people. One folder a noun; each holds what it reads, does and shows.

mod about;
pub mod assets;
mod barrier;
mod collection;
mod cookies;
mod departement;
mod doors;
mod error;
mod forms;
mod home;
mod initiative;
mod location;
mod moderation;
mod neighbourhood;
mod organisation;
mod page;
mod parts;
mod robots;
mod search;
mod short;
mod view;

use axum::{Router, middleware};

use crate::{app::App, domain::access::Action::Read};

pub use crate::paths;
pub use doors::{Door, Doors, SignedIn};
pub use error::{Error, refused, words};
pub use page::Page;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every page of the site.
pub fn router(app: App) -> Router {
    doors(app.clone())
        .into_router()
        .fallback(short::tidied)
        .layer(middleware::from_fn_with_state(app.clone(), error::error_pages))
        .with_state(app)
}

/// Every door of the site, with what one must be allowed to do to pass it.
pub fn doors(app: App) -> Doors {
    Doors::new(app).with(public).with(moderation::doors)
}

/// What the public reads.
fn public(doors: Doors) -> Doors {
    doors
        .get(paths::HOME, Read, home::index)
        .get(paths::INITIATIVES, Read, search::index)
        .get(paths::MAP, Read, search::map)
        .get("/initiatives/{slug}", Read, initiative::show)
        .get(paths::ORGANISATIONS, Read, organisation::index)
        .get("/acteurs/{slug}", Read, organisation::show)
        .get(paths::NEIGHBOURHOODS, Read, neighbourhood::index)
        .get("/quartiers/{slug}", Read, neighbourhood::show)
        .get("/quartiers/{slug}/affiche", Read, neighbourhood::poster)
        .get(paths::LOCATION, Read, location::show)
        .get("/departements/{slug}", Read, departement::show)
        .get(paths::BARRIERS, Read, barrier::index)
        .get("/freins/{slug}", Read, barrier::show)
        .get(paths::COLLECTIONS, Read, collection::index)
        .get("/recueils/{slug}", Read, collection::show)
        .get(paths::ABOUT, Read, about::guide)
        .get(paths::SOURCES, Read, about::sources)
        .get(paths::LEGAL, Read, about::legal)
        .get(paths::PRIVACY, Read, about::privacy)
        .get(paths::ACCESSIBILITY, Read, about::accessibility)
        .get(paths::ROBOTS, Read, robots::robots)
        .get(paths::SITEMAP, Read, robots::sitemap)
        .get("/i/{id}", Read, short::initiative)
        .get("/q/{code}", Read, short::neighbourhood)
        .get(assets::PATH, Read, assets::show)
}
