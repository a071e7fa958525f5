//! One proposal: what it changes, and what is decided about it.

mod about;
mod case;
mod conflict;
mod decide;
mod decision;
mod form;
mod rows;
mod tell;
mod twins;
mod values;
mod view;

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use crate::{
    app::App,
    domain::access::Action,
    web::{
        Error, Page, Result, SignedIn, forms::Mistakes, initiative::InitiativeView,
        view::PrivateView,
    },
};

use self::{case::Case, view::ProposalView};

pub use about::{field_label as label, mistake};
pub use case::score;
pub use decide::{ask_change, claim, publish, refuse, undo};
pub use rows::{Row, compare};
pub use values::{access_by, access_mode, activity, fees};

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

/// `GET /moderation/propositions/12/apercu`: the page that the public would read, all parts taken.
pub async fn preview(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let case = Case::load(&app, &member, &id, Action::SeeProposal).await?;
    let proposed = case.proposed.as_ref().ok_or(Error::NotFound)?;
    let catalogue = app.catalogue();
    Ok(PrivateView(InitiativeView::new(page, &catalogue, proposed)).into_response())
}
