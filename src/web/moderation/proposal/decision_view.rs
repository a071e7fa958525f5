//! Form of the decision about a proposal, or the decision made.

use super::form::DecisionForm;
use crate::domain::moderation::RefusalReason;
use crate::domain::proposal::ProposalState;
use crate::i18n::messages;
use crate::web::components::ChoiceOption;
use crate::web::moderation::context::ReviewContext;
use crate::web::{Page, paths};

/// Form of the decision.
#[derive(Debug)]
pub struct DecisionFormView {
    pub publish: String,
    pub ask: String,
    pub refuse: String,
    pub version: i64,
    pub seen: String,
    pub words: String,
    pub reasons: Vec<ChoiceOption>,
    /// True if it is valid and can be published.
    pub sound: bool,
}

/// A decision already made.
#[derive(Debug)]
pub struct DecisionSummary {
    pub words: String,
    /// Effect and URL of undo; `None` if it cannot be undone.
    pub undo: Option<(String, String)>,
    pub version: i64,
}

pub fn decision(
    page: &Page,
    context: &ReviewContext,
    form: Option<&DecisionForm>,
) -> Option<DecisionFormView> {
    if context.proposal.state != ProposalState::Pending {
        return None;
    }
    let id = context.id();
    let chosen = form.and_then(|form| form.reason);
    let reason = |it: RefusalReason| {
        let help = Some(page.lang.refusal_text(it).into_owned());
        ChoiceOption {
            help,
            ..ChoiceOption::new(it.code(), page.lang.refusal(it), chosen == Some(it))
        }
    };
    Some(DecisionFormView {
        publish: paths::publication(id),
        ask: paths::change_request(id),
        refuse: paths::refusal(id),
        version: context.proposal.version,
        seen: context.current.as_ref().map(|it| it.revision.to_string()).unwrap_or_default(),
        words: form.map(|form| form.message.clone()).unwrap_or_default(),
        reasons: RefusalReason::ALL.into_iter().map(reason).collect(),
        sound: context.content.is_ok(),
    })
}

pub fn decision_summary(page: &Page, context: &ReviewContext) -> Option<DecisionSummary> {
    let proposal = &context.proposal;
    let in_force = context
        .current
        .as_ref()
        .is_some_and(|now| now.is_published && Some(now.revision) == proposal.revision);
    let (words, undo) = match proposal.state {
        ProposalState::Published
            if context.current.as_ref().is_some_and(|now| !now.is_published) =>
        {
            (messages::PROPOSAL_PUBLISHED_HIDDEN, None)
        }
        ProposalState::Published if !in_force => (messages::PROPOSAL_PUBLISHED_UNDONE, None),
        ProposalState::Published if context.is_change() => {
            (messages::PROPOSAL_PUBLISHED_DONE, Some(messages::PROPOSAL_UNDO_PUBLISHED))
        }
        ProposalState::Published => {
            (messages::PROPOSAL_PUBLISHED_DONE, Some(messages::PROPOSAL_UNDO_PUBLISHED_NEW))
        }
        ProposalState::ChangesRequested if proposal.is_being_corrected() => {
            (messages::PROPOSAL_CHANGES_BEGUN, None)
        }
        ProposalState::ChangesRequested => {
            (messages::PROPOSAL_CHANGES_DONE, Some(messages::PROPOSAL_UNDO_OTHER))
        }
        ProposalState::Refused => {
            (messages::PROPOSAL_REFUSED_DONE, Some(messages::PROPOSAL_UNDO_OTHER))
        }
        ProposalState::Withdrawn => (messages::PROPOSAL_WITHDRAWN_DONE, None),
        ProposalState::Draft | ProposalState::Unconfirmed | ProposalState::Pending => return None,
    };
    let undo = undo.map(|text| (page.t(text).into_owned(), paths::decision_revert(context.id())));
    Some(DecisionSummary { words: page.t(words).into_owned(), undo, version: proposal.version })
}

/// Message typed, if the proposal has been decided meanwhile.
pub fn typed_message(context: &ReviewContext, form: Option<&DecisionForm>) -> Option<String> {
    let typed = form.filter(|_| context.proposal.state != ProposalState::Pending);
    typed.map(|form| form.message.clone()).filter(|words| !words.is_empty())
}

/// URL of the next proposal to read, once this one is decided.
pub fn next_proposal(context: &ReviewContext) -> Option<String> {
    context.next.filter(|_| context.proposal.state != ProposalState::Pending).map(paths::proposal)
}
