//! Actions on an initiative: withdraw it, publish it again, restore an older version.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::{InitiativeView, find};
use crate::app::App;
use crate::domain::account::Action;
use crate::domain::directory::RevisionId;
use crate::domain::operations::Message;
use crate::i18n::messages;
use crate::mail::decision::{self, DecisionContext};
use crate::store::{Author, InitiativeEdit, ModeratedInitiative, ModerationOutcome, Notification};
use crate::web::form::{Fields, FormErrors};
use crate::web::moderation::conflict::initiative_conflict;
use crate::web::moderation::message::{self, MESSAGE_FIELD};
use crate::web::{Error, Page, PrivateView, Result, SignedIn, paths};

/// `POST /moderation/initiatives/62/retrait`
pub async fn withdraw(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (edited, edition) = load_edit(&app, &member, &id, &fields).await?;
    let (typed, mut errors) = (fields.get(MESSAGE_FIELD).trim(), FormErrors::default());
    let Some(words) =
        message::required_message(&page, typed, messages::MISTAKE_WHY_MISSING, &mut errors)
    else {
        if edited.revision != edition.seen || !edited.is_published {
            return initiative_conflict(&app, page, edition.initiative, typed).await;
        }
        let view = InitiativeView::new(&app, page, &member.0, &edited).await?;
        let view = PrivateView(view.with_errors(typed.to_owned(), errors));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response());
    };
    let tell = |author: &Author| {
        author_mail(&app, &page, (author, &edited), |about| {
            decision::taken_down(about, &words, &page.operator_contact())
        })
    };
    let outcome = app.store.withdraw(&edition, &words, &tell).await?;
    edit_response(&app, page, (&edition, outcome, typed)).await
}

/// `POST /moderation/initiatives/62/relecture`: the page of the initiative, with the message typed over an older
/// version.
pub async fn show_with_input(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let edited = find(&app, &id).await?;
    member.authorize(Action::EditPublished, &edited.initiative.facts.departements)?;
    let view = InitiativeView::new(&app, page, &member.0, &edited).await?;
    let view = view.with_errors(fields.get(MESSAGE_FIELD).trim().to_owned(), FormErrors::default());
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/initiatives/62/retour`
pub async fn put_back(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (edited, edition) = load_edit(&app, &member, &id, &fields).await?;
    let tell = |author: &Author| author_mail(&app, &page, (author, &edited), decision::put_back);
    let outcome = app.store.republish(&edition, &tell).await?;
    edit_response(&app, page, (&edition, outcome, "")).await
}

/// `POST /moderation/initiatives/62/retablissement`
pub async fn restore(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (_, edition) = load_edit(&app, &member, &id, &fields).await?;
    let of =
        fields.get("version").parse().map(RevisionId::new).map_err(|_| Error::MalformedForm)?;
    let outcome = app.store.restore(&edition, of).await?;
    edit_response(&app, page, (&edition, outcome, "")).await
}

/// Initiative after the permission check, and the edit that `fields` announce.
pub async fn load_edit(
    app: &App,
    member: &SignedIn,
    id: &str,
    fields: &Fields,
) -> Result<(ModeratedInitiative, InitiativeEdit)> {
    let edited = find(app, id).await?;
    member.authorize(Action::EditPublished, &edited.initiative.facts.departements)?;
    let seen = fields.get("en-vigueur").parse().map(RevisionId::new);
    let edition = InitiativeEdit {
        initiative: edited.initiative.id,
        seen: seen.map_err(|_| Error::MalformedForm)?,
        by: member.0.account.id,
        at: app.clock.now(),
    };
    Ok((edited, edition))
}

/// Mail that `write` composes for the author of `edited`, with a new link to follow the proposal.
fn author_mail(
    app: &App,
    page: &Page,
    (author, edited): (&Author, &ModeratedInitiative),
    write: impl FnOnce(&DecisionContext<'_>) -> Message,
) -> Notification {
    let token = app.clock.token();
    let about = DecisionContext {
        to: &author.email,
        title: edited.initiative.facts.title.as_str(),
        follow: page.absolute_url(&paths::follow(&token)),
        rules: page.absolute_url(paths::RULES),
    };
    Notification { message: write(&about), link: token.hash() }
}

/// Response to each outcome: redirect, edit conflict with `typed` kept, or 404.
async fn edit_response(
    app: &App,
    page: Page,
    (edition, outcome, typed): (&InitiativeEdit, ModerationOutcome, &str),
) -> Result<Response> {
    match outcome {
        ModerationOutcome::Done => {
            app.refresh_after_publication().await;
            Ok(Redirect::to(&paths::moderated_initiative(edition.initiative)).into_response())
        }
        ModerationOutcome::Conflict => {
            initiative_conflict(app, page, edition.initiative, typed).await
        }
        ModerationOutcome::NotFound => Err(Error::NotFound),
    }
}
