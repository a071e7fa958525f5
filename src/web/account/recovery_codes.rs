//! Recovery codes: ten, shown once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;
use serde::Deserialize;

use super::change::change_mail;
use super::view::{CodesView, NewCodesView};
use crate::app::App;
use crate::domain::account::AccountChange;
use crate::domain::account::RecoveryCode;
use crate::store::OwnAccountChange;
use crate::web::form::Fields;
use crate::web::{Page, PrivateView, Result, SignedIn};

/// Number of recovery codes.
const CODE_COUNT: usize = 10;

/// Field with the fingerprint of the codes to replace.
const FINGERPRINT_FIELD: &str = "version";

/// Query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodesQuery {
    /// Set if a sign-in method was just added.
    ajout: Option<String>,
}

/// `GET /moderation/compte/codes`
pub async fn new(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Query(after): Query<CodesQuery>,
) -> Result<Response> {
    let mut view = new_codes_view(&app, page, &member).await?;
    view.added = after.ajout.is_some();
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/compte/codes`: the response is the only place where the codes appear. Resubmitting the form does
/// not replace codes just made (409).
pub async fn create(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    fields: Fields,
) -> Result<Response> {
    member.require_recent_authentication(&app)?;
    let codes: Vec<RecoveryCode> =
        (0..CODE_COUNT).map(|_| RecoveryCode::new(app.clock.random())).collect();
    let message = change_mail(&app, &member.0.account, &AccountChange::RecoveryCodesReplaced);
    let change = OwnAccountChange { member: &member.0, message: &message, at: app.now() };
    if !app.store.replace_recovery_codes(&codes, fields.get(FINGERPRINT_FIELD), &change).await? {
        let mut view = new_codes_view(&app, page, &member).await?;
        view.already_made = true;
        return Ok((StatusCode::CONFLICT, PrivateView(view)).into_response());
    }
    Ok(PrivateView(CodesView::new(page, &codes)).into_response())
}

async fn new_codes_view(app: &App, page: Page, member: &SignedIn) -> Result<NewCodesView> {
    let account = member.0.account.id;
    let left = app.store.sign_in_methods(account).await?.codes;
    Ok(NewCodesView::new(page, left, app.store.recovery_codes_fingerprint(account).await?))
}
