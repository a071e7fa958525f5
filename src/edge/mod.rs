//! The accept loop, limits, deadlines, host and cross-site checks, headers, compression.

mod access_log;
mod admission;
mod attached;
mod body;
mod budget;
mod cache;
mod coding;
mod cross_site;
mod headers;
mod hosts;
mod kept;
mod network;
mod path;
mod refusal;
mod retry;
mod serve;
mod shelf;
mod stall;
mod target;
mod validators;
mod visitor;

use std::{sync::Arc, time::Duration};

use axum::{Router, http::header::HeaderName, middleware::from_fn_with_state};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::PublicUrl;

pub use access_log::RequestId;
pub use body::is_form;
pub use budget::BodyBudget;
pub use cache::CachePolicy;
pub use coding::{Coding, preferred};
pub use hosts::Hosts;
pub use kept::Edition;
pub use refusal::{ErrorPage, Refused, plain_page};
pub use serve::{Limits, Peer, serve};
pub use target::MAX_TARGET_BYTES;
pub use validators::{etag, is_known, not_modified};
pub use visitor::{Visitor, VisitorHeader};

pub(crate) use network::NetworkLimit;

/// What the edge must know of the site it guards.
#[derive(Debug, Clone)]
pub struct EdgeSettings {
    /// The only origin that forms come from.
    pub public_url: PublicUrl,
    /// The hosts that are answered for.
    pub hosts: Hosts,
    /// Tell browsers to come back by HTTPS only.
    pub hsts: bool,
    /// How long a handler may take.
    pub deadline: Duration,
    /// How long a body may take to arrive.
    pub body_deadline: Duration,
    /// How large a body may be, in bytes.
    pub body_limit: usize,
    /// Memory for the bodies in flight, all together.
    pub body_budget: BodyBudget,
    /// The header in which a proxy in front writes the address of the visitor.
    pub client_address_header: Option<HeaderName>,
    /// Requests in flight of one visitor behind that proxy; 0 for no limit.
    pub requests_per_visitor: usize,
    /// What a visitor reads when the edge, not a handler, answers.
    pub page: ErrorPage,
    /// What public pages are made from, so that they can be kept until it changes.
    pub edition: Edition,
}

impl EdgeSettings {
    /// The usual limits, for a site at `public_url` that answers for `hosts`.
    #[must_use]
    pub fn new(public_url: PublicUrl, hosts: Hosts) -> Self {
        Self {
            public_url,
            hosts,
            hsts: false,
            deadline: Duration::from_secs(10),
            body_deadline: Duration::from_secs(30),
            body_limit: 64 * 1024,
            body_budget: BodyBudget::new(64 * 1024 * 1024),
            client_address_header: None,
            requests_per_visitor: 64,
            page: ErrorPage::new(|refused| plain_page(refused.status, refused.id)),
            edition: Edition::none(),
        }
    }
}

/// `router` behind every check and limit. Read from the outside in: each line sees the request
/// before those under it, and the answer after them.
pub fn fortify(router: Router, settings: EdgeSettings) -> Router {
    let kept = kept::Kept::new(settings.edition.clone());
    let settings = Arc::new(settings);
    let with = || Arc::clone(&settings);
    let guarded = ServiceBuilder::new()
        .layer(from_fn_with_state(admission::Admission::new(with()), admission::admit))
        .layer(from_fn_with_state(access_log::RequestIds::new(), access_log::record))
        .layer(axum::middleware::from_fn(retry::retry_after))
        .layer(from_fn_with_state(with(), headers::dress))
        .layer(from_fn_with_state(with(), refusal::explain))
        .layer(CatchPanicLayer::custom(refusal::after_panic))
        .layer(from_fn_with_state(with(), hosts::check))
        .layer(axum::middleware::from_fn(path::check))
        .layer(axum::middleware::from_fn(target::check))
        .layer(from_fn_with_state(with(), cross_site::check))
        .layer(axum::middleware::from_fn(admission::refuse_unadmitted))
        .layer(axum::middleware::from_fn(validators::answer))
        .layer(from_fn_with_state(kept, kept::answer))
        .layer(coding::compression())
        .layer(axum::middleware::from_fn(validators::fingerprint))
        .layer(from_fn_with_state(with(), body::hurry))
        .service(router.layer(axum::middleware::from_fn(access_log::note_route)));
    Router::new().fallback_service(guarded)
}
