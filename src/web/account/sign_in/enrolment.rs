//! Enrolment: the link of an invitation signs in once, to set up a sign-in method.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::session::NewSession;
use super::view::{EnrolmentView, ExpiredLinkView, NoticeView};
use crate::app::App;
use crate::domain::account::Token;
use crate::domain::operations::Purpose;
use crate::i18n::messages;
use crate::mail;
use crate::store::{Enrolment, Invitation};
use crate::web::{Page, PrivateView, Result, cookies, paths};

/// `GET /connexion/inscription/{lien}`: has no effect, however often it is opened.
pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
) -> Result<Response> {
    let Ok(token) = link.parse::<Token>() else { return Ok(expired_link(page)) };
    let catalogue = page.catalogue();
    Ok(match app.store.find_enrolment(token.hash(), app.now()).await? {
        Some(Enrolment::Open(account)) => {
            PrivateView(EnrolmentView::valid(page, &catalogue, &account, &token)).into_response()
        }
        Some(Enrolment::Expired(account)) => {
            PrivateView(EnrolmentView::expired(page, &account, &token)).into_response()
        }
        None => expired_link(page),
    })
}

/// `POST /connexion/inscription/{lien}`
pub async fn create(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let entry = NewSession::new(&app, &headers);
    let used = match link.parse::<Token>() {
        Ok(token) => app.store.enrol(token.hash(), &entry.opening).await?,
        Err(_) => false,
    };
    if !used {
        return Ok(expired_link(page));
    }
    Ok(entry.redirect(&app, paths::ACCOUNT, cookies::SIGN_IN_REQUEST).await)
}

/// `POST /connexion/inscription/{lien}/lien`: mails a new invitation in place of an expired one.
pub async fn renew(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
) -> Result<Response> {
    let Ok(late) = link.parse::<Token>() else { return Ok(expired_link(page)) };
    let (now, token) = (app.now(), app.clock.token());
    let Some(Enrolment::Expired(account)) = app.store.find_enrolment(late.hash(), now).await?
    else {
        return Ok(expired_link(page));
    };
    let letter = mail::account::invitation(&app.public_url, account.name.as_str(), None, &token);
    let message = letter.to(&account.email, Purpose::Invitation);
    let invitation = Invitation { link: token.hash(), message: &message, by: None, at: now };
    if !app.store.renew_invitation(late.hash(), &invitation).await? {
        return Ok(expired_link(page));
    }
    Ok(Redirect::to(paths::ENROLMENT).into_response())
}

/// `GET /connexion/inscription`: says that a new invitation was mailed.
pub async fn renewed(page: Page) -> Response {
    PrivateView(NoticeView::new(
        page,
        messages::ENROLMENT_RENEWED,
        messages::ENROLMENT_RENEWED_TEXT,
    ))
    .into_response()
}

fn expired_link(page: Page) -> Response {
    let view = ExpiredLinkView::new(page, messages::ENROLMENT_DEAD, messages::ENROLMENT_DEAD_TEXT);
    (StatusCode::GONE, PrivateView(view)).into_response()
}
