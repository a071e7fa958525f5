//! Sends a draft.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jiff::SignedDuration;

use super::preview::validate;
use super::review::{ReviewInput, ReviewNotice, ReviewView};
use super::token::Answer;
use super::{ProposalByToken, find_by_token, find_draft};
use crate::app::App;
use crate::domain::account::Token;
use crate::domain::directory::Email;
use crate::domain::operations::{Message, Purpose, Quota};
use crate::domain::proposal::{Field, Proposal};
use crate::i18n::{Key, messages};
use crate::mail;
use crate::store::{ConfirmationMail, ProposalSubmission, SubmissionOutcome};
use crate::web::{Client, Error, Page, PrivateView, paths};

/// Lifetime of the email confirmation link.
const CONFIRMATION_LIFETIME: SignedDuration = SignedDuration::from_hours(72);

/// Email confirmation: the mail and the token in it.
#[derive(Debug)]
pub struct ConfirmationRequest {
    token: Token,
    message: Message,
    quota: Quota,
}

/// `POST /proposer/{token}/envoi`
pub async fn send(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_draft(&app, &page, client, &token).await?;
    let catalogue = page.catalogue();
    let moderator_message =
        crate::web::proposal::labels::moderator_message(&app, &proposal).await?;
    let again = |status, notice: Option<ReviewNotice>, proposal: &Proposal| {
        let moderator_message = moderator_message.clone();
        let note = ReviewInput { notice, moderator_message, ..ReviewInput::default() };
        (status, PrivateView(ReviewView::new(page.clone(), &catalogue, &token, proposal, note)))
            .into_response()
    };
    let Ok(content) = validate(&catalogue, &proposal) else {
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, None, &proposal));
    };
    let to = &content.author.email;
    let request = ConfirmationRequest::new(&app, client, &proposal, &token, to);
    let sending = ProposalSubmission {
        proposal: proposal.id,
        version: proposal.version,
        confirmation: request.parameters(&app),
    };
    let notice = |key: &Key| Some(ReviewNotice::Limit(page.tv(key, &page.operator_contact())));
    Ok(match app.store.submit_proposal(&sending, app.clock.now()).await? {
        SubmissionOutcome::Moved(_) | SubmissionOutcome::Unchanged(_) => {
            Redirect::to(&paths::follow(&token)).into_response()
        }
        SubmissionOutcome::Changed => {
            let ProposalByToken { proposal, .. } =
                find_by_token(&app, &page, client, &token.reveal()).await?;
            again(StatusCode::CONFLICT, notice(messages::REVIEW_CHANGED), &proposal)
        }
        SubmissionOutcome::OverLimit => {
            let limit = notice(messages::REVIEW_MAIL_LIMIT);
            again(StatusCode::TOO_MANY_REQUESTS, limit, &proposal)
        }
        SubmissionOutcome::NotFound => return Err(Error::NotFound.into()),
    })
}

impl ConfirmationRequest {
    /// Mail that asks the author to confirm `to`; it contains the link to follow the proposal.
    pub fn new(app: &App, client: Client, proposal: &Proposal, follow: &Token, to: &Email) -> Self {
        let token = app.clock.token();
        let title = proposal.form.get(Field::Title);
        let letter = mail::proposal::confirm(&app.public_url, title, &token, follow);
        let quota = Quota::mail(Purpose::Confirm, client.network().as_ref(), to);
        Self { message: letter.to(to, Purpose::Confirm), quota, token }
    }

    /// Parameters of the store.
    pub fn parameters(&self, app: &App) -> ConfirmationMail<'_> {
        ConfirmationMail {
            link: self.token.hash(),
            ends_at: app.now() + CONFIRMATION_LIFETIME,
            message: &self.message,
            quota: &self.quota,
        }
    }
}
