//! Edit conflict (409): the event that came first, with the typed values kept.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::history::{EventLine, TimeFormatter};
use super::message::MESSAGE_FIELD;
use crate::app::App;
use crate::domain::directory::InitiativeId;
use crate::i18n::messages;
use crate::store::LatestEdit;
use crate::web::{Page, PrivateView, Result, paths};

#[derive(Template)]
#[template(path = "moderation/conflict.html")]
pub struct ConflictView {
    pub title: String,
    pub lead: String,
    /// Event that came first.
    pub event: Option<EventLine>,
    pub choices: Vec<String>,
    /// Message typed, with the label of its field.
    pub typed_message: Option<(String, String)>,
    /// Link to the current version, unless its author is editing it: label and URL.
    pub current_version: Option<(String, String)>,
    /// Form that opens the current version with the values typed.
    pub resubmit: Option<ResubmitForm>,
    pub back: (String, String),
    pub page: Page,
}

/// Typed values to carry over into the form.
#[derive(Debug)]
pub struct ResubmitForm {
    pub label: String,
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
}

impl ConflictView {
    pub fn respond(self) -> Response {
        (StatusCode::CONFLICT, PrivateView(self)).into_response()
    }
}

/// 409 when `initiative` changed since the page was loaded; `typed` is the message typed.
pub async fn initiative_conflict(
    app: &App,
    page: Page,
    initiative: InitiativeId,
    typed: &str,
) -> Result<Response> {
    let latest = app.store.find_latest_edit(initiative).await?;
    let times = TimeFormatter::new(app, page.lang);
    Ok(ConflictView::of_initiative(page, &times, initiative, &latest, typed).respond())
}

impl ConflictView {
    fn of_initiative(
        page: Page,
        times: &TimeFormatter,
        initiative: InitiativeId,
        latest: &LatestEdit,
        typed: &str,
    ) -> Self {
        let words = (page.t(messages::MODERATED_WHY).into_owned(), typed.to_owned());
        // A withdrawn initiative has no form to carry the message to: this page shows it.
        let carried = (latest.is_published && !typed.is_empty()).then(|| ResubmitForm {
            label: page.t(messages::CONFLICT_SEE_INITIATIVE_CURRENT).into_owned(),
            action: paths::moderated_initiative_resubmission(initiative),
            fields: vec![(MESSAGE_FIELD, typed.to_owned())],
        });
        Self {
            title: page.t(messages::CONFLICT_TITLE).into_owned(),
            lead: page.t(messages::CONFLICT_INITIATIVE).into_owned(),
            event: latest.event.as_ref().and_then(|it| EventLine::linked(&page, times, it)),
            choices: Vec::new(),
            typed_message: Some(words).filter(|_| !typed.is_empty()),
            current_version: Some((
                page.t(messages::CONFLICT_SEE_INITIATIVE).into_owned(),
                paths::moderated_initiative(initiative),
            )),
            resubmit: carried,
            back: (
                page.t(messages::CONFLICT_BACK_INITIATIVE).into_owned(),
                paths::MODERATED_INITIATIVES.to_owned(),
            ),
            page,
        }
    }
}
