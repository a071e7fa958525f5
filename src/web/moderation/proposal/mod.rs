//! Page of one proposal: comparison, decision, preview.

mod actions;
mod conflict;
mod decision_view;
mod form;
mod notices;
mod private_fields;
mod view;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::app::App;
use crate::domain::account::{Action, Member};
use crate::domain::proposal::{ProposalId, ProposalState};
use crate::i18n::messages;
use crate::web::directory::initiative::{self, Preview};
use crate::web::form::{Fields, FormErrors};
use crate::web::moderation::history::TimeFormatter;
use crate::web::{Error, Page, PathId, PrivateView, Result, SignedIn, paths};

use self::form::DecisionForm;
use self::view::ProposalView;
use super::context::ReviewContext;

pub use self::form::{PARTS, REASON};
pub use super::context::score;
pub use super::diff::{PartDiff, compare};
pub use actions::{ask_change, claim, publish, refuse, release_from_quarantine, undo};

/// `GET /moderation/propositions/12`
pub async fn show(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
) -> Result<Response> {
    let context =
        ReviewContext::load(&app, page.catalogue(), &member, id, Action::SeeProposal).await?;
    let errors = FormErrors::default();
    let view = proposal_view(&app, page, &member.0, &context, None, errors).await?;
    Ok(PrivateView(view).into_response())
}

/// Page of `context`, with the decision typed in `form` and its errors.
async fn proposal_view(
    app: &App,
    page: Page,
    member: &Member,
    context: &ReviewContext,
    form: Option<&DecisionForm>,
    errors: FormErrors,
) -> Result<ProposalView> {
    let waiting = context.waiting_duplicates(app).await?;
    let times = TimeFormatter::new(app, page.lang);
    Ok(ProposalView::new(page, &times, member, context, &waiting, form, errors))
}

/// `POST /moderation/propositions/12/relecture`: the page, with a decision typed over an older version.
pub async fn show_with_input(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
    fields: Fields,
) -> Result<Response> {
    let context = ReviewContext::load(&app, page.catalogue(), &member, id, Action::Decide).await?;
    let typed = DecisionForm::read(&fields)?;
    let errors = FormErrors::default();
    let view = proposal_view(&app, page, &member.0, &context, Some(&typed), errors).await?;
    Ok(PrivateView(view).into_response())
}

/// `GET /moderation/propositions/12/apercu`: preview of the public page with all parts.
pub async fn preview(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
) -> Result<Response> {
    let context =
        ReviewContext::load(&app, page.catalogue(), &member, id, Action::SeeProposal).await?;
    let proposed = context.proposed.as_ref().ok_or(Error::NotFound)?;
    let back = paths::proposal(context.id());
    if context.proposal.state == ProposalState::Published {
        return Ok(Redirect::to(&back).into_response());
    }
    let shown = context.current.as_ref().filter(|it| it.is_published && context.is_change());
    let shown = shown.map(|it| paths::initiative(&it.initiative.facts.slug));
    let shown = shown.into_iter().map(|href| (messages::PREVIEW_PUBLISHED, href));
    let links = [(messages::PROPOSAL_PREVIEW_BACK, back)].into_iter().chain(shown).collect();
    let preview = Preview { text: messages::PROPOSAL_PREVIEW_TEXT, links };
    Ok(initiative::preview(page, &context.catalogue, proposed, preview))
}
