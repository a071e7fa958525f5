//! Sign-in by passkey: endpoints of the script that calls `WebAuthn` in the browser.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::return_path;
use super::session::NewSession;
use crate::app::App;
use crate::domain::account::TokenHash;
use crate::i18n::{Key, Lang, messages};
use crate::passkey::{PasskeyChallenge, PasskeyError, Passkeys};
use crate::store::{ChallengePurpose, PasskeyAssertion};
use crate::web::{Error, Result, cookies, paths};

/// Request of the script: response of the authenticator, and fields of the page.
#[derive(Debug, Deserialize)]
pub struct ScriptRequest {
    pub answer: Value,
    #[serde(default)]
    pub retour: String,
    #[serde(default)]
    pub nom: String,
}

/// Response to the script: a path to go to, or a message to show.
#[derive(Debug, Default, Serialize)]
pub struct ScriptResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// `POST /connexion/cle/demande`
pub async fn new_challenge(State(app): State<App>) -> Result<Response> {
    authentication_challenge(&app, ChallengePurpose::SignIn)
}

/// Challenge that asks the user to authenticate, for `purpose`.
pub fn authentication_challenge(app: &App, purpose: ChallengePurpose) -> Result<Response> {
    let passkey_challenge = passkeys(app)?.authentication_challenge();
    Ok(challenge(app, purpose, passkey_challenge.map_err(|error| Error::Internal(error.into()))?))
}

/// Response with the challenge `passkey_challenge`; its encrypted state goes into a cookie.
pub fn challenge(
    app: &App,
    purpose: ChallengePurpose,
    passkey_challenge: PasskeyChallenge,
) -> Response {
    let encrypted = app.store.encrypt_challenge(purpose, &passkey_challenge.state, app.now());
    (cookies::set_challenge(&encrypted), Json(passkey_challenge.options)).into_response()
}

/// `POST /connexion/cle` `{"answer": …, "retour": …}`
pub async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    Json(brought): Json<ScriptRequest>,
) -> Result<Response> {
    let proof = verify(&app, &headers, ChallengePurpose::SignIn, &brought.answer).await?;
    let Some(proof) = proof else { return Ok(refusal_response(messages::PASSKEY_REFUSED)) };
    let entry = NewSession::new(&app, &headers);
    if !app.store.sign_in_by_passkey(&proof, &entry.opening).await? {
        return Ok(refusal_response(messages::PASSKEY_REFUSED));
    }
    let account = proof.passkey.account;
    tracing::info!(account.id = %account, "member {account} signed in by passkey");
    let next = redirect_script(return_path(&brought.retour, paths::MODERATION));
    let script_response = (cookies::clear(cookies::CHALLENGE), next);
    Ok(entry.attach_cookies(&app, script_response).await)
}

/// Verified response to the challenge that the browser was given for `purpose`; `None` if it is not valid.
pub async fn verify(
    app: &App,
    headers: &HeaderMap,
    purpose: ChallengePurpose,
    answer: &Value,
) -> Result<Option<PasskeyAssertion>> {
    let passkeys = passkeys(app)?;
    let challenge = cookies::challenge(headers)
        .and_then(|encrypted| app.store.decrypt_challenge(purpose, &encrypted, app.now()));
    let (Some(challenge), Ok(answer)) = (challenge, passkeys.identify(answer)) else {
        return Ok(None);
    };
    let found = app.store.find_passkey(&answer.handle, &answer.credential).await?;
    let Some(passkey) = found else { return Ok(None) };
    let key = passkeys.verify(&answer, &passkey.key, &challenge.state);
    let key = key.map_err(|error| log_refused_passkey(&error)).ok();
    Ok(key.map(|key| PasskeyAssertion { passkey, key, challenge }))
}

/// Hash of the session token.
pub fn session(headers: &HeaderMap) -> Result<TokenHash> {
    cookies::session(headers).map(|token| token.hash()).ok_or(Error::NotSignedIn)
}

/// Passkey verifier; [`Error::NotFound`] if the site has no passkeys.
pub fn passkeys(app: &App) -> Result<&Passkeys> {
    app.passkeys.as_ref().ok_or(Error::NotFound)
}

/// Logs a refused passkey at debug level: not a fault, but an operator may look for the cause.
pub fn log_refused_passkey(error: &PasskeyError) {
    tracing::debug!(error = error as &dyn std::error::Error, "passkey refused");
}

/// Response that sends the script to `path`.
pub fn redirect_script(path: &str) -> impl IntoResponse + use<> {
    Json(ScriptResponse { next: Some(path.to_owned()), message: None })
}

/// Response (422) with the message for the script to show.
pub fn refusal_response(why: &Key) -> Response {
    let script_response =
        ScriptResponse { next: None, message: Some(Lang::Fr.message(why).into_owned()) };
    (StatusCode::UNPROCESSABLE_ENTITY, Json(script_response)).into_response()
}
