//! Sign-in by passkey: endpoints of the script that calls WebAuthn in the browser.

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
    domain::secret::TokenHash,
    i18n::{Key, Lang, say},
    passkey::{Asked, PasskeyError, Passkeys},
    store::{ChallengePurpose, PasskeyProof},
    web::{Error, Result, cookies},
};

/// Request of the script: response of the authenticator, and fields of the page.
#[derive(Debug, Deserialize)]
pub struct Brought {
    pub answer: Value,
    #[serde(default)]
    pub retour: String,
    #[serde(default)]
    pub nom: String,
}

/// Response to the script: a path to go to, or a message to show.
#[derive(Debug, Default, Serialize)]
pub struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
}

/// `POST /connexion/cle/demande`
pub async fn ask(State(app): State<App>) -> Result<Response> {
    ask_to_prove(&app, ChallengePurpose::SignIn)
}

/// Challenge that asks the user to authenticate, for `purpose`.
pub fn ask_to_prove(app: &App, purpose: ChallengePurpose) -> Result<Response> {
    let asked = passkeys(app)?.ask_to_prove();
    Ok(challenge(app, purpose, asked.map_err(|error| Error::Internal(error.into()))?))
}

/// Response with the challenge `asked`; its encrypted state goes into a cookie.
pub fn challenge(app: &App, purpose: ChallengePurpose, asked: Asked) -> Response {
    let sealed = app.store.seal_challenge(purpose, &asked.state, app.now());
    (cookies::challenging(&sealed), Json(asked.options)).into_response()
}

/// `POST /connexion/cle` `{"answer": …, "retour": …}`
pub async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    Json(brought): Json<Brought>,
) -> Result<Response> {
    let proof = proved(&app, &headers, ChallengePurpose::SignIn, &brought.answer).await?;
    let Some(proof) = proof else { return Ok(refused(say::PASSKEY_REFUSED)) };
    let entry = Entry::new(&app, &headers);
    if !app.store.sign_in_by_passkey(&proof, &entry.opening).await? {
        return Ok(refused(say::PASSKEY_REFUSED));
    }
    let account = proof.passkey.account;
    tracing::info!(account.id = %account, "member {account} signed in by passkey");
    let told = (cookies::forgetting(cookies::CHALLENGE), go(landing(&brought.retour)));
    Ok(entry.with(&app, told).await)
}

/// Verified response to the challenge that the browser was given for `purpose`; `None` if it is not valid.
pub async fn proved(
    app: &App,
    headers: &HeaderMap,
    purpose: ChallengePurpose,
    answer: &Value,
) -> Result<Option<PasskeyProof>> {
    let passkeys = passkeys(app)?;
    let challenge = cookies::challenge(headers)
        .and_then(|sealed| app.store.open_challenge(purpose, &sealed, app.now()));
    let (Some(challenge), Ok(answer)) = (challenge, passkeys.read(answer)) else {
        return Ok(None);
    };
    let found = app.store.find_passkey(&answer.handle, &answer.credential).await?;
    let Some(passkey) = found else { return Ok(None) };
    let key = passkeys.proved(&answer, &passkey.key, &challenge.state);
    let key = key.map_err(|error| note(&error)).ok();
    Ok(key.map(|key| PasskeyProof { passkey, key, challenge }))
}

/// Hash of the session token.
pub fn session(headers: &HeaderMap) -> Result<TokenHash> {
    cookies::session(headers).map(|token| token.hash()).ok_or(Error::SignInFirst)
}

/// Passkey verifier; [`Error::NotFound`] if the site has no passkeys.
pub fn passkeys(app: &App) -> Result<&Passkeys> {
    app.passkeys.as_ref().ok_or(Error::NotFound)
}

/// Logs a refused passkey at debug level: not a fault, but an operator may look for the cause.
pub fn note(error: &PasskeyError) {
    tracing::debug!(error = error as &dyn std::error::Error, "passkey refused");
}

/// Response that sends the script to `path`.
pub fn go(path: &str) -> impl IntoResponse + use<> {
    Json(Told { next: Some(path.to_owned()), said: None })
}

/// Response (422) with the message for the script to show.
pub fn refused(why: &Key) -> Response {
    let told = Told { next: None, said: Some(Lang::Fr.t(why).into_owned()) };
    (StatusCode::UNPROCESSABLE_ENTITY, Json(told)).into_response()
}
