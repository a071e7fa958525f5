//! Pages for people. One folder a noun; each holds what it reads, does and shows.

mod about;
pub mod assets;
mod barrier;
mod client;
mod collection;
mod cookies;
mod departement;
mod doors;
mod error;
mod follow;
mod forms;
mod home;
mod initiative;
mod location;
mod neighbourhood;
mod organisation;
mod page;
mod parts;
mod proposal;
mod robots;
mod search;
mod short;
mod stamp;
mod view;

use axum::{Router, middleware};

use crate::{
    app::App,
    domain::access::Action::{FollowByLink, Propose, Read},
};

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
    Doors::new(app).with(public).with(proposing).with(following)
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

/// Proposing an initiative: who has the link of a draft writes it.
fn proposing(doors: Doors) -> Doors {
    doors
        .get(paths::PROPOSE, Propose, proposal::begin)
        .post(paths::PROPOSE, Propose, proposal::create)
        .get("/proposer/{token}", FollowByLink, proposal::resume)
        .get("/proposer/{token}/{step}", FollowByLink, proposal::edit)
        .post("/proposer/{token}/{step}", FollowByLink, proposal::update)
        .get("/proposer/{token}/relire", FollowByLink, proposal::review)
        .get("/proposer/{token}/apercu", FollowByLink, proposal::preview)
        .get("/proposer/{token}/lien", FollowByLink, proposal::resume)
        .post("/proposer/{token}/lien", FollowByLink, proposal::mail_link)
        .get("/proposer/{token}/envoi", FollowByLink, proposal::resume)
        .post("/proposer/{token}/envoi", FollowByLink, proposal::send)
}

/// Following a proposal by its link.
fn following(doors: Doors) -> Doors {
    doors
        .get(paths::FOLLOW, Propose, follow::index)
        .post(paths::FOLLOW, Propose, follow::mail_links)
        .get("/suivi/confirmation/{token}", FollowByLink, follow::unconfirmed)
        .post("/suivi/confirmation/{token}", FollowByLink, follow::confirm)
        .get("/suivi/{token}", FollowByLink, follow::show)
        .post("/suivi/{token}/confirmation", FollowByLink, follow::ask_again)
        .post("/suivi/{token}/correction", FollowByLink, follow::correct)
        .post("/suivi/{token}/retrait", FollowByLink, follow::withdraw)
        .get("/suivi/{token}/effacement", FollowByLink, follow::ask_to_erase)
        .post("/suivi/{token}/effacement", FollowByLink, follow::erase)
        .post("/suivi/{token}/modification", FollowByLink, follow::modify)
}
