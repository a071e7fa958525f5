//! HTML pages, one folder a noun: handlers, forms and views.

mod about;
mod account;
mod components;
mod directory;
mod error;
mod handout;
mod moderation;
mod proposal;
mod request;

use axum::{Router, middleware};

use about::{robots, security_txt};
use account::{member, sign_in};
use directory::initiative::{self, collection};
use directory::{
    barrier, departement, home, location, neighbourhood, organisation, scheme, search,
};
use handout::{sheet, shortlist};
use proposal::tracking;
use request::{Client, PrivateView, View, cookies, form, short_link};

use crate::app::App;
use crate::domain::account::Action::{
    FollowByLink, ManageMembers, ManageOwnAccount, Propose, Read, SignIn,
};

pub use crate::paths;
pub use about::assets;
pub use error::{edge_error_page, status_message};
pub use request::{
    ActionLink, Error, Flash, Page, PathId, Result, Route, Routes, SignedIn, VisitorFlash,
};

/// Router of all pages.
pub fn router(app: App) -> Router {
    routes(app.clone())
        .into_router()
        .fallback(short_link::strip_trailing_slash)
        .layer(middleware::from_fn_with_state(app.clone(), error::error_pages))
        .layer(middleware::from_fn(shortlist::carry))
        .with_state(app)
}

/// All routes, with the permission that each requires.
pub fn routes(app: App) -> Routes {
    Routes::new(app)
        .with(public)
        .with(handing_over)
        .with(proposing)
        .with(following)
        .with(signing_in)
        .with(accounts)
        .with(members)
        .with(moderation::routes)
}

/// Public pages.
fn public(routes: Routes) -> Routes {
    routes
        .get(paths::HOME, Read, home::index)
        .get(paths::INITIATIVES, Read, search::index)
        .get(paths::MAP, Read, search::map)
        .get(paths::INITIATIVE, Read, initiative::show)
        .get(paths::ORGANISATIONS, Read, organisation::index)
        .get(paths::ORGANISATION, Read, organisation::show)
        .get(paths::EMPLOYERS, Read, organisation::employers)
        .get(paths::NEIGHBOURHOODS, Read, neighbourhood::index)
        .get(paths::NEIGHBOURHOOD, Read, neighbourhood::show)
        .get(paths::POSTER, Read, neighbourhood::poster)
        .get(paths::NEIGHBOURHOOD_NEED, Read, barrier::need::neighbourhood)
        .get(paths::COMMUNE, Read, location::town)
        .get(paths::COMMUNE_NEED, Read, barrier::need::commune)
        .get(paths::LOCATION, Read, location::show)
        .get(paths::DEPARTEMENT, Read, departement::show)
        .get(paths::COVERAGE, Read, departement::coverage::show)
        .get(paths::COVERAGE_CSV, Read, departement::coverage::csv)
        .get(paths::BARRIERS, Read, barrier::index)
        .get(paths::BARRIER, Read, barrier::show)
        .get(paths::COLLECTIONS, Read, collection::index)
        .get(paths::COLLECTION, Read, collection::show)
        .get(paths::SCHEMES, Read, scheme::index)
        .get(paths::SCHEME, Read, scheme::show)
        .get(paths::ASSOCIATIONS, Read, scheme::guide)
        .get(paths::ABOUT, Read, about::guide)
        .get(paths::SOURCES, Read, about::sources)
        .get(paths::RANKING, Read, about::ranking)
        .get(paths::LEGAL, Read, about::legal)
        .get(paths::PRIVACY, Read, about::privacy)
        .get(paths::ACCESSIBILITY, Read, about::accessibility)
        .get(paths::SITE_MAP, Read, about::site_map)
        .get(paths::ROBOTS, Read, robots::robots)
        .get(paths::SITEMAP, Read, robots::sitemap)
        .get(paths::SECURITY, Read, security_txt::show)
        .get(paths::INITIATIVE_SHORT, Read, short_link::initiative)
        .get(paths::NEIGHBOURHOOD_SHORT, Read, short_link::neighbourhood)
        .get(paths::ASSET, Read, assets::show)
}

/// Shortlists, sheets and their short links.
fn handing_over(routes: Routes) -> Routes {
    routes
        .get(paths::SHORTLIST, Read, shortlist::show)
        .get(paths::SHORTLIST_SHEET, Read, sheet::shortlist)
        .get(paths::SHORTLIST_SHORT, Read, shortlist::short_link)
        .get(paths::INITIATIVE_SHEET, Read, sheet::initiative)
        .get(paths::ORGANISATION_SHEET, Read, sheet::organisation)
        .get(paths::SCHEME_SHEET, Read, sheet::scheme)
        .get(paths::ORGANISATION_SHORT, Read, short_link::organisation)
        .get(paths::SCHEME_SHORT, Read, short_link::scheme)
}

/// Sign-in and sign-out.
fn signing_in(routes: Routes) -> Routes {
    routes
        .get(paths::SIGN_IN, SignIn, sign_in::new)
        .get(paths::SIGN_IN_LINK, SignIn, sign_in::link::link_sent)
        .post(paths::SIGN_IN_LINK, SignIn, sign_in::link::create)
        .get(paths::SIGN_IN_BY_LINK, SignIn, sign_in::link::show)
        .post(paths::SIGN_IN_BY_LINK, SignIn, sign_in::link::create_by_link)
        .post_action_from(
            paths::SIGN_IN_CODE,
            paths::SIGN_IN_LINK,
            SignIn,
            sign_in::link::create_by_code,
        )
        .post(paths::SIGN_IN_PASSKEY_CHALLENGE, SignIn, sign_in::passkey::new_challenge)
        .post(paths::SIGN_IN_PASSKEY, SignIn, sign_in::passkey::create)
        .get(paths::ENROLMENT, SignIn, sign_in::enrolment::renewed)
        .get(paths::INVITATION, SignIn, sign_in::enrolment::show)
        .post(paths::INVITATION, SignIn, sign_in::enrolment::create)
        .post_action(paths::INVITATION_RENEWAL, SignIn, sign_in::enrolment::renew)
        .post_action_from(paths::SIGN_OUT, paths::SIGN_IN, SignIn, sign_in::destroy)
        .get(paths::REAUTHENTICATION, ManageOwnAccount, sign_in::reauthentication::new)
        .post(paths::REAUTHENTICATION, ManageOwnAccount, sign_in::reauthentication::create)
        .post(
            paths::REAUTHENTICATION_PASSKEY_CHALLENGE,
            ManageOwnAccount,
            sign_in::reauthentication::new_challenge,
        )
        .post(
            paths::REAUTHENTICATION_PASSKEY,
            ManageOwnAccount,
            sign_in::reauthentication::create_by_passkey,
        )
}

/// Account of the signed-in member.
fn accounts(routes: Routes) -> Routes {
    routes
        .get(paths::ACCOUNT, ManageOwnAccount, account::show)
        .post(paths::ACCOUNT_PASSKEYS_CHALLENGE, ManageOwnAccount, account::passkeys::new_challenge)
        .post(paths::ACCOUNT_PASSKEYS, ManageOwnAccount, account::passkeys::create)
        .post_action_from(
            paths::PASSKEY_REMOVAL,
            paths::ACCOUNT,
            ManageOwnAccount,
            account::passkeys::destroy,
        )
        .get(paths::ACCOUNT_TOTP, ManageOwnAccount, account::totp::new)
        .post(paths::ACCOUNT_TOTP, ManageOwnAccount, account::totp::create)
        .post_action_from(
            paths::ACCOUNT_TOTP_REMOVAL,
            paths::ACCOUNT,
            ManageOwnAccount,
            account::totp::destroy,
        )
        .get(paths::ACCOUNT_CODES, ManageOwnAccount, account::recovery_codes::new)
        .post(paths::ACCOUNT_CODES, ManageOwnAccount, account::recovery_codes::create)
        .post_action_from(
            paths::SESSION_END,
            paths::ACCOUNT,
            ManageOwnAccount,
            account::sessions::destroy,
        )
        .post_action_from(
            paths::ACCOUNT_SESSION_EXTENSION,
            paths::ACCOUNT,
            ManageOwnAccount,
            account::sessions::extend,
        )
        .post_action_from(
            paths::ACCOUNT_SESSIONS_END,
            paths::ACCOUNT,
            ManageOwnAccount,
            account::sessions::destroy_others,
        )
}

/// Administration of members.
fn members(routes: Routes) -> Routes {
    routes
        .get(paths::MEMBERS, ManageMembers, member::index)
        .post(paths::MEMBERS, ManageMembers, member::create)
        .get(paths::MEMBER, ManageMembers, member::edit)
        .post(paths::MEMBER, ManageMembers, member::update)
        .get(paths::MEMBER_REMOVAL, ManageMembers, member::confirm_removal)
        .post(paths::MEMBER_REMOVAL, ManageMembers, member::destroy)
        .post_action(paths::MEMBER_INVITATION, ManageMembers, member::invite_again)
}

/// Proposal form; the link of a draft gives the right to edit it.
fn proposing(routes: Routes) -> Routes {
    routes
        .get(paths::PROPOSE, Propose, proposal::new)
        .post(paths::PROPOSE, Propose, proposal::create)
        .get(paths::DRAFT, FollowByLink, proposal::resume)
        .get(paths::DRAFT_STEP, FollowByLink, proposal::edit)
        .post(paths::DRAFT_STEP, FollowByLink, proposal::update)
        .get(paths::DRAFT_REVIEW, FollowByLink, proposal::review)
        .get(paths::DRAFT_PREVIEW, FollowByLink, proposal::preview)
        .get(paths::DRAFT_LINK, FollowByLink, proposal::resume)
        .post(paths::DRAFT_LINK, FollowByLink, proposal::mail_link)
        .get(paths::DRAFT_SUBMISSION, FollowByLink, proposal::resume)
        .post(paths::DRAFT_SUBMISSION, FollowByLink, proposal::send)
}

/// Status pages of a proposal, by its link.
fn following(routes: Routes) -> Routes {
    routes
        .get(paths::FOLLOW, Propose, tracking::index)
        .post(paths::FOLLOW, Propose, tracking::mail_links)
        .get(paths::CONFIRMATION, FollowByLink, tracking::confirmation_page)
        .post(paths::CONFIRMATION, FollowByLink, tracking::confirm)
        .get(paths::FOLLOWED, FollowByLink, tracking::show)
        .post_action(paths::CONFIRMATION_MAIL, FollowByLink, tracking::resend_confirmation)
        .get(paths::REOPENING, FollowByLink, tracking::confirm_reopening)
        .post(paths::REOPENING, FollowByLink, tracking::reopen)
        .post_action(paths::RETURN_TO_QUEUE, FollowByLink, tracking::return_to_queue)
        .post_action(paths::PROPOSAL_WITHDRAWAL, FollowByLink, tracking::withdraw)
        .get(paths::ERASURE, FollowByLink, tracking::confirm_erasure)
        .post(paths::ERASURE, FollowByLink, tracking::erase)
        .post_action(paths::MODIFICATION, FollowByLink, tracking::modify)
}
