//! Proposal form, step by step.

pub mod labels;
mod link_mail;
mod preview;
mod review;
mod step;
mod submission;
mod token;
pub mod tracking;
pub mod widgets;

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse as _, Redirect};

use self::preview::validate;
use self::step::{StepData, StepPage, step_with_errors};
use self::token::Answer;
use super::{Client, Error, Page, PrivateView, paths};
use crate::app::App;
use crate::domain::proposal::Step;

pub use self::link_mail::mail_link;
pub use self::preview::{TargetLink, preview};
pub use self::review::{EMAIL_FIELD, review};
pub use self::step::first_step::{create, new};
pub use self::step::update::{CARRIER_SEARCH_FIELD, PLACE_SEARCH_FIELD, update};
pub use self::submission::{ConfirmationRequest, send};
pub use self::token::{ProposalByToken, TokenError, find_by_token, find_draft};
pub use self::widgets::StepSearch;

/// `GET /proposer/{token}`: redirects to the first step with an error, or to the review page.
pub async fn resume(
    State(app): State<App>,
    page: Page,
    client: Client,
    path: Path<Vec<(String, String)>>,
) -> Answer {
    let token = path.iter().find(|(name, _)| name == "token").map_or("", |(_, it)| it.as_str());
    let ProposalByToken { token, proposal } = find_draft(&app, &page, client, token).await?;
    let step_with_errors = validate(&page.catalogue(), &proposal).err().unwrap_or_default();
    let to = match step_with_errors.first() {
        Some((field, _)) => paths::draft_step(&token, field.step()),
        None => paths::draft_review(&token),
    };
    Ok(Redirect::to(&to).into_response())
}

/// `GET /proposer/{token}/ou`: shows errors if the step was sent before, or is opened to correct it.
pub async fn edit(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path((token, step)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let step = Step::from_slug(&step).ok_or(Error::NotFound)?;
    if !proposal.state.is_editable() {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let catalogue = page.catalogue();
    let to_correct = query.as_deref() == Some(paths::CORRECTION_KEY);
    let shows_errors = to_correct || app.store.was_sent(proposal.id, step).await?;
    let wrong =
        if shows_errors { step_with_errors(&page, &catalogue, &proposal, step) } else { None };
    let showing = wrong.unwrap_or_else(|| StepData::new(&catalogue, &proposal, step));
    let back =
        query.as_deref().and_then(|it| it.strip_prefix(paths::RETURN_KEY)?.strip_prefix('='));
    let showing =
        StepData { returns_to_review: to_correct || back == Some(paths::REVIEW), ..showing };
    let at = StepPage { page, catalogue: &catalogue, token: &token, number: app.clock.random() };
    Ok(PrivateView(at.view(showing)).into_response())
}
