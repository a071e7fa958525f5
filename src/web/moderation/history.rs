//! Event history as text, with its times.

use jiff::Timestamp;

use crate::app::App;
use crate::clock::Clock;
use crate::domain::moderation::{AuditEvent, AuditKind};
use crate::domain::proposal::Part;
use crate::i18n::{Arg, Key, Lang, messages};
use crate::web::{Page, paths};

/// One event, ready to print.
#[derive(Debug)]
pub struct EventLine {
    /// Event and actor.
    pub what: String,
    pub moment: FormattedTime,
    pub number: Option<String>,
    /// Proposal of the event: label and URL.
    pub proposal: Option<(String, String)>,
    pub reason: Option<String>,
    pub parts: Option<String>,
    /// Text if the event also released it from quarantine.
    pub quarantine_release: Option<String>,
    pub words: Option<String>,
}

impl EventLine {
    /// `None` for events of accounts, which these histories don't show.
    pub fn new(page: &Page, moments: &TimeFormatter, event: &AuditEvent) -> Option<Self> {
        let number = event.number.and_then(|number| usize::try_from(number).ok());
        let reason = event.detail.reason.map(|reason| page.lang.refusal(reason));
        Some(Self {
            what: what(page, event)?,
            moment: moments.format(event.at),
            number: number.map(|n| page.tn(messages::EVENT_NUMBER, n)),
            proposal: None,
            reason: reason.map(|reason| page.tv(messages::EVENT_REASON, &reason)),
            parts: parts(page, event),
            quarantine_release: event
                .detail
                .was_quarantined
                .then(|| page.t(messages::EVENT_UNQUARANTINED_WITH_DECISION).into_owned()),
            words: event.detail.words.as_ref().map(ToString::to_string),
        })
    }

    /// The line of `new`, with a link to the proposal of the event.
    pub fn linked(page: &Page, moments: &TimeFormatter, event: &AuditEvent) -> Option<Self> {
        let link = |id: crate::domain::proposal::ProposalId| {
            (page.tv(messages::EVENT_PROPOSAL, &id.to_string()), paths::proposal(id))
        };
        let proposal = event.proposal.map(link);
        Some(Self { proposal, ..Self::new(page, moments, event)? })
    }
}

/// Event and actor: « Publiée par Anne Durand ».
fn what(page: &Page, event: &AuditEvent) -> Option<String> {
    let what = page.t(event_key(event)?);
    Some(match &event.by {
        Some(name) => {
            let args = [("what", Arg::Text(&what)), ("name", Arg::Text(name.as_str()))];
            page.ta(messages::EVENT_BY, &args)
        }
        None => what.into_owned(),
    })
}

fn parts(page: &Page, event: &AuditEvent) -> Option<String> {
    let parts = &event.detail.parts;
    let all = parts.is_empty() || parts.len() == Part::ALL.len();
    let names = parts.iter().map(|part| page.lang.part(*part).into_owned()).collect();
    (!all).then(|| page.tv(messages::EVENT_PARTS, &page.lang.all_of(names)))
}

fn event_key(event: &AuditEvent) -> Option<&'static Key> {
    Some(match event.kind {
        AuditKind::Sent => messages::EVENT_SENT,
        AuditKind::Confirmed => messages::EVENT_CONFIRMED,
        AuditKind::Reopened => messages::EVENT_REOPENED,
        AuditKind::Returned => messages::EVENT_RETURNED,
        AuditKind::Withdrawn => messages::EVENT_TAKEN_BACK,
        AuditKind::Erased => messages::EVENT_ERASED,
        AuditKind::Expired => messages::EVENT_EXPIRED,
        AuditKind::Claimed => messages::EVENT_CLAIMED,
        AuditKind::Released => messages::EVENT_RELEASED,
        AuditKind::ReleasedFromQuarantine => messages::EVENT_UNQUARANTINED,
        AuditKind::Published => messages::EVENT_PUBLISHED,
        AuditKind::ChangesRequested => messages::EVENT_CHANGES_REQUESTED,
        AuditKind::Refused => messages::EVENT_REFUSED,
        AuditKind::Undone => match event.detail.undone_kind {
            Some(AuditKind::Published) => messages::EVENT_UNDONE_PUBLISHED,
            Some(AuditKind::ChangesRequested) => messages::EVENT_UNDONE_CHANGES,
            Some(AuditKind::Refused) => messages::EVENT_UNDONE_REFUSED,
            Some(_) | None => messages::EVENT_UNDONE,
        },
        AuditKind::Edited => messages::EVENT_EDITED,
        AuditKind::Unpublished => messages::EVENT_WITHDRAWN,
        AuditKind::Republished => messages::EVENT_PUT_BACK,
        AuditKind::Restored => messages::EVENT_RESTORED,
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
        | AuditKind::TotpLockedOut => return None,
    })
}

/// Formatter of times relative to now.
#[derive(Debug, Clone)]
pub struct TimeFormatter {
    clock: Clock,
    now: Timestamp,
    lang: Lang,
}

/// A time as text.
#[derive(Debug, Clone)]
pub struct FormattedTime {
    /// Relative: « il y a 6 jours ».
    pub ago: String,
    /// Exact, in France: « 24 novembre 2026 à 10 h 05 ».
    pub exact: String,
    /// Value of `datetime`: RFC 3339, UTC.
    pub datetime: String,
}

impl TimeFormatter {
    pub fn new(app: &App, lang: Lang) -> Self {
        Self { clock: app.clock.clone(), now: app.clock.now(), lang }
    }

    pub fn format(&self, at: Timestamp) -> FormattedTime {
        FormattedTime {
            ago: self.lang.ago(self.now.duration_since(at)),
            exact: self.lang.date_time(self.clock.in_france(at)),
            datetime: format!("{at:.0}"),
        }
    }

    /// Elapsed time: « depuis 6 jours ».
    pub fn since(&self, at: Timestamp) -> String {
        self.lang.since(self.now.duration_since(at))
    }
}
