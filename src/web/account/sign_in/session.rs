//! New session of a browser that signs in; its token is always new.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::domain::account::Token;
use crate::store::SessionOpening;
use crate::web::cookies;
use crate::web::request::device;

/// A session to be opened.
#[derive(Debug)]
pub struct NewSession {
    token: Token,
    pub opening: SessionOpening,
}

impl NewSession {
    pub fn new(app: &App, headers: &HeaderMap) -> Self {
        let token = app.clock.token();
        let opening = SessionOpening {
            cookie: token.hash(),
            replaces: cookies::session(headers).map(|token| token.hash()),
            device: device(headers),
            at: app.now(),
        };
        Self { token, opening }
    }

    /// `answer` with the session cookie and the known-browser cookie.
    pub async fn attach_cookies(self, app: &App, answer: impl IntoResponse) -> Response {
        let member = app.store.find_member(self.token.hash(), self.opening.at).await;
        let known =
            member.ok().flatten().map(|it| cookies::set_member_browser(app, &it.account.email));
        let answer = match known {
            Some(known) => (known, answer).into_response(),
            None => answer.into_response(),
        };
        (cookies::set_session(&self.token), answer).into_response()
    }

    /// Redirects to `path` with the cookies of the session; deletes the cookie `name`.
    pub async fn redirect(self, app: &App, path: &str, name: &'static str) -> Response {
        self.attach_cookies(app, (cookies::clear(name), Redirect::to(path))).await
    }
}
