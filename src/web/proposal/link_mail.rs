//! Mails the link of a draft, to continue on another device.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::review::{EMAIL_FIELD, LINK_SENT, ReviewInput, ReviewNotice, ReviewView};
use super::token::Answer;
use super::{ProposalByToken, TokenError, find_by_token, update_entry};
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::directory::Email;
use crate::domain::operations::{Purpose, Quota};
use crate::domain::proposal::{Field, FormData, Proposal};
use crate::i18n::messages;
use crate::mail;
use crate::store::LinkMail;
use crate::web::form::Fields;
use crate::web::{Client, Page, PrivateView, paths};

/// `POST /proposer/{token}/lien`
pub async fn mail_link(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    if !proposal.state.is_editable() {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let typed = fields.get(EMAIL_FIELD).trim().to_lowercase();
    let (status, noted) = match typed.parse::<Email>() {
        Err(_) => (StatusCode::UNPROCESSABLE_ENTITY, ReviewNotice::Malformed),
        Ok(to) => {
            let letter =
                mail::proposal::draft_link(&app.public_url, proposal_title(&proposal), &token);
            let links = LinkMail {
                links: &[(proposal.id, token.hash())],
                message: &letter.to(&to, Purpose::DraftLink),
                quota: &Quota::mail(Purpose::DraftLink, client.network().as_ref(), &to),
                without_links: &[],
            };
            if app.store.mail_links(&links, app.clock.now()).await? {
                store_author_email(&app, &page.catalogue(), &proposal, &to).await?;
                let to = format!("{}?{LINK_SENT}", paths::draft_review(&token));
                return Ok(Redirect::to(&to).into_response());
            }
            let notice = page.tv(messages::REVIEW_LINK_LIMIT, &page.operator_contact());
            (StatusCode::TOO_MANY_REQUESTS, ReviewNotice::Limit(notice))
        }
    };
    let catalogue = page.catalogue();
    let note = ReviewInput {
        notice: Some(noted),
        link_email: typed,
        moderator_message: crate::web::proposal::labels::moderator_message(&app, &proposal).await?,
    };
    let view = ReviewView::new(page, &catalogue, &token, &proposal, note);
    Ok(response(status, view))
}

/// Stores `to` as the author's email, unless one is given: the notice before erasure goes there.
async fn store_author_email(
    app: &App,
    catalogue: &Catalogue,
    draft: &Proposal,
    to: &Email,
) -> Result<(), TokenError> {
    let change = |entry: &mut FormData| {
        if entry.get(Field::AuthorEmail).is_empty() {
            entry.set(Field::AuthorEmail, [to.as_str()]);
        }
    };
    update_entry(app, catalogue, draft, change).await?;
    Ok(())
}

fn response(status: StatusCode, view: ReviewView) -> Response {
    (status, PrivateView(view)).into_response()
}

fn proposal_title(proposal: &Proposal) -> &str {
    proposal.form.get(Field::Title)
}
