//! View of the status page: state, timeline, possible actions, retention.

use askama::Template;

use super::timeline::{day, timeline};
use crate::app::App;
use crate::clock::Clock;
use crate::domain::account::Token;
use crate::domain::moderation::{AuditDetail, AuditEvent, AuditKind, AuthorEvent};
use crate::domain::operations::{RetentionClass, SUPERSEDED_MONTHS, saturating_add};
use crate::domain::proposal::{Field, Proposal, ProposalState, Transition};
use crate::i18n::{Arg, Key, messages};
use crate::web::proposal::TargetLink;
use crate::web::proposal::labels::open_message;
use crate::web::{Page, Result, paths};

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
    pub(super) page: Page,
}

impl TrackingView {
    /// Loads the view of `proposal`, which has the link `token`.
    pub async fn load(page: Page, app: &App, token: &Token, proposal: &Proposal) -> Result<Self> {
        let happened = app.store.list_author_events(proposal.id).await?;
        let events = app.store.list_events_of_proposal(proposal.id).await?;
        let view = Self::new(page, app, (token, proposal), &happened);
        let changes = changes(app, &view.page, proposal).await?;
        if is_withdrawn(app, proposal).await? {
            return Ok(Self { changes, ..view.with_withdrawal(&events) });
        }
        if proposal.was_reopened() {
            let (state, text) =
                (view.page.t(messages::FOLLOW_OUT), view.page.t(messages::FOLLOW_OUT_TEXT));
            let (state, text) = (state.into_owned(), text.into_owned());
            return Ok(view.with_state("note--bad", state, text));
        }
        Ok(Self { changes, ..view.with_decision(proposal.state, &events) })
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

    fn new(
        page: Page,
        app: &App,
        (token, proposal): (&Token, &Proposal),
        happened: &[AuthorEvent],
    ) -> Self {
        let state = proposal.state;
        let act = |route| paths::by_token(route, token);
        let catalogue = page.catalogue();
        let published = proposal.initiative.and_then(|id| catalogue.initiative(id));
        let published = published.filter(|_| state == ProposalState::Published);
        let waits = matches!(state, ProposalState::Pending | ProposalState::Unconfirmed);
        let may_modify = published.is_some() && proposal.confirmed_at.is_some();
        let (title, stands) =
            (title(&page, proposal), page.tv(messages::FOLLOW_STATE, name(state)));
        let head = [("state", Arg::Text(&stands)), ("name", Arg::Text(&title))];
        Self {
            notice: None,
            target: TargetLink::of(&catalogue, proposal),
            recipient: mailed(&page, proposal),
            changes: Vec::new(),
            page_title: page.ta(messages::FOLLOW_HEAD, &head),
            name: title,
            state_class: state_class(state),
            state: stands,
            text: page.tv(messages::FOLLOW_STATE_TEXT, name(state)),
            moderator_message: open_message(state, happened),
            detail: None,
            history: timeline(&page, &app.clock, proposal, happened),
            resume: state
                .is_editable()
                .then(|| (page.t(messages::FOLLOW_CONTINUE).into_owned(), paths::draft(token))),
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
            retention: retention_notice(&page, &app.clock, proposal),
            page,
        }
    }

    /// Replaces the text of the state, where the state alone is not precise enough.
    pub(super) fn with_state(self, state_class: &'static str, state: String, text: String) -> Self {
        let head = [("state", Arg::Text(&state)), ("name", Arg::Text(&self.name))];
        Self {
            page_title: self.page.ta(messages::FOLLOW_HEAD, &head),
            state_class,
            state,
            text,
            ..self
        }
    }

    pub(super) fn with_message(self, words: Option<String>) -> Self {
        Self { moderator_message: words, detail: None, ..self }
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

/// Undecided changes of the published initiative by the same author.
async fn changes(app: &App, page: &Page, proposal: &Proposal) -> Result<Vec<(String, String)>> {
    if proposal.state != ProposalState::Published {
        return Ok(Vec::new());
    }
    let waiting = app.store.list_waiting_changes(proposal).await?.into_iter();
    let link = |(nonce, state): (Vec<u8>, ProposalState)| {
        let token = app.store.server_key().derive_token("proposal", &nonce);
        (page.tv(messages::FOLLOW_CHANGE, name(state)), paths::follow(&token))
    };
    Ok(waiting.map(link).collect())
}

/// Title of a proposal, or « untitled ».
pub fn title(page: &Page, proposal: &Proposal) -> String {
    match proposal.form.get(Field::Title) {
        "" => page.t(messages::PROPOSAL_UNTITLED).into_owned(),
        title => title.to_owned(),
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
