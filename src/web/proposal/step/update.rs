//! Saves a form step: stores values valid or not, and overwrites no version that the user has not seen.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{StepData, StepPage};
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::proposal::{FormData, FormVersion, Proposal, QuarantineReason, Step};
use crate::i18n::messages;
use crate::store::{Attempt, MAX_ATTEMPTS, StepInput, StepOutcome};
use crate::web::form::{FORM_VERSION, Fields, HONEYPOT_FIELD};
use crate::web::proposal::step::{derived_fields, step_with_errors};
use crate::web::proposal::token::Answer;
use crate::web::proposal::{ProposalByToken, StepSearch, TokenError, find_by_token};
use crate::web::{Client, Error, Page, PrivateView, VisitorFlash, paths};

/// Name of the text field of the place search.
pub const PLACE_SEARCH_FIELD: &str = "recherche-lieu";
/// Name of the text field of the organisation search.
pub const CARRIER_SEARCH_FIELD: &str = "recherche-acteur";

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
    let action = StepAction::read(&fields, step);
    let found = run_search(&app, &catalogue, &fields, action).await;
    let sent = SentStep {
        step,
        action,
        found,
        version: fields.get(FORM_VERSION).parse().ok(),
        quarantine: (!fields.get(HONEYPOT_FIELD).is_empty()).then_some(QuarantineReason::Honeypot),
        returning: fields.get(paths::RETURN_KEY) == paths::REVIEW,
        fields,
    };
    let at = StepPage { page, catalogue: &catalogue, token: &token, number: app.clock.random() };
    let mut stored = proposal;
    for _ in 0..MAX_ATTEMPTS {
        let typed = sent.applied_to(&stored, &catalogue);
        match sent.save(&app, client, &stored, &typed, &catalogue).await? {
            Attempt::Done(outcome) => return sent.response(at, outcome, typed),
            Attempt::Outdated(newer) => stored = newer,
        }
    }
    let typed = sent.applied_to(&stored, &catalogue);
    Ok(edit_conflict(at, &stored, typed, step))
}

/// A step as sent.
struct SentStep {
    step: Step,
    fields: Fields,
    action: StepAction,
    found: StepSearch,
    /// Version of the form, if it has one.
    version: Option<FormVersion>,
    quarantine: Option<QuarantineReason>,
    /// True if the step was opened from the review page.
    returning: bool,
}

impl SentStep {
    /// Form data of `draft` with the values typed and found.
    fn applied_to(&self, draft: &Proposal, catalogue: &Catalogue) -> FormData {
        let mut form = draft.form.clone();
        form.read_step(self.step, |name| self.fields.all(name));
        self.found.write(catalogue, &mut form);
        form
    }

    /// Saves the form data `typed`, which is based on `draft`.
    async fn save(
        &self,
        app: &App,
        client: Client,
        draft: &Proposal,
        typed: &FormData,
        catalogue: &Catalogue,
    ) -> Result<Attempt<StepOutcome, Proposal>, TokenError> {
        let network = client.network();
        let input = StepInput {
            proposal: draft.id,
            step: self.step,
            base: draft.version,
            form: typed,
            derived: &derived_fields(&typed.truncated(), catalogue),
            form_version: self.version.as_ref(),
            quarantine: self.quarantine,
            network: network.as_ref(),
            at: app.clock.now(),
        };
        Ok(app.store.write_step(&input).await?)
    }

    /// Response to each outcome of the write.
    fn response(self, at: StepPage<'_>, outcome: StepOutcome, typed: FormData) -> Answer {
        let step = self.step;
        match outcome {
            StepOutcome::Saved(saved) => Ok(self.next_page(at, &saved)),
            StepOutcome::Conflict(stored) => Ok(edit_conflict(at, &stored, typed, step)),
            StepOutcome::OverLimit(stored) => Ok(self.rate_limited_page(at, &stored, typed)),
            StepOutcome::Closed(stored) if stored.form.equals_in(&typed, step) => {
                Ok(Redirect::to(&paths::follow(at.token)).into_response())
            }
            StepOutcome::Closed(_) => Err(Error::NoLongerDraft(paths::follow(at.token)).into()),
            StepOutcome::NotFound => Err(Error::NoSuchDraft.into()),
        }
    }

    /// Response after a step was stored: the target of the button; for "continue", the step again (422) if it has
    /// errors.
    fn next_page(self, at: StepPage<'_>, saved: &Proposal) -> Response {
        let Self { step, action, found, returning, .. } = self;
        let to = match action {
            StepAction::Continue => step.next().filter(|_| !returning),
            StepAction::Go(to) => to,
            StepAction::Later => {
                return VisitorFlash::DraftSaved.redirect(&paths::draft_review(at.token));
            }
            StepAction::FindPlace | StepAction::FindCarrier => {
                let showing = StepData::new(at.catalogue, saved, step);
                let showing = StepData { found, returns_to_review: returning, ..showing };
                return PrivateView(at.view(showing)).into_response();
            }
        };
        if action == StepAction::Continue
            && let Some(showing) = step_with_errors(&at.page, at.catalogue, saved, step)
        {
            let view = at.view(StepData { returns_to_review: returning, ..showing });
            return (StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response();
        }
        let review = || paths::draft_review(at.token);
        let to = to.map_or_else(review, |to| paths::draft_step(at.token, to));
        Redirect::to(&to).into_response()
    }

    /// Form again (429), not stored: over the limit of draft writes.
    fn rate_limited_page(&self, at: StepPage<'_>, stored: &Proposal, typed: FormData) -> Response {
        let notice = Some(at.page.tv(messages::PROPOSE_LIMIT, &at.page.operator_contact()));
        let typed = Proposal { form: typed, ..stored.clone() };
        let showing = StepData::new(at.catalogue, &typed, self.step);
        let (stored, returns_to_review) = (Some(&stored.form), self.returning);
        let view = at.view(StepData { returns_to_review, stored, notice, ..showing });
        (StatusCode::TOO_MANY_REQUESTS, PrivateView(view)).into_response()
    }
}

/// Edit conflict (409): another tab stored this step since. The fields hold the values typed, the stored ones are
/// listed above; sending this form overwrites them.
pub(super) fn edit_conflict(
    at: StepPage<'_>,
    stored: &Proposal,
    typed: FormData,
    step: Step,
) -> Response {
    let typed = Proposal { form: typed, ..stored.clone() };
    let showing = StepData::new(at.catalogue, &typed, step);
    let view = at.view(StepData { conflicting: Some(&stored.form), ..showing });
    (StatusCode::CONFLICT, PrivateView(view)).into_response()
}

/// Runs the place or organisation search of a step.
async fn run_search(
    app: &App,
    catalogue: &Catalogue,
    fields: &Fields,
    action: StepAction,
) -> StepSearch {
    let text = |name| {
        let typed = fields.get(name).trim();
        typed.chars().take(crate::geocoder::MAX_TEXT_CHARS).collect::<String>()
    };
    let (place, carrier) = (text(PLACE_SEARCH_FIELD), text(CARRIER_SEARCH_FIELD));
    if action == StepAction::FindPlace && !place.is_empty() {
        return StepSearch { carrier, ..StepSearch::place(app, catalogue, &place).await };
    }
    // Organisation results are shown only if that search was asked for.
    let carrier = if action == StepAction::FindCarrier { carrier } else { String::new() };
    StepSearch { place, carrier, ..StepSearch::default() }
}
