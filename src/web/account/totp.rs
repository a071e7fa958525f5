//! Authenticator (TOTP) of an account: set up and confirmed by its first code; removed.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::change::{change_mail, removal_response};
use super::view::{CODE, TotpView};
use crate::app::App;
use crate::domain::account::AccountChange;
use crate::i18n::messages;
use crate::store::OwnAccountChange;
use crate::web::form::{Fields, FormErrors};
use crate::web::{Flash, Page, PrivateView, Result, SignedIn, paths};

/// `GET /moderation/compte/application`
pub async fn new(State(app): State<App>, page: Page, member: SignedIn) -> Result<Response> {
    if member.require_recent_authentication(&app).is_err() {
        return Ok(Redirect::to(&paths::reauthentication(paths::ACCOUNT_TOTP)).into_response());
    }
    totp_page(&app, page, &member, FormErrors::default()).await
}

/// `POST /moderation/compte/application` `code-preuve=…`
pub async fn create(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    fields: Fields,
) -> Result<Response> {
    member.require_recent_authentication(&app)?;
    let secret = app.store.new_totp(&member.0).await?;
    let typed: String = fields.get(CODE).split_whitespace().collect();
    // TOTP needs the real time, not `App::now`, which never goes back.
    let Some(step) = secret.step(&typed, app.clock.now()) else {
        let mut errors = FormErrors::default();
        let key = if typed.is_empty() { messages::TOTP_MISSING } else { messages::TOTP_WRONG };
        errors.add(CODE, page.t(key).into_owned());
        return totp_page(&app, page, &member, errors).await;
    };
    let message = change_mail(&app, &member.0.account, &AccountChange::TotpSet);
    let change = OwnAccountChange { member: &member.0, message: &message, at: app.now() };
    app.store.set_totp(&secret, step, &change).await?;
    let account = member.0.account.id;
    tracing::info!(account.id = %account, "member {account} set up an authenticator");
    Ok(Redirect::to(&paths::account_codes_after_addition()).into_response())
}

/// `POST /moderation/compte/application/retrait`
pub async fn destroy(State(app): State<App>, member: SignedIn) -> Result<Response> {
    member.require_recent_authentication(&app)?;
    let message = change_mail(&app, &member.0.account, &AccountChange::TotpRemoved);
    let change = OwnAccountChange { member: &member.0, message: &message, at: app.now() };
    removal_response(app.store.remove_totp(&change).await?, Flash::TotpRemoved)
}

async fn totp_page(
    app: &App,
    page: Page,
    member: &SignedIn,
    errors: FormErrors,
) -> Result<Response> {
    let secret = app.store.new_totp(&member.0).await?;
    let status = errors.status();
    let view = TotpView::new(page, &secret, &member.0, errors);
    Ok((status, PrivateView(view)).into_response())
}
