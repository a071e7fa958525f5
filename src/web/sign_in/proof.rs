//! Re-authentication before sensitive actions.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::Query;

use super::{
    Back, form,
    link::notices,
    passkey::{Brought, ask_to_prove, go, proved, refused, session},
    view::ProofView,
};
use crate::{
    app::App,
    i18n::say,
    store::{ChallengePurpose, Proved, Typed},
    web::{
        Error, Page, Result, SignedIn, cookies,
        forms::{Fields, Mistakes},
        paths,
        view::PrivateView,
    },
};

/// `GET /connexion/preuve?retour=…`
pub async fn new(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Query(back): Query<Back>,
) -> Result<Response> {
    shown(&app, page, &member, (back.own(), Mistakes::default())).await
}

/// `POST /connexion/preuve` `code-preuve=…&retour=…`
pub async fn create(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    fields: Fields,
) -> Result<Response> {
    let mut mistakes = Mistakes::default();
    let back = paths::own(fields.get("retour")).unwrap_or_default();
    if let Some(proof) = form::proof(&page, &fields, &mut mistakes) {
        let now = app.now();
        let typed = Typed { proof: &proof, clock: app.clock.now() };
        match app.store.prove_again(&member.0, typed, &notices(&app), now).await? {
            Proved::Yes => return Ok(Redirect::to(landing(back)).into_response()),
            Proved::No => form::wrong_proof(&page, &fields, &mut mistakes),
            // The page gives the reason.
            Proved::TotpRefused(_) => {
                mistakes.add(form::RECOVERY, page.t(say::PROOF_RECOVERY_NEEDED).into_owned());
            }
            Proved::SignedOut => return Err(Error::SignInFirst),
        }
    }
    shown(&app, page, &member, (back, mistakes)).await
}

/// `POST /connexion/preuve/cle/demande`
pub async fn ask(
    State(app): State<App>,
    _member: SignedIn,
    headers: HeaderMap,
) -> Result<Response> {
    ask_to_prove(&app, ChallengePurpose::Proof(session(&headers)?))
}

/// `POST /connexion/preuve/cle` `{"answer": …, "retour": …}`
pub async fn create_by_passkey(
    State(app): State<App>,
    SignedIn(member): SignedIn,
    headers: HeaderMap,
    Json(brought): Json<Brought>,
) -> Result<Response> {
    let purpose = ChallengePurpose::Proof(session(&headers)?);
    let proof = proved(&app, &headers, purpose, &brought.answer).await?;
    let Some(proof) = proof.filter(|it| it.passkey.account == member.account.id) else {
        return Ok(refused(say::PASSKEY_REFUSED));
    };
    if !app.store.prove_by_passkey(&proof, &member, app.now()).await? {
        return Ok(refused(say::PASSKEY_REFUSED));
    }
    let told = go(landing(paths::own(&brought.retour).unwrap_or_default()));
    Ok((cookies::forgetting(cookies::CHALLENGE), told).into_response())
}

async fn shown(
    app: &App,
    page: Page,
    member: &SignedIn,
    (back, mistakes): (&str, Mistakes),
) -> Result<Response> {
    let ways = app.store.ways(member.0.account.id).await?;
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let passkey = ways.passkeys > 0 && app.passkeys.is_some();
    let until = app.store.totp_refused_until(member.0.account.id, app.now()).await?;
    let refused = until.map(|until| form::totp_refused(app, &page, until));
    let view = ProofView::new(page, (passkey, refused), back, &mistakes);
    Ok((status, PrivateView(view)).into_response())
}

/// Path after re-authentication: `back`, or the account page if it is empty (a tab opened from an error page).
fn landing(back: &str) -> &str {
    if back.is_empty() { paths::ACCOUNT } else { back }
}
