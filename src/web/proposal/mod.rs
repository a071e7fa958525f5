//! Proposal form, step by step.

pub mod ask;
mod begin;
mod carrier;
mod inputs;
mod linked;
mod mail;
mod over;
mod place;
mod preview;
mod review;
mod said;
mod send;
mod step;
pub mod words;
mod write;

use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{Error, Page, client::Client, paths, view::PrivateView};
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        initiative::Initiative,
        proposal::{Content, Entry, Heading, Mistaken, Proposal, Step, Told, read},
        suspicion::suspicion,
    },
};

pub use self::{
    begin::{begin, create},
    linked::{Linked, Refusal, linked},
    mail::mail_link,
    over::Over,
    place::Found,
    preview::preview,
    review::review,
    send::{Asking, send},
    write::update,
};

use self::step::{Showing, StepView};

type Answer = Result<Response, Refusal>;

/// `GET /proposer/{token}`: redirects to the first step with an error, or to the review page.
pub async fn resume(
    State(app): State<App>,
    page: Page,
    client: Client,
    path: Path<Vec<(String, String)>>,
) -> Answer {
    let token = path.iter().find(|(name, _)| name == "token").map_or("", |(_, it)| it.as_str());
    let Linked { token, proposal } = linked(&app, &page, client, token).await?;
    if !proposal.state.is_open() {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let mistaken = sound(&app.catalogue(), &proposal).err().unwrap_or_default();
    let to = match mistaken.first() {
        Some((field, _)) => paths::draft_step(&token, field.step()),
        None => paths::draft_page(&token, "relire"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// `GET /proposer/{token}/ou`: shows errors if the step was sent before, or is opened to correct it.
pub async fn edit(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path((token, step)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    let step = Step::at(&step).ok_or(Error::NotFound)?;
    if !proposal.state.is_open() {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let catalogue = app.catalogue();
    let to_correct = query.as_deref() == Some(paths::TO_CORRECT);
    let told = to_correct || app.store.was_sent(proposal.id, step).await?;
    let wrong = if told { mistaken(&page, &catalogue, &proposal, step) } else { None };
    let showing = wrong.unwrap_or_else(|| Showing::new(&catalogue, &proposal, step));
    let back = query.as_deref().and_then(|it| it.strip_prefix(paths::BACK)?.strip_prefix('='));
    let showing = Showing { returning: to_correct || back == Some(paths::REVIEW), ..showing };
    Ok(PrivateView(StepView::new(page, &app, &token, showing)).into_response())
}

/// Applies `change` to the form data of `proposal`; `None` if it is no longer open.
async fn keep(
    app: &App,
    catalogue: &Catalogue,
    proposal: &Proposal,
    change: impl FnOnce(&mut Entry),
) -> Result<Option<Proposal>, Refusal> {
    let now = app.clock.now();
    let written =
        app.store.write_proposal(proposal.id, now, change, |entry| told(entry, catalogue));
    Ok(written.await?)
}

/// Validates `proposal`, against the published initiative if it changes one.
fn sound(catalogue: &Catalogue, proposal: &Proposal) -> Result<Content, Mistaken> {
    read(&proposal.entry, changed(catalogue, proposal), catalogue)
}

/// Published initiative that `proposal` changes.
fn changed<'a>(catalogue: &'a Catalogue, proposal: &Proposal) -> Option<&'a Initiative> {
    proposal.over().and_then(|id| catalogue.initiative(id))
}

/// Derived fields of form data, stored at each write: summary and spam score.
pub fn told(entry: &Entry, catalogue: &Catalogue) -> Told {
    Told { heading: Heading::of(entry, catalogue), suspicion: suspicion(entry) }
}

/// `step` with its validation errors; `None` if there are none.
fn mistaken<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    proposal: &'a Proposal,
    step: Step,
) -> Option<Showing<'a>> {
    let wrong = sound(catalogue, proposal).err().unwrap_or_default();
    let mistakes = words::mistakes(page, &wrong, Some(step));
    (!mistakes.is_empty()).then(|| Showing { mistakes, ..Showing::new(catalogue, proposal, step) })
}
