//! Mails and responses after a change of the own account.

use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::domain::account::{Account, AccountChange};
use crate::domain::operations::{Message, Purpose};
use crate::i18n::messages;
use crate::mail;
use crate::store::Removal;
use crate::web::{ActionLink, Error, Flash, Result, cookies, paths};

/// Mail that notifies the holder of `account` of a change.
pub fn change_mail(app: &App, account: &Account, change: &AccountChange) -> Message {
    let letter = mail::account::account_changed(&app.public_url, account.name.as_str(), change);
    letter.to(&account.email, Purpose::AccountChanged)
}

/// Response to the removal of a sign-in method.
pub fn removal_response(removal: Removal, done: Flash) -> Result<Response> {
    match removal {
        Removal::Done => Ok(done.redirect(paths::ACCOUNT)),
        Removal::SignedOut => {
            Ok((cookies::clear_session(), Flash::SignedOut.redirect(paths::SIGN_IN))
                .into_response())
        }
        Removal::NotFound => Err(Error::NotFound),
        Removal::LastMethod => {
            let way = ActionLink(messages::ACCOUNT_BACK, paths::ACCOUNT.to_owned());
            Err(Error::Conflict(messages::LAST_WAY, way))
        }
    }
}
