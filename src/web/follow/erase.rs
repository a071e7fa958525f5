//! Erases a proposal, after a page that says what is erased and what stays.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
};

use super::{Answer, hidden::is_hidden, view::title};
use crate::{
    app::App,
    domain::proposal::ProposalState,
    i18n::say,
    web::{
        Page,
        client::Client,
        paths,
        proposal::{Linked, linked},
        view::PrivateView,
    },
};

#[derive(Template)]
#[template(path = "follow/erase.html")]
struct EraseView {
    name: String,
    /// Text about what stays of a published proposal.
    stays: Option<String>,
    action: String,
    back: String,
    page: Page,
}

/// `GET /suivi/{token}/effacement`
pub async fn ask_to_erase(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    let stays = match proposal.state == ProposalState::Published {
        true if is_hidden(&app, &proposal).await? => Some(say::ERASE_STAYS_HIDDEN),
        true => Some(say::ERASE_STAYS_PUBLISHED),
        false => None,
    };
    let view = EraseView {
        name: title(&page, &proposal),
        stays: stays.map(|key| page.t(key).into_owned()),
        action: paths::follow_act(&token, "effacement"),
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
    let Linked { proposal, .. } = linked(&app, &page, client, &token).await?;
    app.store.erase_proposal(proposal.id, app.clock.now()).await?;
    Ok(Redirect::to(&format!("{}?effacee", paths::FOLLOW)).into_response())
}
