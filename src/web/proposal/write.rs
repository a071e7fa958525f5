//! Saves a form step: stores values valid or not, and overwrites no version that the user has not seen.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    Answer, Found, Linked, Refusal, linked, mistaken,
    step::{Showing, StepView},
    told,
};
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        proposal::{Entry, Proposal, Quarantine, Sheet, Step},
        secret::Token,
    },
    i18n::say,
    store::{StepWriting, StepWritten},
    web::{
        Error, Page,
        client::Client,
        forms::{Fields, SHEET},
        paths,
        stamp::TRAP,
        view::PrivateView,
    },
};

/// Action of the button that sent a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Continue,
    Later,
    FindPlace,
    FindCarrier,
    /// To another step, or to the review page if `None`.
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

/// `POST /proposer/{token}/ou`: stores the values, valid or not.
pub async fn update(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path((token, step)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let step = Step::at(&step).ok_or(Error::NotFound)?;
    let Linked { token, proposal } = match linked(&app, &page, client, &token).await {
        // Form recovery shows the values typed.
        Err(Refusal::Unknown(_)) => return Err(Error::Unlinked.into()),
        other => other?,
    };
    let catalogue = app.catalogue();
    let quarantine = (!fields.get(TRAP).is_empty()).then_some(Quarantine::Trap);
    let asked = Asked::read(&fields, step);
    let returning = fields.get(paths::BACK) == paths::REVIEW;
    let found = find(&app, &catalogue, &fields, asked).await;
    let sheet: Option<Sheet> = fields.get(SHEET).parse().ok();
    let (network, sheet, at) = (client.network(), sheet.as_ref(), app.clock.now());
    let network = network.as_ref();
    let writing = StepWriting { proposal: proposal.id, step, sheet, quarantine, network, at };
    let change = |entry: &mut Entry| {
        entry.take(step, |name| fields.all(name));
        found.write(&catalogue, entry);
    };
    let tell = |entry: &Entry| told(entry, &catalogue);
    let written = app.store.write_step(&writing, change, tell).await?;
    answer(page, &app, &token, (written, step), Went { asked, found, returning })
}

/// Response to each outcome of the write.
fn answer(
    page: Page,
    app: &App,
    token: &Token,
    (written, step): (StepWritten, Step),
    went: Went,
) -> Answer {
    match written {
        StepWritten::Now(written) => Ok(went.to(page, app, token, (&written, step))),
        StepWritten::Overtaken(kept, typed) => {
            Ok(overtaken(page, app, token, (&kept, typed, step)))
        }
        StepWritten::OverLimit(stored, typed) => {
            Ok(over_limit(page, app, token, (&stored, typed, step), went.returning))
        }
        StepWritten::Closed(kept, typed) if kept.entry.says_the_same(&typed, step) => {
            Ok(Redirect::to(&paths::follow(token)).into_response())
        }
        StepWritten::Closed(..) => Err(Error::Closed(paths::follow(token)).into()),
        StepWritten::Gone => Err(Error::Unlinked.into()),
    }
}

/// Data for the response after a step was stored.
struct Went {
    asked: Asked,
    found: Found,
    /// True if the step was opened from the review page.
    returning: bool,
}

impl Went {
    /// Response after a step was stored: the target of the button; for "continue", the step again (422) if it has
    /// errors.
    fn to(
        self,
        page: Page,
        app: &App,
        token: &Token,
        (written, step): (&Proposal, Step),
    ) -> Response {
        let Self { asked, found, returning } = self;
        let catalogue = app.catalogue();
        let to = match asked {
            Asked::Continue => step.next().filter(|_| !returning),
            Asked::Go(to) => to,
            Asked::Later => {
                return Redirect::to(&paths::draft_page(token, "relire?garde")).into_response();
            }
            Asked::FindPlace | Asked::FindCarrier => {
                let showing = Showing::new(&catalogue, written, step);
                let showing = Showing { found, returning, ..showing };
                return PrivateView(StepView::new(page, app, token, showing)).into_response();
            }
        };
        if asked == Asked::Continue
            && let Some(showing) = mistaken(&page, &catalogue, written, step)
        {
            let view = StepView::new(page, app, token, Showing { returning, ..showing });
            return (StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response();
        }
        let review = || paths::draft_page(token, paths::REVIEW);
        let to = to.map_or_else(review, |to| paths::draft_step(token, to));
        Redirect::to(&to).into_response()
    }
}

/// Edit conflict (409): another tab stored this step since. The fields hold the values typed, the stored ones are
/// listed above; sending this form overwrites them.
pub(super) fn overtaken(
    page: Page,
    app: &App,
    token: &Token,
    (kept, typed, step): (&Proposal, Entry, Step),
) -> Response {
    let typed = Proposal { entry: typed, ..kept.clone() };
    let catalogue = app.catalogue();
    let showing = Showing::new(&catalogue, &typed, step);
    let showing = Showing { newer: Some(&kept.entry), ..showing };
    let view = StepView::new(page, app, token, showing);
    (StatusCode::CONFLICT, PrivateView(view)).into_response()
}

/// Form again (429), not stored: over the limit of draft writes.
fn over_limit(
    page: Page,
    app: &App,
    token: &Token,
    (stored, typed, step): (&Proposal, Entry, Step),
    returning: bool,
) -> Response {
    let notice = Some(page.tv(say::PROPOSE_LIMIT, &page.reach()));
    let typed = Proposal { entry: typed, ..stored.clone() };
    let catalogue = app.catalogue();
    let showing = Showing::new(&catalogue, &typed, step);
    let showing = Showing { stored: Some(&stored.entry), notice, returning, ..showing };
    let view = StepView::new(page, app, token, showing);
    (StatusCode::TOO_MANY_REQUESTS, PrivateView(view)).into_response()
}

/// Runs the place or organisation search of a step.
async fn find(app: &App, catalogue: &Catalogue, fields: &Fields, asked: Asked) -> Found {
    let text = |name| {
        let typed = fields.get(name).trim();
        typed.chars().take(crate::geocoder::LONGEST).collect::<String>()
    };
    let (place, carrier) = (text("recherche-lieu"), text("recherche-acteur"));
    if asked == Asked::FindPlace && !place.is_empty() {
        return Found { carrier, ..Found::place(app, catalogue, &place).await };
    }
    // Organisation results are shown only if that search was asked for.
    let carrier = if asked == Asked::FindCarrier { carrier } else { String::new() };
    Found { place, carrier, ..Found::default() }
}
