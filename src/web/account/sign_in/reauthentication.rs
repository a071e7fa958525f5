//! Re-authentication before sensitive actions.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Query;

use super::link::security_mails;
use super::passkey::{
    ScriptRequest, authentication_challenge, redirect_script, refusal_response, session, verify,
};
use super::view::ReauthenticationView;
use super::{ReturnQuery, form};
use crate::app::App;
use crate::i18n::messages;
use crate::store::{ChallengePurpose, ReauthOutcome, TypedCode};
use crate::web::form::{Fields, FormErrors};
use crate::web::{Error, Page, PrivateView, Result, SignedIn, cookies, paths};

/// `GET /connexion/preuve?retour=…`
pub async fn new(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Query(back): Query<ReturnQuery>,
) -> Result<Response> {
    reauthentication_page(&app, page, &member, (back.local_path(), FormErrors::default())).await
}

/// `POST /connexion/preuve` `code-preuve=…&retour=…`
pub async fn create(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    fields: Fields,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let back = paths::local_path(fields.get("retour")).unwrap_or_default();
    if let Some(proof) = form::proof(&page, &fields, &mut errors) {
        let now = app.now();
        let typed = TypedCode { proof: &proof, clock: app.clock.now() };
        match app.store.reauthenticate(&member.0, typed, &security_mails(&app), now).await? {
            ReauthOutcome::Yes => return Ok(Redirect::to(return_path(back)).into_response()),
            ReauthOutcome::No => form::wrong_proof(&page, &fields, &mut errors),
            // The page gives the reason.
            ReauthOutcome::TotpLocked(_) => {
                errors
                    .add(form::RECOVERY_CODE, page.t(messages::PROOF_RECOVERY_NEEDED).into_owned());
            }
            ReauthOutcome::SignedOut => return Err(Error::NotSignedIn),
        }
    }
    reauthentication_page(&app, page, &member, (back, errors)).await
}

/// `POST /connexion/preuve/cle/demande`
pub async fn new_challenge(
    State(app): State<App>,
    _member: SignedIn,
    headers: HeaderMap,
) -> Result<Response> {
    authentication_challenge(&app, ChallengePurpose::Proof(session(&headers)?))
}

/// `POST /connexion/preuve/cle` `{"answer": …, "retour": …}`
pub async fn create_by_passkey(
    State(app): State<App>,
    SignedIn(member): SignedIn,
    headers: HeaderMap,
    Json(brought): Json<ScriptRequest>,
) -> Result<Response> {
    let purpose = ChallengePurpose::Proof(session(&headers)?);
    let proof = verify(&app, &headers, purpose, &brought.answer).await?;
    let Some(proof) = proof.filter(|it| it.passkey.account == member.account.id) else {
        return Ok(refusal_response(messages::PASSKEY_REFUSED));
    };
    if !app.store.prove_by_passkey(&proof, &member, app.now()).await? {
        return Ok(refusal_response(messages::PASSKEY_REFUSED));
    }
    let script_response =
        redirect_script(return_path(paths::local_path(&brought.retour).unwrap_or_default()));
    Ok((cookies::clear(cookies::CHALLENGE), script_response).into_response())
}

async fn reauthentication_page(
    app: &App,
    page: Page,
    member: &SignedIn,
    (back, errors): (&str, FormErrors),
) -> Result<Response> {
    let ways = app.store.sign_in_methods(member.0.account.id).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let passkey = ways.passkeys > 0 && app.passkeys.is_some();
    let until = app.store.totp_refused_until(member.0.account.id, app.now()).await?;
    let refused = until.map(|until| form::totp_refused(app, &page, until));
    let view = ReauthenticationView::new(page, (passkey, refused), back, &errors);
    Ok((status, PrivateView(view)).into_response())
}

/// Path after re-authentication: `back`, or the account page if it is empty (a tab opened from an error page).
fn return_path(back: &str) -> &str {
    if back.is_empty() { paths::ACCOUNT } else { back }
}
