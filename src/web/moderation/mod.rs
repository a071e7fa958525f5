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

use super::{Routes, paths};
use crate::domain::account::Action::{Decide, EditPublished, Read, SeeProposal, SeeQueue};

/// Routes of the moderation.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(paths::RULES, Read, rules::show)
        .get(paths::MODERATION, SeeQueue, queue::index)
        .get("/moderation/propositions/{id}", SeeProposal, proposal::show)
        .get("/moderation/propositions/{id}/apercu", SeeProposal, proposal::preview)
        .post_action("/moderation/propositions/{id}/publication", Decide, proposal::publish)
        .post_action("/moderation/propositions/{id}/demande", Decide, proposal::ask_change)
        .post_action("/moderation/propositions/{id}/refus", Decide, proposal::refuse)
        .post_action("/moderation/propositions/{id}/annulation", Decide, proposal::undo)
        .post_action("/moderation/propositions/{id}/reservation", Decide, proposal::claim)
        .post_action("/moderation/propositions/{id}/relecture", Decide, proposal::show_with_input)
        .post_action(
            "/moderation/propositions/{id}/sortie",
            Decide,
            proposal::release_from_quarantine,
        )
        .get(paths::MODERATED_INITIATIVES, SeeQueue, initiative::index)
        .get("/moderation/initiatives/{id}", SeeQueue, initiative::show)
        .get("/moderation/initiatives/{id}/correction", EditPublished, initiative::edit)
        .post("/moderation/initiatives/{id}/correction", EditPublished, initiative::correct)
        .post_action("/moderation/initiatives/{id}/retrait", EditPublished, initiative::withdraw)
        .post_action("/moderation/initiatives/{id}/retour", EditPublished, initiative::put_back)
        .post_action(
            "/moderation/initiatives/{id}/retablissement",
            EditPublished,
            initiative::restore,
        )
        .post_action(
            "/moderation/initiatives/{id}/relecture",
            EditPublished,
            initiative::show_with_input,
        )
}
