//! Finds the proposal of a token in a URL.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::domain::account::Token;
use crate::domain::proposal::Proposal;
use crate::i18n::messages;
use crate::store;
use crate::web::{Client, Error, Page, PrivateView, paths};

/// A proposal, and the token that it was found by.
#[derive(Debug)]
pub struct ProposalByToken {
    pub token: Token,
    pub proposal: Proposal,
}

/// Error response to a request with a token.
#[derive(Debug)]
pub enum TokenError {
    /// No proposal has this token.
    Unknown(Box<Page>),
    /// The proposal with this token is no longer open: redirects to its status page.
    Closed(Token),
    Error(Error),
}

#[derive(Template)]
#[template(path = "proposal/tracking/unknown_link.html")]
struct UnknownLinkView {
    page: Page,
}

/// The proposal that the token `text` leads to, for a `client` who shows it.
pub async fn find_by_token(
    app: &App,
    page: &Page,
    client: Client,
    text: &str,
) -> Result<ProposalByToken, TokenError> {
    let unknown = || TokenError::Unknown(Box::new(page.clone()));
    let token: Token = text.parse().map_err(|_| unknown())?;
    let found = app.store.find_linked_proposal(token.hash()).await?;
    let mut proposal = found.ok_or_else(unknown)?;
    let now = app.clock.now();
    if proposal.is_first_return(now) {
        match app.store.record_reopening(&proposal, client.network().as_ref(), now).await {
            Ok(true) => proposal.returned_at = Some(now),
            // It is read beyond the limits too.
            Ok(false) => {}
            // Drafts stay readable on a full disk.
            Err(error) if error.is_unwritable() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(ProposalByToken { token, proposal })
}

/// The draft that the token `text` leads to, for a `client` who edits it.
pub async fn find_draft(
    app: &App,
    page: &Page,
    client: Client,
    text: &str,
) -> Result<ProposalByToken, TokenError> {
    let found = find_by_token(app, page, client, text).await?;
    if found.proposal.state.is_editable() {
        Ok(found)
    } else {
        Err(TokenError::Closed(found.token))
    }
}

impl From<store::Error> for TokenError {
    fn from(error: store::Error) -> Self {
        Self::Error(error.into())
    }
}

impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown(page) => {
                (StatusCode::NOT_FOUND, PrivateView(UnknownLinkView { page: *page }))
                    .into_response()
            }
            Self::Closed(token) => Redirect::to(&paths::follow(&token)).into_response(),
            Self::Error(error) => error.into_response(),
        }
    }
}

pub type Answer = Result<Response, TokenError>;
