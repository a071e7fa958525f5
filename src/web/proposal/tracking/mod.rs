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
use crate::domain::proposal::{Proposal, ProposalState};
use crate::i18n::messages;
use crate::web::{Client, Page, PrivateView};

pub use self::actions::{
    confirm_erasure, confirm_reopening, erase, modify, reopen, resend_confirmation,
    return_to_queue, withdraw,
};
pub use self::email::{confirm, confirmation_page, index, mail_links};

use self::view::TrackingView;

/// Query of a page after a mail was sent.
const MAIL_SENT: &str = "courriel";

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
    let asked = query.as_deref() == Some(MAIL_SENT) && proposal.state == ProposalState::Unconfirmed;
    let notice = asked.then(|| page.t(messages::FOLLOW_ASK_SENT).into_owned());
    let mut view = TrackingView::load(page, &app, &token, &proposal).await?;
    view.notice = notice;
    Ok(PrivateView(view).into_response())
}

/// The page of a proposal that nothing was done to: its network, or all together, write more than is stored.
async fn over_limit(page: Page, app: &App, token: &Token, proposal: &Proposal) -> Answer {
    let notice = page.tv(messages::FOLLOW_LIMIT, &page.operator_contact());
    let view = TrackingView::load(page, app, token, proposal).await?;
    Ok((StatusCode::TOO_MANY_REQUESTS, PrivateView(view.with_notice(notice))).into_response())
}
