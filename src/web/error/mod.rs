//! Error responses, and the error page.

mod kept;
mod labels;
mod page;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{paths, short::moved};
use crate::{
    i18n::{Key, say},
    offload::Busy,
    store,
};

pub(super) use page::error_pages;
pub use page::{refused, words};

/// Response other than the requested page. The texts here are for logs; pages use the French messages.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no such page")]
    NotFound,
    #[error("withdrawn")]
    Gone,
    /// The record is at this other path.
    #[error("moved to {0}")]
    Moved(String),
    /// Signed in, but not allowed to.
    #[error("forbidden")]
    Forbidden,
    /// Not signed in, or the session has ended.
    #[error("not signed in")]
    SignInFirst,
    /// Signed in, but the action requires re-authentication.
    #[error("re-authentication required")]
    ProveAgain,
    /// Conflict with the current state: the message to show, and a link to go on.
    #[error("conflict")]
    Conflict(&'static Key, Way),
    /// The form is for a proposal that is no longer a draft; the path is its status page.
    #[error("no longer a draft")]
    Closed(String),
    /// The form is for a proposal that does not exist, or no longer.
    #[error("no such draft")]
    Unlinked,
    /// Malformed form body, or not UTF-8.
    #[error("unreadable form")]
    Unreadable,
    /// The database cannot be written: the disk is full or read-only.
    #[error("database not writable")]
    Unwritable(#[source] store::Error),
    /// Too many expensive requests at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        if error.is_about_room() { Self::Unwritable(error) } else { Self::Internal(error.into()) }
    }
}

/// Message that replaces the one of the status, and a link to go on.
#[derive(Debug, Clone)]
struct Said {
    title: &'static Key,
    text: &'static Key,
    way: Option<Way>,
    /// True if the form may succeed once that link was followed.
    again: bool,
}

/// Link to go on: a label and a URL. Opens in a new tab if form recovery is shown.
#[derive(Debug, Clone)]
pub struct Way(pub &'static Key, pub String);

impl Error {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Unlinked => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Moved(_) => StatusCode::MOVED_PERMANENTLY,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::SignInFirst | Self::ProveAgain => StatusCode::UNAUTHORIZED,
            Self::Conflict(..) | Self::Closed(_) => StatusCode::CONFLICT,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Unwritable(_) | Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Message of the error, if that of its status would be wrong or too vague.
    fn said(&self) -> Option<Said> {
        let (title, text, way) = match self {
            Self::Forbidden => (say::ERROR_FORBIDDEN, say::ERROR_FORBIDDEN_TEXT, None),
            Self::Unwritable(_) => (say::ERROR_UNWRITABLE, say::ERROR_UNWRITABLE_TEXT, None),
            Self::Conflict(text, way) => (say::ERROR_CONFLICT, *text, Some(way.clone())),
            Self::SignInFirst => {
                let way = Way(say::ERROR_SIGN_IN_WAY, paths::SIGN_IN.to_owned());
                (say::ERROR_SIGN_IN, say::ERROR_SIGN_IN_TEXT, Some(way))
            }
            Self::ProveAgain => {
                let way = Way(say::ERROR_PROVE_WAY, paths::PROOF.to_owned());
                (say::ERROR_PROVE, say::ERROR_PROVE_TEXT, Some(way))
            }
            Self::Closed(follow) => {
                let way = Way(say::ERROR_CLOSED_WAY, follow.clone());
                (say::ERROR_CLOSED, say::ERROR_CLOSED_TEXT, Some(way))
            }
            Self::Unlinked => {
                let way = Way(say::PROPOSE_TITLE, paths::PROPOSE.to_owned());
                (say::ERROR_UNLINKED, say::ERROR_UNLINKED_TEXT, Some(way))
            }
            Self::NotFound
            | Self::Gone
            | Self::Moved(_)
            | Self::Unreadable
            | Self::Busy(_)
            | Self::Internal(_) => return None,
        };
        let again = matches!(self, Self::Closed(_));
        Some(Said { title, text, way, again })
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Moved(path) => return moved(path),
            Self::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "request failed");
            }
            Self::Unwritable(error) => {
                tracing::error!(error = error as &dyn std::error::Error, "database not writable");
            }
            Self::NotFound
            | Self::Gone
            | Self::Forbidden
            | Self::SignInFirst
            | Self::ProveAgain
            | Self::Conflict(..)
            | Self::Closed(_)
            | Self::Unlinked
            | Self::Unreadable
            | Self::Busy(_) => {}
        }
        let mut response = self.status().into_response();
        if let Some(said) = self.said() {
            response.extensions_mut().insert(said);
        }
        response
    }
}
