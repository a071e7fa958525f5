//! Erases a proposal, after a page that says what is erased and what stays.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};

use super::Answer;
use super::view::title;
use super::withdrawal::is_withdrawn;
use crate::app::App;
use crate::domain::proposal::ProposalState;
use crate::i18n::messages;
use crate::web::proposal::{ProposalByToken, find_by_token};
use crate::web::{Client, Page, PrivateView, paths};

#[derive(Template)]
#[template(path = "proposal/tracking/erasure.html")]
struct ErasureView {
    name: String,
    /// Text about what stays of a published proposal.
    stays: Option<String>,
    action: String,
    back: String,
    page: Page,
}

/// `GET /suivi/{token}/effacement`
pub async fn confirm_erasure(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let stays = match proposal.state == ProposalState::Published {
        true if is_withdrawn(&app, &proposal).await? => Some(messages::ERASE_STAYS_HIDDEN),
        true => Some(messages::ERASE_STAYS_PUBLISHED),
        false => None,
    };
    let view = ErasureView {
        name: title(&page, &proposal),
        stays: stays.map(|key| page.t(key).into_owned()),
        action: paths::follow_action(&token, "effacement"),
        back: paths::follow(&token),
        page,
    };
    Ok(PrivateView(view).into_response())
}

/// `POST /suivi/{token}/effacement`
pub async fn erase(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { proposal, .. } = find_by_token(&app, &page, client, &token).await?;
    app.store.erase_proposal(proposal.id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("{}?effacee", paths::FOLLOW)).into_response())
}
