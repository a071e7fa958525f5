//! Preview of a proposal, and the initiative that it changes.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};

use super::token::Answer;
use super::{ProposalByToken, find_by_token};
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::directory::{Initiative, InitiativeFacts, InitiativeId};
use crate::domain::proposal::{Identity, Proposal, ProposalState, ValidProposal, ValidationErrors};
use crate::i18n::messages;
use crate::web::directory::initiative::Preview;
use crate::web::{Client, Page, paths};

/// Published initiative that a proposal would change.
#[derive(Debug, Clone)]
pub struct TargetLink {
    pub title: String,
    pub href: String,
}

impl TargetLink {
    /// `None` for a new initiative, or one that is no longer published.
    pub fn of(catalogue: &Catalogue, proposal: &Proposal) -> Option<Self> {
        target_initiative(catalogue, proposal).map(Self::new)
    }

    pub fn new(initiative: &Initiative) -> Self {
        let facts = &initiative.facts;
        Self { title: facts.title.to_string(), href: paths::initiative(&facts.slug) }
    }
}

/// `GET /proposer/{token}/apercu`
pub async fn preview(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let ProposalByToken { token, proposal } = find_by_token(&app, &page, client, &token).await?;
    if proposal.state == ProposalState::Published {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let catalogue = page.catalogue();
    let back = paths::draft_review(&token);
    let Ok(content) = validate(&catalogue, &proposal) else {
        return Ok(Redirect::to(&back).into_response());
    };
    let initiative = Initiative {
        id: proposal.initiative.unwrap_or(InitiativeId::new(0)),
        organisations: content.link().into_iter().collect(),
        facts: facts(&catalogue, &content, &proposal),
    };
    let published = proposal.initiative.and_then(|id| catalogue.initiative(id));
    let published = published.map(|it| paths::initiative(&it.facts.slug));
    let links = published.into_iter().map(|href| (messages::PREVIEW_PUBLISHED, href));
    let links = [(messages::PREVIEW_BACK, back)].into_iter().chain(links).collect();
    let preview = Preview { text: messages::PREVIEW_TEXT, links };
    Ok(crate::web::directory::initiative::preview(page, &catalogue, &initiative, preview))
}

/// Facts that `proposal` would publish today; a new initiative has a placeholder identity.
pub fn facts(
    catalogue: &Catalogue,
    content: &ValidProposal,
    proposal: &Proposal,
) -> InitiativeFacts {
    let base = proposal.initiative.and_then(|id| catalogue.initiative(id)).map(|it| &it.facts);
    let identity = base.map_or_else(placeholder_identity, |it| Identity {
        reference: it.reference.clone(),
        slug: it.slug.clone(),
    });
    content.facts(identity, base, catalogue.today())
}

fn placeholder_identity() -> Identity {
    let known = "constants are valid";
    Identity {
        reference: "proposition".parse().expect(known),
        slug: "proposition".parse().expect(known),
    }
}

/// Validates `proposal`, against the published initiative if it changes one.
pub fn validate(
    catalogue: &Catalogue,
    proposal: &Proposal,
) -> Result<ValidProposal, ValidationErrors> {
    crate::domain::proposal::validate(
        &proposal.form,
        target_initiative(catalogue, proposal),
        catalogue,
    )
}

/// Published initiative that `proposal` changes.
pub fn target_initiative<'a>(
    catalogue: &'a Catalogue,
    proposal: &Proposal,
) -> Option<&'a Initiative> {
    proposal.target_initiative().and_then(|id| catalogue.initiative(id))
}
