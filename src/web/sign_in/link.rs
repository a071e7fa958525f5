//! Sign-in by mail: a link or a code, and a second factor. No response reveals if an email is a member's.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    entry::Entry,
    form, landing,
    view::{AskedView, DeadView, LinkView, SignInView},
};
use crate::{
    app::App,
    domain::{
        account::{Account, AccountChange},
        code::MailCode,
        limit::Quota,
        mail::{Message, Purpose},
        proof::Proof,
        secret::Token,
    },
    i18n::say,
    mail,
    store::{Asking, LinkKey, Notice, Tried, Try, Typed},
    web::{
        Page, Result,
        client::Client,
        cookies,
        forms::{Fields, Mistakes},
        paths,
        view::PrivateView,
    },
};

/// `POST /connexion/lien` `adresse=…&retour=…`
pub async fn create(
    State(app): State<App>,
    page: Page,
    client: Client,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let mut mistakes = Mistakes::default();
    let back = paths::own(fields.get("retour")).unwrap_or_default();
    let typed = fields.get(form::ADDRESS);
    let Some(email) = form::email(&page, form::ADDRESS, typed, &mut mistakes) else {
        let view = SignInView::new(page, &app, back, (typed, mistakes));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response());
    };
    let browser = cookies::known_browser(&app, &headers, &email);
    let network = client.network();
    let (link, request) = (app.clock.token(), app.clock.token());
    let code = MailCode::new(app.clock.random());
    let letter = mail::account::sign_in(&app.public_url, &link, &code);
    let asking = Asking {
        email: &email,
        link: link.hash(),
        request: request.hash(),
        replaces: cookies::read(&headers, cookies::REQUEST).map(|token| token.hash()),
        code: app.store.mail_code(request.hash(), &code),
        back,
        message: &letter.to(&email, Purpose::SignIn),
        requests: &Quota::sign_in(network.as_ref(), browser),
        mails: &Quota::sign_in_mail(network.as_ref(), &email, browser),
        at: app.now(),
    };
    if !app.store.ask_sign_in(&asking).await? {
        mistakes.add(form::ADDRESS, page.tv(say::SIGN_IN_LIMIT, &page.reach()));
        let view = SignInView::new(page, &app, back, (typed, mistakes));
        return Ok((StatusCode::TOO_MANY_REQUESTS, PrivateView(view)).into_response());
    }
    Ok((cookies::requesting(&request), Redirect::to(paths::SIGN_IN_LINK)).into_response())
}

/// `GET /connexion/lien`
pub async fn asked(page: Page) -> Response {
    PrivateView(AskedView::new(page, Mistakes::default())).into_response()
}

/// `POST /connexion/code` `code-recu=…&code-preuve=…`
pub async fn create_by_code(
    State(app): State<App>,
    page: Page,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let Some(request) = cookies::read(&headers, cookies::REQUEST) else {
        return Ok(dead(page));
    };
    let mut mistakes = Mistakes::default();
    let code = form::received(&page, &fields, &mut mistakes);
    let proof = form::proof(&page, &fields, &mut mistakes);
    let tried = match (code, proof) {
        (Some(code), Some(proof)) => {
            let key = LinkKey::Code(request.hash(), code);
            match try_in(&app, &headers, key, &proof).await? {
                Outcome::In(response) => return Ok(response),
                Outcome::Not(tried) => Some(tried),
            }
        }
        (Some(_) | None, None) | (None, Some(_)) => None,
    };
    match tried {
        Some(Tried::Dead) => return Ok(dead(page)),
        Some(Tried::WrongCode) => {
            mistakes.add(form::RECEIVED, page.t(say::RECEIVED_WRONG).into_owned());
        }
        Some(Tried::WrongProof) => form::wrong_proof(&page, &fields, &mut mistakes),
        Some(Tried::TotpRefused(until)) => {
            mistakes.add(form::DIGITS, form::totp_refused(&app, &page, until));
        }
        Some(Tried::SignedIn(..)) | None => {}
    }
    let view = PrivateView(AskedView::new(page, mistakes));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response())
}

/// `GET /connexion/lien/{lien}`: has no effect, however often it is opened.
pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
) -> Result<Response> {
    link_page(&app, page, &link, Mistakes::default()).await
}

/// `POST /connexion/lien/{lien}` `code-preuve=…`
pub async fn create_by_link(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let Ok(token) = link.parse::<Token>() else { return Ok(dead(page)) };
    let mut mistakes = Mistakes::default();
    if let Some(proof) = form::proof(&page, &fields, &mut mistakes) {
        match try_in(&app, &headers, LinkKey::Link(token.hash()), &proof).await? {
            Outcome::In(response) => return Ok(response),
            Outcome::Not(Tried::Dead) => return Ok(dead(page)),
            // The page gives the reason.
            Outcome::Not(Tried::TotpRefused(_)) => {
                mistakes.add(form::RECOVERY, page.t(say::PROOF_RECOVERY_NEEDED).into_owned());
            }
            Outcome::Not(Tried::WrongProof | Tried::WrongCode | Tried::SignedIn(..)) => {
                form::wrong_proof(&page, &fields, &mut mistakes);
            }
        }
    }
    link_page(&app, page, &link, mistakes).await
}

enum Outcome {
    In(Response),
    Not(Tried),
}

async fn try_in(app: &App, headers: &HeaderMap, key: LinkKey, proof: &Proof) -> Result<Outcome> {
    let entry = Entry::new(app, headers);
    let typed = Typed { proof, clock: app.clock.now() };
    let attempt = Try { key, typed, opening: &entry.opening };
    match app.store.sign_in_by_mail(&attempt, &notices(app)).await? {
        Tried::SignedIn(account, back) => {
            tracing::info!(account.id = %account, "member {account} signed in by mail");
            Ok(Outcome::In(entry.lead(app, landing(&back), cookies::REQUEST).await))
        }
        tried @ (Tried::WrongCode | Tried::WrongProof | Tried::TotpRefused(_) | Tried::Dead) => {
            Ok(Outcome::Not(tried))
        }
    }
}

/// Composes the mails about events during the check of a second factor.
pub fn notices(app: &App) -> impl Fn(&Account, Notice) -> Message + Sync {
    let (site, clock) = (app.public_url.clone(), app.clock.clone());
    move |account, notice| {
        let change = match notice {
            Notice::CodeUsed { left } => AccountChange::CodeUsed(left),
            Notice::TotpRefused { until } => AccountChange::TotpRefused(clock.in_france(until)),
        };
        let letter = mail::account::changed(&site, account.name.as_str(), &change);
        letter.to(&account.email, Purpose::AccountChanged)
    }
}

async fn link_page(app: &App, page: Page, link: &str, mistakes: Mistakes) -> Result<Response> {
    let Ok(token) = link.parse::<Token>() else { return Ok(dead(page)) };
    let Some(account) = app.store.find_sign_in(token.hash(), app.now()).await? else {
        return Ok(dead(page));
    };
    let ways = app.store.ways(account.id).await?;
    let refused = app.store.totp_refused_until(account.id, app.now()).await?;
    let without_totp = match refused {
        Some(until) if ways.totp => Some(form::totp_refused(app, &page, until)),
        Some(_) | None => (!ways.totp).then(|| page.t(say::LINK_NO_TOTP).into_owned()),
    };
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = LinkView::new(page, &account, without_totp, (&token, mistakes));
    Ok((status, PrivateView(view)).into_response())
}

fn dead(page: Page) -> Response {
    let view = DeadView::new(page, say::LINK_DEAD, say::LINK_DEAD_TEXT);
    (StatusCode::GONE, PrivateView(view)).into_response()
}
