//! Where a proposal stands, what happened to it, and what its author may do.

use askama::Template;
use jiff::Timestamp;

use super::hidden::is_hidden;
use crate::{
    app::App,
    clock::Clock,
    domain::{
        date::PartialDate,
        delivery::later,
        erasure::{Perishable, SUPERSEDED_MONTHS},
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
    /// The name of the page.
    head: String,
    name: String,
    /// How the page looks: `ok`, `bad` or nothing.
    tone: &'static str,
    state: String,
    text: String,
    /// What it changes, where it does.
    over: Option<Over>,
    /// A mail that is to be answered left for this address.
    mailed: Option<String>,
    /// Changes of what it became that wait: what they are called, and where they are followed.
    changes: Vec<(String, String)>,
    /// What a moderator wrote about it as it stands.
    words: Option<String>,
    /// Why they refused it, or what they did not publish of it.
    besides: Option<String>,
    history: Vec<(String, String)>,
    /// What can be done first: its label, and its address.
    resume: Option<(String, String)>,
    /// Puts it back into the queue as it was.
    put_back: Option<String>,
    /// Where opening it again is asked for, while it waits.
    reopen: Option<String>,
    /// Opens it again at once.
    correct: Option<(String, String)>,
    ask_again: Option<String>,
    public: Option<String>,
    modify: Option<String>,
    withdraw: Option<String>,
    erase: String,
    /// Until when it is kept.
    kept: String,
    pub(super) page: Page,
}

impl FollowView {
    /// The page of the proposal that `token` leads to.
    pub async fn load(page: Page, app: &App, token: &Token, proposal: &Proposal) -> Result<Self> {
        let happened = app.store.list_happened(proposal.id).await?;
        let events = app.store.list_events_of_proposal(proposal.id).await?;
        let view = Self::new(page, app, (token, proposal), &happened);
        if is_hidden(app, proposal).await? {
            return Ok(view.hidden(&events));
        }
        if proposal.was_reopened() {
            let (state, text) = (view.page.t(say::FOLLOW_OUT), view.page.t(say::FOLLOW_OUT_TEXT));
            let (state, text) = (state.into_owned(), text.into_owned());
            return Ok(view.standing("note--bad", state, text));
        }
        let changes = changes(app, &view.page, proposal).await?;
        Ok(Self { changes, ..view.decided(proposal.state, &events) })
    }

    /// The same, with what the last decision says besides: why it was refused, what was not published of it.
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

    /// The same, where the state alone does not say how it stands.
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

/// Where the mail that asks to confirm went.
fn mailed(page: &Page, proposal: &Proposal) -> Option<String> {
    let to = proposal.email.as_ref().filter(|_| proposal.state == ProposalState::Unconfirmed)?;
    Some(page.tv(say::FOLLOW_MAILED, to.as_str()))
}

/// The changes of what `proposal` became that the same author began and that nobody decided.
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

/// What to call a proposal that may have no title.
pub fn title(page: &Page, proposal: &Proposal) -> String {
    match proposal.entry.get(Field::Title) {
        "" => page.t(say::PROPOSAL_UNTITLED).into_owned(),
        title => title.to_owned(),
    }
}

/// Until when it is kept if nobody does anything.
fn kept(page: &Page, clock: &Clock, proposal: &Proposal) -> String {
    let (since, what) = match proposal.state {
        ProposalState::Draft => (proposal.changed_at, Perishable::Draft),
        ProposalState::Unconfirmed => {
            (proposal.sent_at.unwrap_or(proposal.changed_at), Perishable::Unconfirmed)
        }
        ProposalState::Changes => (proposal.changed_at, Perishable::Unanswered),
        ProposalState::Refused | ProposalState::Withdrawn => {
            (proposal.changed_at, Perishable::Closed)
        }
        // Their end depends on others: no day is told.
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

/// The last words of a moderator, where the proposal waits for an answer to them.
pub fn words(state: ProposalState, happened: &[Happened]) -> Option<String> {
    let waits =
        matches!(state, ProposalState::Changes | ProposalState::Refused | ProposalState::Draft);
    let asks = |kind| matches!(kind, EventKind::ChangesAsked | EventKind::Refused);
    // What was asked before counts no more.
    let answers = |kind| matches!(kind, EventKind::Sent | EventKind::Published | EventKind::Undone);
    let last = happened.iter().rev().find(|it| asks(it.what) || answers(it.what));
    let said = last.filter(|it| waits && asks(it.what))?;
    said.words.as_ref().map(ToString::to_string)
}

/// Each thing that happened, with its day, the newest first.
fn history(
    page: &Page,
    clock: &Clock,
    proposal: &Proposal,
    happened: &[Happened],
) -> Vec<(String, String)> {
    let line = |it: &Happened| {
        let what = told(it.what)?;
        Some((day(page, clock, it.at), page.tv(say::FOLLOW_HAPPENED, what)))
    };
    let started = (day(page, clock, proposal.started_at), page.t(say::FOLLOW_STARTED).into_owned());
    happened.iter().rev().filter_map(line).chain([started]).collect()
}

/// What the history of an author calls it; nothing of what concerns members only.
const fn told(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::Sent => "sent",
        EventKind::Confirmed => "confirmed",
        EventKind::Reopened => "reopened",
        EventKind::Withdrawn => "withdrawn",
        EventKind::Published => "published",
        EventKind::ChangesAsked => "changes",
        EventKind::Refused => "refused",
        EventKind::Undone => "undone",
        EventKind::Returned => "returned",
        EventKind::TakenDown => "taken-down",
        EventKind::PutBack => "put-back",
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
        | EventKind::Erased
        | EventKind::Expired
        | EventKind::Claimed
        | EventKind::Released
        | EventKind::Cleared
        | EventKind::Edited
        | EventKind::Restored => return None,
    })
}

fn day(page: &Page, clock: &Clock, at: Timestamp) -> String {
    page.lang.date(PartialDate::Day(clock.day(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(kinds: &[EventKind], state: ProposalState) -> Option<String> {
        let said = |kind| (kind == EventKind::ChangesAsked).then_some("Il manque l’adresse.");
        let happened = kinds.iter().map(|kind| Happened {
            at: Timestamp::UNIX_EPOCH,
            what: *kind,
            words: said(*kind).map(|text| text.parse().unwrap()),
        });
        words(state, &happened.collect::<Vec<_>>())
    }

    #[test]
    fn all_that_an_author_is_told_has_its_words() {
        for kind in EventKind::ALL {
            assert_eq!(told(*kind).is_some(), kind.is_told_to_author(), "{kind:?}");
        }
    }

    #[test]
    fn the_words_of_a_moderator_are_told_until_they_are_answered() {
        use EventKind::{ChangesAsked, Sent, Undone};
        let told = Some("Il manque l’adresse.".to_owned());
        assert_eq!(after(&[Sent, ChangesAsked], ProposalState::Changes), told);
        let answered = [ChangesAsked, Sent];
        assert_eq!(after(&answered, ProposalState::Pending), None);
        assert_eq!(after(&answered, ProposalState::Draft), None);
        assert_eq!(after(&[ChangesAsked, Undone], ProposalState::Pending), None);
        assert_eq!(after(&[], ProposalState::Draft), None);
    }
}
