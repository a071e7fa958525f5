//! Recovery codes: ten, shown once.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use axum_extra::extract::Query;
use serde::Deserialize;

use super::{
    AccountChange, told,
    view::{CodesView, NewCodesView},
};
use crate::{
    app::App,
    domain::code::RecoveryCode,
    store::OwnChange,
    web::{Page, Result, SignedIn, forms::Fields, view::PrivateView},
};

/// Number of recovery codes.
const COUNT: usize = 10;

/// Field with the fingerprint of the codes to replace.
const REPLACED: &str = "version";

/// Query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    /// Set if a sign-in method was just added.
    ajout: Option<String>,
}

/// `GET /moderation/compte/codes`
pub async fn new(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Query(after): Query<After>,
) -> Result<Response> {
    let mut view = asking(&app, page, &member).await?;
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
    member.has_proved(&app)?;
    let codes: Vec<RecoveryCode> =
        (0..COUNT).map(|_| RecoveryCode::new(app.clock.random())).collect();
    let message = told(&app, &member.0, &AccountChange::CodesMade);
    let change = OwnChange { member: &member.0, message: &message, at: app.now() };
    if !app.store.make_codes(&codes, fields.get(REPLACED), &change).await? {
        let mut view = asking(&app, page, &member).await?;
        view.made = true;
        return Ok((StatusCode::CONFLICT, PrivateView(view)).into_response());
    }
    Ok(PrivateView(CodesView::new(page, &codes)).into_response())
}

async fn asking(app: &App, page: Page, member: &SignedIn) -> Result<NewCodesView> {
    let account = member.0.account.id;
    let left = app.store.ways(account).await?.codes;
    Ok(NewCodesView::new(page, left, app.store.mark_codes(account).await?))
}
