//! Hiding what is published, showing it again, putting an older version in force.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::show::{EditedView, find};
use crate::{
    app::App,
    domain::{access::Action, ids::RevisionId, text::Prose},
    i18n::say,
    store::{Edited, Edition, Outcome},
    web::{
        Error, Page, Result, SignedIn,
        forms::{Fields, Mistakes},
        moderation::refreshed,
        paths,
        view::PrivateView,
    },
};

/// `POST /moderation/initiatives/62/retrait`
pub async fn withdraw(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (edited, edition) = open(&app, &member, &id, &fields).await?;
    let typed = fields.get("mot").trim();
    let words: Result<Prose, _> = typed.parse();
    let Ok(words) = words else {
        let mut mistakes = Mistakes::default();
        let wrong =
            if typed.is_empty() { say::MISTAKE_WHY_MISSING } else { say::MISTAKE_WORDS_LONG };
        mistakes.add("mot", page.t(wrong).into_owned());
        let view = EditedView::new(&app, page, &member.0, &edited).await?;
        let view = PrivateView(view.mistaken(typed.to_owned(), mistakes));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response());
    };
    let outcome = app.store.withdraw(&edition, &words).await?;
    answer(&app, page, &member, (&edition, outcome, typed)).await
}

/// `POST /moderation/initiatives/62/retour`
pub async fn put_back(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (_, edition) = open(&app, &member, &id, &fields).await?;
    let outcome = app.store.put_back(&edition).await?;
    answer(&app, page, &member, (&edition, outcome, "")).await
}

/// `POST /moderation/initiatives/62/retablissement`
pub async fn restore(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (_, edition) = open(&app, &member, &id, &fields).await?;
    let of = fields.get("version").parse().map(RevisionId::new).map_err(|_| Error::Unreadable)?;
    let outcome = app.store.restore(&edition, of).await?;
    answer(&app, page, &member, (&edition, outcome, "")).await
}

/// The initiative, for who may change it, and the change that `fields` announce.
pub async fn open(
    app: &App,
    member: &SignedIn,
    id: &str,
    fields: &Fields,
) -> Result<(Edited, Edition)> {
    let edited = find(app, id).await?;
    member.check(Action::EditPublished, &edited.initiative.facts.departements)?;
    let seen = fields.get("en-vigueur").parse().map(RevisionId::new);
    let edition = Edition {
        initiative: edited.initiative.id,
        seen: seen.map_err(|_| Error::Unreadable)?,
        by: member.0.account.id,
        at: app.clock.now(),
    };
    Ok((edited, edition))
}

/// The page of the initiative; when somebody was faster, with what was typed kept.
async fn answer(
    app: &App,
    page: Page,
    member: &SignedIn,
    (edition, outcome, typed): (&Edition, Outcome, &str),
) -> Result<Response> {
    match outcome {
        Outcome::Done => {
            refreshed(app).await;
            Ok(Redirect::to(&paths::edited(edition.initiative)).into_response())
        }
        Outcome::Overtaken => {
            let edited = find(app, &edition.initiative.to_string()).await?;
            let mut mistakes = Mistakes::default();
            mistakes.add("historique", page.t(say::CONFLICT_INITIATIVE).into_owned());
            let view = EditedView::new(app, page, &member.0, &edited).await?;
            let view = PrivateView(view.mistaken(typed.to_owned(), mistakes));
            Ok((StatusCode::CONFLICT, view).into_response())
        }
        Outcome::Absent => Err(Error::NotFound),
    }
}
