//! Actions on an initiative: withdraw it, publish it again, restore an older version.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::{find, initiative_page};
use crate::app::App;
use crate::domain::account::Action;
use crate::domain::directory::InitiativeId;
use crate::domain::text::Prose;
use crate::i18n::messages;
use crate::mail::decision::{self, DecisionContext};
use crate::store::{
    Attempt, Author, AuthorNotification, InitiativeEdit, MAX_ATTEMPTS, ModeratedInitiative,
    ModerationOutcome, Notification,
};
use crate::web::form::{Fields, FormErrors};
use crate::web::moderation::conflict::initiative_conflict;
use crate::web::moderation::message::{self, MESSAGE_FIELD};
use crate::web::{Error, Page, PathId, PrivateView, Result, SignedIn, paths};

/// `POST /moderation/initiatives/62/retrait`
pub async fn withdraw(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<InitiativeId>,
    fields: Fields,
) -> Result<Response> {
    let (initiative, edit) = load_edit(&app, &member, id, &fields).await?;
    let (typed, mut errors) = (fields.get(MESSAGE_FIELD).trim(), FormErrors::default());
    let Some(words) =
        message::required_message(&page, typed, messages::FORM_ERROR_WHY_MISSING, &mut errors)
    else {
        if initiative.revision != edit.seen || !initiative.is_published {
            return initiative_conflict(&app, page, edit.initiative, typed).await;
        }
        let (id, typed) = (edit.initiative, typed.to_owned());
        let view = initiative_page(&app, page, &member.0, id, typed, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response());
    };
    let outcome = change_visibility(&app, &page, &initiative, &edit, Some(&words)).await?;
    edit_response(&app, page, edit.initiative, outcome, typed).await
}

/// `POST /moderation/initiatives/62/relecture`: the page of the initiative, with the message typed over an older
/// version.
pub async fn show_with_input(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<InitiativeId>,
    fields: Fields,
) -> Result<Response> {
    let initiative = find(&app, id).await?;
    member.authorize(Action::EditPublished, &initiative.initiative.facts.departements)?;
    let (typed, errors) = (fields.get(MESSAGE_FIELD).trim().to_owned(), FormErrors::default());
    let id = initiative.initiative.id;
    let view = initiative_page(&app, page, &member.0, id, typed, errors).await?;
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/initiatives/62/retour`
pub async fn put_back(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<InitiativeId>,
    fields: Fields,
) -> Result<Response> {
    let (initiative, edit) = load_edit(&app, &member, id, &fields).await?;
    let outcome = change_visibility(&app, &page, &initiative, &edit, None).await?;
    edit_response(&app, page, edit.initiative, outcome, "").await
}

/// `POST /moderation/initiatives/62/retablissement`
pub async fn restore(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<InitiativeId>,
    fields: Fields,
) -> Result<Response> {
    let (_, edit) = load_edit(&app, &member, id, &fields).await?;
    let of = fields.get("version").parse().map_err(|_| Error::MalformedForm)?;
    let outcome = app.store.restore(&edit, of).await?;
    edit_response(&app, page, edit.initiative, outcome, "").await
}

/// Initiative after the permission check, and the edit that `fields` announce.
pub async fn load_edit(
    app: &App,
    member: &SignedIn,
    id: InitiativeId,
    fields: &Fields,
) -> Result<(ModeratedInitiative, InitiativeEdit)> {
    let initiative = find(app, id).await?;
    member.authorize(Action::EditPublished, &initiative.initiative.facts.departements)?;
    let edit = InitiativeEdit {
        initiative: initiative.initiative.id,
        seen: fields.get("en-vigueur").parse().map_err(|_| Error::MalformedForm)?,
        by: member.0.account.id,
        at: app.clock.now(),
    };
    Ok((initiative, edit))
}

/// Withdraws `initiative` for the reason in `words`, or publishes it again without one, and notifies its author.
async fn change_visibility(
    app: &App,
    page: &Page,
    initiative: &ModeratedInitiative,
    edit: &InitiativeEdit,
    words: Option<&Prose>,
) -> Result<ModerationOutcome> {
    let mut author = app.store.find_author(edit.initiative).await?;
    for _ in 0..MAX_ATTEMPTS {
        let notification = author.map(|author| author_mail(app, page, author, initiative, words));
        let attempt = match words {
            Some(words) => app.store.withdraw(edit, words, notification.as_ref()).await?,
            None => app.store.republish(edit, notification.as_ref()).await?,
        };
        match attempt {
            Attempt::Done(outcome) => return Ok(outcome),
            Attempt::Outdated(current) => author = current,
        }
    }
    Ok(ModerationOutcome::Conflict)
}

/// Mail to the author of `initiative`, with a new link to follow the proposal: withdrawn for the reason in `words`, or
/// published again.
fn author_mail(
    app: &App,
    page: &Page,
    author: Author,
    initiative: &ModeratedInitiative,
    words: Option<&Prose>,
) -> AuthorNotification {
    let token = app.clock.token();
    let about = DecisionContext {
        to: &author.email,
        title: initiative.initiative.facts.title.as_str(),
        follow: page.absolute_url(&paths::follow(&token)),
        rules: page.absolute_url(paths::RULES),
    };
    let path = paths::initiative(&initiative.initiative.facts.slug);
    let message = match words {
        Some(words) => decision::taken_down(&about, words, &page.operator_contact()),
        None => decision::put_back(&about, &page.absolute_url(&path)),
    };
    AuthorNotification { notification: Notification { message, link: token.hash() }, author }
}

/// Response to each outcome: redirect, edit conflict with `typed` kept, or 404.
async fn edit_response(
    app: &App,
    page: Page,
    initiative: InitiativeId,
    outcome: ModerationOutcome,
    typed: &str,
) -> Result<Response> {
    match outcome {
        ModerationOutcome::Done => {
            app.refresh_after_publication().await;
            Ok(Redirect::to(&paths::moderated_initiative(initiative)).into_response())
        }
        ModerationOutcome::Conflict => initiative_conflict(app, page, initiative, typed).await,
        ModerationOutcome::NotFound => Err(Error::NotFound),
    }
}
