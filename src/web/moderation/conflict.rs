//! Somebody else was faster: what was done meanwhile, with what was typed kept.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use super::{history::EventLine, moments::Moments, words::WORDS};
use crate::{
    app::App,
    domain::ids::InitiativeId,
    i18n::say,
    web::{Page, Result, paths, view::PrivateView},
};

#[derive(Template)]
#[template(path = "moderation/conflict.html")]
pub struct ConflictView {
    pub title: String,
    pub lead: String,
    /// What was done meanwhile.
    pub event: Option<EventLine>,
    pub kept: Vec<String>,
    /// What was written, under the name of its field.
    pub words: Option<(String, String)>,
    /// Where to read it again, unless its author is writing it.
    pub again: Option<(String, String)>,
    /// How to read it again with what was typed in its form.
    pub carried: Option<Carried>,
    pub back: (String, String),
    pub page: Page,
}

/// What was typed, to be carried to the form that it was typed in.
#[derive(Debug)]
pub struct Carried {
    pub label: String,
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
}

impl ConflictView {
    pub fn answer(self) -> Response {
        (StatusCode::CONFLICT, PrivateView(self)).into_response()
    }
}

/// The answer to who would change `initiative` as it is not any more; `typed` is what they wrote about it.
pub async fn changed(
    app: &App,
    page: Page,
    initiative: InitiativeId,
    typed: &str,
) -> Result<Response> {
    let moments = Moments::new(app, page.lang);
    let last = app.store.find_last_change(initiative).await?;
    let words = (page.t(say::EDITED_WHY).into_owned(), typed.to_owned());
    // What is hidden has no form to carry it to: it stands on this page.
    let shown =
        app.store.find_initiative(initiative, None).await?.is_some_and(|it| it.is_published);
    let carried = (shown && !typed.is_empty()).then(|| Carried {
        label: page.t(say::CONFLICT_SEE_EDITED_CARRIED).into_owned(),
        action: paths::edited_again(initiative),
        fields: vec![(WORDS, typed.to_owned())],
    });
    let view = ConflictView {
        title: page.t(say::CONFLICT_TITLE).into_owned(),
        lead: page.t(say::CONFLICT_INITIATIVE).into_owned(),
        event: last.and_then(|it| EventLine::linked(&page, &moments, &it)),
        kept: Vec::new(),
        words: Some(words).filter(|_| !typed.is_empty()),
        again: Some((page.t(say::CONFLICT_SEE_EDITED).into_owned(), paths::edited(initiative))),
        carried,
        back: (page.t(say::CONFLICT_BACK_EDITED).into_owned(), paths::EDITED.to_owned()),
        page,
    };
    Ok(view.answer())
}
