//! Status pages of a proposal, by its link; email confirmation; mailing of links.

mod act;
mod address;
mod correct;
mod erase;
mod hidden;
mod kept;
mod past;
mod view;

use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::IntoResponse as _,
};

use super::{
    Page,
    client::Client,
    proposal::{Linked, Refusal, linked},
    view::PrivateView,
};
use crate::{
    app::App,
    domain::{
        proposal::{Proposal, ProposalState},
        secret::Token,
    },
    i18n::say,
};

pub use self::{
    act::{ask_again, modify, withdraw},
    address::{confirm, index, mail_links, unconfirmed},
    correct::{ask_to_correct, correct, put_back},
    erase::{ask_to_erase, erase},
};

pub use self::past::asked;

use self::view::FollowView;

/// Query of a page after a mail was sent.
const ASKED: &str = "courriel";

type Answer = Result<axum::response::Response, Refusal>;

/// `GET /suivi/{token}`
pub async fn show(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    let asked = query.as_deref() == Some(ASKED) && proposal.state == ProposalState::Unconfirmed;
    let notice = asked.then(|| page.t(say::FOLLOW_ASK_SENT).into_owned());
    let mut view = FollowView::load(page, &app, &token, &proposal).await?;
    view.notice = notice;
    Ok(PrivateView(view).into_response())
}

/// The page of a proposal that nothing was done to: its network, or all together, write more than is stored.
async fn over_limit(page: Page, app: &App, token: &Token, proposal: &Proposal) -> Answer {
    let notice = page.tv(say::FOLLOW_LIMIT, &page.reach());
    let view = FollowView::load(page, app, token, proposal).await?;
    Ok((StatusCode::TOO_MANY_REQUESTS, PrivateView(view.saying(notice))).into_response())
}
