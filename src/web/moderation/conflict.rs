//! Edit conflict (409): the event that came first, with the typed values kept.

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
    /// Event that came first.
    pub event: Option<EventLine>,
    pub kept: Vec<String>,
    /// Message typed, with the label of its field.
    pub words: Option<(String, String)>,
    /// Link to the current version, unless its author is editing it: label and URL.
    pub again: Option<(String, String)>,
    /// Form that opens the current version with the values typed.
    pub carried: Option<Carried>,
    pub back: (String, String),
    pub page: Page,
}

/// Typed values to carry over into the form.
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

/// 409 when `initiative` changed since the page was loaded; `typed` is the message typed.
pub async fn changed(
    app: &App,
    page: Page,
    initiative: InitiativeId,
    typed: &str,
) -> Result<Response> {
    let moments = Moments::new(app, page.lang);
    let last = app.store.find_last_change(initiative).await?;
    let words = (page.t(say::EDITED_WHY).into_owned(), typed.to_owned());
    // A withdrawn initiative has no form to carry the message to: this page shows it.
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
