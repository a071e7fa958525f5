//! Proposing an initiative, step by step.

pub mod ask;
mod begin;
mod carrier;
mod inputs;
mod linked;
mod mail;
mod place;
mod preview;
mod review;
mod send;
mod step;
pub mod words;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{Error, Page, forms::Fields, paths, stamp::TRAP, view::PrivateView};
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        proposal::{Entry, Heading, Proposal, Quarantine, Step, Told, read},
        suspicion::suspicion,
    },
};

pub use self::{
    begin::{begin, create},
    linked::{Linked, Refusal, linked},
    mail::{demands, mail_link},
    place::Found,
    preview::preview,
    review::review,
    send::{Asking, send},
};

use self::step::{Showing, StepView};

type Answer = Result<Response, Refusal>;

/// What the button that sent a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Continue,
    Later,
    FindPlace,
    FindCarrier,
    /// Another step; the last look when none.
    Go(Option<Step>),
}

impl Asked {
    fn read(fields: &Fields, step: Step) -> Self {
        let button = fields.get("action");
        match button {
            "revenir" => Self::Go(Some(step.previous().unwrap_or(step))),
            "plus-tard" => Self::Later,
            "chercher" => Self::FindPlace,
            "chercher-acteur" => Self::FindCarrier,
            "relire" => Self::Go(None),
            other => Step::at(other).map_or(Self::Continue, |step| Self::Go(Some(step))),
        }
    }
}

/// `GET /proposer/{token}`: the first step that lacks something, or the last look.
pub async fn resume(
    State(app): State<App>,
    page: Page,
    path: Path<Vec<(String, String)>>,
) -> Answer {
    let token = path.iter().find(|(name, _)| name == "token").map_or("", |(_, it)| it.as_str());
    let Linked { token, proposal } = linked(&app, &page, token).await?;
    if !proposal.state.is_open() {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let mistaken = read(&proposal.entry, &*app.catalogue()).err().unwrap_or_default();
    let to = match mistaken.first() {
        Some((field, _)) => paths::draft_step(&token, field.step()),
        None => paths::draft_page(&token, "relire"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// `GET /proposer/{token}/ou`
pub async fn edit(
    State(app): State<App>,
    page: Page,
    Path((token, step)): Path<(String, String)>,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, &token).await?;
    let step = Step::at(&step).ok_or(Error::NotFound)?;
    if !proposal.state.is_open() {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let catalogue = app.catalogue();
    let showing = Showing::new(&catalogue, &proposal, step);
    Ok(PrivateView(StepView::new(page, &catalogue, &token, showing)).into_response())
}

/// `POST /proposer/{token}/ou`: what was typed is kept, sound or not.
pub async fn update(
    State(app): State<App>,
    page: Page,
    Path((token, step)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, &token).await?;
    let step = Step::at(&step).ok_or(Error::NotFound)?;
    let catalogue = app.catalogue();
    if proposal.state.is_open() && !fields.get(TRAP).is_empty() {
        app.store.set_apart(proposal.id, Quarantine::Trap).await?;
    }
    let asked = Asked::read(&fields, step);
    let found = find(&app, &catalogue, &fields, asked).await;
    let written = keep(&app, &catalogue, &proposal, |entry| {
        entry.take(step, |name| fields.all(name));
        found.write(&catalogue, entry);
    });
    let Some(written) = written.await? else {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    };
    let to = match asked {
        Asked::Continue => step.next(),
        Asked::Go(to) => to,
        Asked::Later => {
            let to = paths::draft_page(&token, "relire?garde");
            return Ok(Redirect::to(&to).into_response());
        }
        Asked::FindPlace | Asked::FindCarrier => {
            let showing = Showing { found, ..Showing::new(&catalogue, &written, step) };
            return Ok(
                PrivateView(StepView::new(page, &catalogue, &token, showing)).into_response()
            );
        }
    };
    if asked == Asked::Continue
        && let Some(view) = mistaken(&page, &catalogue, &written, step)
    {
        let view = StepView::new(page, &catalogue, &token, view);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response());
    }
    let to =
        to.map_or_else(|| paths::draft_page(&token, "relire"), |to| paths::draft_step(&token, to));
    Ok(Redirect::to(&to).into_response())
}

/// What the boxes of a step find.
async fn find(app: &App, catalogue: &Catalogue, fields: &Fields, asked: Asked) -> Found {
    let text = |name| {
        let typed = fields.get(name).trim();
        typed.chars().take(crate::geocoder::LONGEST).collect::<String>()
    };
    let (place, carrier) = (text("recherche-lieu"), text("recherche-acteur"));
    if asked == Asked::FindPlace && !place.is_empty() {
        return Found { carrier, ..Found::place(app, catalogue, &place).await };
    }
    // Only who looks for a structure is told what was found.
    let carrier = if asked == Asked::FindCarrier { carrier } else { String::new() };
    Found { place, carrier, ..Found::default() }
}

/// Writes a change of what `proposal` says; none when it is no longer open.
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

/// What is read from an entry each time it is written.
pub fn told(entry: &Entry, catalogue: &Catalogue) -> Told {
    Told { heading: Heading::of(entry, catalogue), suspicion: suspicion(entry) }
}

/// `step` with what is wrong in it; none when nothing is.
fn mistaken<'a>(
    page: &Page,
    catalogue: &Catalogue,
    proposal: &'a Proposal,
    step: Step,
) -> Option<Showing<'a>> {
    let wrong = read(&proposal.entry, catalogue).err().unwrap_or_default();
    let mistakes = words::mistakes(page, &wrong, Some(step));
    (!mistakes.is_empty()).then(|| Showing { mistakes, ..Showing::new(catalogue, proposal, step) })
}
