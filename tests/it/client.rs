//! A browser that is signed in, or not: it sends forms from our own pages, and keeps its cookie.

use axum::{
    body::Body,
    http::{Request, header, request::Builder, response::Parts},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::task::JoinHandle;

use crate::app::{TestApp, TestPage};

#[derive(Clone, Copy)]
pub struct Client<'a> {
    app: &'a TestApp,
    session: Option<&'a str>,
}

impl TestApp {
    /// A browser that nobody signed in with.
    pub fn visitor(&self) -> Client<'_> {
        Client { app: self, session: None }
    }

    /// A browser with this session.
    pub fn client<'a>(&'a self, session: &'a str) -> Client<'a> {
        Client { app: self, session: Some(session) }
    }
}

impl Client<'_> {
    pub async fn get(self, path: &str) -> TestPage {
        let request = self.with_cookie(Request::get(path)).body(Body::empty());
        self.app.send(request.expect("a request")).await
    }

    pub async fn post(self, path: &str, fields: &[(&str, &str)]) -> TestPage {
        self.app.send(self.form(path, fields)).await
    }

    /// Sends a form from a task of its own, as somebody else does at the same time.
    pub fn post_apart(self, path: &str, fields: &[(&str, &str)]) -> JoinHandle<(Parts, String)> {
        self.app.send_apart(self.form(path, fields))
    }

    fn form(self, path: &str, fields: &[(&str, &str)]) -> Request<Body> {
        let coded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.with_cookie(request).body(Body::from(body)).expect("a request")
    }

    fn with_cookie(self, request: Builder) -> Builder {
        match self.session {
            Some(session) => request.header(header::COOKIE, format!("__Host-s={session}")),
            None => request,
        }
    }
}
