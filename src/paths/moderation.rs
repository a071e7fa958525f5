//! URLs of the moderation.

use super::route::routes;
use super::{ParamValue, page_param, with_query};
use crate::domain::directory::{InitiativeId, RevisionId};
use crate::domain::moderation::{ClaimFilter, QueueSearch, QueueTab, RequestKind};
use crate::domain::place::DepartementCode;
use crate::domain::proposal::ProposalId;

routes! {
    MODERATION_ROUTES
    paths {
        /// Publication rules: the public list of reasons for refusal.
        RULES = "/proposer/regles";
        MODERATION = "/moderation";
        /// Published initiatives, for editing.
        MODERATED_INITIATIVES = "/moderation/initiatives";
    }
    patterns {
        PROPOSAL<1> = "/moderation/propositions/{id}";
        PROPOSAL_PREVIEW<1> = "/moderation/propositions/{id}/apercu";
        PUBLICATION<1> = "/moderation/propositions/{id}/publication";
        CHANGE_REQUEST<1> = "/moderation/propositions/{id}/demande";
        REFUSAL<1> = "/moderation/propositions/{id}/refus";
        /// Reverts the last decision.
        DECISION_REVERT<1> = "/moderation/propositions/{id}/annulation";
        CLAIM<1> = "/moderation/propositions/{id}/reservation";
        /// Reloads the page after an edit conflict, with the form data that was typed.
        PROPOSAL_RESUBMISSION<1> = "/moderation/propositions/{id}/relecture";
        QUARANTINE_RELEASE<1> = "/moderation/propositions/{id}/sortie";
        /// Editing page of an initiative, published or withdrawn, with its history.
        MODERATED_INITIATIVE<1> = "/moderation/initiatives/{id}";
        CORRECTION<1> = "/moderation/initiatives/{id}/correction";
        WITHDRAWAL<1> = "/moderation/initiatives/{id}/retrait";
        REPUBLICATION<1> = "/moderation/initiatives/{id}/retour";
        RESTORATION<1> = "/moderation/initiatives/{id}/retablissement";
        /// Reloads the page after an edit conflict, with the form data that was typed.
        INITIATIVE_RESUBMISSION<1> = "/moderation/initiatives/{id}/relecture";
    }
}

/// Prefix of the URLs of proposals.
pub const PROPOSALS: &str = PROPOSAL.prefix();

/// Moderation queue filtered by `search`.
pub fn queue(search: &QueueSearch) -> String {
    let tab = (search.tab != QueueTab::Waiting).then(|| search.tab.slug());
    let departement = search.departement.as_ref().map(DepartementCode::as_str);
    let values = [
        ("file", tab),
        ("departement", departement),
        ("demande", search.request.map(RequestKind::slug)),
        ("chez", search.claim.map(ClaimFilter::slug)),
    ];
    let params = values.into_iter().filter_map(|(name, value)| Some(ParamValue::new(name, value?)));
    let page = (search.page > 1).then(|| ParamValue::new("page", search.page.to_string()));
    with_query(MODERATION, &params.chain(page).collect::<Vec<_>>())
}

pub fn proposal(id: ProposalId) -> String {
    PROPOSAL.fill([&id])
}

/// Preview of the published page.
pub fn proposal_preview(id: ProposalId) -> String {
    PROPOSAL_PREVIEW.fill([&id])
}

/// Reloads the page after an edit conflict, with the form data that was typed.
pub fn proposal_resubmission(id: ProposalId) -> String {
    PROPOSAL_RESUBMISSION.fill([&id])
}

/// Publishes a proposal.
pub fn publication(id: ProposalId) -> String {
    PUBLICATION.fill([&id])
}

/// Requests a change from the author.
pub fn change_request(id: ProposalId) -> String {
    CHANGE_REQUEST.fill([&id])
}

/// Refuses a proposal.
pub fn refusal(id: ProposalId) -> String {
    REFUSAL.fill([&id])
}

/// Reverts the last decision.
pub fn decision_revert(id: ProposalId) -> String {
    DECISION_REVERT.fill([&id])
}

/// Claims a proposal for review.
pub fn claim(id: ProposalId) -> String {
    CLAIM.fill([&id])
}

/// Releases a proposal from quarantine into the queue.
pub fn quarantine_release(id: ProposalId) -> String {
    QUARANTINE_RELEASE.fill([&id])
}

/// Published initiatives with these words in the title.
pub fn moderated_initiatives(text: &str, page: usize) -> String {
    let text = (!text.is_empty()).then(|| ParamValue::new("q", text));
    let params = text.into_iter().chain(page_param(page));
    with_query(MODERATED_INITIATIVES, &params.collect::<Vec<_>>())
}

/// Editing page of an initiative, published or withdrawn, with its history.
pub fn moderated_initiative(id: InitiativeId) -> String {
    MODERATED_INITIATIVE.fill([&id])
}

/// Older version of an initiative beside the current one.
pub fn moderated_initiative_version(id: InitiativeId, version: RevisionId) -> String {
    format!("{}?version={version}", moderated_initiative(id))
}

/// Reloads the page after an edit conflict, with the form data that was typed.
pub fn moderated_initiative_resubmission(id: InitiativeId) -> String {
    INITIATIVE_RESUBMISSION.fill([&id])
}

/// Corrects a published initiative.
pub fn correction(id: InitiativeId) -> String {
    CORRECTION.fill([&id])
}

/// Withdraws an initiative from the directory.
pub fn withdrawal(id: InitiativeId) -> String {
    WITHDRAWAL.fill([&id])
}

/// Publishes a withdrawn initiative again.
pub fn republication(id: InitiativeId) -> String {
    REPUBLICATION.fill([&id])
}

/// Restores an older version.
pub fn restoration(id: InitiativeId) -> String {
    RESTORATION.fill([&id])
}
