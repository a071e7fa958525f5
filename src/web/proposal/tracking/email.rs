//! Email confirmation, and mailing authors the links of their proposals.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::Answer;
use super::view::title;
use crate::app::App;
use crate::domain::account::Token;
use crate::domain::directory::Email;
use crate::domain::operations::{Purpose, Quota, RateKey, RateLimit};
use crate::domain::proposal::{ProposalId, ProposalState};
use crate::i18n::messages;
use crate::mail;
use crate::store::{LinkMail, ProposalLink};
use crate::web::form::{Fields, FormErrors, HONEYPOT_FIELD};
use crate::web::{Client, Error, Page, PrivateView, Result, VisitorFlash, components, paths};

const EMAIL_FIELD: &str = "mail";

#[derive(Template)]
#[template(path = "proposal/tracking/index.html")]
struct LinksFormView {
    erased: bool,
    mail_sent: bool,
    errors: FormErrors,
    field: components::Field,
    /// Honeypot, shown, empty again, to a user who filled it in.
    honeypot: Option<components::Field>,
    canonical: String,
    page: Page,
}

#[derive(Template)]
#[template(path = "proposal/tracking/confirmation.html")]
struct ConfirmView {
    lead: String,
    action: String,
    page: Page,
}

#[derive(Template)]
#[template(path = "proposal/tracking/expired_link.html")]
struct ExpiredLinkView {
    page: Page,
}

/// `GET /suivi`
pub async fn index(page: Page, RawQuery(query): RawQuery) -> Result<Response> {
    let query = query.as_deref();
    let view = LinksFormView {
        erased: VisitorFlash::ProposalErased.is_in(query),
        mail_sent: VisitorFlash::MailSent.is_in(query),
        ..links_form(page, "", FormErrors::default())
    };
    Ok(PrivateView(view).into_response())
}

/// `POST /suivi`: the response does not depend on whether the email is known.
pub async fn mail_links(
    State(app): State<App>,
    page: Page,
    client: Client,
    fields: Fields,
) -> Result<Response> {
    let typed = fields.get(EMAIL_FIELD).trim().to_lowercase();
    let mut errors = FormErrors::default();
    let email = typed.parse::<Email>();
    if email.is_err() {
        errors.add(EMAIL_FIELD, page.t(messages::FOLLOW_MALFORMED).into_owned());
    }
    // Nothing is stored that a moderator could review, so a person must be informed.
    if !fields.get(HONEYPOT_FIELD).is_empty() {
        errors.add(HONEYPOT_FIELD, page.t(messages::FOLLOW_HONEYPOT).into_owned());
    }
    let Some(email) = email.ok().filter(|_| errors.is_empty()) else {
        let view = PrivateView(links_form(page, &typed, errors));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response());
    };
    send_links(&app, client, &email).await?;
    Ok(VisitorFlash::MailSent.redirect(paths::FOLLOW))
}

/// Mails the links of all proposals from `email`, or, once a day, that there are none. Beyond the rate limits nothing
/// is sent, and the response does not say so: it must not reveal known emails.
async fn send_links(app: &App, client: Client, email: &Email) -> Result<()> {
    let proposed = app.store.list_proposals_by_email(email).await?;
    let fresh: Vec<(ProposalId, String, ProposalState, Token)> = proposed
        .into_iter()
        .map(|(id, title, state)| (id, title, state, app.clock.token()))
        .collect();
    let letter = if fresh.is_empty() {
        mail::proposal::no_proposals(&app.public_url)
    } else {
        let listed: Vec<_> = fresh
            .iter()
            .map(|(_, title, state, token)| (title.clone(), *state, token.clone()))
            .collect();
        mail::proposal::links(&app.public_url, &listed)
    };
    let made_at = app.clock.now();
    let link = |(proposal, _, _, token): &(ProposalId, String, ProposalState, Token)| {
        ProposalLink { proposal: *proposal, hash: token.hash(), made_at }
    };
    let links: Vec<ProposalLink> = fresh.iter().map(link).collect();
    let mail = LinkMail {
        links: &links,
        message: &letter.to(email, Purpose::Links),
        quota: &Quota::mail(Purpose::Links, client.network().as_ref(), email),
        without_links: &[RateKey::new("nothing", email.as_str(), RateLimit::NOTHING)],
        author: None,
    };
    app.store.mail_links(&mail, made_at).await?;
    Ok(())
}

fn links_form(page: Page, typed: &str, errors: FormErrors) -> LinksFormView {
    let field = components::Field::new(&page, EMAIL_FIELD, messages::FOLLOW_EMAIL, typed);
    let field = field.with_type("email", "email").with_error(&errors);
    let honeypot = errors.message(HONEYPOT_FIELD).map(|_| {
        components::Field::new(&page, HONEYPOT_FIELD, messages::PROPOSE_HONEYPOT, "")
            .with_error(&errors)
    });
    let canonical = page.absolute_url(paths::FOLLOW);
    LinksFormView { erased: false, mail_sent: false, errors, field, honeypot, canonical, page }
}

/// `GET /suivi/confirmation/{token}`: shows what will be confirmed, without effect: mail scanners follow links.
pub async fn confirmation_page(
    State(app): State<App>,
    page: Page,
    Path(token): Path<String>,
) -> Answer {
    let Ok(token) = token.parse::<Token>() else { return Ok(expired_link(page)) };
    let found = app.store.find_unconfirmed(token.hash(), app.now()).await?;
    let Some(proposal) = found else {
        return match app.store.find_confirmed(token.hash(), app.now()).await? {
            Some(id) => redirect_to_tracking(&app, id).await,
            None => Ok(expired_link(page)),
        };
    };
    let view = ConfirmView {
        lead: page.tv(messages::CONFIRM_LEAD, &title(&page, &proposal)),
        action: paths::confirmation(&token),
        page,
    };
    Ok(PrivateView(view).into_response())
}

/// `POST /suivi/confirmation/{token}`
pub async fn confirm(State(app): State<App>, page: Page, Path(token): Path<String>) -> Answer {
    let Ok(token) = token.parse::<Token>() else { return Ok(expired_link(page)) };
    let Some(id) = app.store.confirm(token.hash(), app.now()).await? else {
        return Ok(expired_link(page));
    };
    redirect_to_tracking(&app, id).await
}

/// Redirects to the status page: whoever reads the author's mail may see it.
async fn redirect_to_tracking(app: &App, id: ProposalId) -> Answer {
    let nonce = app.store.find_nonce(id).await?.ok_or(Error::Gone)?;
    let follow = app.store.server_key().derive_token("proposal", &nonce);
    Ok(Redirect::to(&paths::follow(&follow)).into_response())
}

fn expired_link(page: Page) -> Response {
    (StatusCode::GONE, PrivateView(ExpiredLinkView { page })).into_response()
}
