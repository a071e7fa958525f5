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

use self::view::{AccountAccess, AccountView};
use super::{Page, PrivateView, Result, SignedIn};
use crate::app::App;

/// `GET /moderation/compte`
pub async fn show(State(app): State<App>, page: Page, member: SignedIn) -> Result<Response> {
    let (account, now) = (member.0.account.id, app.now());
    let access = AccountAccess {
        passkeys: app.store.list_passkeys(account).await?,
        sessions: app.store.list_sessions(account, now).await?,
        methods: app.store.sign_in_methods(account).await?,
        can_add_passkey: app.passkeys.is_some(),
    };
    let catalogue = page.catalogue();
    let view = AccountView::new(page, &catalogue, &app.clock, &member.0, &access);
    Ok(PrivateView(view).into_response())
}
