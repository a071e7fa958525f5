//! Retention notice of a proposal, for its author.

use super::{past::day, view::name};
use crate::{
    clock::Clock,
    domain::{
        delivery::later,
        erasure::{Perishable, SUPERSEDED_MONTHS},
        proposal::{Proposal, ProposalState},
    },
    i18n::{Arg, say},
    web::Page,
};

/// Text with the date until which the proposal is kept if nothing happens.
pub fn kept(page: &Page, clock: &Clock, proposal: &Proposal) -> String {
    let (since, what) = match proposal.state {
        ProposalState::Draft if proposal.email.is_none() && proposal.opened_again_at.is_none() => {
            (proposal.changed_at, Perishable::DraftWithoutEmail)
        }
        ProposalState::Draft => (proposal.changed_at, Perishable::Draft),
        ProposalState::Unconfirmed => {
            (proposal.sent_at.unwrap_or(proposal.changed_at), Perishable::Unconfirmed)
        }
        ProposalState::Changes => (proposal.changed_at, Perishable::Unanswered),
        ProposalState::Refused | ProposalState::Withdrawn => {
            (proposal.changed_at, Perishable::Closed)
        }
        // No date in the message of these states: their end depends on others.
        ProposalState::Pending | ProposalState::Published => {
            (proposal.changed_at, Perishable::Superseded)
        }
    };
    let date = day(page, clock, later(since, what.lifetime()));
    let months = usize::try_from(SUPERSEDED_MONTHS).unwrap_or_default();
    let args = [
        ("value", Arg::Text(name(proposal.state))),
        ("date", Arg::Text(&date)),
        ("months", Arg::Count(months)),
    ];
    page.ta(say::FOLLOW_KEPT, &args)
}
