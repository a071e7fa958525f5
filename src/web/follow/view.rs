//! Where a proposal stands, what happened to it, and what its author may do.

use askama::Template;
use jiff::Timestamp;

use crate::{
    app::App,
    clock::Clock,
    domain::{
        date::PartialDate,
        event::{self, Detail, Event},
        history::{Happened, Happening},
        proposal::{Field, Move, Proposal, ProposalState},
        secret::Token,
    },
    i18n::{Arg, Key, say},
    web::{Page, Result, paths},
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
    /// What a moderator wrote about it as it stands.
    words: Option<String>,
    /// Why they refused it, or what they did not publish of it.
    besides: Option<String>,
    history: Vec<(String, String)>,
    /// What can be done first: its label, and its address.
    resume: Option<(String, String)>,
    /// The same by a button.
    correct: Option<(String, String)>,
    ask_again: Option<String>,
    public: Option<String>,
    modify: Option<String>,
    withdraw: Option<String>,
    erase: String,
    page: Page,
}

impl FollowView {
    /// The page of the proposal that `token` leads to.
    pub async fn load(page: Page, app: &App, token: &Token, proposal: &Proposal) -> Result<Self> {
        let happened = app.store.list_happened(proposal.id).await?;
        let events = app.store.list_events_of_proposal(proposal.id).await?;
        let view = Self::new(page, app, (token, proposal), &happened);
        Ok(view.decided(proposal.state, &events))
    }

    /// The same, with what the last decision says besides: why it was refused, what was not published of it.
    fn decided(self, state: ProposalState, events: &[Event]) -> Self {
        let made = match state {
            ProposalState::Published => event::Happening::Published,
            ProposalState::Refused => event::Happening::Refused,
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
        let may_modify = published.is_some() && proposal.confirmed_at.is_some();
        let (title, stands) = (title(&page, proposal), page.tv(say::FOLLOW_STATE, name(state)));
        let head = [("state", Arg::Text(&stands)), ("name", Arg::Text(&title))];
        Self {
            notice: None,
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
            correct: state
                .after(Move::Correct)
                .map(|_| (page.t(correct_label(state)).into_owned(), act("correction"))),
            ask_again: (state == ProposalState::Unconfirmed).then(|| act("confirmation")),
            public: published.map(|it| paths::initiative(&it.facts.slug)),
            modify: may_modify.then(|| act("modification")),
            withdraw: state.after(Move::Withdraw).map(|_| act("retrait")),
            erase: act("effacement"),
            page,
        }
    }

    pub fn saying(self, notice: String) -> Self {
        Self { notice: Some(notice), ..self }
    }
}

/// What to call a proposal that may have no title.
pub fn title(page: &Page, proposal: &Proposal) -> String {
    match proposal.entry.get(Field::Title) {
        "" => page.t(say::PROPOSAL_UNTITLED).into_owned(),
        title => title.to_owned(),
    }
}

const fn correct_label(state: ProposalState) -> &'static Key {
    match state {
        ProposalState::Pending | ProposalState::Unconfirmed => say::FOLLOW_CORRECT_PENDING,
        ProposalState::Withdrawn => say::FOLLOW_RESUME,
        ProposalState::Draft
        | ProposalState::Changes
        | ProposalState::Published
        | ProposalState::Refused => say::FOLLOW_CORRECT,
    }
}

const fn name(state: ProposalState) -> &'static str {
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
    let said = happened.iter().rev().find_map(|it| match &it.what {
        Happening::ChangesAsked(words) | Happening::Refused { words, .. } => {
            Some(Some(words.clone()))
        }
        // What was decided before counts no more.
        Happening::Sent | Happening::Published | Happening::Undone => Some(None),
        Happening::Confirmed | Happening::Reopened | Happening::Withdrawn => None,
    });
    said.flatten().filter(|words| waits && !words.is_empty())
}

/// Each thing that happened, with its day, the newest first.
fn history(
    page: &Page,
    clock: &Clock,
    proposal: &Proposal,
    happened: &[Happened],
) -> Vec<(String, String)> {
    let line = |it: &Happened| {
        let what = match it.what {
            Happening::Sent => "sent",
            Happening::Confirmed => "confirmed",
            Happening::Reopened => "reopened",
            Happening::Withdrawn => "withdrawn",
            Happening::Published => "published",
            Happening::ChangesAsked(_) => "changes",
            Happening::Refused { .. } => "refused",
            Happening::Undone => "undone",
        };
        (day(page, clock, it.at), page.tv(say::FOLLOW_HAPPENED, what))
    };
    let started = (day(page, clock, proposal.started_at), page.t(say::FOLLOW_STARTED).into_owned());
    happened.iter().rev().map(line).chain([started]).collect()
}

fn day(page: &Page, clock: &Clock, at: Timestamp) -> String {
    page.lang.date(PartialDate::Day(clock.day(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(happened: &[Happening], state: ProposalState) -> Option<String> {
        let at = Timestamp::UNIX_EPOCH;
        let happened: Vec<_> =
            happened.iter().map(|what| Happened { at, what: what.clone() }).collect();
        words(state, &happened)
    }

    #[test]
    fn the_words_of_a_moderator_are_told_until_they_are_answered() {
        let asked = Happening::ChangesAsked("Il manque l’adresse.".to_owned());
        let told = Some("Il manque l’adresse.".to_owned());
        assert_eq!(after(&[Happening::Sent, asked.clone()], ProposalState::Changes), told);
        let answered = [asked.clone(), Happening::Sent];
        assert_eq!(after(&answered, ProposalState::Pending), None);
        assert_eq!(after(&answered, ProposalState::Draft), None);
        assert_eq!(after(&[asked, Happening::Undone], ProposalState::Pending), None);
        assert_eq!(after(&[], ProposalState::Draft), None);
    }
}
