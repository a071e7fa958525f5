//! Test client that stores cookies and submits forms.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::response::Parts;
use axum::http::{Request, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use quartiers_emploi::domain::account::Token;
use tokio::task::JoinHandle;

use crate::test_app::{TestApp, TestPage};

const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// POST request to `path` with these URL-encoded form fields.
pub fn form(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let coded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value)));
    let body = Body::from(pairs.collect::<Vec<_>>().join("&"));
    let request =
        Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(body).expect("a valid request")
}

#[derive(Debug, Clone, Default)]
pub struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new() -> Self {
        Self::default()
    }

    /// A browser with the session cookie `token`.
    pub fn signed_in(token: &Token) -> Self {
        Self { cookies: [("__Host-s".to_owned(), token.reveal())].into() }
    }

    pub async fn get(&mut self, app: &TestApp, path: &str) -> TestPage {
        let request = Request::get(path);
        self.send(app, request.body(Body::empty()).unwrap()).await
    }

    /// Submits a form with these fields.
    pub async fn post(&mut self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> TestPage {
        self.send(app, form(path, fields)).await
    }

    /// Submits a form in a separate task, to test concurrent requests; ignores the cookies of the response.
    pub fn spawn_post(
        &self,
        app: &TestApp,
        path: &str,
        fields: &[(&str, &str)],
    ) -> JoinHandle<(Parts, String)> {
        app.spawn_request(self.with_browser_headers(form(path, fields)))
    }

    /// Posts JSON, as a script does.
    pub async fn post_json(
        &mut self,
        app: &TestApp,
        path: &str,
        body: &serde_json::Value,
    ) -> TestPage {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        self.send(app, request.unwrap()).await
    }

    /// Stores a cookie taken from another browser.
    #[cfg(feature = "passkeys")]
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    async fn send(&mut self, app: &TestApp, request: Request<Body>) -> TestPage {
        let page = app.send(self.with_browser_headers(request)).await;
        for set in page.headers.get_all(header::SET_COOKIE) {
            self.store_cookie(set.to_str().unwrap());
        }
        page
    }

    /// Adds the cookies and the user agent to `request`.
    fn with_browser_headers(&self, mut request: Request<Body>) -> Request<Body> {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, cookies.parse().unwrap());
        headers.insert(header::USER_AGENT, AGENT.parse().unwrap());
        request
    }

    fn store_cookie(&mut self, set: &str) {
        let (pair, attributes) = set.split_once("; ").unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        for needed in ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"] {
            assert!(attributes.contains(needed), "{set}");
        }
        // lynx takes it for another cookie, and what follows for the attributes of that one.
        assert!(attributes.ends_with("; SameSite=Lax"), "{set}");
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
