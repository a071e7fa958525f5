//! First step of a proposal, before a draft exists.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Query;
use serde::Deserialize;

use super::update::edit_conflict;
use super::{FirstStepFields, StepData, StepPage, StepView};
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::directory::{Initiative, InitiativeId, RevisionId};
use crate::domain::operations::{Ceiling, RateLimit};
use crate::domain::proposal::{
    FormData, Proposal, QuarantineReason, Step, ValidationErrors, validate,
};
use crate::i18n::{Key, messages};
use crate::store::NewProposal;
use crate::web::form::token;
use crate::web::form::{
    FORM_TOKEN_FIELD, Fields, FormToken, HONEYPOT_FIELD, new_form_token, new_form_token_filled_in,
};
use crate::web::proposal::labels;
use crate::web::proposal::step::{derived_fields, step_with_errors};
use crate::web::proposal::token::Answer;
use crate::web::{Client, Error, Page, PrivateView, paths};

/// Form name in the token of the first step.
const FORM_NAME: &str = "proposer";
const FIRST: Step = Step::Description;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TargetQuery {
    initiative: Option<i64>,
}

/// `GET /proposer`, or `GET /proposer?initiative=62` to change a published initiative.
pub async fn new(
    State(app): State<App>,
    page: Page,
    Query(query): Query<TargetQuery>,
) -> Result<Response, Error> {
    let catalogue = page.catalogue();
    let target = match query.initiative {
        Some(number) => Some(published(&catalogue, number).ok_or(Error::NotFound)?),
        None => None,
    };
    let entry = target.map(|it| FormData::prefilled(it, &*catalogue)).unwrap_or_default();
    let showing = StepData::of(&entry, FIRST);
    let form_token = match target {
        Some(_) => new_form_token_filled_in(&app, FORM_NAME),
        None => new_form_token(&app, FORM_NAME),
    };
    Ok(first_step_page(page, &catalogue, showing, target, form_token))
}

/// `POST /proposer`: creates the draft and stores the step, valid or not.
pub async fn create(State(app): State<App>, page: Page, client: Client, fields: Fields) -> Answer {
    let catalogue = page.catalogue();
    let number = fields.get("initiative");
    let target = number.parse().ok().and_then(|number| published(&catalogue, number));
    let base = base_revision(&app, target).await?;
    let mut entry = target.map(|it| FormData::prefilled(it, &*catalogue)).unwrap_or_default();
    entry.read_step(FIRST, |name| fields.all(name));
    let sent = fields.get(FORM_TOKEN_FIELD);
    if base.is_none() && !number.is_empty() {
        return Ok(gone_page(page, &catalogue, &entry, sent));
    }
    let Ok(form) = token::verify(app.store.server_key(), FORM_NAME, sent, app.clock.now()) else {
        let showing = with_notice(&page, &entry, messages::PROPOSE_EXPIRED);
        // The user only sends the form again, so the minimum time does not apply.
        let form_token = new_form_token_filled_in(&app, FORM_NAME);
        return Ok(unprocessable(first_step_page(page, &catalogue, showing, target, form_token)));
    };
    if entry.is_blank(FIRST) {
        return Ok(blank_page(page, &catalogue, &entry, target, sent.to_owned()));
    }
    let token = app.store.server_key().derive_token("proposal", form.nonce.as_bytes());
    let (network, starts) = (client.network(), client.rate_key("start", RateLimit::STARTS));
    let new = NewProposal {
        nonce: form.nonce,
        link: token.hash(),
        entry: &entry,
        derived: &derived_fields(&entry, &catalogue),
        target: base,
        confirmed_at: None,
        quarantine: quarantine(form, &fields),
        rate_keys: starts.as_slice(),
        network: network.as_ref(),
        ceiling: Ceiling::DRAFTS,
    };
    let Some(id) = app.store.create_proposal(&new, app.clock.now()).await? else {
        return Ok(rate_limited_page(page, &catalogue, &entry, target, sent.to_owned()));
    };
    let draft = app.store.find_proposal(id).await?.ok_or(Error::NoSuchDraft)?;
    let at = StepPage { page, catalogue: &catalogue, token: &token, number: app.clock.random() };
    redirect_to_draft(at, &draft, entry.truncated())
}

/// Form again (410): the initiative to change is no longer published.
fn gone_page(page: Page, catalogue: &Catalogue, entry: &FormData, form_token: &str) -> Response {
    let showing = with_notice(&page, entry, messages::CHANGE_GONE);
    with_status(
        StatusCode::GONE,
        first_step_page(page, catalogue, showing, None, form_token.to_owned()),
    )
}

/// Form again (422): nothing was typed. It keeps its token, so time counts from the first page.
fn blank_page(
    page: Page,
    catalogue: &Catalogue,
    entry: &FormData,
    target: Option<&Initiative>,
    form_token: String,
) -> Response {
    let errors = labels::errors(&page, &validation_errors(entry, target, catalogue), Some(FIRST));
    let showing = StepData { errors, ..StepData::of(entry, FIRST) };
    unprocessable(first_step_page(page, catalogue, showing, target, form_token))
}

/// Form again (429): over the limit of drafts.
fn rate_limited_page(
    page: Page,
    catalogue: &Catalogue,
    entry: &FormData,
    target: Option<&Initiative>,
    form_token: String,
) -> Response {
    let notice = Some(page.tv(messages::PROPOSE_LIMIT, &page.operator_contact()));
    let showing = StepData { notice, ..StepData::of(entry, FIRST) };
    let response = first_step_page(page, catalogue, showing, target, form_token);
    with_status(StatusCode::TOO_MANY_REQUESTS, response)
}

/// Redirect to `draft`, which this form created now or earlier. If it differs from `typed` (a form sent again with other
/// values), an edit conflict; an error if it is no longer open.
fn redirect_to_draft(at: StepPage<'_>, draft: &Proposal, typed: FormData) -> Answer {
    let (is_open, is_same) = (draft.state.is_editable(), draft.form.equals_in(&typed, FIRST));
    if !is_open && is_same {
        return Ok(Redirect::to(&paths::follow(at.token)).into_response());
    }
    if !is_open {
        return Err(Error::NoLongerDraft(paths::follow(at.token)).into());
    }
    if !is_same {
        return Ok(edit_conflict(at, draft, typed, FIRST));
    }
    // Validation errors are shown at the draft's own URL.
    let has_errors = step_with_errors(&at.page, at.catalogue, draft, FIRST).is_some();
    let to = if has_errors { FIRST } else { Step::Place };
    Ok(Redirect::to(&paths::draft_step(at.token, to)).into_response())
}

fn with_notice<'a>(page: &Page, entry: &'a FormData, key: &Key) -> StepData<'a> {
    StepData { notice: Some(page.t(key).into_owned()), ..StepData::of(entry, FIRST) }
}

fn validation_errors(
    entry: &FormData,
    target: Option<&Initiative>,
    catalogue: &Catalogue,
) -> ValidationErrors {
    validate(entry, target, catalogue).err().unwrap_or_default()
}

fn published(catalogue: &Catalogue, number: i64) -> Option<&Initiative> {
    catalogue.initiative(InitiativeId::new(number))
}

/// Id of the initiative to change, with its current revision.
async fn base_revision(
    app: &App,
    target: Option<&Initiative>,
) -> Result<Option<(InitiativeId, RevisionId)>, Error> {
    let Some(target) = target else { return Ok(None) };
    Ok(app.store.find_revision(target.id).await?.map(|base_revision| (target.id, base_revision)))
}

fn quarantine(form_token: FormToken, fields: &Fields) -> Option<QuarantineReason> {
    let honeypot_filled = !fields.get(HONEYPOT_FIELD).is_empty();
    honeypot_filled
        .then_some(QuarantineReason::Honeypot)
        .or(form_token.too_fast.then_some(QuarantineReason::TooFast))
}

/// Page of the first step with its token.
fn first_step_page(
    page: Page,
    catalogue: &Catalogue,
    showing: StepData<'_>,
    target: Option<&Initiative>,
    form_token: String,
) -> Response {
    let initiative = target.map(|it| it.id.to_string()).unwrap_or_default();
    let fields = FirstStepFields { form_token, initiative };
    let showing = StepData { target, ..showing };
    PrivateView(StepView::first_step(page, catalogue, showing, fields)).into_response()
}

fn unprocessable(response: Response) -> Response {
    with_status(StatusCode::UNPROCESSABLE_ENTITY, response)
}

fn with_status(status: StatusCode, mut response: Response) -> Response {
    *response.status_mut() = status;
    response
}
