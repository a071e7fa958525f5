//! Status timeline of a proposal, for its author.

use jiff::Timestamp;

use crate::clock::Clock;
use crate::domain::moderation::{AuditKind, AuthorEvent};
use crate::domain::proposal::Proposal;
use crate::domain::time::PartialDate;
use crate::i18n::{Key, messages};
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
        Some((day(page, clock, it.at), page.t(what).into_owned()))
    };
    let started =
        (day(page, clock, proposal.started_at), page.t(messages::FOLLOW_STARTED).into_owned());
    happened.iter().rev().filter_map(line).chain([started]).collect()
}

/// Message of an event in the author's timeline; `None` for events that concern members only.
const fn event_key(kind: AuditKind) -> Option<&'static Key> {
    Some(match kind {
        AuditKind::Sent => messages::FOLLOW_EVENT_SENT,
        AuditKind::Confirmed => messages::FOLLOW_EVENT_CONFIRMED,
        AuditKind::Reopened => messages::FOLLOW_EVENT_REOPENED,
        AuditKind::Withdrawn => messages::FOLLOW_EVENT_WITHDRAWN,
        AuditKind::Published => messages::FOLLOW_EVENT_PUBLISHED,
        AuditKind::ChangesRequested => messages::FOLLOW_EVENT_CHANGES,
        AuditKind::Refused => messages::FOLLOW_EVENT_REFUSED,
        AuditKind::Undone => messages::FOLLOW_EVENT_UNDONE,
        AuditKind::Returned => messages::FOLLOW_EVENT_RETURNED,
        AuditKind::Unpublished => messages::FOLLOW_EVENT_TAKEN_DOWN,
        AuditKind::Republished => messages::FOLLOW_EVENT_PUT_BACK,
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
