//! Reopens a sent proposal for correction, after a warning that it leaves the queue; returns it to the queue.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};

use super::view::{name, title};
use super::{Answer, over_limit};
use crate::app::App;
use crate::domain::proposal::{ProposalState, Step, Transition};
use crate::i18n::messages;
use crate::store::Moved;
use crate::web::form::Fields;
use crate::web::proposal::{ProposalByToken, find_by_token};
use crate::web::{Client, Page, PrivateView, paths};

#[derive(Template)]
#[template(path = "proposal/tracking/reopening.html")]
struct ReopeningView {
    name: String,
    text: String,
    action: String,
    back: String,
    page: Page,
}

/// `GET /suivi/{token}/correction`: warns that reopening takes the proposal out of the queue.
pub async fn confirm_reopening(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    if !matches!(proposal.state, ProposalState::Pending | ProposalState::Unconfirmed) {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let view = ReopeningView {
        name: title(&page, &proposal),
        text: page.tv(messages::REOPEN_TEXT, name(proposal.state)),
        action: paths::follow_action(&token, "correction"),
        back: paths::follow(&token),
        page,
    };
    Ok(PrivateView(view).into_response())
}

/// Name of the field with the step to open.
pub const STEP_FIELD: &str = "etape";

/// `POST /suivi/{token}/correction`: reopens the proposal, at the given step if any.
pub async fn reopen(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let (network, now) = (client.network(), app.clock.now());
    let moved =
        app.store.move_proposal(proposal.id, Transition::Correct, network.as_ref(), now).await?;
    let to = match Step::from_slug(fields.get(STEP_FIELD)) {
        _ if matches!(moved, Moved::OverLimit(_)) => {
            return over_limit(page, &app, &token, &proposal).await;
        }
        _ if !matches!(moved, Moved::To(state) if state.is_editable()) => paths::follow(&token),
        Some(step) => paths::draft_step_then_review(&token, step),
        None => paths::draft_page(&token, paths::REVIEW),
    };
    Ok(Redirect::to(&to).into_response())
}

/// `POST /suivi/{token}/remise`: returns a reopened, unchanged proposal to its place in the queue.
pub async fn return_to_queue(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let network = client.network();
    app.store
        .move_proposal(proposal.id, Transition::Return, network.as_ref(), app.clock.now())
        .await?;
    Ok(Redirect::to(&paths::follow(&token)).into_response())
}
