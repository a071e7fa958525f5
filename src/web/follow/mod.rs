//! Following a proposal by its link, and asking for one's links.

mod act;
mod address;
mod erase;
mod view;

use axum::{
    extract::{Path, State},
    response::IntoResponse as _,
};

use super::{
    Page,
    proposal::{Linked, Refusal, linked},
    view::PrivateView,
};
use crate::app::App;

pub use self::{
    act::{ask_again, correct, modify, withdraw},
    address::{confirm, index, mail_links, unconfirmed},
    erase::{ask_to_erase, erase},
};

pub use self::view::words;

use self::view::FollowView;

type Answer = Result<axum::response::Response, Refusal>;

/// `GET /suivi/{token}`
pub async fn show(State(app): State<App>, page: Page, Path(token): Path<String>) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, &token).await?;
    let view = FollowView::load(page, &app, &token, &proposal).await?;
    Ok(PrivateView(view).into_response())
}
