//! Finds the proposal of a token in a URL.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    domain::{proposal::Proposal, secret::Token},
    i18n::say,
    store,
    web::{Error, Page, client::Client, paths, view::PrivateView},
};

/// A proposal, and the token that it was found by.
#[derive(Debug)]
pub struct Linked {
    pub token: Token,
    pub proposal: Proposal,
}

/// Error response to a request with a token.
#[derive(Debug)]
pub enum Refusal {
    /// No proposal has this token.
    Unknown(Box<Page>),
    Error(Error),
}

#[derive(Template)]
#[template(path = "follow/unknown.html")]
struct UnknownView {
    page: Page,
}

/// The proposal that the token `text` leads to, for a `client` who shows it.
pub async fn linked(app: &App, page: &Page, client: Client, text: &str) -> Result<Linked, Refusal> {
    let unknown = || Refusal::Unknown(Box::new(page.clone()));
    let token: Token = text.parse().map_err(|_| unknown())?;
    let found = app.store.find_linked_proposal(token.hash()).await?;
    let mut proposal = found.ok_or_else(unknown)?;
    let now = app.clock.now();
    if proposal.is_opened_again(now) {
        match app.store.note_opening(&proposal, client.network().as_ref(), now).await {
            Ok(true) => proposal.opened_again_at = Some(now),
            // It is read beyond the limits too.
            Ok(false) => {}
            // Drafts stay readable on a full disk.
            Err(error) if error.is_about_room() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Linked { token, proposal })
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        Self::Error(error.into())
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown(page) => {
                (StatusCode::NOT_FOUND, PrivateView(UnknownView { page: *page })).into_response()
            }
            Self::Error(error) => error.into_response(),
        }
    }
}
