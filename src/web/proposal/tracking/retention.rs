//! Retention notice of a proposal, for its author.

use super::timeline::day;
use super::view::name;
use crate::clock::Clock;
use crate::domain::operations::{RetentionClass, SUPERSEDED_MONTHS, saturating_add};
use crate::domain::proposal::{Proposal, ProposalState};
use crate::i18n::{Arg, messages};
use crate::web::Page;

/// Text with the date until which the proposal is kept if nothing happens.
pub fn retention_notice(page: &Page, clock: &Clock, proposal: &Proposal) -> String {
    let (since, what) = match proposal.state {
        ProposalState::Draft if proposal.email.is_none() && proposal.returned_at.is_none() => {
            (proposal.changed_at, RetentionClass::DraftWithoutEmail)
        }
        ProposalState::Draft => (proposal.changed_at, RetentionClass::Draft),
        ProposalState::Unconfirmed => {
            (proposal.sent_at.unwrap_or(proposal.changed_at), RetentionClass::Unconfirmed)
        }
        ProposalState::ChangesRequested => (proposal.changed_at, RetentionClass::Unanswered),
        ProposalState::Refused | ProposalState::Withdrawn => {
            (proposal.changed_at, RetentionClass::Closed)
        }
        // No date in the message of these states: their end depends on others.
        ProposalState::Pending | ProposalState::Published => {
            (proposal.changed_at, RetentionClass::Superseded)
        }
    };
    let date = day(page, clock, saturating_add(since, what.lifetime()));
    let months = usize::try_from(SUPERSEDED_MONTHS).unwrap_or_default();
    let args = [
        ("value", Arg::Text(name(proposal.state))),
        ("date", Arg::Text(&date)),
        ("months", Arg::Count(months)),
    ];
    page.ta(messages::FOLLOW_KEPT, &args)
}
