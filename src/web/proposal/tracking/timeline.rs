//! Status timeline of a proposal, for its author.

use jiff::Timestamp;

use crate::clock::Clock;
use crate::domain::moderation::{AuditKind, AuthorEvent};
use crate::domain::proposal::Proposal;
use crate::domain::time::PartialDate;
use crate::i18n::messages;
use crate::web::Page;

/// Events with their dates, newest first.
pub fn timeline(
    page: &Page,
    clock: &Clock,
    proposal: &Proposal,
    happened: &[AuthorEvent],
) -> Vec<(String, String)> {
    let line = |it: &AuthorEvent| {
        let what = event_key(it.kind)?;
        Some((day(page, clock, it.at), page.tv(messages::FOLLOW_HAPPENED, what)))
    };
    let started =
        (day(page, clock, proposal.started_at), page.t(messages::FOLLOW_STARTED).into_owned());
    happened.iter().rev().filter_map(line).chain([started]).collect()
}

/// Name of an event in the author's timeline; `None` for events that concern members only.
const fn event_key(kind: AuditKind) -> Option<&'static str> {
    Some(match kind {
        AuditKind::Sent => "sent",
        AuditKind::Confirmed => "confirmed",
        AuditKind::Reopened => "reopened",
        AuditKind::Withdrawn => "withdrawn",
        AuditKind::Published => "published",
        AuditKind::ChangesRequested => "changes",
        AuditKind::Refused => "refused",
        AuditKind::Undone => "undone",
        AuditKind::Returned => "returned",
        AuditKind::Unpublished => "taken-down",
        AuditKind::Republished => "put-back",
        AuditKind::MemberInvited
        | AuditKind::MemberChanged
        | AuditKind::MemberReset
        | AuditKind::MemberRemoved
        | AuditKind::Enrolled
        | AuditKind::PasskeyAdded
        | AuditKind::PasskeyRemoved
        | AuditKind::TotpSet
        | AuditKind::TotpRemoved
        | AuditKind::RecoveryCodesReplaced
        | AuditKind::RecoveryCodeUsed
        | AuditKind::TotpLockedOut
        | AuditKind::Erased
        | AuditKind::Expired
        | AuditKind::Claimed
        | AuditKind::Released
        | AuditKind::ReleasedFromQuarantine
        | AuditKind::Edited
        | AuditKind::Restored => return None,
    })
}

pub fn day(page: &Page, clock: &Clock, at: Timestamp) -> String {
    page.lang.date(PartialDate::Day(clock.day(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_shown_to_authors_has_a_message() {
        for kind in AuditKind::ALL {
            assert_eq!(event_key(*kind).is_some(), kind.is_visible_to_author(), "{kind:?}");
        }
    }
}
