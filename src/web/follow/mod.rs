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
    response::IntoResponse as _,
};

use super::{
    Page,
    proposal::{Linked, Refusal, linked},
    view::PrivateView,
};
use crate::{app::App, domain::proposal::ProposalState, i18n::say};

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
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, &token).await?;
    let asked = query.as_deref() == Some(ASKED) && proposal.state == ProposalState::Unconfirmed;
    let notice = asked.then(|| page.t(say::FOLLOW_ASK_SENT).into_owned());
    let mut view = FollowView::load(page, &app, &token, &proposal).await?;
    view.notice = notice;
    Ok(PrivateView(view).into_response())
}
