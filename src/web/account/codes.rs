//! Recovery codes: ten, shown once.

use axum::{
    extract::State,
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
    web::{Page, Result, SignedIn, view::PrivateView},
};

/// How many codes there are.
const COUNT: usize = 10;

/// What the page is reached for, as a link spells it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    /// A way to sign in was just set up.
    ajout: Option<String>,
}

/// `GET /moderation/compte/codes`
pub async fn new(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Query(after): Query<After>,
) -> Result<Response> {
    let left = app.store.ways(member.0.account.id).await?.codes;
    let view = NewCodesView::new(page, left, after.ajout.is_some());
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/compte/codes`: the answer is the only place where the codes ever stand.
pub async fn create(State(app): State<App>, page: Page, member: SignedIn) -> Result<Response> {
    member.has_proved(&app)?;
    let codes: Vec<RecoveryCode> =
        (0..COUNT).map(|_| RecoveryCode::new(app.clock.random())).collect();
    let message = told(&app, &member.0, &AccountChange::CodesMade);
    let change = OwnChange { member: &member.0, message: &message, at: app.now() };
    app.store.make_codes(&codes, &change).await?;
    Ok(PrivateView(CodesView::new(page, &codes)).into_response())
}
