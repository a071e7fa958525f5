//! Saves a form step: stores values valid or not, and overwrites no version that the user has not seen.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{StepData, StepView};
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::account::Token;
use crate::domain::proposal::{FormData, FormVersion, Proposal, QuarantineReason, Step};
use crate::i18n::messages;
use crate::store::{StepInput, StepOutcome};
use crate::web::form::{FORM_VERSION, Fields, HONEYPOT_FIELD};
use crate::web::proposal::step::{derived_fields, step_with_errors};
use crate::web::proposal::token::Answer;
use crate::web::proposal::{ProposalByToken, StepSearch, TokenError, find_by_token};
use crate::web::{Client, Error, Page, PrivateView, paths};

/// Action of the button that sent a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StepAction {
    Continue,
    Later,
    FindPlace,
    FindCarrier,
    /// To another step, or to the review page if `None`.
    Go(Option<Step>),
}

impl StepAction {
    fn read(fields: &Fields, step: Step) -> Self {
        let button = fields.get("action");
        match button {
            "revenir" => Self::Go(Some(step.previous().unwrap_or(step))),
            "plus-tard" => Self::Later,
            "chercher" => Self::FindPlace,
            "chercher-acteur" => Self::FindCarrier,
            "relire" => Self::Go(None),
            other => Step::from_slug(other).map_or(Self::Continue, |step| Self::Go(Some(step))),
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
    let step = Step::from_slug(&step).ok_or(Error::NotFound)?;
    let ProposalByToken { token, proposal } = match find_by_token(&app, &page, client, &token).await
    {
        // Form recovery shows the values typed.
        Err(TokenError::Unknown(_)) => return Err(Error::NoSuchDraft.into()),
        other => other?,
    };
    let catalogue = page.catalogue();
    let quarantine = (!fields.get(HONEYPOT_FIELD).is_empty()).then_some(QuarantineReason::Honeypot);
    let asked = StepAction::read(&fields, step);
    let returning = fields.get(paths::RETURN_KEY) == paths::REVIEW;
    let found = run_search(&app, &catalogue, &fields, asked).await;
    let version: Option<FormVersion> = fields.get(FORM_VERSION).parse().ok();
    let (network, version, at) = (client.network(), version.as_ref(), app.clock.now());
    let network = network.as_ref();
    let writing = StepInput { proposal: proposal.id, step, version, quarantine, network, at };
    let change = |entry: &mut FormData| {
        entry.read_step(step, |name| fields.all(name));
        found.write(&catalogue, entry);
    };
    let tell = |entry: &FormData| derived_fields(entry, &catalogue);
    let written = app.store.write_step(&writing, change, tell).await?;
    write_response(page, &app, &token, (written, step), StepResult { asked, found, returning })
}

/// Response to each outcome of the write.
fn write_response(
    page: Page,
    app: &App,
    token: &Token,
    (written, step): (StepOutcome, Step),
    went: StepResult,
) -> Answer {
    match written {
        StepOutcome::Saved(written) => Ok(went.next_page(page, app, token, (&written, step))),
        StepOutcome::Conflict(kept, typed) => {
            Ok(edit_conflict(page, app, token, (&kept, typed, step)))
        }
        StepOutcome::OverLimit(stored, typed) => {
            Ok(rate_limited_page(page, app, token, (&stored, typed, step), went.returning))
        }
        StepOutcome::Closed(kept, typed) if kept.form.equals_in(&typed, step) => {
            Ok(Redirect::to(&paths::follow(token)).into_response())
        }
        StepOutcome::Closed(..) => Err(Error::NoLongerDraft(paths::follow(token)).into()),
        StepOutcome::NotFound => Err(Error::NoSuchDraft.into()),
    }
}

/// Data for the response after a step was stored.
struct StepResult {
    asked: StepAction,
    found: StepSearch,
    /// True if the step was opened from the review page.
    returning: bool,
}

impl StepResult {
    /// Response after a step was stored: the target of the button; for "continue", the step again (422) if it has
    /// errors.
    fn next_page(
        self,
        page: Page,
        app: &App,
        token: &Token,
        (written, step): (&Proposal, Step),
    ) -> Response {
        let Self { asked, found, returning } = self;
        let catalogue = page.catalogue();
        let to = match asked {
            StepAction::Continue => step.next().filter(|_| !returning),
            StepAction::Go(to) => to,
            StepAction::Later => {
                return Redirect::to(&format!("{}?garde", paths::draft_review(token)))
                    .into_response();
            }
            StepAction::FindPlace | StepAction::FindCarrier => {
                let showing = StepData::new(&catalogue, written, step);
                let showing = StepData { found, returns_to_review: returning, ..showing };
                return PrivateView(StepView::new(page, app, token, showing)).into_response();
            }
        };
        if asked == StepAction::Continue
            && let Some(showing) = step_with_errors(&page, &catalogue, written, step)
        {
            let view = StepView::new(
                page,
                app,
                token,
                StepData { returns_to_review: returning, ..showing },
            );
            return (StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response();
        }
        let review = || paths::draft_review(token);
        let to = to.map_or_else(review, |to| paths::draft_step(token, to));
        Redirect::to(&to).into_response()
    }
}

/// Edit conflict (409): another tab stored this step since. The fields hold the values typed, the stored ones are
/// listed above; sending this form overwrites them.
pub(super) fn edit_conflict(
    page: Page,
    app: &App,
    token: &Token,
    (kept, typed, step): (&Proposal, FormData, Step),
) -> Response {
    let typed = Proposal { form: typed, ..kept.clone() };
    let catalogue = page.catalogue();
    let showing = StepData::new(&catalogue, &typed, step);
    let showing = StepData { conflicting: Some(&kept.form), ..showing };
    let view = StepView::new(page, app, token, showing);
    (StatusCode::CONFLICT, PrivateView(view)).into_response()
}

/// Form again (429), not stored: over the limit of draft writes.
fn rate_limited_page(
    page: Page,
    app: &App,
    token: &Token,
    (stored, typed, step): (&Proposal, FormData, Step),
    returning: bool,
) -> Response {
    let notice = Some(page.tv(messages::PROPOSE_LIMIT, &page.operator_contact()));
    let typed = Proposal { form: typed, ..stored.clone() };
    let catalogue = page.catalogue();
    let showing = StepData::new(&catalogue, &typed, step);
    let showing =
        StepData { stored: Some(&stored.form), notice, returns_to_review: returning, ..showing };
    let view = StepView::new(page, app, token, showing);
    (StatusCode::TOO_MANY_REQUESTS, PrivateView(view)).into_response()
}

/// Runs the place or organisation search of a step.
async fn run_search(
    app: &App,
    catalogue: &Catalogue,
    fields: &Fields,
    asked: StepAction,
) -> StepSearch {
    let text = |name| {
        let typed = fields.get(name).trim();
        typed.chars().take(crate::geocoder::MAX_TEXT_CHARS).collect::<String>()
    };
    let (place, carrier) = (text("recherche-lieu"), text("recherche-acteur"));
    if asked == StepAction::FindPlace && !place.is_empty() {
        return StepSearch { carrier, ..StepSearch::place(app, catalogue, &place).await };
    }
    // Organisation results are shown only if that search was asked for.
    let carrier = if asked == StepAction::FindCarrier { carrier } else { String::new() };
    StepSearch { place, carrier, ..StepSearch::default() }
}
