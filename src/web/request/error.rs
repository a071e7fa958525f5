//! Errors of handlers, as responses.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::edge::CachePolicy;
use crate::i18n::{Key, messages};
use crate::offload::Busy;
use crate::store;
use crate::web::paths;

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
    NotSignedIn,
    /// Signed in, but the action requires re-authentication.
    #[error("re-authentication required")]
    ReauthenticationRequired,
    /// Conflict with the current state: the message to show, and a link to go on.
    #[error("conflict")]
    Conflict(&'static Key, ActionLink),
    /// The form is for a proposal that is no longer a draft; the path is its status page.
    #[error("no longer a draft")]
    NoLongerDraft(String),
    /// The form is for a proposal that does not exist, or no longer.
    #[error("no such draft")]
    NoSuchDraft,
    /// Malformed form body, or not UTF-8.
    #[error("unreadable form")]
    MalformedForm,
    /// The database cannot be written: the disk is full or read-only.
    #[error("database not writable")]
    NotWritable(#[source] store::Error),
    /// Too many expensive requests at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The facts that a write depends on changed during each attempt.
    #[error("too many concurrent writes")]
    TooManyWrites,
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        if error.is_unwritable() { Self::NotWritable(error) } else { Self::Internal(error.into()) }
    }
}

/// Message that replaces the one of the status, and a link to go on.
#[derive(Debug, Clone)]
pub struct ErrorMessage {
    pub title: &'static Key,
    pub text: &'static Key,
    pub link: Option<ActionLink>,
    /// True if the form may succeed once that link was followed.
    pub may_retry: bool,
}

/// Link to go on: a label and a URL. Opens in a new tab if form recovery is shown.
#[derive(Debug, Clone)]
pub struct ActionLink(pub &'static Key, pub String);

impl Error {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NoSuchDraft => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Moved(_) => StatusCode::MOVED_PERMANENTLY,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotSignedIn | Self::ReauthenticationRequired => StatusCode::UNAUTHORIZED,
            Self::Conflict(..) | Self::NoLongerDraft(_) => StatusCode::CONFLICT,
            Self::MalformedForm => StatusCode::BAD_REQUEST,
            Self::NotWritable(_) | Self::Busy(_) | Self::TooManyWrites => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Message of the error, if that of its status would be wrong or too vague.
    fn message(&self) -> Option<ErrorMessage> {
        let (title, text, way) = match self {
            Self::Forbidden => (messages::ERROR_FORBIDDEN, messages::ERROR_FORBIDDEN_TEXT, None),
            Self::NotWritable(_) => {
                (messages::ERROR_UNWRITABLE, messages::ERROR_UNWRITABLE_TEXT, None)
            }
            Self::Conflict(text, way) => (messages::ERROR_CONFLICT, *text, Some(way.clone())),
            Self::NotSignedIn => {
                let way = ActionLink(messages::ERROR_SIGN_IN_WAY, paths::SIGN_IN.to_owned());
                (messages::ERROR_SIGN_IN, messages::ERROR_SIGN_IN_TEXT, Some(way))
            }
            Self::ReauthenticationRequired => {
                let way =
                    ActionLink(messages::ERROR_REAUTH_WAY, paths::REAUTHENTICATION.to_owned());
                (messages::ERROR_REAUTH, messages::ERROR_REAUTH_TEXT, Some(way))
            }
            Self::NoLongerDraft(follow) => {
                let way = ActionLink(messages::ERROR_CLOSED_WAY, follow.clone());
                (messages::ERROR_CLOSED, messages::ERROR_CLOSED_TEXT, Some(way))
            }
            Self::NoSuchDraft => {
                let way = ActionLink(messages::PROPOSE_TITLE, paths::PROPOSE.to_owned());
                (messages::ERROR_UNLINKED, messages::ERROR_UNLINKED_TEXT, Some(way))
            }
            Self::NotFound
            | Self::Gone
            | Self::Moved(_)
            | Self::MalformedForm
            | Self::Busy(_)
            | Self::TooManyWrites
            | Self::Internal(_) => return None,
        };
        let again = matches!(self, Self::NoLongerDraft(_));
        Some(ErrorMessage { title, text, link: way, may_retry: again })
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Moved(path) => return permanent_redirect(path),
            Self::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "request failed");
            }
            Self::NotWritable(error) => {
                tracing::error!(error = error as &dyn std::error::Error, "database not writable");
            }
            Self::NotFound
            | Self::Gone
            | Self::Forbidden
            | Self::NotSignedIn
            | Self::ReauthenticationRequired
            | Self::Conflict(..)
            | Self::NoLongerDraft(_)
            | Self::NoSuchDraft
            | Self::MalformedForm
            | Self::Busy(_)
            | Self::TooManyWrites => {}
        }
        let mut response = self.status().into_response();
        if let Some(message) = self.message() {
            response.extensions_mut().insert(message);
        }
        response
    }
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Permanent redirect (301), cached only as long as a page: the target may change its slug.
pub fn permanent_redirect(path: &str) -> Response {
    let location = [(header::LOCATION, path.to_owned())];
    (StatusCode::MOVED_PERMANENTLY, CachePolicy::Public, location).into_response()
}
