//! Mails the link of a draft, to continue on another device.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    Answer, Linked, Refusal, keep, linked,
    review::{Note, Noted, ReviewView},
};
use crate::{
    app::App,
    domain::{
        contact::Email,
        limit::Quota,
        mail::Purpose,
        proposal::{Entry, Field, Proposal},
    },
    i18n::say,
    mail,
    store::Links,
    web::{Page, client::Client, follow, forms::Fields, paths, view::PrivateView},
};

/// Query of the review page after the link was mailed.
pub const MAILED: &str = "lien";
/// Name of the email field.
pub const FIELD: &str = "lien-mail";

/// `POST /proposer/{token}/lien`
pub async fn mail_link(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    if !proposal.state.is_open() {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let typed = fields.get(FIELD).trim().to_lowercase();
    let (status, noted) = match typed.parse::<Email>() {
        Err(_) => (StatusCode::UNPROCESSABLE_ENTITY, Noted::Malformed),
        Ok(to) => {
            let letter =
                mail::proposal::draft_link(&app.public_url, proposal_title(&proposal), &token);
            let links = Links {
                links: &[(proposal.id, token.hash())],
                message: &letter.to(&to, Purpose::DraftLink),
                quota: &Quota::mail(Purpose::DraftLink, client.network().as_ref(), &to),
                nothing: &[],
            };
            if app.store.mail_links(&links, app.clock.now()).await? {
                reachable(&app, &proposal, &to).await?;
                let to = paths::draft_page(&token, &format!("relire?{MAILED}"));
                return Ok(Redirect::to(&to).into_response());
            }
            let said = page.tv(say::REVIEW_LINK_LIMIT, &page.reach());
            (StatusCode::TOO_MANY_REQUESTS, Noted::Limit(said))
        }
    };
    let catalogue = app.catalogue();
    let note = Note { noted: Some(noted), typed, asked: follow::asked(&app, &proposal).await? };
    let view = ReviewView::new(page, &catalogue, &token, &proposal, note);
    Ok(response(status, view))
}

/// Stores `to` as the author's email, unless one is given: the notice before erasure goes there.
async fn reachable(app: &App, draft: &Proposal, to: &Email) -> Result<(), Refusal> {
    let change = |entry: &mut Entry| {
        if entry.get(Field::AuthorEmail).is_empty() {
            entry.set(Field::AuthorEmail, [to.as_str()]);
        }
    };
    keep(app, &app.catalogue(), draft, change).await?;
    Ok(())
}

fn response(status: StatusCode, view: ReviewView) -> Response {
    (status, PrivateView(view)).into_response()
}

fn proposal_title(proposal: &Proposal) -> &str {
    proposal.entry.get(Field::Title)
}
