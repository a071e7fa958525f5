//! Cookies of browsers that sign in or are signed in; public pages set none.

use axum::http::header::{HeaderName, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::AppendHeaders;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::Duration;

use crate::app::App;
use crate::domain::account::{Member, Token};
use crate::domain::directory::Email;
use crate::domain::operations::BrowserId;
use crate::domain::time::MAX_SET_BACK;
use crate::web::Result;

/// Session cookie. `__Host-`: HTTPS only, set by and sent to this host only. `SameSite=Lax`: a member who follows a
/// link in a mail stays signed in.
const SESSION: &str = "__Host-s";
/// Cookie of a browser that asked for a sign-in link; lives as long as the link.
pub const SIGN_IN_REQUEST: &str = "__Host-q";
/// Of a browser in which an account was signed in: its requests for links are not counted with those of strangers.
/// Encrypted, with an end and a random number of its own.
const MEMBER_BROWSER: &str = "__Host-k";
/// Cookie with the encrypted passkey challenge.
pub const CHALLENGE: &str = "__Host-c";
/// Lifetimes in seconds of a sign-in link and of a passkey challenge.
const SIGN_IN_REQUEST_MAX_AGE: i64 = 600;
const CHALLENGE_MAX_AGE: i64 = 300;
/// Lifetime in seconds of the known-browser cookie: half a year.
const MEMBER_BROWSER_MAX_AGE: i64 = 183 * 24 * 3_600;
/// Bytes of the end of a known browser, before its number.
const END_BYTES: usize = 8;

/// Member signed in by the session cookie in `headers`.
///
/// # Errors
/// If the store cannot be read.
pub async fn member(app: &App, headers: &HeaderMap) -> Result<Option<Member>> {
    let Some(token) = session(headers) else { return Ok(None) };
    Ok(app.store.find_member(token.hash(), app.now()).await?)
}

/// Session token in `headers`.
pub fn session(headers: &HeaderMap) -> Option<Token> {
    read(headers, SESSION)
}

/// Token in the cookie `name` of `headers`.
pub fn read(headers: &HeaderMap, name: &str) -> Option<Token> {
    CookieJar::from_headers(headers).get(name)?.value().parse().ok()
}

/// `Set-Cookie` that signs in, until the browser is closed or the session ends.
pub fn set_session(token: &Token) -> SetCookie {
    set(SESSION, &token.reveal(), None)
}

/// `Set-Cookie` of a browser that asks for a sign-in link.
pub fn set_sign_in_request(token: &Token) -> SetCookie {
    set(SIGN_IN_REQUEST, &token.reveal(), Some(SIGN_IN_REQUEST_MAX_AGE))
}

/// Encrypted passkey challenge in `headers`.
pub fn challenge(headers: &HeaderMap) -> Option<Vec<u8>> {
    read_encrypted(headers, CHALLENGE)
}

/// The decoded bytes of the cookie `name` of `headers`.
fn read_encrypted(headers: &HeaderMap, name: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(CookieJar::from_headers(headers).get(name)?.value()).ok()
}

/// `Set-Cookie` with the encrypted passkey challenge.
pub fn set_challenge(encrypted: &[u8]) -> SetCookie {
    set(CHALLENGE, &URL_SAFE_NO_PAD.encode(encrypted), Some(CHALLENGE_MAX_AGE))
}

/// The browser that sends `headers`, if the account of `email` was signed in there in the last half year.
///
/// The cookie can be sent as often as one likes: all that it opens is the limits of its own number, so a copy of it
/// takes nothing from other browsers of the account. One that ends later than any made now is of a clock that was
/// ahead.
pub fn member_browser(app: &App, headers: &HeaderMap, email: &Email) -> Option<BrowserId> {
    let encrypted = read_encrypted(headers, MEMBER_BROWSER)?;
    let open = app.store.server_key().decrypt(&browser_label(email), &encrypted).ok()?;
    let (end, number) = open.split_first_chunk::<END_BYTES>()?;
    let (ends_at, now) = (i64::from_be_bytes(*end), app.now().as_second());
    let in_time = now < ends_at && ends_at <= now + MEMBER_BROWSER_MAX_AGE + MAX_SET_BACK.as_secs();
    number.try_into().ok().filter(|_| in_time).map(BrowserId::new)
}

/// The `Set-Cookie` of a browser in which the account of `email` is signed in: a new number each time.
pub fn set_member_browser(app: &App, email: &Email) -> SetCookie {
    let end = (app.now().as_second() + MEMBER_BROWSER_MAX_AGE).to_be_bytes();
    let text = [end.as_slice(), &app.clock.user_handle()].concat();
    let encrypted = app.store.server_key().encrypt(&browser_label(email), &text);
    set(MEMBER_BROWSER, &URL_SAFE_NO_PAD.encode(encrypted), Some(MEMBER_BROWSER_MAX_AGE))
}

fn browser_label(email: &Email) -> String {
    format!("known browser, {}", email.as_str())
}

/// `Set-Cookie` that signs out.
pub fn clear_session() -> SetCookie {
    set(SESSION, "", Some(0))
}

/// `Set-Cookie` that deletes the cookie `name`.
pub fn clear(name: &'static str) -> SetCookie {
    set(name, "", Some(0))
}

/// `Set-Cookie` header of a response.
pub type SetCookie = AppendHeaders<[(HeaderName, HeaderValue); 1]>;

/// A cookie that is kept for `seconds`, or until the browser is closed. `SameSite` is last: lynx takes it for the next
/// cookie, and what follows for its attributes.
fn set(name: &'static str, value: &str, seconds: Option<i64>) -> SetCookie {
    let mut cookie = Cookie::build((name, value)).path("/").secure(true).http_only(true).build();
    cookie.set_max_age(seconds.map(Duration::seconds));
    let text = format!("{cookie}; SameSite=Lax");
    let value = HeaderValue::from_str(&text).expect("cookie names and values are ASCII");
    AppendHeaders([(SET_COOKIE, value)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(AppendHeaders([(_, value)]): SetCookie) -> String {
        value.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_cookie_ends_with_its_same_site_attribute() {
        assert_eq!(
            header(set_challenge(b"?>")),
            "__Host-c=Pz4; HttpOnly; Secure; Path=/; Max-Age=300; SameSite=Lax"
        );
        assert_eq!(
            header(clear_session()),
            "__Host-s=; HttpOnly; Secure; Path=/; Max-Age=0; SameSite=Lax"
        );
    }

    #[test]
    fn a_session_cookie_has_no_lifetime() {
        let text = header(set_session(&Token::new([7; 32])));
        assert!(text.ends_with("; HttpOnly; Secure; Path=/; SameSite=Lax"), "{text}");
    }
}
