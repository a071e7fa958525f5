//! Event history as text.

use super::moments::{Moment, Moments};
use crate::{
    domain::{
        event::{Event, EventKind},
        proposal::Part,
    },
    i18n::{Arg, Key, say},
    web::{Page, paths},
};

/// One event, ready to print.
#[derive(Debug)]
pub struct EventLine {
    /// Event and actor.
    pub what: String,
    pub moment: Moment,
    pub number: Option<String>,
    /// Proposal of the event: label and URL.
    pub proposal: Option<(String, String)>,
    pub reason: Option<String>,
    pub parts: Option<String>,
    /// Text if the event also released it from quarantine.
    pub cleared: Option<String>,
    pub words: Option<String>,
}

impl EventLine {
    /// `None` for events of accounts, which these histories don't show.
    pub fn new(page: &Page, moments: &Moments, event: &Event) -> Option<Self> {
        let number = event.number.and_then(|number| usize::try_from(number).ok());
        let reason = event.detail.reason.map(|reason| page.lang.refusal(reason));
        Some(Self {
            what: what(page, event)?,
            moment: moments.tell(event.at),
            number: number.map(|n| page.tn(say::EVENT_NUMBER, n)),
            proposal: None,
            reason: reason.map(|reason| page.tv(say::EVENT_REASON, &reason)),
            parts: parts(page, event),
            cleared: event.detail.cleared.then(|| page.t(say::EVENT_CLEARED_TOO).into_owned()),
            words: event.detail.words.as_ref().map(ToString::to_string),
        })
    }

    /// The line of `new`, with a link to the proposal of the event.
    pub fn linked(page: &Page, moments: &Moments, event: &Event) -> Option<Self> {
        let link = |id: crate::domain::ids::ProposalId| {
            (page.tv(say::EVENT_PROPOSAL, &id.to_string()), paths::proposal(id))
        };
        let proposal = event.proposal.map(link);
        Some(Self { proposal, ..Self::new(page, moments, event)? })
    }
}

/// Event and actor: « Publiée par Anne Durand ».
fn what(page: &Page, event: &Event) -> Option<String> {
    let what = page.t(happening(event)?);
    Some(match &event.by {
        Some(name) => {
            let args = [("what", Arg::Text(&what)), ("name", Arg::Text(name.as_str()))];
            page.ta(say::EVENT_BY, &args)
        }
        None => what.into_owned(),
    })
}

fn parts(page: &Page, event: &Event) -> Option<String> {
    let parts = &event.detail.parts;
    let all = parts.is_empty() || parts.len() == Part::ALL.len();
    let names = parts.iter().map(|part| page.lang.part(*part).into_owned()).collect();
    (!all).then(|| page.tv(say::EVENT_PARTS, &page.lang.all_of(names)))
}

fn happening(event: &Event) -> Option<&'static Key> {
    Some(match event.what {
        EventKind::Sent => say::EVENT_SENT,
        EventKind::Confirmed => say::EVENT_CONFIRMED,
        EventKind::Reopened => say::EVENT_REOPENED,
        EventKind::Returned => say::EVENT_RETURNED,
        EventKind::Withdrawn => say::EVENT_TAKEN_BACK,
        EventKind::Erased => say::EVENT_ERASED,
        EventKind::Expired => say::EVENT_EXPIRED,
        EventKind::Claimed => say::EVENT_CLAIMED,
        EventKind::Released => say::EVENT_RELEASED,
        EventKind::Cleared => say::EVENT_CLEARED,
        EventKind::Published => say::EVENT_PUBLISHED,
        EventKind::ChangesAsked => say::EVENT_CHANGES_ASKED,
        EventKind::Refused => say::EVENT_REFUSED,
        EventKind::Undone => match event.detail.of {
            Some(EventKind::Published) => say::EVENT_UNDONE_PUBLISHED,
            Some(EventKind::ChangesAsked) => say::EVENT_UNDONE_CHANGES,
            Some(EventKind::Refused) => say::EVENT_UNDONE_REFUSED,
            Some(_) | None => say::EVENT_UNDONE,
        },
        EventKind::Edited => say::EVENT_EDITED,
        EventKind::TakenDown => say::EVENT_WITHDRAWN,
        EventKind::PutBack => say::EVENT_PUT_BACK,
        EventKind::Restored => say::EVENT_RESTORED,
        EventKind::MemberInvited
        | EventKind::MemberChanged
        | EventKind::MemberReset
        | EventKind::MemberRemoved
        | EventKind::Enrolled
        | EventKind::PasskeyAdded
        | EventKind::PasskeyRemoved
        | EventKind::TotpSet
        | EventKind::TotpRemoved
        | EventKind::CodesMade
        | EventKind::CodeUsed
        | EventKind::CodesRefused => return None,
    })
}
