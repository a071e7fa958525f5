//! From a view to a response.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::Error;
use crate::edge::CachePolicy;

/// A view on its way out, public. A view that can't render is our fault: it answers as an error.
#[derive(Debug)]
pub struct View<T>(pub T);

impl<T: Template> IntoResponse for View<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => (CachePolicy::Public, Html(html)).into_response(),
            Err(error) => Error::from(anyhow::Error::new(error)).into_response(),
        }
    }
}
