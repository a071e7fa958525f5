//! The cookies of browsers that sign in or are signed in; pages of the public have none.

use axum::{
    http::{
        HeaderMap, HeaderValue,
        header::{HeaderName, SET_COOKIE},
    },
    response::AppendHeaders,
};
use axum_extra::extract::cookie::CookieJar;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::Result;
use crate::{
    app::App,
    domain::{account::Member, contact::Email, secret::Token},
};

/// `__Host-`: only over a safe connection, only for this host, only set by it. `Lax`: who follows a link from a mail
/// stays signed in.
const SESSION: &str = "__Host-s";
/// Of the browser that asked for a link to sign in, as long as the link serves.
pub const REQUEST: &str = "__Host-q";
/// Of a browser in which an account was signed in: its requests for links are not counted with those of strangers.
const KNOWN: &str = "__Host-k";
/// Of the browser that is asked for a passkey: the sealed challenge.
pub const CHALLENGE: &str = "__Host-c";
/// Seconds that a link to sign in serves, and that a browser has to answer with a passkey.
const REQUEST_LASTS: i64 = 600;
const CHALLENGE_LASTS: i64 = 300;
/// Seconds that a browser is known: half a year.
const KNOWN_LASTS: i64 = 183 * 24 * 3_600;

/// Who the cookie in `headers` signs in.
///
/// # Errors
/// When the store cannot be read.
pub async fn member(app: &App, headers: &HeaderMap) -> Result<Option<Member>> {
    let Some(token) = session(headers) else { return Ok(None) };
    Ok(app.store.find_member(token.hash(), app.now()).await?)
}

/// The token of the session in `headers`.
pub fn session(headers: &HeaderMap) -> Option<Token> {
    read(headers, SESSION)
}

/// The token in the cookie `name` of `headers`.
pub fn read(headers: &HeaderMap, name: &str) -> Option<Token> {
    CookieJar::from_headers(headers).get(name)?.value().parse().ok()
}

/// The `Set-Cookie` that signs a browser in, until it is closed or the session ends.
pub fn opening(token: &Token) -> SetCookie {
    set(SESSION, &token.reveal(), None)
}

/// The `Set-Cookie` of the browser that asks for a link to sign in.
pub fn requesting(token: &Token) -> SetCookie {
    set(REQUEST, &token.reveal(), Some(REQUEST_LASTS))
}

/// The sealed challenge in `headers`.
pub fn challenge(headers: &HeaderMap) -> Option<Vec<u8>> {
    let jar = CookieJar::from_headers(headers);
    URL_SAFE_NO_PAD.decode(jar.get(CHALLENGE)?.value()).ok()
}

/// The `Set-Cookie` of the browser that is asked for a passkey.
pub fn challenging(sealed: &[u8]) -> SetCookie {
    set(CHALLENGE, &URL_SAFE_NO_PAD.encode(sealed), Some(CHALLENGE_LASTS))
}

/// Whether the account of `email` was signed in before in the browser that sends `headers`.
pub fn is_known(app: &App, headers: &HeaderMap, email: &Email) -> bool {
    read(headers, KNOWN).is_some_and(|token| token.hash() == known(app, email).hash())
}

/// The `Set-Cookie` of a browser in which the account of `email` is signed in.
pub fn knowing(app: &App, email: &Email) -> SetCookie {
    set(KNOWN, &known(app, email).reveal(), Some(KNOWN_LASTS))
}

/// One token an account, which only the key of the server tells.
fn known(app: &App, email: &Email) -> Token {
    app.store.vault().token("known browser", email.as_str().as_bytes())
}

/// The `Set-Cookie` that signs a browser out.
pub fn closing() -> SetCookie {
    set(SESSION, "", Some(0))
}

/// The `Set-Cookie` that forgets the cookie `name`.
pub fn forgetting(name: &'static str) -> SetCookie {
    set(name, "", Some(0))
}

/// A header of an answer.
pub type SetCookie = AppendHeaders<[(HeaderName, HeaderValue); 1]>;

/// A cookie that is kept for `seconds`, or until the browser is closed. `SameSite` is last: lynx takes it for the next
/// cookie, and what follows for its attributes.
fn set(name: &'static str, value: &str, seconds: Option<i64>) -> SetCookie {
    let lasting = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let text = format!("{name}={value}; Path=/; Secure; HttpOnly{lasting}; SameSite=Lax");
    let value = HeaderValue::from_str(&text).expect("a name of ours and a token are plain ASCII");
    AppendHeaders([(SET_COOKIE, value)])
}
