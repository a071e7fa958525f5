//! What a browser gets that signs in: always a new token.

use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    app::App,
    domain::secret::Token,
    store::Opening,
    web::{cookies, device::device},
};

/// A browser about to be signed in.
#[derive(Debug)]
pub struct Entry {
    token: Token,
    pub opening: Opening,
}

impl Entry {
    pub fn new(app: &App, headers: &HeaderMap) -> Self {
        let token = app.clock.token();
        let opening = Opening {
            cookie: token.hash(),
            replaces: cookies::session(headers).map(|token| token.hash()),
            device: device(headers),
            at: app.now(),
        };
        Self { token, opening }
    }

    /// `answer`, with the cookie that signs in.
    pub fn with(self, answer: impl IntoResponse) -> Response {
        (cookies::opening(&self.token), answer).into_response()
    }

    /// Leads the signed-in browser to `path`, and forgets the cookie `name` that led here.
    pub fn lead(self, path: &str, name: &'static str) -> Response {
        self.with((cookies::forgetting(name), Redirect::to(path)))
    }
}
