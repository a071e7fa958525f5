//! Authenticator (TOTP) of an account: set up and confirmed by its first code; removed.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{AccountChange, passkeys::removed, told, view::TotpView};
use crate::{
    app::App,
    i18n::say,
    store::OwnChange,
    web::{
        Done, Page, Result, SignedIn,
        forms::{Fields, Mistakes},
        paths,
        view::PrivateView,
    },
};

/// Name of the field of the first code.
pub const CODE: &str = "code-preuve";

/// `GET /moderation/compte/application`
pub async fn new(State(app): State<App>, page: Page, member: SignedIn) -> Result<Response> {
    if member.has_proved(&app).is_err() {
        return Ok(Redirect::to(&paths::prove(paths::ACCOUNT_TOTP)).into_response());
    }
    shown(&app, page, &member, Mistakes::default()).await
}

/// `POST /moderation/compte/application` `code-preuve=…`
pub async fn create(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    fields: Fields,
) -> Result<Response> {
    member.has_proved(&app)?;
    let secret = app.store.new_totp(&member.0).await?;
    let typed: String = fields.get(CODE).split_whitespace().collect();
    // TOTP needs the real time, not `App::now`, which never goes back.
    let Some(step) = secret.step(&typed, app.clock.now()) else {
        let mut mistakes = Mistakes::default();
        let key = if typed.is_empty() { say::TOTP_MISSING } else { say::TOTP_WRONG };
        mistakes.add(CODE, page.t(key).into_owned());
        return shown(&app, page, &member, mistakes).await;
    };
    let message = told(&app, &member.0, &AccountChange::TotpSet);
    let change = OwnChange { member: &member.0, message: &message, at: app.now() };
    app.store.set_totp(&secret, step, &change).await?;
    let account = member.0.account.id;
    tracing::info!(account.id = %account, "member {account} set up an authenticator");
    Ok(Redirect::to(paths::ACCOUNT_ADDED).into_response())
}

/// `POST /moderation/compte/application/retrait`
pub async fn destroy(State(app): State<App>, member: SignedIn) -> Result<Response> {
    member.has_proved(&app)?;
    let message = told(&app, &member.0, &AccountChange::TotpRemoved);
    let change = OwnChange { member: &member.0, message: &message, at: app.now() };
    removed(app.store.remove_totp(&change).await?, Done::TotpRemoved)
}

async fn shown(app: &App, page: Page, member: &SignedIn, mistakes: Mistakes) -> Result<Response> {
    let secret = app.store.new_totp(&member.0).await?;
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = TotpView::new(page, &secret, &member.0, mistakes);
    Ok((status, PrivateView(view)).into_response())
}
