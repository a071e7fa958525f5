//! Sessions of an account: signs out one or all others, and removes the idle timeout of the current one.

use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::domain::account::SessionId;
use crate::web::{Error, Flash, PathId, Result, SignedIn, paths};

/// `POST /moderation/compte/sessions/{id}/fin`
pub async fn destroy(
    State(app): State<App>,
    SignedIn(member): SignedIn,
    PathId(id): PathId<SessionId>,
) -> Result<Response> {
    if !app.store.end_session_of(member.account.id, id).await? {
        return Err(Error::NotFound);
    }
    Ok(Flash::SessionEnded.redirect(paths::ACCOUNT))
}

/// `POST /moderation/compte/sessions/prolongation`: removes the idle timeout of the current session.
pub async fn extend(State(app): State<App>, SignedIn(member): SignedIn) -> Result<Response> {
    app.store.extend_session(member.session.id).await?;
    Ok(Flash::SessionExtended.redirect(paths::ACCOUNT))
}

/// `POST /moderation/compte/sessions/fin`: ends all sessions but the current one.
pub async fn destroy_others(
    State(app): State<App>,
    SignedIn(member): SignedIn,
) -> Result<Response> {
    app.store.end_other_sessions(member.account.id, member.session.id).await?;
    Ok(Flash::SessionsEnded.redirect(paths::ACCOUNT))
}
