//! Correction of a published initiative: all fields on one page.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    act::open,
    ask::Asked,
    fields::{Section, mistakes, sections, typed},
    show::find,
};
use crate::{
    app::App,
    domain::{
        access::Action,
        ids::RevisionId,
        proposal::{Entry, read},
        secret::TokenHash,
    },
    i18n::say,
    store::{Correction, Edited, Outcome},
    web::{
        Error, Page, Result, SignedIn,
        forms::{Fields, Mistakes},
        moderation::refreshed,
        paths,
        view::PrivateView,
    },
};

/// Name of the checkbox that says that the facts were verified.
const VERIFIED: &str = "verifie";

#[derive(Template)]
#[template(path = "moderation/correct.html")]
struct CorrectView {
    title: String,
    action: String,
    back: String,
    seen: RevisionId,
    sections: Vec<Section>,
    verified: bool,
    mistakes: Mistakes,
    page: Page,
}

/// `GET /moderation/initiatives/62/correction`
pub async fn edit(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let edited = find(&app, &id).await?;
    member.check(Action::EditPublished, &edited.initiative.facts.departements)?;
    let entry = Entry::of(&edited.initiative, &*app.catalogue());
    let view = CorrectView::new(&app, page, &edited, (&entry, false, Mistakes::default()));
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/initiatives/62/correction`
pub async fn correct(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (edited, edition) = open(&app, &member, &id, &fields).await?;
    let (catalogue, verified) = (app.catalogue(), fields.has(VERIFIED));
    let entry = typed(&catalogue, &edited.initiative, &member.0, &fields);
    let content = match read(&entry, Some(&edited.initiative), &*catalogue) {
        Ok(content) => content,
        Err(broken) => {
            let wrong = mistakes(&page, &broken);
            let view = CorrectView::new(&app, page, &edited, (&entry, verified, wrong));
            // The form stays based on the revision that was loaded.
            let view = CorrectView { seen: edition.seen, ..view };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response());
        }
    };
    let verified_on = verified.then(|| app.clock.today());
    let print = TokenHash::of(entry.to_string().as_bytes());
    let correction = Correction { content: &content, print, verified: verified_on };
    match app.store.correct(&edition, &correction).await? {
        Outcome::Done => {
            refreshed(&app).await;
            Ok(Redirect::to(&paths::edited(edition.initiative)).into_response())
        }
        Outcome::Overtaken => {
            let edited = find(&app, &id).await?;
            let mut mistakes = Mistakes::default();
            mistakes.add("historique", page.t(say::CORRECT_OVERTAKEN).into_owned());
            let view = CorrectView::new(&app, page, &edited, (&entry, verified, mistakes));
            Ok((StatusCode::CONFLICT, PrivateView(view)).into_response())
        }
        Outcome::Absent => Err(Error::NotFound),
    }
}

impl CorrectView {
    fn new(
        app: &App,
        page: Page,
        edited: &Edited,
        (entry, verified, mistakes): (&Entry, bool, Mistakes),
    ) -> Self {
        let id = edited.initiative.id;
        Self {
            title: page.tv(say::CORRECT_TITLE, edited.initiative.facts.title.as_str()),
            action: paths::correction(id),
            back: paths::edited(id),
            seen: edited.revision,
            sections: sections(&page, &app.catalogue(), entry, &mistakes),
            verified,
            mistakes,
            page,
        }
    }
}
