//! Signing in by passkey: a script asks what to ask of the browser, and brings the answer.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{entry::Entry, landing};
use crate::{
    app::App,
    i18n::{Key, Lang, say},
    passkey::{PasskeyError, Passkeys},
    store::Passkey,
    web::{Error, Result, cookies},
};

/// What a script brings: the answer of the browser, and what stood in the page.
#[derive(Debug, Deserialize)]
pub struct Brought {
    pub answer: Value,
    #[serde(default)]
    pub retour: String,
    #[serde(default)]
    pub nom: String,
}

/// What a script is told to do: go somewhere, or say something.
#[derive(Debug, Default, Serialize)]
pub struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
}

/// `POST /connexion/cle/demande`
pub async fn ask(State(app): State<App>) -> Result<Response> {
    let token = app.clock.token();
    let asked = passkeys(&app)?.ask_to_prove((token.hash(), app.now()));
    let asked = asked.map_err(|error| Error::Internal(error.into()))?;
    Ok((cookies::ticketing(&token), Json(asked)).into_response())
}

/// `POST /connexion/cle` `{"answer": …, "retour": …}`
pub async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    Json(brought): Json<Brought>,
) -> Result<Response> {
    let Some((passkey, key)) = proved(&app, &headers, &brought.answer).await? else {
        return Ok(refused(say::PASSKEY_REFUSED));
    };
    let entry = Entry::new(&app, &headers);
    app.store.sign_in_by_passkey(&passkey, &key, &entry.opening).await?;
    let account = passkey.account;
    tracing::info!(account.id = %account, "member {account} signed in by passkey");
    let told = (cookies::forgetting(cookies::TICKET), go(landing(&brought.retour)));
    Ok(entry.with(&app, told).await)
}

/// The passkey that the browser proves to have, and what is to be kept of it; none when it does not hold.
pub async fn proved(
    app: &App,
    headers: &HeaderMap,
    answer: &Value,
) -> Result<Option<(Passkey, String)>> {
    let (passkeys, ticket) = (passkeys(app)?, cookies::read(headers, cookies::TICKET));
    let (Some(ticket), Ok(answer)) = (ticket, passkeys.read(answer)) else { return Ok(None) };
    let found = app.store.find_passkey(&answer.handle, &answer.credential).await?;
    let Some(passkey) = found else { return Ok(None) };
    let key = passkeys.proved(&answer, &passkey.key, (ticket.hash(), app.now()));
    Ok(key.map_err(|error| note(&error)).ok().map(|key| (passkey, key)))
}

/// The passkeys of the site.
pub fn passkeys(app: &App) -> Result<&Passkeys> {
    app.passkeys.as_ref().ok_or(Error::NotFound)
}

/// A passkey that is refused is the visitor's affair; an operator may want to know why.
pub fn note(error: &PasskeyError) {
    tracing::debug!(error = error as &dyn std::error::Error, "passkey refused");
}

/// Tells a script to go to `path`.
pub fn go(path: &str) -> impl IntoResponse + use<> {
    Json(Told { next: Some(path.to_owned()), said: None })
}

/// Tells a script to say that it did not work, and why.
pub fn refused(why: &Key) -> Response {
    let told = Told { next: None, said: Some(Lang::Fr.t(why).into_owned()) };
    (StatusCode::UNPROCESSABLE_ENTITY, Json(told)).into_response()
}
