//! URLs of the moderation.

use super::{MODERATION, with_query};
use crate::domain::directory::{InitiativeId, RevisionId};
use crate::domain::moderation::{ClaimFilter, QueueSearch, QueueTab, RequestKind};
use crate::domain::place::DepartementCode;
use crate::domain::proposal::ProposalId;

/// Publication rules: the public list of reasons for refusal.
pub const RULES: &str = "/proposer/regles";
/// Published initiatives, for editing.
pub const MODERATED_INITIATIVES: &str = "/moderation/initiatives";
/// Prefix of the URLs of proposals.
pub const PROPOSALS: &str = "/moderation/propositions";

/// Moderation queue filtered by `search`.
pub fn queue(search: &QueueSearch) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if search.tab != QueueTab::Waiting {
        pairs.push(("file", search.tab.slug().to_owned()));
    }
    pairs.extend(
        search.departement.iter().map(|code| ("departement", DepartementCode::to_string(code))),
    );
    pairs.extend(search.request.map(|asked| ("demande", RequestKind::slug(asked).to_owned())));
    pairs.extend(search.claim.map(|holder| ("chez", ClaimFilter::slug(holder).to_owned())));
    if search.page > 1 {
        pairs.push(("page", search.page.to_string()));
    }
    with_query(MODERATION, &pairs)
}

pub fn proposal(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}")
}

/// Preview of the published page.
pub fn proposal_preview(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/apercu")
}

/// Reloads the page after an edit conflict, with the form data that was typed.
pub fn proposal_resubmission(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/relecture")
}

/// Publishes a proposal.
pub fn publication(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/publication")
}

/// Requests a change from the author.
pub fn change_request(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/demande")
}

/// Refuses a proposal.
pub fn refusal(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/refus")
}

/// Reverts the last decision.
pub fn decision_revert(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/annulation")
}

/// Claims a proposal for review.
pub fn claim(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/reservation")
}

/// Releases a proposal from quarantine into the queue.
pub fn quarantine_release(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/sortie")
}

/// Published initiatives with these words in the title.
pub fn moderated_initiatives(text: &str, page: usize) -> String {
    let mut pairs = Vec::new();
    if !text.is_empty() {
        pairs.push(("q", text.to_owned()));
    }
    if page > 1 {
        pairs.push(("page", page.to_string()));
    }
    with_query(MODERATED_INITIATIVES, &pairs)
}

/// Editing page of an initiative, published or withdrawn, with its history.
pub fn moderated_initiative(id: InitiativeId) -> String {
    format!("{MODERATED_INITIATIVES}/{id}")
}

/// Older version of an initiative beside the current one.
pub fn moderated_initiative_version(id: InitiativeId, version: RevisionId) -> String {
    format!("{MODERATED_INITIATIVES}/{id}?version={version}")
}

/// Reloads the page after an edit conflict, with the form data that was typed.
pub fn moderated_initiative_resubmission(id: InitiativeId) -> String {
    format!("{MODERATED_INITIATIVES}/{id}/relecture")
}

/// Corrects a published initiative.
pub fn correction(id: InitiativeId) -> String {
    format!("{MODERATED_INITIATIVES}/{id}/correction")
}

/// Withdraws an initiative from the directory.
pub fn withdrawal(id: InitiativeId) -> String {
    format!("{MODERATED_INITIATIVES}/{id}/retrait")
}

/// Publishes a withdrawn initiative again.
pub fn republication(id: InitiativeId) -> String {
    format!("{MODERATED_INITIATIVES}/{id}/retour")
}

/// Restores an older version.
pub fn restoration(id: InitiativeId) -> String {
    format!("{MODERATED_INITIATIVES}/{id}/retablissement")
}
