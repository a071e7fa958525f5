//! Passkeys of an account: added by a script, removed by a form.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};

use super::change::{change_mail, removal_response};
use crate::app::App;
use crate::domain::account::AccountChange;
use crate::domain::account::PasskeyId;
use crate::domain::text::Line;
use crate::i18n::messages;
use crate::store::{ChallengePurpose, NewPasskey, OwnAccountChange};
use crate::web::account::sign_in::passkey::{
    ScriptRequest, challenge, log_refused_passkey, passkeys, redirect_script, refusal_response,
    session,
};
use crate::web::request::device;
use crate::web::{Error, Flash, PathId, Result, SignedIn, cookies, paths};

/// `POST /moderation/compte/cles/demande`
pub async fn new_challenge(
    State(app): State<App>,
    member: SignedIn,
    headers: HeaderMap,
) -> Result<Response> {
    if member.require_recent_authentication(&app).is_err() {
        return Ok(redirect_script(&paths::reauthentication(paths::ACCOUNT)).into_response());
    }
    let account = &member.0.account;
    let handle = app.store.user_handle(account.id).await?;
    let handle = handle.try_into().map_err(|_| anyhow::anyhow!("a handle has 16 bytes"))?;
    let known = app.store.list_passkeys(account.id).await?;
    let known: Vec<String> = known.into_iter().map(|it| it.key).collect();
    let passkey_challenge = passkeys(&app)?.registration_challenge(account, handle, &known);
    let passkey_challenge = passkey_challenge.map_err(|error| Error::Internal(error.into()))?;
    Ok(challenge(&app, ChallengePurpose::Registration(session(&headers)?), passkey_challenge))
}

/// `POST /moderation/compte/cles` `{"answer": …, "nom": …}`
pub async fn create(
    State(app): State<App>,
    member: SignedIn,
    headers: HeaderMap,
    Json(brought): Json<ScriptRequest>,
) -> Result<Response> {
    member.require_recent_authentication(&app)?;
    let member = &member.0;
    let purpose = ChallengePurpose::Registration(session(&headers)?);
    let encrypted = cookies::challenge(&headers);
    let open = encrypted.and_then(|it| app.store.decrypt_challenge(purpose, &it, app.now()));
    let Some(challenge) = open else { return Ok(refusal_response(messages::PASSKEY_REFUSED)) };
    let made = match passkeys(&app)?.finish_registration(&brought.answer, &challenge.state) {
        Ok(made) => made,
        Err(error) => {
            log_refused_passkey(&error);
            return Ok(refusal_response(messages::PASSKEY_NOT_MADE));
        }
    };
    let passkey_name = passkey_name(&brought.nom, &headers);
    let new =
        NewPasskey { credential: made.credential, key: made.key, name: passkey_name, challenge };
    let message = change_mail(&app, &member.account, &AccountChange::PasskeyAdded);
    let change = OwnAccountChange { member, message: &message, at: app.now() };
    if !app.store.add_passkey(&new, &change).await? {
        return Ok(refusal_response(messages::PASSKEY_NOT_MADE));
    }
    let account = member.account.id;
    tracing::info!(account.id = %account, "member {account} added a passkey");
    Ok((
        cookies::clear(cookies::CHALLENGE),
        redirect_script(&paths::account_codes_after_addition()),
    )
        .into_response())
}

/// `POST /moderation/compte/cles/{id}/retrait`
pub async fn destroy(
    State(app): State<App>,
    member: SignedIn,
    PathId(id): PathId<PasskeyId>,
) -> Result<Response> {
    member.require_recent_authentication(&app)?;
    let message = change_mail(&app, &member.0.account, &AccountChange::PasskeyRemoved);
    let change = OwnAccountChange { member: &member.0, message: &message, at: app.now() };
    removal_response(app.store.remove_passkey(id, &change).await?, Flash::PasskeyRemoved)
}

/// Name of a passkey: as typed, or from the browser that made it.
fn passkey_name(typed: &str, headers: &HeaderMap) -> Line {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = typed.chars().take(80).collect();
    let named = short.trim().parse().or_else(|_| device(headers).parse());
    named.expect("`device` never returns an empty name")
}
