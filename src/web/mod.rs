//! HTML pages, one folder a noun: handlers, forms and views.

mod about;
mod account;
pub mod assets;
mod barrier;
mod client;
mod collection;
mod cookies;
mod departement;
mod device;
mod done;
mod doors;
mod error;
mod follow;
mod forms;
mod home;
mod initiative;
mod location;
mod member;
mod moderation;
mod neighbourhood;
mod organisation;
mod page;
mod parts;
mod proposal;
mod robots;
mod search;
mod security;
mod short;
mod sign_in;
mod stamp;
mod view;

use axum::{Router, middleware};

use crate::{
    app::App,
    domain::access::Action::{FollowByLink, KeepAccount, ManageMembers, Propose, Read, SignIn},
};

pub use crate::paths;
pub use done::Done;
pub use doors::{Door, Doors, SignedIn};
pub use error::{Error, Way, refused, words};
pub use page::Page;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Router of all pages.
pub fn router(app: App) -> Router {
    doors(app.clone())
        .into_router()
        .fallback(short::tidied)
        .layer(middleware::from_fn_with_state(app.clone(), error::error_pages))
        .with_state(app)
}

/// All routes, with the permission that each requires.
pub fn doors(app: App) -> Doors {
    Doors::new(app)
        .with(public)
        .with(proposing)
        .with(following)
        .with(signing_in)
        .with(accounts)
        .with(members)
        .with(moderation::doors)
}

/// Public pages.
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
        .get(paths::SITE_MAP, Read, about::site_map)
        .get(paths::ROBOTS, Read, robots::robots)
        .get(paths::SITEMAP, Read, robots::sitemap)
        .get(paths::SECURITY, Read, security::show)
        .get("/i/{id}", Read, short::initiative)
        .get("/q/{code}", Read, short::neighbourhood)
        .get(assets::PATH, Read, assets::show)
}

/// Sign-in and sign-out.
fn signing_in(doors: Doors) -> Doors {
    doors
        .get(paths::SIGN_IN, SignIn, sign_in::new)
        .get(paths::SIGN_IN_LINK, SignIn, sign_in::link::asked)
        .post(paths::SIGN_IN_LINK, SignIn, sign_in::link::create)
        .get("/connexion/lien/{lien}", SignIn, sign_in::link::show)
        .post("/connexion/lien/{lien}", SignIn, sign_in::link::create_by_link)
        .act_from((paths::SIGN_IN_CODE, paths::SIGN_IN_LINK), SignIn, sign_in::link::create_by_code)
        .post(paths::SIGN_IN_PASSKEY_ASKED, SignIn, sign_in::passkey::ask)
        .post(paths::SIGN_IN_PASSKEY, SignIn, sign_in::passkey::create)
        .get(paths::ENROLMENT, SignIn, sign_in::enrolment::renewed)
        .get("/connexion/inscription/{lien}", SignIn, sign_in::enrolment::show)
        .post("/connexion/inscription/{lien}", SignIn, sign_in::enrolment::create)
        .act("/connexion/inscription/{lien}/lien", SignIn, sign_in::enrolment::renew)
        .act_from((paths::SIGN_OUT, paths::SIGN_IN), SignIn, sign_in::destroy)
        .get(paths::PROOF, KeepAccount, sign_in::proof::new)
        .post(paths::PROOF, KeepAccount, sign_in::proof::create)
        .post(paths::PROOF_PASSKEY_ASKED, KeepAccount, sign_in::proof::ask)
        .post(paths::PROOF_PASSKEY, KeepAccount, sign_in::proof::create_by_passkey)
}

/// Account of the signed-in member.
fn accounts(doors: Doors) -> Doors {
    doors
        .get(paths::ACCOUNT, KeepAccount, account::show)
        .post(paths::ACCOUNT_PASSKEYS_ASKED, KeepAccount, account::passkeys::ask)
        .post(paths::ACCOUNT_PASSKEYS, KeepAccount, account::passkeys::create)
        .act_from(
            ("/moderation/compte/cles/{id}/retrait", paths::ACCOUNT),
            KeepAccount,
            account::passkeys::destroy,
        )
        .get(paths::ACCOUNT_TOTP, KeepAccount, account::totp::new)
        .post(paths::ACCOUNT_TOTP, KeepAccount, account::totp::create)
        .act_from(
            (paths::ACCOUNT_TOTP_REMOVAL, paths::ACCOUNT),
            KeepAccount,
            account::totp::destroy,
        )
        .get(paths::ACCOUNT_CODES, KeepAccount, account::codes::new)
        .post(paths::ACCOUNT_CODES, KeepAccount, account::codes::create)
        .act_from(
            ("/moderation/compte/sessions/{id}/fin", paths::ACCOUNT),
            KeepAccount,
            account::sessions::destroy,
        )
        .act_from(
            (paths::ACCOUNT_SESSION_EXTENSION, paths::ACCOUNT),
            KeepAccount,
            account::sessions::extend,
        )
        .act_from(
            (paths::ACCOUNT_SESSIONS_END, paths::ACCOUNT),
            KeepAccount,
            account::sessions::destroy_others,
        )
}

/// Administration of members.
fn members(doors: Doors) -> Doors {
    doors
        .get(paths::MEMBERS, ManageMembers, member::index)
        .post(paths::MEMBERS, ManageMembers, member::create)
        .get("/moderation/membres/{id}", ManageMembers, member::edit)
        .post("/moderation/membres/{id}", ManageMembers, member::update)
        .get("/moderation/membres/{id}/retrait", ManageMembers, member::ask_to_remove)
        .post("/moderation/membres/{id}/retrait", ManageMembers, member::destroy)
        .act("/moderation/membres/{id}/invitation", ManageMembers, member::invite_again)
}

/// Proposal form; the link of a draft gives the right to edit it.
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

/// Status pages of a proposal, by its link.
fn following(doors: Doors) -> Doors {
    doors
        .get(paths::FOLLOW, Propose, follow::index)
        .post(paths::FOLLOW, Propose, follow::mail_links)
        .get("/suivi/confirmation/{token}", FollowByLink, follow::unconfirmed)
        .post("/suivi/confirmation/{token}", FollowByLink, follow::confirm)
        .get("/suivi/{token}", FollowByLink, follow::show)
        .act("/suivi/{token}/confirmation", FollowByLink, follow::ask_again)
        .get("/suivi/{token}/correction", FollowByLink, follow::ask_to_correct)
        .post("/suivi/{token}/correction", FollowByLink, follow::correct)
        .act("/suivi/{token}/remise", FollowByLink, follow::put_back)
        .act("/suivi/{token}/retrait", FollowByLink, follow::withdraw)
        .get("/suivi/{token}/effacement", FollowByLink, follow::ask_to_erase)
        .post("/suivi/{token}/effacement", FollowByLink, follow::erase)
        .act("/suivi/{token}/modification", FollowByLink, follow::modify)
}
