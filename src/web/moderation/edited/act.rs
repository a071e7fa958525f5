//! Actions on an initiative: withdraw it, publish it again, restore an older version.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::show::{EditedView, find};
use crate::{
    app::App,
    domain::{access::Action, ids::RevisionId, mail::Message},
    i18n::say,
    mail::decision::{self, About},
    store::{Author, Edited, Edition, Outcome, Telling},
    web::{
        Error, Page, Result, SignedIn,
        forms::{Fields, Mistakes},
        moderation::{
            conflict::changed,
            refreshed,
            words::{self, WORDS},
        },
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
    let (typed, mut mistakes) = (fields.get(WORDS).trim(), Mistakes::default());
    let Some(words) = words::required(&page, typed, say::MISTAKE_WHY_MISSING, &mut mistakes) else {
        if edited.revision != edition.seen || !edited.is_published {
            return changed(&app, page, edition.initiative, typed).await;
        }
        let view = EditedView::new(&app, page, &member.0, &edited).await?;
        let view = PrivateView(view.mistaken(typed.to_owned(), mistakes));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, view).into_response());
    };
    let tell = |author: &Author| {
        told(&app, &page, (author, &edited), |about| {
            decision::taken_down(about, &words, &page.reach())
        })
    };
    let outcome = app.store.withdraw(&edition, &words, &tell).await?;
    answer(&app, page, (&edition, outcome, typed)).await
}

/// `POST /moderation/initiatives/62/relecture`: the page of the initiative, with the message typed over an older
/// version.
pub async fn show_again(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let edited = find(&app, &id).await?;
    member.check(Action::EditPublished, &edited.initiative.facts.departements)?;
    let view = EditedView::new(&app, page, &member.0, &edited).await?;
    let view = view.mistaken(fields.get(WORDS).trim().to_owned(), Mistakes::default());
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
    let (edited, edition) = open(&app, &member, &id, &fields).await?;
    let tell = |author: &Author| told(&app, &page, (author, &edited), decision::put_back);
    let outcome = app.store.put_back(&edition, &tell).await?;
    answer(&app, page, (&edition, outcome, "")).await
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
    answer(&app, page, (&edition, outcome, "")).await
}

/// Initiative after the permission check, and the edit that `fields` announce.
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

/// Mail that `write` composes for the author of `edited`, with a new link to follow the proposal.
fn told(
    app: &App,
    page: &Page,
    (author, edited): (&Author, &Edited),
    write: impl FnOnce(&About<'_>) -> Message,
) -> Telling {
    let token = app.clock.token();
    let about = About {
        to: &author.email,
        title: edited.initiative.facts.title.as_str(),
        follow: page.absolute(&paths::follow(&token)),
        rules: page.absolute(paths::RULES),
    };
    Telling { message: write(&about), link: token.hash() }
}

/// Response to each outcome: redirect, edit conflict with `typed` kept, or 404.
async fn answer(
    app: &App,
    page: Page,
    (edition, outcome, typed): (&Edition, Outcome, &str),
) -> Result<Response> {
    match outcome {
        Outcome::Done => {
            refreshed(app).await;
            Ok(Redirect::to(&paths::edited(edition.initiative)).into_response())
        }
        Outcome::Overtaken => changed(app, page, edition.initiative, typed).await,
        Outcome::Absent => Err(Error::NotFound),
    }
}
