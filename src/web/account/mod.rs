//! Account of the signed-in member: sign-in methods, recovery codes, sessions.

mod change;
pub mod member;
pub mod passkeys;
pub mod recovery_codes;
mod role;
pub mod sessions;
pub mod sign_in;
pub mod totp;
mod view;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};

use self::view::AccountView;
use super::{Page, PrivateView, Result, SignedIn};
use crate::app::App;

/// `GET /moderation/compte`
pub async fn show(State(app): State<App>, page: Page, member: SignedIn) -> Result<Response> {
    let (account, now) = (member.0.account.id, app.now());
    let passkeys = app.store.list_passkeys(account).await?;
    let sessions = app.store.list_sessions(account, now).await?;
    let ways = app.store.sign_in_methods(account).await?;
    let view = AccountView::new(page, &app, &member.0, (&passkeys, ways, &sessions));
    Ok(PrivateView(view).into_response())
}
