//! New session of a browser that signs in; its token is always new.

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

/// A session to be opened.
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

    /// `answer` with the session cookie and the known-browser cookie.
    pub async fn with(self, app: &App, answer: impl IntoResponse) -> Response {
        let member = app.store.find_member(self.token.hash(), self.opening.at).await;
        let known = member.ok().flatten().map(|it| cookies::knowing(app, &it.account.email));
        let answer = match known {
            Some(known) => (known, answer).into_response(),
            None => answer.into_response(),
        };
        (cookies::opening(&self.token), answer).into_response()
    }

    /// Redirects to `path` with the cookies of the session; deletes the cookie `name`.
    pub async fn lead(self, app: &App, path: &str, name: &'static str) -> Response {
        self.with(app, (cookies::forgetting(name), Redirect::to(path))).await
    }
}
