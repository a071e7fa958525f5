//! Sign-in by passkey, or by mail and one-time code; enrolment by invitation; sign-out.

pub mod enrolment;
pub mod form;
pub mod link;
pub mod passkey;
pub mod reauthentication;
mod session;
mod view;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Query;
use serde::Deserialize;

use crate::app::App;
use crate::web::form::FormErrors;
use crate::web::{Flash, Page, PrivateView, Result, cookies, paths};

use self::view::SignInView;

/// Query with the address to return to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReturnQuery {
    retour: String,
}

impl ReturnQuery {
    /// Address of this site to return to; empty if there is none.
    fn local_path(&self) -> &str {
        paths::local_path(&self.retour).unwrap_or_default()
    }
}

/// `GET /connexion?retour=/moderation/propositions/12`
pub async fn new(
    State(app): State<App>,
    page: Page,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    Query(back): Query<ReturnQuery>,
) -> Result<Response> {
    if cookies::member(&app, &headers).await?.is_some() {
        return Ok(Redirect::to(return_path(back.local_path(), paths::MODERATION)).into_response());
    }
    let (back, errors) = (back.local_path(), FormErrors::default());
    let mut view = SignInView::new(page, app.passkeys.is_some(), back, "", errors);
    let done = query.as_deref().and_then(Flash::from_query);
    view.signed_out = done == Some(Flash::SignedOut);
    Ok(PrivateView(view).into_response())
}

/// `POST /connexion/fin`
pub async fn destroy(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    if let Some(token) = cookies::session(&headers) {
        app.store.end_session(token.hash()).await?;
    }
    Ok((cookies::clear_session(), Redirect::to(paths::SIGN_IN)).into_response())
}

/// Path to go to next: `back` if it is one of this site, or `default`.
fn return_path<'a>(back: &'a str, default: &'static str) -> &'a str {
    paths::local_path(back).unwrap_or(default)
}
