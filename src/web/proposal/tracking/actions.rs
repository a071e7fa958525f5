//! Actions of an author on a sent proposal: withdrawal, correction, erasure.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};

use super::view::{name, title};
use super::{Answer, over_limit, status_page};
use crate::app::App;
use crate::domain::account::TokenHash;
use crate::domain::directory::Email;
use crate::domain::operations::Ceiling;
use crate::domain::proposal::{Field, FormData, Proposal, ProposalState, Step, Transition};
use crate::i18n::messages;
use crate::store::{Moved, NewProposal, SubmissionOutcome};
use crate::web::form::Fields;
use crate::web::proposal::step::derived_fields;
use crate::web::proposal::{ConfirmationRequest, ProposalByToken, find_by_token};
use crate::web::{Client, Error, Page, PrivateView, VisitorFlash, paths};

/// `POST /suivi/{token}/retrait`
pub async fn withdraw(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let network = client.network();
    app.store
        .move_proposal(proposal.id, Transition::Withdraw, network.as_ref(), app.clock.now())
        .await?;
    Ok(Redirect::to(&paths::follow(&token)).into_response())
}

/// `POST /suivi/{token}/confirmation`: mails a new link to confirm the address.
pub async fn resend_confirmation(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let to: Option<Email> = proposal.email.clone();
    let Some(to) = to.filter(|_| proposal.state == ProposalState::Unconfirmed) else {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    };
    let request = ConfirmationRequest::new(&app, client, &proposal, &token, &to);
    let now = app.clock.now();
    match app.store.resend_confirmation(proposal.id, &request.parameters(&app), now).await? {
        SubmissionOutcome::Moved(_) => Ok(VisitorFlash::MailSent.redirect(&paths::follow(&token))),
        SubmissionOutcome::Unchanged(_)
        | SubmissionOutcome::Changed
        | SubmissionOutcome::NotFound => Ok(Redirect::to(&paths::follow(&token)).into_response()),
        SubmissionOutcome::OverLimit => {
            let notice = page.tv(messages::FOLLOW_ASK_LIMIT, &page.operator_contact());
            let view = status_page(&app, page, &token, proposal.id).await?;
            Ok((StatusCode::TOO_MANY_REQUESTS, PrivateView(view.with_notice(notice)))
                .into_response())
        }
    }
}

/// `POST /suivi/{token}/modification`: starts a proposal by the same author that changes the published initiative.
pub async fn modify(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let catalogue = page.catalogue();
    let published = proposal.initiative.and_then(|id| catalogue.initiative(id));
    let published = published.filter(|_| proposal.state == ProposalState::Published);
    let Some(published) = published.filter(|_| proposal.confirmed_at.is_some()) else {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    };
    let base = app.store.find_revision(published.id).await?.ok_or(Error::Gone)?;
    let mut entry = FormData::prefilled(published, &*catalogue);
    for field in [Field::AuthorName, Field::AuthorEmail, Field::AuthorRole] {
        entry.set(field, proposal.form.all(field));
    }
    // Idempotent: clicking twice opens one proposal.
    let nonce = TokenHash::of(nonce_seed(&proposal, base.get()).as_bytes());
    let (link, network) =
        (app.store.server_key().derive_token("proposal", nonce.as_bytes()), client.network());
    let new = NewProposal {
        nonce,
        link: link.hash(),
        entry: &entry,
        derived: &derived_fields(&entry, &catalogue),
        target: Some((published.id, base)),
        confirmed_at: proposal.confirmed_at,
        quarantine: None,
        rate_keys: &[],
        network: network.as_ref(),
        ceiling: Ceiling::DRAFTS,
    };
    if app.store.create_change(&new, app.clock.now()).await?.is_none() {
        return over_limit(&app, page, &token, &proposal).await;
    }
    Ok(Redirect::to(&paths::draft(&link)).into_response())
}

/// Seed of the idempotency nonce: one for each proposal and base revision.
fn nonce_seed(proposal: &Proposal, base: i64) -> String {
    format!("modification:{}:{base}", proposal.id)
}

#[derive(Template)]
#[template(path = "proposal/tracking/reopening.html")]
struct ReopeningView {
    name: String,
    text: String,
    action: String,
    back: String,
    page: Page,
}

/// `GET /suivi/{token}/correction`: warns that reopening takes the proposal out of the queue.
pub async fn confirm_reopening(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    if !matches!(proposal.state, ProposalState::Pending | ProposalState::Unconfirmed) {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let view = ReopeningView {
        name: title(&page, &proposal),
        text: page.tv(messages::REOPEN_TEXT, name(proposal.state)),
        action: paths::by_token(paths::REOPENING, &token),
        back: paths::follow(&token),
        page,
    };
    Ok(PrivateView(view).into_response())
}

/// Name of the field with the step to open.
pub const STEP_FIELD: &str = "etape";

/// `POST /suivi/{token}/correction`: reopens the proposal, at the given step if any.
pub async fn reopen(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let (network, now) = (client.network(), app.clock.now());
    let moved =
        app.store.move_proposal(proposal.id, Transition::Correct, network.as_ref(), now).await?;
    let to = match Step::from_slug(fields.get(STEP_FIELD)) {
        _ if matches!(moved, Moved::OverLimit(_)) => {
            return over_limit(&app, page, &token, &proposal).await;
        }
        _ if !matches!(moved, Moved::To(state) if state.is_editable()) => paths::follow(&token),
        Some(step) => paths::draft_step_then_review(&token, step),
        None => paths::draft_review(&token),
    };
    Ok(Redirect::to(&to).into_response())
}

/// `POST /suivi/{token}/remise`: returns a reopened, unchanged proposal to its place in the queue.
pub async fn return_to_queue(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let network = client.network();
    app.store
        .move_proposal(proposal.id, Transition::Return, network.as_ref(), app.clock.now())
        .await?;
    Ok(Redirect::to(&paths::follow(&token)).into_response())
}

#[derive(Template)]
#[template(path = "proposal/tracking/erasure.html")]
struct ErasureView {
    name: String,
    /// Text about what stays of a published proposal.
    stays: Option<String>,
    action: String,
    back: String,
    page: Page,
}

/// `GET /suivi/{token}/effacement`
pub async fn confirm_erasure(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    let tracked = app.store.find_tracking(proposal.id).await?.ok_or(Error::Gone)?;
    let stays = match tracked.proposal.state == ProposalState::Published {
        true if tracked.is_withdrawn => Some(messages::ERASE_STAYS_HIDDEN),
        true => Some(messages::ERASE_STAYS_PUBLISHED),
        false => None,
    };
    let view = ErasureView {
        name: title(&page, &tracked.proposal),
        stays: stays.map(|key| page.t(key).into_owned()),
        action: paths::by_token(paths::ERASURE, &token),
        back: paths::follow(&token),
        page,
    };
    Ok(PrivateView(view).into_response())
}

/// `POST /suivi/{token}/effacement`
pub async fn erase(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { proposal, .. } = find_by_token(&app, &page, client, &token).await?;
    app.store.erase_proposal(proposal.id, app.clock.now()).await?;
    Ok(VisitorFlash::ProposalErased.redirect(paths::FOLLOW))
}
