//! From a view to a response.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::Error;
use crate::edge::CachePolicy;

/// A view on its way out, public. A view that can't render is our fault: it answers as an error.
#[derive(Debug)]
pub struct View<T>(pub T);

/// A view that tells of one person, such as where they are: nobody keeps it.
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
