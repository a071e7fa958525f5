//! HTTP server and middleware: accept loop, limits, timeouts, host and cross-site checks, headers, caching,
//! compression.

mod access_log;
mod admission;
mod body_attachment;
mod cache;
mod checks;
mod headers;
mod metrics;
mod network;
mod rejection;
mod server;

use admission::body;
use cache::{content_coding, response_cache, validators};

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header::HeaderName;
use axum::middleware::from_fn_with_state;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::PublicUrl;

pub use access_log::RequestId;
pub use admission::body::is_form;
pub use admission::budget::BodyBudget;
pub use admission::visitor::{Visitor, VisitorHeader};
pub use cache::cache_control::CachePolicy;
pub use cache::content_coding::{Coding, negotiate_coding};
pub use cache::response_cache::CacheGeneration;
pub use cache::validators::{etag, matches_if_none_match, not_modified};
pub use checks::hosts::Hosts;
pub use checks::target::MAX_TARGET_BYTES;
pub use metrics::RequestMetrics;
pub use rejection::{ErrorPageRenderer, RejectedRequest, plain_page};
pub use server::{Limits, Peer, serve};

pub(crate) use network::NetworkLimit;

/// Settings of the middleware.
#[derive(Debug, Clone)]
pub struct EdgeSettings {
    /// Origin accepted for form posts.
    pub public_url: PublicUrl,
    /// Accepted hosts.
    pub hosts: Hosts,
    /// Send `Strict-Transport-Security`.
    pub hsts: bool,
    /// Handler timeout.
    pub deadline: Duration,
    /// Timeout for receiving a request body.
    pub body_deadline: Duration,
    /// Maximum size of a request body, in bytes.
    pub body_limit: usize,
    /// Memory budget for all request bodies in flight.
    pub body_budget: BodyBudget,
    /// Header with the client address, written by a proxy in front.
    pub client_address_header: Option<HeaderName>,
    /// Concurrent requests of one visitor behind that proxy; 0 for no limit.
    pub requests_per_visitor: usize,
    /// Renders the error page of a request that the middleware rejected.
    pub error_page: ErrorPageRenderer,
    /// Cache generation of public pages.
    pub cache_generation: CacheGeneration,
    /// Counters of the requests.
    pub metrics: RequestMetrics,
}

impl EdgeSettings {
    /// Default limits for a site at `public_url` with these `hosts`.
    #[must_use]
    pub fn new(public_url: PublicUrl, hosts: Hosts) -> Self {
        Self {
            public_url,
            hosts,
            hsts: false,
            deadline: Duration::from_secs(10),
            body_deadline: Duration::from_secs(30),
            body_limit: 64 * 1024,
            body_budget: BodyBudget::new(48 * 1024 * 1024),
            client_address_header: None,
            requests_per_visitor: 64,
            error_page: ErrorPageRenderer::new(|refused| plain_page(refused.status, refused.id)),
            cache_generation: CacheGeneration::none(),
            metrics: RequestMetrics::default(),
        }
    }
}

/// Wraps `router` in the middleware, outermost first: each layer sees the request before those below it, and the
/// response after them. Timeouts and limits are our own: see ADR 11.
pub fn apply_middleware(router: Router, settings: EdgeSettings) -> Router {
    let cache = response_cache::ResponseCache::new(settings.cache_generation.clone());
    let metrics = settings.metrics.clone();
    let settings = Arc::new(settings);
    let with = || Arc::clone(&settings);
    let guarded = ServiceBuilder::new()
        .layer(from_fn_with_state(admission::Admission::new(with()), admission::admit))
        .layer(from_fn_with_state(access_log::AccessLog::new(metrics), access_log::log_request))
        .layer(axum::middleware::from_fn(headers::retry_after))
        .layer(from_fn_with_state(with(), headers::add_security_headers))
        .layer(from_fn_with_state(with(), rejection::render_rejection))
        .layer(CatchPanicLayer::custom(rejection::rejection_after_panic))
        .layer(from_fn_with_state(with(), checks::check))
        .layer(axum::middleware::from_fn(admission::reject_unadmitted))
        .layer(axum::middleware::from_fn(validators::add_etag))
        .layer(from_fn_with_state(cache, response_cache::answer))
        .layer(content_coding::compression())
        .layer(axum::middleware::from_fn(validators::fingerprint))
        .layer(from_fn_with_state(with(), body::handler_timeout))
        .service(router.layer(axum::middleware::from_fn(access_log::record_route)));
    Router::new().fallback_service(guarded)
}
