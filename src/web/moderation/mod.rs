//! Moderation: queue, decisions about proposals, published initiatives.

mod conflict;
mod edited;
mod history;
mod moments;
mod proposal;
mod queue;
mod rules;
mod words;

use super::{Doors, paths};
use crate::{
    app::App,
    domain::access::Action::{Decide, EditPublished, Read, SeeProposal, SeeQueue},
};

/// Routes of the moderation.
pub fn doors(doors: Doors) -> Doors {
    doors
        .get(paths::RULES, Read, rules::show)
        .get(paths::MODERATION, SeeQueue, queue::index)
        .get("/moderation/propositions/{id}", SeeProposal, proposal::show)
        .get("/moderation/propositions/{id}/apercu", SeeProposal, proposal::preview)
        .act("/moderation/propositions/{id}/publication", Decide, proposal::publish)
        .act("/moderation/propositions/{id}/demande", Decide, proposal::ask_change)
        .act("/moderation/propositions/{id}/refus", Decide, proposal::refuse)
        .act("/moderation/propositions/{id}/annulation", Decide, proposal::undo)
        .act("/moderation/propositions/{id}/reservation", Decide, proposal::claim)
        .act("/moderation/propositions/{id}/relecture", Decide, proposal::show_again)
        .act("/moderation/propositions/{id}/sortie", Decide, proposal::clear)
        .get(paths::EDITED, SeeQueue, edited::index)
        .get("/moderation/initiatives/{id}", SeeQueue, edited::show)
        .get("/moderation/initiatives/{id}/correction", EditPublished, edited::edit)
        .post("/moderation/initiatives/{id}/correction", EditPublished, edited::correct)
        .act("/moderation/initiatives/{id}/retrait", EditPublished, edited::withdraw)
        .act("/moderation/initiatives/{id}/retour", EditPublished, edited::put_back)
        .act("/moderation/initiatives/{id}/retablissement", EditPublished, edited::restore)
        .act("/moderation/initiatives/{id}/relecture", EditPublished, edited::show_again)
}

/// Rebuilds the catalogue after a publication. If that fails, the job that follows the store tries again within a
/// second.
async fn refreshed(app: &App) {
    if let Err(error) = app.refresh().await {
        tracing::error!(error = &error as &dyn std::error::Error, "catalogue rebuild failed");
    }
}
