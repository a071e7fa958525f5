//! The addresses of the moderation.

use super::{MODERATION, with_query};
use crate::domain::{
    ids::{InitiativeId, ProposalId, RevisionId},
    place::DepartementCode,
    queue::{Asked, File, Holder, QueueSearch},
};

/// What is published and what is not: the reasons that moderators give.
pub const RULES: &str = "/proposer/regles";
/// What is published, to be changed.
pub const EDITED: &str = "/moderation/initiatives";
/// Every proposal has its address under it.
pub const PROPOSALS: &str = "/moderation/propositions";

/// The list that `search` makes.
pub fn queue(search: &QueueSearch) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if search.file != File::Waiting {
        pairs.push(("file", search.file.slug().to_owned()));
    }
    pairs.extend(
        search.departement.iter().map(|code| ("departement", DepartementCode::to_string(code))),
    );
    pairs.extend(search.asked.map(|asked| ("demande", Asked::slug(asked).to_owned())));
    pairs.extend(search.holder.map(|holder| ("chez", Holder::slug(holder).to_owned())));
    if search.page > 1 {
        pairs.push(("page", search.page.to_string()));
    }
    with_query(MODERATION, &pairs)
}

pub fn proposal(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}")
}

/// What the public would read of it.
pub fn proposal_preview(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/apercu")
}

/// Reading it again, with what was typed.
pub fn proposal_again(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/relecture")
}

/// Publishing it.
pub fn publication(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/publication")
}

/// Asking its author for a change.
pub fn change_request(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/demande")
}

/// Refusing it.
pub fn refusal(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/refus")
}

/// Taking the last decision back.
pub fn undoing(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/annulation")
}

/// Saying that one looks at it.
pub fn claim(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/reservation")
}

/// Where a proposal that waits apart is put into the queue.
pub fn clearance(id: ProposalId) -> String {
    format!("{PROPOSALS}/{id}/sortie")
}

/// The initiatives whose title has these words, to be changed.
pub fn edited_found(text: &str, page: usize) -> String {
    let mut pairs = Vec::new();
    if !text.is_empty() {
        pairs.push(("q", text.to_owned()));
    }
    if page > 1 {
        pairs.push(("page", page.to_string()));
    }
    with_query(EDITED, &pairs)
}

/// One initiative, shown or withdrawn, with its history.
pub fn edited(id: InitiativeId) -> String {
    format!("{EDITED}/{id}")
}

/// An older version of it, beside the one in force.
pub fn edited_version(id: InitiativeId, version: RevisionId) -> String {
    format!("{EDITED}/{id}?version={version}")
}

/// Reading it again, with what was typed.
pub fn edited_again(id: InitiativeId) -> String {
    format!("{EDITED}/{id}/relecture")
}

/// Correcting what is published.
pub fn correction(id: InitiativeId) -> String {
    format!("{EDITED}/{id}/correction")
}

/// Hiding what is published.
pub fn withdrawal(id: InitiativeId) -> String {
    format!("{EDITED}/{id}/retrait")
}

/// Showing it again.
pub fn return_to_public(id: InitiativeId) -> String {
    format!("{EDITED}/{id}/retour")
}

/// Putting an older version in force.
pub fn restoration(id: InitiativeId) -> String {
    format!("{EDITED}/{id}/retablissement")
}
