//! A request in process, and how long the answer took.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::request::Builder;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// An answer, and how long it took to its last byte.
pub struct Answer {
    pub took: Duration,
    pub status: StatusCode,
    pub body: Bytes,
}

/// Asks `router` for what `request` asks.
pub async fn send(router: &Router, request: Builder) -> anyhow::Result<Answer> {
    let request = request.body(Body::empty())?;
    let began = Instant::now();
    let answer = router.clone().oneshot(request).await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    Ok(Answer { took: began.elapsed(), status, body })
}
