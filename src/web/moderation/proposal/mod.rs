//! Page of one proposal: comparison, decision, preview.

mod about;
mod case;
mod claim;
mod conflict;
mod decide;
mod decision;
mod form;
mod notices;
mod rows;
mod tell;
mod twins;
mod values;
mod view;

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};

use crate::{
    app::App,
    domain::{access::Action, proposal::ProposalState},
    i18n::say,
    web::{
        Error, Page, Result, SignedIn,
        forms::{Fields, Mistakes},
        initiative::{self, Preview},
        paths,
        view::PrivateView,
    },
};

use self::{case::Case, form::DecisionForm, view::ProposalView};

pub use case::score;
pub use claim::{claim, clear};
pub use decide::{ask_change, publish, refuse, undo};
pub use rows::{Row, compare};

/// `GET /moderation/propositions/12`
pub async fn show(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = Case::load(&app, &member, &id, Action::SeeProposal).await?;
    let form = (None, Mistakes::default());
    let view = ProposalView::new(&app, page, &member.0, &case, form).await?;
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/propositions/12/relecture`: the page, with a decision typed over an older version.
pub async fn show_again(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let case = Case::load(&app, &member, &id, Action::Decide).await?;
    let typed = DecisionForm::read(&fields)?;
    let form = (Some(&typed), Mistakes::default());
    let view = ProposalView::new(&app, page, &member.0, &case, form).await?;
    Ok(PrivateView(view).into_response())
}

/// `GET /moderation/propositions/12/apercu`: preview of the public page with all parts.
pub async fn preview(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = Case::load(&app, &member, &id, Action::SeeProposal).await?;
    let proposed = case.proposed.as_ref().ok_or(Error::NotFound)?;
    let back = paths::proposal(case.id());
    if case.proposal.state == ProposalState::Published {
        return Ok(Redirect::to(&back).into_response());
    }
    let shown = case.now.as_ref().filter(|it| it.is_published && case.is_change());
    let shown = shown.map(|it| paths::initiative(&it.initiative.facts.slug));
    let shown = shown.into_iter().map(|href| (say::PREVIEW_PUBLISHED, href));
    let ways = [(say::PROPOSAL_PREVIEW_BACK, back)].into_iter().chain(shown).collect();
    let preview = Preview { text: say::PROPOSAL_PREVIEW_TEXT, ways };
    Ok(initiative::preview(page, &app.catalogue(), proposed, preview))
}
