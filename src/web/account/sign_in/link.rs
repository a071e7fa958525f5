//! Sign-in by mail: a link or a code, and a second factor. No response reveals if an email is a member's.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;

use super::session::NewSession;
use super::view::{ExpiredLinkView, LinkSentView, LinkView, SignInView};
use super::{form, return_path};
use crate::app::App;
use crate::domain::account::{AccountChange, MailCode, SecondFactor, Token, lockout_end};
use crate::domain::operations::{Purpose, Quota};
use crate::i18n::messages;
use crate::mail;
use crate::store::{
    Attempt, LinkKey, MAX_ATTEMPTS, SecondFactorFacts, SecurityMails, SignInAttempt, SignInOutcome,
    SignInRequest, TypedCode,
};
use crate::web::account::change::change_mail;
use crate::web::form::{Fields, FormErrors};
use crate::web::{Client, Error, Page, PrivateView, Result, cookies, paths};

/// `POST /connexion/lien` `adresse=…&retour=…`
pub async fn create(
    State(app): State<App>,
    page: Page,
    client: Client,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let back = paths::local_path(fields.get("retour")).unwrap_or_default();
    let typed = fields.get(form::EMAIL);
    let Some(email) = crate::web::form::email(&page, form::EMAIL, typed, &mut errors) else {
        let view = SignInView::new(page, app.passkeys.is_some(), back, typed, errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response());
    };
    let browser = cookies::member_browser(&app, &headers, &email);
    let network = client.network();
    let (link, request) = (app.clock.token(), app.clock.token());
    let code = MailCode::new(app.clock.random());
    let letter = mail::account::sign_in(&app.public_url, &link, &code);
    let sign_in = SignInRequest {
        email: &email,
        link: link.hash(),
        request: request.hash(),
        replaces: cookies::read(&headers, cookies::SIGN_IN_REQUEST).map(|token| token.hash()),
        code: app.store.mail_code(request.hash(), &code),
        back,
        message: &letter.to(&email, Purpose::SignIn),
        requests: &Quota::sign_in(network.as_ref(), browser),
        mails: &Quota::sign_in_mail(network.as_ref(), &email, browser),
        at: app.now(),
    };
    if !app.store.request_sign_in(&sign_in).await? {
        errors.add(form::EMAIL, page.tv(messages::SIGN_IN_LIMIT, &page.operator_contact()));
        let view = SignInView::new(page, app.passkeys.is_some(), back, typed, errors);
        return Ok((StatusCode::TOO_MANY_REQUESTS, PrivateView(view)).into_response());
    }
    Ok((cookies::set_sign_in_request(&request), Redirect::to(paths::SIGN_IN_LINK)).into_response())
}

/// `GET /connexion/lien`
pub async fn link_sent(page: Page) -> Response {
    PrivateView(LinkSentView::new(page, FormErrors::default())).into_response()
}

/// `POST /connexion/code` `code-recu=…&code-preuve=…`
pub async fn create_by_code(
    State(app): State<App>,
    page: Page,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let Some(request) = cookies::read(&headers, cookies::SIGN_IN_REQUEST) else {
        return Ok(expired_link(page));
    };
    let mut errors = FormErrors::default();
    let code = form::mail_code(&page, &fields, &mut errors);
    let proof = form::proof(&page, &fields, &mut errors);
    let tried = match (code, proof) {
        (Some(code), Some(proof)) => {
            let key = LinkKey::Code(request.hash(), code);
            match try_sign_in(&app, &headers, key, &proof).await? {
                MailSignIn::Done(response) => return Ok(response),
                MailSignIn::Failed(tried) => Some(tried),
            }
        }
        (Some(_) | None, None) | (None, Some(_)) => None,
    };
    match tried {
        Some(SignInOutcome::InvalidLink) => return Ok(expired_link(page)),
        Some(SignInOutcome::WrongCode) => {
            errors.add(form::MAIL_CODE, page.t(messages::RECEIVED_WRONG).into_owned());
        }
        Some(SignInOutcome::WrongProof) => form::wrong_proof(&page, &fields, &mut errors),
        Some(SignInOutcome::TotpLocked(until)) => {
            errors.add(form::TOTP_CODE, form::totp_refused(&app, &page, until));
        }
        Some(SignInOutcome::SignedIn(..)) | None => {}
    }
    let view = PrivateView(LinkSentView::new(page, errors));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response())
}

/// `GET /connexion/lien/{lien}`: has no effect, however often it is opened.
pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
) -> Result<Response> {
    link_page(&app, page, &link, FormErrors::default()).await
}

/// `POST /connexion/lien/{lien}` `code-preuve=…`
pub async fn create_by_link(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let Ok(token) = link.parse::<Token>() else { return Ok(expired_link(page)) };
    let mut errors = FormErrors::default();
    if let Some(proof) = form::proof(&page, &fields, &mut errors) {
        match try_sign_in(&app, &headers, LinkKey::Link(token.hash()), &proof).await? {
            MailSignIn::Done(response) => return Ok(response),
            MailSignIn::Failed(SignInOutcome::InvalidLink) => return Ok(expired_link(page)),
            // The page gives the reason.
            MailSignIn::Failed(SignInOutcome::TotpLocked(_)) => {
                errors
                    .add(form::RECOVERY_CODE, page.t(messages::PROOF_RECOVERY_NEEDED).into_owned());
            }
            MailSignIn::Failed(
                SignInOutcome::WrongProof | SignInOutcome::WrongCode | SignInOutcome::SignedIn(..),
            ) => {
                form::wrong_proof(&page, &fields, &mut errors);
            }
        }
    }
    link_page(&app, page, &link, errors).await
}

enum MailSignIn {
    Done(Response),
    Failed(SignInOutcome),
}

async fn try_sign_in(
    app: &App,
    headers: &HeaderMap,
    key: LinkKey,
    proof: &SecondFactor,
) -> Result<MailSignIn> {
    let entry = NewSession::new(app, headers);
    let typed = TypedCode { proof, clock: app.clock.now() };
    let attempt = SignInAttempt { key, typed, opening: &entry.opening };
    match sign_in(app, &attempt).await? {
        SignInOutcome::SignedIn(account, back) => {
            tracing::info!(account.id = %account, "member {account} signed in by mail");
            Ok(MailSignIn::Done(
                entry
                    .redirect(app, return_path(&back, paths::MODERATION), cookies::SIGN_IN_REQUEST)
                    .await,
            ))
        }
        tried @ (SignInOutcome::WrongCode
        | SignInOutcome::WrongProof
        | SignInOutcome::TotpLocked(_)
        | SignInOutcome::InvalidLink) => Ok(MailSignIn::Failed(tried)),
    }
}

/// Signs in, with the mails about the second factor composed from up-to-date facts.
async fn sign_in(app: &App, attempt: &SignInAttempt<'_>) -> Result<SignInOutcome> {
    let at = attempt.opening.at;
    let mut facts = app.store.find_sign_in_factor(&attempt.key, at).await?;
    for _ in 0..MAX_ATTEMPTS {
        let mails = facts.map(|facts| security_mails(app, facts, at));
        match app.store.sign_in_by_mail(attempt, mails.as_ref()).await? {
            Attempt::Done(outcome) => return Ok(outcome),
            Attempt::Outdated(current) => facts = current,
        }
    }
    Err(Error::TooManyWrites)
}

/// Mails about a verification of the second factor at `at`.
pub fn security_mails(app: &App, facts: SecondFactorFacts, at: Timestamp) -> SecurityMails {
    let compose = |change| change_mail(app, &facts.account, &change);
    let until = app.clock.in_france(lockout_end(at));
    SecurityMails {
        code_used: compose(AccountChange::RecoveryCodeUsed(facts.codes.saturating_sub(1))),
        locked: compose(AccountChange::TotpLocked(until)),
        facts,
    }
}

async fn link_page(app: &App, page: Page, link: &str, errors: FormErrors) -> Result<Response> {
    let Ok(token) = link.parse::<Token>() else { return Ok(expired_link(page)) };
    let Some(account) = app.store.find_sign_in(token.hash(), app.now()).await? else {
        return Ok(expired_link(page));
    };
    let methods = app.store.sign_in_methods(account.id).await?;
    let refused = app.store.totp_refused_until(account.id, app.now()).await?;
    let without_totp = match refused {
        Some(until) if methods.totp => Some(form::totp_refused(app, &page, until)),
        Some(_) | None => (!methods.totp).then(|| page.t(messages::LINK_NO_TOTP).into_owned()),
    };
    let status = errors.status();
    let view = LinkView::new(page, &account, without_totp, &token, errors);
    Ok((status, PrivateView(view)).into_response())
}

fn expired_link(page: Page) -> Response {
    let view = ExpiredLinkView::new(page, messages::LINK_DEAD, messages::LINK_DEAD_TEXT);
    (StatusCode::GONE, PrivateView(view)).into_response()
}
