//! Form of the decision about a proposal, or the decision made.

use super::{case::Case, form::DecisionForm};
use crate::{
    app::App,
    domain::{account::Member, proposal::ProposalState, refusal::Refusal},
    i18n::say,
    web::{Page, Result, parts::Choice, paths},
};

/// Form of the decision.
#[derive(Debug)]
pub struct Form {
    pub publish: String,
    pub ask: String,
    pub refuse: String,
    pub version: i64,
    pub seen: String,
    pub words: String,
    pub reasons: Vec<Choice>,
    /// True if it is valid and can be published.
    pub sound: bool,
}

/// A decision already made.
#[derive(Debug)]
pub struct Decided {
    pub words: String,
    /// Effect and URL of undo; `None` if it cannot be undone.
    pub undo: Option<(String, String)>,
    pub version: i64,
}

pub fn decision(page: &Page, case: &Case, form: Option<&DecisionForm>) -> Option<Form> {
    if case.proposal.state != ProposalState::Pending {
        return None;
    }
    let id = case.id();
    let chosen = form.and_then(|form| form.reason);
    let reason = |it: Refusal| {
        let help = Some(page.lang.refusal_text(it).into_owned());
        Choice { help, ..Choice::new(it.code(), page.lang.refusal(it), chosen == Some(it)) }
    };
    Some(Form {
        publish: paths::publication(id),
        ask: paths::change_request(id),
        refuse: paths::refusal(id),
        version: case.proposal.version,
        seen: case.now.as_ref().map(|it| it.revision.to_string()).unwrap_or_default(),
        words: form.map(|form| form.words.clone()).unwrap_or_default(),
        reasons: Refusal::ALL.into_iter().map(reason).collect(),
        sound: case.content.is_ok(),
    })
}

pub fn decided(page: &Page, case: &Case) -> Option<Decided> {
    let proposal = &case.proposal;
    let in_force = case
        .now
        .as_ref()
        .is_some_and(|now| now.is_published && Some(now.revision) == proposal.revision);
    let (words, undo) = match proposal.state {
        ProposalState::Published if case.now.as_ref().is_some_and(|now| !now.is_published) => {
            (say::PROPOSAL_PUBLISHED_HIDDEN, None)
        }
        ProposalState::Published if !in_force => (say::PROPOSAL_PUBLISHED_UNDONE, None),
        ProposalState::Published if case.is_change() => {
            (say::PROPOSAL_PUBLISHED_DONE, Some(say::PROPOSAL_UNDO_PUBLISHED))
        }
        ProposalState::Published => {
            (say::PROPOSAL_PUBLISHED_DONE, Some(say::PROPOSAL_UNDO_PUBLISHED_NEW))
        }
        ProposalState::Changes if proposal.is_being_corrected() => {
            (say::PROPOSAL_CHANGES_BEGUN, None)
        }
        ProposalState::Changes => (say::PROPOSAL_CHANGES_DONE, Some(say::PROPOSAL_UNDO_OTHER)),
        ProposalState::Refused => (say::PROPOSAL_REFUSED_DONE, Some(say::PROPOSAL_UNDO_OTHER)),
        ProposalState::Withdrawn => (say::PROPOSAL_WITHDRAWN_DONE, None),
        ProposalState::Draft | ProposalState::Unconfirmed | ProposalState::Pending => return None,
    };
    let undo = undo.map(|text| (page.t(text).into_owned(), paths::undoing(case.id())));
    Some(Decided { words: page.t(words).into_owned(), undo, version: proposal.version })
}

/// Message typed, if the proposal has been decided meanwhile.
pub fn kept(case: &Case, form: Option<&DecisionForm>) -> Option<String> {
    let typed = form.filter(|_| case.proposal.state != ProposalState::Pending);
    typed.map(|form| form.words.clone()).filter(|words| !words.is_empty())
}

/// URL of the next proposal to read, once this one is decided.
pub async fn next(app: &App, member: &Member, case: &Case) -> Result<Option<String>> {
    if case.proposal.state == ProposalState::Pending {
        return Ok(None);
    }
    let next = app.store.find_next(&member.account, app.clock.now()).await?;
    Ok(next.map(paths::proposal))
}
