//! Status of a published proposal whose initiative was withdrawn.

use super::view::FollowView;
use crate::{
    app::App,
    domain::{
        event::{Event, EventKind},
        proposal::{Proposal, ProposalState},
    },
    i18n::say,
    web::Result,
};

/// True if the initiative published from `proposal` has been withdrawn since.
pub async fn is_hidden(app: &App, proposal: &Proposal) -> Result<bool> {
    let published = proposal.initiative.filter(|_| proposal.state == ProposalState::Published);
    let Some(id) = published else { return Ok(false) };
    let found = app.store.find_initiative(id, None).await?;
    Ok(found.is_some_and(|it| !it.is_published))
}

impl FollowView {
    /// View for a withdrawn initiative: the moderator's message and the operator's contact.
    pub fn hidden(self, events: &[Event]) -> Self {
        let hid = |it: &&Event| matches!(it.what, EventKind::TakenDown | EventKind::PutBack);
        let last = events.iter().find(hid).filter(|it| it.what == EventKind::TakenDown);
        let words = last.and_then(|it| it.detail.words.as_ref()).map(ToString::to_string);
        let text = self.page.tv(say::FOLLOW_HIDDEN_TEXT, &self.page.reach());
        let state = self.page.t(say::FOLLOW_HIDDEN).into_owned();
        self.standing("note--bad", state, text).said(words)
    }
}
