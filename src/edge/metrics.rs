//! Request metrics for the operator: counts by route and status, durations, bytes.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper bounds of the histogram of durations, in seconds: a cached page takes some 30 µs, a request at most 10 s.
const DURATION_BUCKETS: [f64; 10] =
    [0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 10.0];

/// Counters of all requests since the start; cheap to clone.
#[derive(Debug, Clone)]
pub struct RequestMetrics(Arc<Metrics>);

#[derive(Debug)]
struct Metrics {
    requests: Family<RequestLabels, Counter>,
    durations: Histogram,
    bytes: Counter,
}

/// Labels of a counter. The route is a pattern of the router, never a requested path, so their number is bounded.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    code: u16,
}

impl Default for RequestMetrics {
    fn default() -> Self {
        Self(Arc::new(Metrics {
            requests: Family::default(),
            durations: Histogram::new(DURATION_BUCKETS),
            bytes: Counter::default(),
        }))
    }
}

/// A finished request.
#[derive(Debug)]
pub(super) struct FinishedRequest<'a> {
    pub method: &'a Method,
    /// Matched route pattern; `-` if there is none.
    pub route: &'a str,
    pub status: StatusCode,
    pub duration: Duration,
    /// Bytes of the response body that were sent.
    pub bytes: usize,
}

impl RequestMetrics {
    pub(super) fn record(&self, request: &FinishedRequest<'_>) {
        let labels = RequestLabels {
            method: method_label(request.method),
            route: request.route.to_owned(),
            code: request.status.as_u16(),
        };
        self.0.requests.get_or_create(&labels).inc();
        self.0.durations.observe(request.duration.as_secs_f64());
        self.0.bytes.inc_by(u64::try_from(request.bytes).unwrap_or(u64::MAX));
    }

    /// Adds the metrics to `registry`.
    pub fn register(&self, registry: &mut Registry) {
        let Metrics { requests, durations, bytes } = &*self.0;
        registry.register(
            "http_requests",
            "Requests by method, matched route and status",
            requests.clone(),
        );
        registry.register(
            "http_request_duration_seconds",
            "Time from the head of a request to the end of its response",
            durations.clone(),
        );
        registry.register(
            "http_response_bytes",
            "Bytes of response bodies, as sent",
            bytes.clone(),
        );
    }
}

/// Label of a method. A client may invent methods: those count as one.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use prometheus_client::encoding::prometheus_text;

    use super::*;

    #[test]
    fn requests_are_counted_by_method_route_and_status() {
        let metrics = RequestMetrics::default();
        let request = |method: &str, bytes| {
            metrics.record(&FinishedRequest {
                method: &method.parse().unwrap(),
                route: "/initiatives/{slug}",
                status: StatusCode::OK,
                duration: Duration::from_micros(700),
                bytes,
            });
        };

        request("GET", 1_000);
        request("GET", 234);
        request("BREW", 0);

        let mut registry = Registry::default();
        metrics.register(&mut registry);
        let mut text = String::new();
        prometheus_text::encode(&mut text, &registry).unwrap();
        let labels = |method: &str| format!("method=\"{method}\",route=\"/initiatives/{{slug}}\"");
        for line in [
            format!("http_requests_total{{{},code=\"200\"}} 2", labels("GET")),
            format!("http_requests_total{{{},code=\"200\"}} 1", labels("other")),
            "http_request_duration_seconds_bucket{le=\"0.0005\"} 0".to_owned(),
            "http_request_duration_seconds_bucket{le=\"0.001\"} 3".to_owned(),
            "http_request_duration_seconds_count 3".to_owned(),
            "http_response_bytes_total 1234".to_owned(),
        ] {
            assert!(text.lines().any(|it| it == line), "{line} in {text}");
        }
    }
}
