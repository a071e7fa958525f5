//! Mails the link of a draft, to continue on another device.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::review::{EMAIL_FIELD, ReviewInput, ReviewNotice, ReviewView};
use super::step::derived_fields;
use super::token::Answer;
use super::{ProposalByToken, TokenError, find_draft};
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::account::Token;
use crate::domain::directory::Email;
use crate::domain::operations::{Purpose, Quota};
use crate::domain::proposal::{Field, FormData, Proposal};
use crate::i18n::messages;
use crate::mail;
use crate::store::{Attempt, AuthorEmail, LinkMail, MAX_ATTEMPTS, ProposalLink};
use crate::web::form::Fields;
use crate::web::{Client, Error, Page, PrivateView, VisitorFlash, paths};

/// `POST /proposer/{token}/lien`
pub async fn mail_link(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    let ProposalByToken { token, proposal } = find_draft(&app, &page, client, &token).await?;
    let (catalogue, typed) = (page.catalogue(), fields.get(EMAIL_FIELD).trim().to_lowercase());
    let (status, notice) = match typed.parse::<Email>() {
        Err(_) => (StatusCode::UNPROCESSABLE_ENTITY, ReviewNotice::Malformed),
        Ok(to) => {
            let quota = Quota::mail(Purpose::DraftLink, client.network().as_ref(), &to);
            if send_link(&app, &catalogue, &token, &proposal, &to, &quota).await? {
                let review = paths::draft_review(&token);
                return Ok(VisitorFlash::LinkSent.redirect(&review));
            }
            let notice = page.tv(messages::REVIEW_LINK_LIMIT, &page.operator_contact());
            (StatusCode::TOO_MANY_REQUESTS, ReviewNotice::Limit(notice))
        }
    };
    let note = ReviewInput {
        notice: Some(notice),
        link_email: typed,
        moderator_message: crate::web::proposal::labels::moderator_message(&app, &proposal).await?,
    };
    let view = ReviewView::new(page, &catalogue, &token, &proposal, note);
    Ok(response(status, view))
}

/// Mails the link of `draft` to `to`. Stores `to` as the author's email, unless one is given: the notice before erasure
/// goes there. Returns false beyond the rate limits.
async fn send_link(
    app: &App,
    catalogue: &Catalogue,
    token: &Token,
    draft: &Proposal,
    to: &Email,
    quota: &Quota,
) -> Result<bool, TokenError> {
    let letter = mail::proposal::draft_link(&app.public_url, draft.form.get(Field::Title), token);
    let message = letter.to(to, Purpose::DraftLink);
    let mut stored = draft.clone();
    for _ in 0..MAX_ATTEMPTS {
        let form = with_author_email(&stored, to);
        let derived = derived_fields(&form, catalogue);
        let author = AuthorEmail { base: stored.version, form: &form, derived: &derived };
        let made_at = app.clock.now();
        let links = LinkMail {
            links: &[ProposalLink { proposal: stored.id, hash: token.hash(), made_at }],
            message: &message,
            quota,
            without_links: &[],
            author: Some(author),
        };
        match app.store.mail_links(&links, made_at).await? {
            Attempt::Done(is_queued) => return Ok(is_queued),
            Attempt::Outdated(newer) => stored = newer,
        }
    }
    Err(Error::TooManyWrites.into())
}

/// Form data of `draft` with `to` as the author's email, unless one is given.
fn with_author_email(draft: &Proposal, to: &Email) -> FormData {
    let mut form = draft.form.clone();
    if form.get(Field::AuthorEmail).is_empty() {
        form.set(Field::AuthorEmail, [to.as_str()]);
    }
    form.truncated()
}

fn response(status: StatusCode, view: ReviewView) -> Response {
    (status, PrivateView(view)).into_response()
}
