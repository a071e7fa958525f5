//! Enrolment: the link of an invitation signs in once, to set up a sign-in method.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    entry::Entry,
    view::{DeadView, EnrolmentView, NoticeView},
};
use crate::{
    app::App,
    domain::{mail::Purpose, secret::Token},
    i18n::say,
    mail,
    store::{Enrolment, Invitation},
    web::{Page, Result, cookies, paths, view::PrivateView},
};

/// `GET /connexion/inscription/{lien}`: has no effect, however often it is opened.
pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
) -> Result<Response> {
    let Ok(token) = link.parse::<Token>() else { return Ok(dead(page)) };
    let catalogue = app.catalogue();
    Ok(match app.store.find_enrolment(token.hash(), app.now()).await? {
        Some(Enrolment::Open(account)) => {
            PrivateView(EnrolmentView::open(page, &catalogue, &account, &token)).into_response()
        }
        Some(Enrolment::Late(account)) => {
            PrivateView(EnrolmentView::late(page, &account, &token)).into_response()
        }
        None => dead(page),
    })
}

/// `POST /connexion/inscription/{lien}`
pub async fn create(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let entry = Entry::new(&app, &headers);
    let used = match link.parse::<Token>() {
        Ok(token) => app.store.enrol(token.hash(), &entry.opening).await?,
        Err(_) => false,
    };
    if !used {
        return Ok(dead(page));
    }
    Ok(entry.lead(&app, paths::ACCOUNT, cookies::REQUEST).await)
}

/// `POST /connexion/inscription/{lien}/lien`: mails a new invitation in place of an expired one.
pub async fn renew(
    State(app): State<App>,
    page: Page,
    Path(link): Path<String>,
) -> Result<Response> {
    let Ok(late) = link.parse::<Token>() else { return Ok(dead(page)) };
    let (now, token) = (app.now(), app.clock.token());
    let Some(Enrolment::Late(account)) = app.store.find_enrolment(late.hash(), now).await? else {
        return Ok(dead(page));
    };
    let letter = mail::account::invitation(&app.public_url, account.name.as_str(), None, &token);
    let message = letter.to(&account.email, Purpose::Invitation);
    let invitation = Invitation { link: token.hash(), message: &message, by: None, at: now };
    if !app.store.renew_invitation(late.hash(), &invitation).await? {
        return Ok(dead(page));
    }
    Ok(Redirect::to(paths::ENROLMENT).into_response())
}

/// `GET /connexion/inscription`: says that a new invitation was mailed.
pub async fn renewed(page: Page) -> Response {
    PrivateView(NoticeView::new(page, say::ENROLMENT_RENEWED, say::ENROLMENT_RENEWED_TEXT))
        .into_response()
}

fn dead(page: Page) -> Response {
    let view = DeadView::new(page, say::ENROLMENT_DEAD, say::ENROLMENT_DEAD_TEXT);
    (StatusCode::GONE, PrivateView(view)).into_response()
}
