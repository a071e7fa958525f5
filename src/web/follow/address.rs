//! Email confirmation, and mailing authors the links of their proposals.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{ASKED, Answer, view::title};
use crate::{
    app::App,
    domain::{
        contact::Email,
        ids::ProposalId,
        limit::{Demand, Limit, Quota},
        mail::Purpose,
        proposal::ProposalState,
        secret::{Token, TokenHash},
    },
    i18n::say,
    mail,
    store::Links,
    web::{
        Error, Page, Result,
        client::Client,
        forms::{Fields, Mistakes},
        parts, paths,
        stamp::TRAP,
        view::PrivateView,
    },
};

const FIELD: &str = "mail";

#[derive(Template)]
#[template(path = "follow/index.html")]
struct AskView {
    erased: bool,
    asked: bool,
    mistakes: Mistakes,
    field: parts::Field,
    /// Honeypot, shown, empty again, to a user who filled it in.
    trapped: Option<parts::Field>,
    canonical: String,
    page: Page,
}

#[derive(Template)]
#[template(path = "follow/confirm.html")]
struct ConfirmView {
    lead: String,
    action: String,
    page: Page,
}

#[derive(Template)]
#[template(path = "follow/dead.html")]
struct DeadView {
    page: Page,
}

/// `GET /suivi`
pub async fn index(page: Page, RawQuery(query): RawQuery) -> Result<Response> {
    let query = query.as_deref();
    let (erased, asked) = (query == Some("effacee"), query == Some(ASKED));
    let view = AskView { erased, asked, ..asking(page, "", Mistakes::default()) };
    Ok(PrivateView(view).into_response())
}

/// `POST /suivi`: the response does not depend on whether the email is known.
pub async fn mail_links(
    State(app): State<App>,
    page: Page,
    client: Client,
    fields: Fields,
) -> Result<Response> {
    let typed = fields.get(FIELD).trim().to_lowercase();
    let mut mistakes = Mistakes::default();
    let email = typed.parse::<Email>();
    if email.is_err() {
        mistakes.add(FIELD, page.t(say::FOLLOW_MALFORMED).into_owned());
    }
    // Nothing is stored that a moderator could review, so a person must be told.
    if !fields.get(TRAP).is_empty() {
        mistakes.add(TRAP, page.t(say::FOLLOW_TRAP).into_owned());
    }
    let Some(email) = email.ok().filter(|_| mistakes.is_empty()) else {
        let view = PrivateView(asking(page, &typed, mistakes));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response());
    };
    send_links(&app, client, &email).await?;
    Ok(Redirect::to(&format!("{}?{ASKED}", paths::FOLLOW)).into_response())
}

/// Mails the links of all proposals from `email`, or, once a day, that there are none. Beyond the rate limits nothing
/// is sent, and the response does not say so: it must not reveal known emails.
async fn send_links(app: &App, client: Client, email: &Email) -> Result<()> {
    let proposed = app.store.list_proposed_by(email).await?;
    let fresh: Vec<(ProposalId, String, ProposalState, Token)> = proposed
        .into_iter()
        .map(|(id, title, state)| (id, title, state, app.clock.token()))
        .collect();
    let letter = if fresh.is_empty() {
        mail::proposal::nothing(&app.public_url)
    } else {
        let told: Vec<_> = fresh
            .iter()
            .map(|(_, title, state, token)| (title.clone(), *state, token.clone()))
            .collect();
        mail::proposal::links(&app.public_url, &told)
    };
    let links: Vec<(ProposalId, TokenHash)> =
        fresh.iter().map(|(id, _, _, token)| (*id, token.hash())).collect();
    let mail = Links {
        links: &links,
        message: &letter.to(email, Purpose::Links),
        quota: &Quota::mail(Purpose::Links, client.network().as_ref(), email),
        nothing: &[Demand::new("nothing", email.as_str(), Limit::NOTHING)],
    };
    app.store.mail_links(&mail, app.clock.now()).await?;
    Ok(())
}

fn asking(page: Page, typed: &str, mistakes: Mistakes) -> AskView {
    let field = parts::Field::new(&page, FIELD, say::FOLLOW_EMAIL, typed);
    let field = field.typed("email", "email").among(&mistakes);
    let trapped = mistakes
        .of(TRAP)
        .map(|_| parts::Field::new(&page, TRAP, say::PROPOSE_TRAP, "").among(&mistakes));
    let canonical = page.absolute(paths::FOLLOW);
    AskView { erased: false, asked: false, mistakes, field, trapped, canonical, page }
}

/// `GET /suivi/confirmation/{token}`: shows what will be confirmed, without effect: mail scanners follow links.
pub async fn unconfirmed(State(app): State<App>, page: Page, Path(token): Path<String>) -> Answer {
    let Ok(token) = token.parse::<Token>() else { return Ok(dead(page)) };
    let found = app.store.find_unconfirmed(token.hash(), app.now()).await?;
    let Some(proposal) = found else {
        return match app.store.find_confirmed(token.hash(), app.now()).await? {
            Some(id) => followed(&app, id).await,
            None => Ok(dead(page)),
        };
    };
    let view = ConfirmView {
        lead: page.tv(say::CONFIRM_LEAD, &title(&page, &proposal)),
        action: paths::confirmation(&token),
        page,
    };
    Ok(PrivateView(view).into_response())
}

/// `POST /suivi/confirmation/{token}`
pub async fn confirm(State(app): State<App>, page: Page, Path(token): Path<String>) -> Answer {
    let Ok(token) = token.parse::<Token>() else { return Ok(dead(page)) };
    let Some(id) = app.store.confirm(token.hash(), app.now()).await? else {
        return Ok(dead(page));
    };
    followed(&app, id).await
}

/// Redirects to the status page: whoever reads the author's mail may see it.
async fn followed(app: &App, id: ProposalId) -> Answer {
    let nonce = app.store.find_nonce(id).await?.ok_or(Error::Gone)?;
    let follow = app.store.vault().token("proposal", &nonce);
    Ok(Redirect::to(&paths::follow(&follow)).into_response())
}

fn dead(page: Page) -> Response {
    (StatusCode::GONE, PrivateView(DeadView { page })).into_response()
}
