//! View of the status page: state, timeline, possible actions.

use askama::Template;

use super::{
    hidden::is_hidden,
    kept::kept,
    past::{history, words},
};
use crate::{
    app::App,
    domain::{
        event::{Detail, Event, EventKind, Happened},
        proposal::{Field, Move, Proposal, ProposalState},
        secret::Token,
    },
    i18n::{Arg, Key, say},
    web::{Page, Result, paths, proposal::Over},
};

#[derive(Template)]
#[template(path = "follow/show.html")]
pub struct FollowView {
    pub notice: Option<String>,
    /// Text of `<title>`.
    head: String,
    name: String,
    /// CSS class of the state: `note--ok`, `note--bad` or empty.
    tone: &'static str,
    state: String,
    text: String,
    /// Initiative that it changes, if any.
    over: Option<Over>,
    /// Sentence with the email that the confirmation was sent to.
    mailed: Option<String>,
    /// Pending changes of the published initiative: label, and status page.
    changes: Vec<(String, String)>,
    /// Moderator message about the current state.
    words: Option<String>,
    /// Reason of the refusal, or parts that were not published.
    besides: Option<String>,
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
    kept: String,
    pub(super) page: Page,
}

impl FollowView {
    /// Loads the view of `proposal`, which has the link `token`.
    pub async fn load(page: Page, app: &App, token: &Token, proposal: &Proposal) -> Result<Self> {
        let happened = app.store.list_happened(proposal.id).await?;
        let events = app.store.list_events_of_proposal(proposal.id).await?;
        let view = Self::new(page, app, (token, proposal), &happened);
        let changes = changes(app, &view.page, proposal).await?;
        if is_hidden(app, proposal).await? {
            return Ok(Self { changes, ..view.hidden(&events) });
        }
        if proposal.was_reopened() {
            let (state, text) = (view.page.t(say::FOLLOW_OUT), view.page.t(say::FOLLOW_OUT_TEXT));
            let (state, text) = (state.into_owned(), text.into_owned());
            return Ok(view.standing("note--bad", state, text));
        }
        Ok(Self { changes, ..view.decided(proposal.state, &events) })
    }

    /// Adds the reason of a refusal, or the parts that were not published.
    fn decided(self, state: ProposalState, events: &[Event]) -> Self {
        let made = match state {
            ProposalState::Published => EventKind::Published,
            ProposalState::Refused => EventKind::Refused,
            ProposalState::Draft
            | ProposalState::Unconfirmed
            | ProposalState::Pending
            | ProposalState::Changes
            | ProposalState::Withdrawn => return self,
        };
        let Some(event) = events.iter().find(|it| it.what == made) else { return self };
        let Detail { words, reason, left, .. } = &event.detail;
        let lang = self.page.lang;
        let parts = left.iter().map(|part| lang.part(*part).into_owned()).collect();
        let left = (!left.is_empty()).then(|| self.page.tv(say::FOLLOW_LEFT, &lang.all_of(parts)));
        let reason = reason.map(|reason| {
            let (reason, text) = (lang.refusal(reason), lang.refusal_text(reason));
            let args = [("reason", Arg::Text(&reason)), ("text", Arg::Text(&text))];
            self.page.ta(say::MAIL_REFUSED_REASON, &args)
        });
        let words = words.as_ref().map(ToString::to_string);
        Self { words: self.words.or(words), besides: left.or(reason), ..self }
    }

    fn new(
        page: Page,
        app: &App,
        (token, proposal): (&Token, &Proposal),
        happened: &[Happened],
    ) -> Self {
        let state = proposal.state;
        let act = |act| paths::follow_act(token, act);
        let catalogue = app.catalogue();
        let published = proposal.initiative.and_then(|id| catalogue.initiative(id));
        let published = published.filter(|_| state == ProposalState::Published);
        let waits = matches!(state, ProposalState::Pending | ProposalState::Unconfirmed);
        let may_modify = published.is_some() && proposal.confirmed_at.is_some();
        let (title, stands) = (title(&page, proposal), page.tv(say::FOLLOW_STATE, name(state)));
        let head = [("state", Arg::Text(&stands)), ("name", Arg::Text(&title))];
        Self {
            notice: None,
            over: Over::of(&catalogue, proposal),
            mailed: mailed(&page, proposal),
            changes: Vec::new(),
            head: page.ta(say::FOLLOW_HEAD, &head),
            name: title,
            tone: tone(state),
            state: stands,
            text: page.tv(say::FOLLOW_STATE_TEXT, name(state)),
            words: words(state, happened),
            besides: None,
            history: history(&page, &app.clock, proposal, happened),
            resume: state
                .is_open()
                .then(|| (page.t(say::FOLLOW_CONTINUE).into_owned(), paths::draft(token))),
            put_back: proposal.can_return().then(|| act("remise")),
            reopen: waits.then(|| act("correction")),
            correct: state
                .after(Move::Correct)
                .filter(|_| !waits)
                .map(|_| (page.t(correct_label(state)).into_owned(), act("correction"))),
            ask_again: (state == ProposalState::Unconfirmed).then(|| act("confirmation")),
            public: published.map(|it| paths::initiative(&it.facts.slug)),
            modify: may_modify.then(|| act("modification")),
            withdraw: state.after(Move::Withdraw).map(|_| act("retrait")),
            erase: act("effacement"),
            kept: kept(&page, &app.clock, proposal),
            page,
        }
    }

    /// Replaces the text of the state, where the state alone is not precise enough.
    pub(super) fn standing(self, tone: &'static str, state: String, text: String) -> Self {
        let head = [("state", Arg::Text(&state)), ("name", Arg::Text(&self.name))];
        Self { head: self.page.ta(say::FOLLOW_HEAD, &head), tone, state, text, ..self }
    }

    pub(super) fn said(self, words: Option<String>) -> Self {
        Self { words, besides: None, ..self }
    }

    pub fn saying(self, notice: String) -> Self {
        Self { notice: Some(notice), ..self }
    }
}

/// Sentence with the email that the confirmation was sent to.
fn mailed(page: &Page, proposal: &Proposal) -> Option<String> {
    let to = proposal.email.as_ref().filter(|_| proposal.state == ProposalState::Unconfirmed)?;
    Some(page.tv(say::FOLLOW_MAILED, to.as_str()))
}

/// Undecided changes of the published initiative by the same author.
async fn changes(app: &App, page: &Page, proposal: &Proposal) -> Result<Vec<(String, String)>> {
    if proposal.state != ProposalState::Published {
        return Ok(Vec::new());
    }
    let waiting = app.store.list_waiting_changes(proposal).await?.into_iter();
    let link = |(nonce, state): (Vec<u8>, ProposalState)| {
        let token = app.store.vault().token("proposal", &nonce);
        (page.tv(say::FOLLOW_CHANGE, name(state)), paths::follow(&token))
    };
    Ok(waiting.map(link).collect())
}

/// Title of a proposal, or « untitled ».
pub fn title(page: &Page, proposal: &Proposal) -> String {
    match proposal.entry.get(Field::Title) {
        "" => page.t(say::PROPOSAL_UNTITLED).into_owned(),
        title => title.to_owned(),
    }
}

const fn correct_label(state: ProposalState) -> &'static Key {
    match state {
        ProposalState::Withdrawn => say::FOLLOW_RESUME,
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::Pending
        | ProposalState::Changes
        | ProposalState::Published
        | ProposalState::Refused => say::FOLLOW_CORRECT,
    }
}

pub(super) const fn name(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Draft => "draft",
        ProposalState::Unconfirmed => "unconfirmed",
        ProposalState::Pending => "pending",
        ProposalState::Changes => "changes",
        ProposalState::Published => "published",
        ProposalState::Refused => "refused",
        ProposalState::Withdrawn => "withdrawn",
    }
}

const fn tone(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Published => "note--ok",
        ProposalState::Refused => "note--bad",
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::Pending
        | ProposalState::Changes
        | ProposalState::Withdrawn => "",
    }
}
