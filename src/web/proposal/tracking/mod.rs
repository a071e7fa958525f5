//! Status pages of a proposal, by its link; email confirmation; mailing of links.

mod actions;
mod email;
mod timeline;
mod view;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;

use super::{ProposalByToken, TokenError, find_by_token};
use crate::app::App;
use crate::domain::account::Token;
use crate::domain::proposal::{Proposal, ProposalId, ProposalState};
use crate::i18n::messages;
use crate::store::WaitingChange;
use crate::web::{Client, Error, Page, PrivateView, Result, VisitorFlash};

pub use self::actions::{
    confirm_erasure, confirm_reopening, erase, modify, reopen, resend_confirmation,
    return_to_queue, withdraw,
};
pub use self::email::{confirm, confirmation_page, index, mail_links};

use self::view::{ChangeLink, TrackingView};

type Answer = Result<axum::response::Response, TokenError>;

/// `GET /suivi/{token}`
pub async fn show(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let waits = proposal.state == ProposalState::Unconfirmed;
    let is_sent = waits && VisitorFlash::MailSent.is_in(query.as_deref());
    let notice = is_sent.then(|| page.t(messages::FOLLOW_ASK_SENT).into_owned());
    let mut view = status_page(&app, page, &token, proposal.id).await?;
    view.notice = notice;
    Ok(PrivateView(view).into_response())
}

/// Status page of the proposal `id`, which has the link `token`.
async fn status_page(app: &App, page: Page, token: &Token, id: ProposalId) -> Result<TrackingView> {
    let tracked = app.store.find_tracking(id).await?.ok_or(Error::Gone)?;
    let key = app.store.server_key();
    let link = |it: &WaitingChange| ChangeLink {
        state: it.state,
        token: key.derive_token("proposal", &it.nonce),
    };
    let changes: Vec<ChangeLink> = tracked.waiting_changes.iter().map(link).collect();
    let catalogue = page.catalogue();
    Ok(TrackingView::new(page, &catalogue, &app.clock, token, &tracked, &changes))
}

/// The page of a proposal that nothing was done to: its network, or all together, write more than is stored.
async fn over_limit(app: &App, page: Page, token: &Token, proposal: &Proposal) -> Answer {
    let notice = page.tv(messages::FOLLOW_LIMIT, &page.operator_contact());
    let view = status_page(app, page, token, proposal.id).await?;
    Ok((StatusCode::TOO_MANY_REQUESTS, PrivateView(view.with_notice(notice))).into_response())
}
