//! Re-authentication before sensitive actions.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Query;
use jiff::Timestamp;

use super::link::security_mails;
use super::passkey::{
    ScriptRequest, authentication_challenge, redirect_script, refusal_response, session, verify,
};
use super::view::ReauthenticationView;
use super::{ReturnQuery, form, return_path};
use crate::app::App;
use crate::domain::account::Member;
use crate::i18n::messages;
use crate::store::{Attempt, ChallengePurpose, MAX_ATTEMPTS, ReauthOutcome, TypedCode};
use crate::web::form::{Fields, FormErrors};
use crate::web::{Error, Page, PrivateView, Result, SignedIn, cookies, paths};

/// `GET /connexion/preuve?retour=…`
pub async fn new(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Query(back): Query<ReturnQuery>,
) -> Result<Response> {
    reauthentication_page(&app, page, &member, back.local_path(), FormErrors::default()).await
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
        match reauthenticate(&app, &member.0, typed, now).await? {
            // A tab opened from an error page has no page to return to.
            ReauthOutcome::Yes => {
                return Ok(Redirect::to(return_path(back, paths::ACCOUNT)).into_response());
            }
            ReauthOutcome::No => form::wrong_proof(&page, &fields, &mut errors),
            // The page gives the reason.
            ReauthOutcome::TotpLocked(_) => {
                errors
                    .add(form::RECOVERY_CODE, page.t(messages::PROOF_RECOVERY_NEEDED).into_owned());
            }
            ReauthOutcome::SignedOut => return Err(Error::NotSignedIn),
        }
    }
    reauthentication_page(&app, page, &member, back, errors).await
}

/// Re-authenticates `member`, with the mails about the second factor composed from up-to-date facts.
async fn reauthenticate(
    app: &App,
    member: &Member,
    typed: TypedCode<'_>,
    at: Timestamp,
) -> Result<ReauthOutcome> {
    let mut facts = app.store.find_second_factor(member.account.id).await?;
    for _ in 0..MAX_ATTEMPTS {
        let Some(known) = facts else { return Ok(ReauthOutcome::SignedOut) };
        let mails = security_mails(app, known, at);
        match app.store.reauthenticate(member, typed, &mails, at).await? {
            Attempt::Done(outcome) => return Ok(outcome),
            Attempt::Outdated(current) => facts = current,
        }
    }
    Err(Error::TooManyWrites)
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
    let script_response = redirect_script(return_path(&brought.retour, paths::ACCOUNT));
    Ok((cookies::clear(cookies::CHALLENGE), script_response).into_response())
}

async fn reauthentication_page(
    app: &App,
    page: Page,
    member: &SignedIn,
    back: &str,
    errors: FormErrors,
) -> Result<Response> {
    let methods = app.store.sign_in_methods(member.0.account.id).await?;
    let status = errors.status();
    let passkey = methods.passkeys > 0 && app.passkeys.is_some();
    let until = app.store.totp_refused_until(member.0.account.id, app.now()).await?;
    let refused = until.map(|until| form::totp_refused(app, &page, until));
    let view = ReauthenticationView::new(page, passkey, refused, back, &errors);
    Ok((status, PrivateView(view)).into_response())
}
