//! A browser: it keeps its cookies, and sends forms.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{Request, header},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use quartiers_emploi::domain::secret::Token;

use crate::app::{TestApp, TestPage};

const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[derive(Debug, Clone, Default)]
pub struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new() -> Self {
        Self::default()
    }

    /// A browser that `token` signs in.
    pub fn signed_in(token: &Token) -> Self {
        Self { cookies: [("__Host-s".to_owned(), token.reveal())].into() }
    }

    pub async fn get(&mut self, app: &TestApp, path: &str) -> TestPage {
        let request = Request::get(path);
        self.ask(app, request.body(Body::empty()).unwrap()).await
    }

    /// Sends the form with these fields.
    pub async fn post(&mut self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> TestPage {
        let coded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.ask(app, request.unwrap()).await
    }

    /// Sends JSON, as a script does.
    pub async fn tell(&mut self, app: &TestApp, path: &str, body: &serde_json::Value) -> TestPage {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        self.ask(app, request.unwrap()).await
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    async fn ask(&mut self, app: &TestApp, mut request: Request<Body>) -> TestPage {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, cookies.parse().unwrap());
        headers.insert(header::USER_AGENT, AGENT.parse().unwrap());
        let page = app.send(request).await;
        for set in page.headers.get_all(header::SET_COOKIE) {
            self.keep(set.to_str().unwrap());
        }
        page
    }

    fn keep(&mut self, set: &str) {
        let (pair, attributes) = set.split_once("; ").unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        for needed in ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"] {
            assert!(attributes.contains(needed), "{set}");
        }
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
