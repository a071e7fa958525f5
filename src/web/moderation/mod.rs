//! Moderation: queue, decisions about proposals, published initiatives.

mod conflict;
mod context;
mod diff;
mod history;
mod initiative;
mod message;
mod proposal;
mod queue;
mod rules;

pub use self::initiative::VERIFIED_FIELD;
pub use self::message::MESSAGE_FIELD;
pub use self::proposal::{PARTS, REASON};

use super::{Routes, paths};
use crate::domain::account::Action::{Decide, EditPublished, Read, SeeProposal, SeeQueue};

/// Routes of the moderation.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(paths::RULES, Read, rules::show)
        .get(paths::MODERATION, SeeQueue, queue::index)
        .get(paths::PROPOSAL, SeeProposal, proposal::show)
        .get(paths::PROPOSAL_PREVIEW, SeeProposal, proposal::preview)
        .post_action(paths::PUBLICATION, Decide, proposal::publish)
        .post_action(paths::CHANGE_REQUEST, Decide, proposal::ask_change)
        .post_action(paths::REFUSAL, Decide, proposal::refuse)
        .post_action(paths::DECISION_REVERT, Decide, proposal::undo)
        .post_action(paths::CLAIM, Decide, proposal::claim)
        .post_action(paths::PROPOSAL_RESUBMISSION, Decide, proposal::show_with_input)
        .post_action(paths::QUARANTINE_RELEASE, Decide, proposal::release_from_quarantine)
        .get(paths::MODERATED_INITIATIVES, SeeQueue, initiative::index)
        .get(paths::MODERATED_INITIATIVE, SeeQueue, initiative::show)
        .get(paths::CORRECTION, EditPublished, initiative::edit)
        .post(paths::CORRECTION, EditPublished, initiative::correct)
        .post_action(paths::WITHDRAWAL, EditPublished, initiative::withdraw)
        .post_action(paths::REPUBLICATION, EditPublished, initiative::put_back)
        .post_action(paths::RESTORATION, EditPublished, initiative::restore)
        .post_action(paths::INITIATIVE_RESUBMISSION, EditPublished, initiative::show_with_input)
}
