//! Actions that decide nothing: claim of a proposal, release from quarantine.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{case::Case, conflict};
use crate::{
    app::App,
    domain::access::Action,
    store::Claimed,
    web::{Done, Page, Result, SignedIn, forms::Fields, moderation::moments::Moments, paths},
};

/// `POST /moderation/propositions/12/reservation`; with `geste=rendre`, gives the claim up.
pub async fn claim(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let case = Case::load(&app, &member, &id, Action::Decide).await?;
    let (by, now) = (member.0.account.id, app.clock.now());
    let back = Redirect::to(&paths::proposal(case.id())).into_response();
    if fields.get("geste") == "rendre" {
        app.store.release(case.id(), by, now).await?;
        return Ok(Done::Released.lead(&paths::proposal(case.id())));
    }
    match app.store.claim(case.id(), by, now).await? {
        Claimed::Yes | Claimed::Absent => Ok(back),
        Claimed::By(name, since) => {
            let ago = Moments::new(&app, page.lang).tell(since).ago;
            Ok(conflict::claimed(page, &case, &name, &ago))
        }
    }
}

/// `POST /moderation/propositions/12/sortie`: releases the proposal from quarantine into the queue.
pub async fn clear(
    State(app): State<App>,
    member: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = Case::load(&app, &member, &id, Action::Decide).await?;
    app.store.clear(case.id(), member.0.account.id, app.clock.now()).await?;
    Ok(Redirect::to(&paths::proposal(case.id())).into_response())
}
