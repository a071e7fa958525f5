//! Actions that decide nothing: claim of a proposal, release from quarantine.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::conflict;
use crate::app::App;
use crate::domain::account::Action;
use crate::store::ClaimOutcome;
use crate::web::form::Fields;
use crate::web::moderation::context::ReviewContext;
use crate::web::moderation::times::TimeFormatter;
use crate::web::{Flash, Page, Result, SignedIn, paths};

/// `POST /moderation/propositions/12/reservation`; with `geste=rendre`, gives the claim up.
pub async fn claim(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let case = ReviewContext::load(&app, &member, &id, Action::Decide).await?;
    let (by, now) = (member.0.account.id, app.clock.now());
    let back = Redirect::to(&paths::proposal(case.id())).into_response();
    if fields.get("geste") == "rendre" {
        app.store.release(case.id(), by, now).await?;
        return Ok(Flash::Released.redirect(&paths::proposal(case.id())));
    }
    match app.store.claim(case.id(), by, now).await? {
        ClaimOutcome::Granted | ClaimOutcome::NotFound => Ok(back),
        ClaimOutcome::HeldBy(name, since) => {
            let ago = TimeFormatter::new(&app, page.lang).format(since).ago;
            Ok(conflict::claim_conflict(page, &case, &name, &ago))
        }
    }
}

/// `POST /moderation/propositions/12/sortie`: releases the proposal from quarantine into the queue.
pub async fn release_from_quarantine(
    State(app): State<App>,
    member: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = ReviewContext::load(&app, &member, &id, Action::Decide).await?;
    app.store.release_from_quarantine(case.id(), member.0.account.id, app.clock.now()).await?;
    Ok(Redirect::to(&paths::proposal(case.id())).into_response())
}
