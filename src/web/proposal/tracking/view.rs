//! View of the status page: state, timeline, possible actions, retention.

use askama::Template;

use super::timeline::{day, timeline};
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::domain::account::Token;
use crate::domain::moderation::{AuditDetail, AuditEvent, AuditKind};
use crate::domain::operations::{RetentionClass, SUPERSEDED_MONTHS, saturating_add};
use crate::domain::proposal::{Field, Proposal, ProposalState, Transition};
use crate::i18n::{Arg, Key, messages};
use crate::store::TrackedProposal;
use crate::web::proposal::TargetLink;
use crate::web::proposal::labels::{self, open_message};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "proposal/tracking/show.html")]
pub struct TrackingView {
    pub notice: Option<String>,
    /// Text of `<title>`.
    page_title: String,
    name: String,
    /// CSS class of the state: `note--ok`, `note--bad` or empty.
    state_class: &'static str,
    state: String,
    text: String,
    /// Initiative that it changes, if any.
    target: Option<TargetLink>,
    /// Sentence with the email that the confirmation was sent to.
    recipient: Option<String>,
    /// Pending changes of the published initiative: label, and status page.
    changes: Vec<(String, String)>,
    /// Moderator message about the current state.
    moderator_message: Option<String>,
    /// Reason of the refusal, or parts that were not published.
    detail: Option<String>,
    history: Vec<(String, String)>,
    /// Main action: label and URL.
    resume: Option<(String, String)>,
    /// URL that returns it to the queue unchanged.
    put_back: Option<String>,
    /// URL of the page that asks to confirm reopening, while it is in the queue.
    reopen: Option<String>,
    /// Label and URL that reopen it at once.
    correct: Option<(String, String)>,
    ask_again: Option<String>,
    public: Option<String>,
    modify: Option<String>,
    withdraw: Option<String>,
    erase: String,
    /// Retention notice.
    retention: String,
    page: Page,
}

/// Open change of the published initiative, and its link.
#[derive(Debug)]
pub struct ChangeLink {
    pub state: ProposalState,
    pub token: Token,
}

impl TrackingView {
    /// View of the proposal `tracked`, which has the link `token`.
    pub fn new(
        page: Page,
        catalogue: &Catalogue,
        clock: &Clock,
        token: &Token,
        tracked: &TrackedProposal,
        changes: &[ChangeLink],
    ) -> Self {
        let TrackedProposal { proposal, events, is_withdrawn, .. } = tracked;
        let view = Self::of_state(page, catalogue, clock, token, tracked);
        if !is_withdrawn && proposal.was_reopened() {
            let (state, text) =
                (view.page.t(messages::FOLLOW_OUT), view.page.t(messages::FOLLOW_OUT_TEXT));
            let (state, text) = (state.into_owned(), text.into_owned());
            return view.with_state("note--bad", state, text);
        }
        let change = |it: &ChangeLink| {
            (view.page.tv(messages::FOLLOW_CHANGE, name(it.state)), paths::follow(&it.token))
        };
        let changes = changes.iter().map(change).collect();
        let view = if *is_withdrawn {
            view.with_withdrawal(events)
        } else {
            view.with_decision(proposal.state, events)
        };
        Self { changes, ..view }
    }

    /// View for a withdrawn initiative: the moderator's message and the operator's contact.
    fn with_withdrawal(self, events: &[AuditEvent]) -> Self {
        let hid =
            |it: &&AuditEvent| matches!(it.kind, AuditKind::Unpublished | AuditKind::Republished);
        let last = events.iter().find(hid).filter(|it| it.kind == AuditKind::Unpublished);
        let words = last.and_then(|it| it.detail.words.as_ref()).map(ToString::to_string);
        let text = self.page.tv(messages::FOLLOW_HIDDEN_TEXT, &self.page.operator_contact());
        let state = self.page.t(messages::FOLLOW_HIDDEN).into_owned();
        let view = self.with_state("note--bad", state, text);
        Self { moderator_message: words, detail: None, ..view }
    }

    /// Adds the reason of a refusal, or the parts that were not published.
    fn with_decision(self, state: ProposalState, events: &[AuditEvent]) -> Self {
        let made = match state {
            ProposalState::Published => AuditKind::Published,
            ProposalState::Refused => AuditKind::Refused,
            ProposalState::Draft
            | ProposalState::Unconfirmed
            | ProposalState::Pending
            | ProposalState::ChangesRequested
            | ProposalState::Withdrawn => return self,
        };
        let Some(event) = events.iter().find(|it| it.kind == made) else { return self };
        let AuditDetail { words, reason, unpublished_parts: left, .. } = &event.detail;
        let lang = self.page.lang;
        let parts = left.iter().map(|part| lang.part(*part).into_owned()).collect();
        let left =
            (!left.is_empty()).then(|| self.page.tv(messages::FOLLOW_LEFT, &lang.all_of(parts)));
        let reason = reason.map(|reason| {
            let (reason, text) = (lang.refusal(reason), lang.refusal_text(reason));
            let args = [("reason", Arg::Text(&reason)), ("text", Arg::Text(&text))];
            self.page.ta(messages::MAIL_REFUSED_REASON, &args)
        });
        let words = words.as_ref().map(ToString::to_string);
        Self {
            moderator_message: self.moderator_message.or(words),
            detail: left.or(reason),
            ..self
        }
    }

    fn of_state(
        page: Page,
        catalogue: &Catalogue,
        clock: &Clock,
        token: &Token,
        tracked: &TrackedProposal,
    ) -> Self {
        let (proposal, events) = (&tracked.proposal, tracked.author_events());
        let state = proposal.state;
        let act = |route| paths::by_token(route, token);
        let published = proposal.initiative.and_then(|id| catalogue.initiative(id));
        let published = published.filter(|_| state == ProposalState::Published);
        let waits = matches!(state, ProposalState::Pending | ProposalState::Unconfirmed);
        let may_modify = published.is_some() && proposal.confirmed_at.is_some();
        let (title, stands) =
            (title(&page, proposal), page.tv(messages::FOLLOW_STATE, name(state)));
        let head = [("state", Arg::Text(&stands)), ("name", Arg::Text(&title))];
        Self {
            notice: None,
            target: TargetLink::of(catalogue, proposal),
            recipient: mailed(&page, proposal),
            changes: Vec::new(),
            page_title: page.ta(messages::FOLLOW_HEAD, &head),
            name: title,
            state_class: state_class(state),
            state: stands,
            text: page.tv(messages::FOLLOW_STATE_TEXT, name(state)),
            moderator_message: open_message(state, &events),
            detail: None,
            history: timeline(&page, clock, proposal, &events),
            resume: state
                .is_editable()
                .then(|| (page.t(resume_label(state)).into_owned(), paths::draft(token))),
            put_back: proposal.can_return().then(|| act(paths::RETURN_TO_QUEUE)),
            reopen: waits.then(|| act(paths::REOPENING)),
            correct: state
                .after(Transition::Correct)
                .filter(|_| !waits)
                .map(|_| (page.t(correct_label(state)).into_owned(), act(paths::REOPENING))),
            ask_again: (state == ProposalState::Unconfirmed).then(|| act(paths::CONFIRMATION_MAIL)),
            public: published.map(|it| paths::initiative(&it.facts.slug)),
            modify: may_modify.then(|| act(paths::MODIFICATION)),
            withdraw: state.after(Transition::Withdraw).map(|_| act(paths::PROPOSAL_WITHDRAWAL)),
            erase: act(paths::ERASURE),
            retention: retention_notice(&page, clock, proposal),
            page,
        }
    }

    /// Replaces the text of the state, where the state alone is not precise enough.
    fn with_state(self, state_class: &'static str, state: String, text: String) -> Self {
        let head = [("state", Arg::Text(&state)), ("name", Arg::Text(&self.name))];
        Self {
            page_title: self.page.ta(messages::FOLLOW_HEAD, &head),
            state_class,
            state,
            text,
            ..self
        }
    }

    pub fn with_notice(self, notice: String) -> Self {
        Self { notice: Some(notice), ..self }
    }
}

/// Sentence with the email that the confirmation was sent to.
fn mailed(page: &Page, proposal: &Proposal) -> Option<String> {
    let to = proposal.email.as_ref().filter(|_| proposal.state == ProposalState::Unconfirmed)?;
    Some(page.tv(messages::FOLLOW_MAILED, to.as_str()))
}

/// Title of `proposal`, or « Sans titre ».
pub fn title(page: &Page, proposal: &Proposal) -> String {
    labels::title(page, proposal.form.get(Field::Title))
}

/// Label of the link to the form: an author who was asked something answers.
const fn resume_label(state: ProposalState) -> &'static Key {
    match state {
        ProposalState::ChangesRequested => messages::FOLLOW_ANSWER,
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::Pending
        | ProposalState::Published
        | ProposalState::Refused
        | ProposalState::Withdrawn => messages::FOLLOW_CONTINUE,
    }
}

const fn correct_label(state: ProposalState) -> &'static Key {
    match state {
        ProposalState::Withdrawn => messages::FOLLOW_RESUME,
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::Pending
        | ProposalState::ChangesRequested
        | ProposalState::Published
        | ProposalState::Refused => messages::FOLLOW_CORRECT,
    }
}

pub(super) const fn name(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Draft => "draft",
        ProposalState::Unconfirmed => "unconfirmed",
        ProposalState::Pending => "pending",
        ProposalState::ChangesRequested => "changes",
        ProposalState::Published => "published",
        ProposalState::Refused => "refused",
        ProposalState::Withdrawn => "withdrawn",
    }
}

const fn state_class(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Published => "note--ok",
        ProposalState::Refused => "note--bad",
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::Pending
        | ProposalState::ChangesRequested
        | ProposalState::Withdrawn => "",
    }
}

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
    page.ta(messages::FOLLOW_RETENTION, &args)
}
