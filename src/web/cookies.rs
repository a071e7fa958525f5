//! The cookie of a signed-in browser; pages of the public have none.

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use super::Result;
use crate::{
    app::App,
    domain::{account::Member, secret::Token},
};

/// `__Host-`: only over a safe connection, only for this host, only set by it. `Lax`: who follows a link from a mail
/// stays signed in.
const SESSION: &str = "__Host-s";

/// Who the cookie in `headers` signs in.
///
/// # Errors
/// When the store cannot be read.
pub async fn member(app: &App, headers: &HeaderMap) -> Result<Option<Member>> {
    let Some(token) = session(headers) else { return Ok(None) };
    Ok(app.store.find_member(token.hash(), app.clock.now()).await?)
}

/// The token of the session in `headers`.
pub fn session(headers: &HeaderMap) -> Option<Token> {
    CookieJar::from_headers(headers).get(SESSION)?.value().parse().ok()
}

/// The `Set-Cookie` that signs a browser in, until it is closed or the session ends.
pub fn opening(token: &Token) -> HeaderValue {
    header(SESSION, token.reveal(), None)
}

/// The `Set-Cookie` that signs a browser out.
pub fn closing() -> HeaderValue {
    header(SESSION, String::new(), Some(0))
}

/// A `Set-Cookie`, for `seconds` or until the browser is closed.
pub fn header(name: &'static str, value: String, seconds: Option<i64>) -> HeaderValue {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_secure(true);
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    let lasting = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let text = format!("{cookie}{lasting}");
    HeaderValue::from_str(&text).expect("a name of ours and a token are plain ASCII")
}
