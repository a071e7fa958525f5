//! Client of a geocoder with the interface of the Base Adresse Nationale (the national address base): `GET
//! /search/?q=&limit=`, answered in GeoJSON.

mod response;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt as _, Empty};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{ACCEPT, USER_AGENT};
use hyper::{Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use jiff::SignedDuration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::circuit_breaker::CircuitBreaker;
use crate::clock::Clock;
use crate::config::ServiceUrl;

pub use response::Candidate;

/// Maximum number of candidates requested.
const MAX_CANDIDATES: usize = 5;
/// Timeout of a request, body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(2);
/// Pause of the circuit breaker before a trial request.
const BREAKER_PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// Maximum size of a response, in bytes; five addresses take about 4,000.
const MAX_RESPONSE_BYTES: usize = 128 * 1024;
/// Maximum number of concurrent requests; more fail at once.
const MAX_CONCURRENT: usize = 16;
/// Minimum length of a text that the national service accepts, in characters.
const MIN_TEXT_CHARS: usize = 3;
/// Maximum length of a text that the national service accepts, in characters.
pub const MAX_TEXT_CHARS: usize = 200;

/// Geocoder client. It sends the typed text and nothing else.
#[derive(Debug, Clone)]
pub struct Geocoder {
    base: ServiceUrl,
    client: Client<HttpsConnector<HttpConnector>, Empty<Bytes>>,
    clock: Clock,
    breaker: Arc<Mutex<CircuitBreaker>>,
    slots: Arc<Semaphore>,
}

/// Failure of the geocoder; never an error of the visitor.
#[derive(Debug, thiserror::Error)]
pub enum GeocoderError {
    #[error("the circuit breaker is open after repeated failures")]
    CircuitOpen,
    #[error("too many concurrent requests")]
    Overloaded,
    #[error("no complete response within {} s", REQUEST_TIMEOUT.as_secs())]
    Timeout,
    #[error("connection failed")]
    Connection(#[from] hyper_util::client::legacy::Error),
    #[error("response status {0}")]
    Refused(StatusCode),
    #[error("response over {MAX_RESPONSE_BYTES} bytes")]
    TooLong,
    #[error("response truncated")]
    Truncated(#[from] hyper::Error),
    #[error("response is not a list of addresses in GeoJSON")]
    Unreadable,
}

impl Geocoder {
    #[must_use]
    pub fn new(base: ServiceUrl, clock: Clock) -> Self {
        let connector = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http();
        Self {
            base,
            client: Client::builder(TokioExecutor::new()).build(connector.enable_http1().build()),
            clock,
            breaker: Arc::new(Mutex::new(CircuitBreaker::new(BREAKER_PAUSE))),
            slots: Arc::new(Semaphore::new(MAX_CONCURRENT)),
        }
    }

    /// Candidate addresses for `text`, best first; empty if there are none.
    ///
    /// # Errors
    /// Fails within two seconds, or at once while the circuit breaker is open. The error has been logged.
    pub async fn find(&self, text: &str) -> Result<Vec<Candidate>, GeocoderError> {
        let text = text.trim();
        let length = text.chars().count();
        if !(MIN_TEXT_CHARS..=MAX_TEXT_CHARS).contains(&length)
            || !text.starts_with(char::is_alphanumeric)
        {
            return Ok(Vec::new());
        }
        let found = self.find_within_limits(text.to_owned()).await;
        if let Err(trouble) = &found {
            let error: &dyn std::error::Error = trouble;
            tracing::warn!(error, "geocoder request failed");
        }
        found
    }

    async fn find_within_limits(&self, text: String) -> Result<Vec<Candidate>, GeocoderError> {
        let place =
            Arc::clone(&self.slots).try_acquire_owned().map_err(|_| GeocoderError::Overloaded)?;
        if !self.breaker().try_acquire(self.clock.now()) {
            return Err(GeocoderError::CircuitOpen);
        }
        let this = self.clone();
        // Spawned, so that the breaker records the result even if the visitor leaves.
        let task = tokio::spawn(async move {
            let answer = timeout(REQUEST_TIMEOUT, this.fetch(&text))
                .await
                .unwrap_or(Err(GeocoderError::Timeout));
            this.record(answer.is_ok());
            drop(place);
            answer
        });
        task.await.unwrap_or(Err(GeocoderError::Timeout))
    }

    fn record(&self, succeeded: bool) {
        if succeeded {
            self.breaker().record_success();
        } else {
            self.breaker().record_failure(self.clock.now());
        }
    }

    fn breaker(&self) -> MutexGuard<'_, CircuitBreaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self, text: &str) -> Result<Vec<Candidate>, GeocoderError> {
        let request = Request::get(self.query_url(text))
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, concat!("quartiers-emploi/", env!("CARGO_PKG_VERSION")))
            .body(Empty::new())
            .expect("the URL and the headers are valid");
        let response = self.client.request(request).await?;
        match response.status() {
            StatusCode::OK => {}
            // The service rejects the text itself: there is no such address.
            StatusCode::BAD_REQUEST => return Ok(Vec::new()),
            status => return Err(GeocoderError::Refused(status)),
        }
        let body = read_body(response.into_body()).await?;
        response::read(&body).ok_or(GeocoderError::Unreadable)
    }

    fn query_url(&self, text: &str) -> Uri {
        let limit = MAX_CANDIDATES.to_string();
        self.base.query_url("/search/", &[("q", text), ("limit", &limit)])
    }
}

/// Reads `body` into one buffer: each frame keeps the whole read buffer of its connection alive.
async fn read_body(mut body: Incoming) -> Result<Vec<u8>, GeocoderError> {
    let mut bytes = Vec::new();
    if body.size_hint().lower() > MAX_RESPONSE_BYTES as u64 {
        return Err(GeocoderError::TooLong);
    }
    while let Some(frame) = body.frame().await {
        // Trailers are ignored.
        let Ok(data) = frame?.into_data() else { continue };
        if bytes.len() + data.len() > MAX_RESPONSE_BYTES {
            return Err(GeocoderError::TooLong);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}
