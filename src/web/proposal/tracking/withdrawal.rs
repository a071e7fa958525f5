//! Status of a published proposal whose initiative was withdrawn.

use super::view::TrackingView;
use crate::app::App;
use crate::domain::moderation::{AuditEvent, AuditKind};
use crate::domain::proposal::{Proposal, ProposalState};
use crate::i18n::messages;
use crate::web::Result;

/// True if the initiative published from `proposal` has been withdrawn since.
pub async fn is_withdrawn(app: &App, proposal: &Proposal) -> Result<bool> {
    let published = proposal.initiative.filter(|_| proposal.state == ProposalState::Published);
    let Some(id) = published else { return Ok(false) };
    let found = app.store.find_initiative(id, None).await?;
    Ok(found.is_some_and(|it| !it.is_published))
}

impl TrackingView {
    /// View for a withdrawn initiative: the moderator's message and the operator's contact.
    pub fn with_withdrawal(self, events: &[AuditEvent]) -> Self {
        let hid =
            |it: &&AuditEvent| matches!(it.kind, AuditKind::Unpublished | AuditKind::Republished);
        let last = events.iter().find(hid).filter(|it| it.kind == AuditKind::Unpublished);
        let words = last.and_then(|it| it.detail.words.as_ref()).map(ToString::to_string);
        let text = self.page.tv(messages::FOLLOW_HIDDEN_TEXT, &self.page.operator_contact());
        let state = self.page.t(messages::FOLLOW_HIDDEN).into_owned();
        self.with_state("note--bad", state, text).with_message(words)
    }
}
