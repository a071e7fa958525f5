//! Rendering of views into responses.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::edge::CachePolicy;
use crate::web::Error;

/// Response with a public view. A view that fails to render answers 500.
#[derive(Debug)]
pub struct View<T>(pub T);

/// Response with a view about one person, such as their location: `no-store`.
#[derive(Debug)]
pub struct PrivateView<T>(pub T);

impl<T: Template> IntoResponse for View<T> {
    fn into_response(self) -> Response {
        rendered(&self.0, CachePolicy::Public)
    }
}

impl<T: Template> IntoResponse for PrivateView<T> {
    fn into_response(self) -> Response {
        rendered(&self.0, CachePolicy::Private)
    }
}

fn rendered(view: &impl Template, policy: CachePolicy) -> Response {
    match view.render() {
        Ok(html) => (policy, Html(html)).into_response(),
        Err(error) => Error::from(anyhow::Error::new(error)).into_response(),
    }
}
