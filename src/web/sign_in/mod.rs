//! Signing in: by passkey, or by mail and code; the first time, by an invitation. Signing out.

pub mod enrolment;
mod entry;
mod form;
pub mod link;
pub mod passkey;
pub mod proof;
mod view;

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::Query;
use serde::Deserialize;

use super::{Done, Page, Result, cookies, forms::Mistakes, paths, view::PrivateView};
use crate::app::App;

use self::view::SignInView;

pub use form::email;

/// Where to lead to afterwards, as a link spells it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    retour: String,
}

impl Back {
    /// The address of ours that is meant, empty when there is none.
    fn own(&self) -> &str {
        paths::own(&self.retour).unwrap_or_default()
    }
}

/// `GET /connexion?retour=/moderation/propositions/12`
pub async fn new(
    State(app): State<App>,
    page: Page,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    Query(back): Query<Back>,
) -> Result<Response> {
    if cookies::member(&app, &headers).await?.is_some() {
        return Ok(Redirect::to(landing(back.own())).into_response());
    }
    let mut view = SignInView::new(page, &app, back.own(), ("", Mistakes::default()));
    let done = query.as_deref().and_then(Done::said);
    view.signed_out = done == Some(Done::SignedOut);
    Ok(PrivateView(view).into_response())
}

/// `POST /connexion/fin`
pub async fn destroy(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    if let Some(token) = cookies::session(&headers) {
        app.store.end_session(token.hash()).await?;
    }
    Ok((cookies::closing(), Redirect::to(paths::SIGN_IN)).into_response())
}

/// Where a member lands who wanted to go to `back`, which is empty when they wanted nothing.
fn landing(back: &str) -> &str {
    paths::own(back).unwrap_or(paths::MODERATION)
}
