//! What happened, in words.

use super::moments::{Moment, Moments};
use crate::{
    domain::{
        event::{Event, Happening},
        proposal::Part,
    },
    i18n::{Arg, Key, say},
    web::{Page, paths},
};

/// One event, ready to print.
#[derive(Debug)]
pub struct EventLine {
    /// What, and who did it.
    pub what: String,
    pub moment: Moment,
    pub number: Option<String>,
    /// The proposal it came from, with its address.
    pub proposal: Option<(String, String)>,
    pub reason: Option<String>,
    pub parts: Option<String>,
    pub words: Option<String>,
}

impl EventLine {
    pub fn new(page: &Page, moments: &Moments, event: &Event) -> Self {
        let number = event.number.and_then(|number| usize::try_from(number).ok());
        let reason = event.detail.reason.map(|reason| page.lang.refusal(reason));
        Self {
            what: what(page, event),
            moment: moments.tell(event.at),
            number: number.map(|n| page.tn(say::EVENT_NUMBER, n)),
            proposal: None,
            reason: reason.map(|reason| page.tv(say::EVENT_REASON, &reason)),
            parts: parts(page, event),
            words: event.detail.words.as_ref().map(ToString::to_string),
        }
    }

    /// The same, with a link to the proposal that it is about.
    pub fn linked(page: &Page, moments: &Moments, event: &Event) -> Self {
        let link = |id: crate::domain::ids::ProposalId| {
            (page.tv(say::EVENT_PROPOSAL, &id.to_string()), paths::proposal(id))
        };
        Self { proposal: event.proposal.map(link), ..Self::new(page, moments, event) }
    }
}

/// « Publiée par Anne Durand ».
pub fn what(page: &Page, event: &Event) -> String {
    let what = page.t(happening(event));
    match &event.by {
        Some(name) => {
            let args = [("what", Arg::Text(&what)), ("name", Arg::Text(name.as_str()))];
            page.ta(say::EVENT_BY, &args)
        }
        None => what.into_owned(),
    }
}

fn parts(page: &Page, event: &Event) -> Option<String> {
    let parts = &event.detail.parts;
    let all = parts.is_empty() || parts.len() == Part::ALL.len();
    let names = parts.iter().map(|part| page.lang.part(*part).into_owned()).collect();
    (!all).then(|| page.tv(say::EVENT_PARTS, &page.lang.all_of(names)))
}

fn happening(event: &Event) -> &'static Key {
    match event.what {
        Happening::Sent => say::EVENT_SENT,
        Happening::Confirmed => say::EVENT_CONFIRMED,
        Happening::Reopened => say::EVENT_REOPENED,
        Happening::Withdrawn => say::EVENT_TAKEN_BACK,
        Happening::Erased => say::EVENT_ERASED,
        Happening::Expired => say::EVENT_EXPIRED,
        Happening::Claimed => say::EVENT_CLAIMED,
        Happening::Released => say::EVENT_RELEASED,
        Happening::Published => say::EVENT_PUBLISHED,
        Happening::ChangesAsked => say::EVENT_CHANGES_ASKED,
        Happening::Refused => say::EVENT_REFUSED,
        Happening::Undone => match event.detail.of {
            Some(Happening::Published) => say::EVENT_UNDONE_PUBLISHED,
            Some(Happening::ChangesAsked) => say::EVENT_UNDONE_CHANGES,
            Some(Happening::Refused) => say::EVENT_UNDONE_REFUSED,
            Some(_) | None => say::EVENT_UNDONE,
        },
        Happening::Edited => say::EVENT_EDITED,
        Happening::TakenDown => say::EVENT_WITHDRAWN,
        Happening::PutBack => say::EVENT_PUT_BACK,
        Happening::Restored => say::EVENT_RESTORED,
    }
}
