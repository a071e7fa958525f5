//! Client of a geocoder with the interface of the Base Adresse Nationale (the national address base): `GET
//! /search/?q=&limit=`, answered in GeoJSON.

mod answer;
mod breaker;

use std::{sync::Arc, time::Duration};

use http_body_util::{BodyExt as _, Empty};
use hyper::{
    Request, StatusCode, Uri,
    body::{Body as _, Bytes, Incoming},
    header::{ACCEPT, USER_AGENT},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tokio::{sync::Semaphore, time::timeout};

use crate::config::ServiceUrl;

pub use answer::Candidate;
use breaker::Breaker;

/// Maximum number of candidates requested.
const CANDIDATES: usize = 5;
/// Timeout of a request, body included.
const PATIENCE: Duration = Duration::from_secs(2);
/// Maximum size of a response, in bytes; five addresses take about 4,000.
const LONGEST_ANSWER: usize = 128 * 1024;
/// Maximum number of concurrent requests; more fail at once.
const AT_ONCE: usize = 16;
/// Minimum length of a text that the national service accepts, in characters.
const SHORTEST: usize = 3;
/// Maximum length of a text that the national service accepts, in characters.
pub const LONGEST: usize = 200;

/// Geocoder client. It sends the typed text and nothing else.
#[derive(Debug, Clone)]
pub struct Geocoder {
    base: ServiceUrl,
    client: Client<HttpsConnector<HttpConnector>, Empty<Bytes>>,
    breaker: Arc<Breaker>,
    places: Arc<Semaphore>,
}

/// Failure of the geocoder; never an error of the visitor.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("the circuit breaker is open after repeated failures")]
    Resting,
    #[error("too many concurrent requests")]
    Busy,
    #[error("no complete response within {} s", PATIENCE.as_secs())]
    Slow,
    #[error("connection failed")]
    Unreached(#[from] hyper_util::client::legacy::Error),
    #[error("response status {0}")]
    Refused(StatusCode),
    #[error("response over {LONGEST_ANSWER} bytes")]
    TooLong,
    #[error("response truncated")]
    CutShort(#[from] hyper::Error),
    #[error("response is not a list of addresses in GeoJSON")]
    Unreadable,
}

impl Geocoder {
    #[must_use]
    pub fn new(base: ServiceUrl) -> Self {
        let connector = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http();
        Self {
            base,
            client: Client::builder(TokioExecutor::new()).build(connector.enable_http1().build()),
            breaker: Arc::default(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Candidate addresses for `text`, best first; empty if there are none.
    ///
    /// # Errors
    /// Fails within two seconds, or at once while the circuit breaker is open. The error has been logged.
    pub async fn find(&self, text: &str) -> Result<Vec<Candidate>, Trouble> {
        let text = text.trim();
        let length = text.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) || !text.starts_with(char::is_alphanumeric) {
            return Ok(Vec::new());
        }
        let found = self.try_finding(text.to_owned()).await;
        if let Err(trouble) = &found {
            let error: &dyn std::error::Error = trouble;
            tracing::warn!(error, "geocoder request failed");
        }
        found
    }

    async fn try_finding(&self, text: String) -> Result<Vec<Candidate>, Trouble> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Trouble::Busy)?;
        if !self.breaker.lets_through() {
            return Err(Trouble::Resting);
        }
        let this = self.clone();
        // Spawned, so that the breaker records the result even if the visitor leaves.
        let asked = tokio::spawn(async move {
            let answer = timeout(PATIENCE, this.ask(&text)).await.unwrap_or(Err(Trouble::Slow));
            this.breaker.note(answer.is_ok());
            drop(place);
            answer
        });
        asked.await.unwrap_or(Err(Trouble::Slow))
    }

    async fn ask(&self, text: &str) -> Result<Vec<Candidate>, Trouble> {
        let request = Request::get(self.question(text))
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, concat!("quartiers-emploi/", env!("CARGO_PKG_VERSION")))
            .body(Empty::new())
            .expect("the URL and the headers are valid");
        let response = self.client.request(request).await?;
        match response.status() {
            StatusCode::OK => {}
            // The service rejects the text itself: there is no such address.
            StatusCode::BAD_REQUEST => return Ok(Vec::new()),
            status => return Err(Trouble::Refused(status)),
        }
        let body = received(response.into_body()).await?;
        answer::read(&body).ok_or(Trouble::Unreadable)
    }

    fn question(&self, text: &str) -> Uri {
        let limit = CANDIDATES.to_string();
        self.base.asking("/search/", &[("q", text), ("limit", &limit)])
    }
}

/// Reads `body` into one buffer: each frame keeps the whole read buffer of its connection alive.
async fn received(mut body: Incoming) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    if body.size_hint().lower() > LONGEST_ANSWER as u64 {
        return Err(Trouble::TooLong);
    }
    while let Some(frame) = body.frame().await {
        // Trailers are ignored.
        let Ok(data) = frame?.into_data() else { continue };
        if bytes.len() + data.len() > LONGEST_ANSWER {
            return Err(Trouble::TooLong);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}
