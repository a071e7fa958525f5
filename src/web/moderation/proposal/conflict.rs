//! Conflict (409) of a decision or a claim: the event that came first, with the typed values kept.

use axum::response::Response;

use super::form::DecisionForm;
use crate::domain::text::Line;
use crate::i18n::{Arg, messages};
use crate::web::moderation::conflict::{ConflictView, ResubmitForm};
use crate::web::moderation::context::ReviewContext;
use crate::web::moderation::history::{EventLine, TimeFormatter};
use crate::web::{Page, paths};

/// 409 when the proposal or its initiative changed since the page was loaded.
pub fn decision_conflict(
    page: Page,
    times: &TimeFormatter,
    context: &ReviewContext,
    form: &DecisionForm,
) -> Response {
    let moved = context.proposal.version != form.version;
    let last = match context.proposal.initiative {
        // Events without a revision changed nothing of the initiative.
        Some(_) if !moved && !context.proposal.is_being_corrected() => {
            context.initiative_events.iter().find(|it| it.number.is_some())
        }
        Some(_) | None => context.events.first(),
    };
    let lead = match moved {
        _ if context.proposal.is_being_corrected() => messages::CONFLICT_CORRECTING,
        true => messages::CONFLICT_CHANGED,
        false => messages::CONFLICT_INITIATIVE,
    };
    let reason =
        form.reason.map(|it| page.tv(messages::CONFLICT_RECOVERY_REASON, &page.lang.refusal(it)));
    let parts = form.parts.iter().map(|part| page.lang.part(*part).into_owned()).collect();
    let parts = (!form.parts.is_empty())
        .then(|| page.tv(messages::CONFLICT_RECOVERY_PARTS, &page.lang.all_of(parts)));
    let words = (page.t(messages::PROPOSAL_WORDS).into_owned(), form.message.clone());
    let view = ConflictView {
        title: page.t(messages::CONFLICT_TITLE).into_owned(),
        lead: page.t(lead).into_owned(),
        event: last.and_then(|it| EventLine::linked(&page, times, it)),
        choices: reason.into_iter().chain(parts).collect(),
        typed_message: Some(words).filter(|(_, it)| !it.is_empty()),
        current_version: current_version(&page, context),
        resubmit: resubmit(&page, context, form),
        back: back(&page),
        page,
    };
    view.respond()
}

fn current_version(page: &Page, context: &ReviewContext) -> Option<(String, String)> {
    let to = context.proposal.is_shown().then(|| paths::proposal(context.id()))?;
    Some((page.t(messages::CONFLICT_SEE).into_owned(), to))
}

/// Form that opens the current version with the decision typed.
fn resubmit(page: &Page, context: &ReviewContext, form: &DecisionForm) -> Option<ResubmitForm> {
    let typed = form.reason.is_some() || !form.message.is_empty();
    (typed && context.proposal.is_shown()).then(|| ResubmitForm {
        label: page.t(messages::CONFLICT_SEE_CARRIED).into_owned(),
        action: paths::proposal_resubmission(context.id()),
        fields: form.fields(),
    })
}

fn back(page: &Page) -> (String, String) {
    (page.t(messages::PROPOSAL_BACK).into_owned(), paths::MODERATION.to_owned())
}

/// 409 when `name` has already claimed the proposal; `ago` is a text.
pub fn claim_conflict(page: Page, context: &ReviewContext, name: &Line, ago: &str) -> Response {
    let args = [("name", Arg::Text(name.as_str())), ("ago", Arg::Text(ago))];
    let view = ConflictView {
        title: page.ta(messages::CONFLICT_CLAIMED, &args),
        lead: page.t(messages::CONFLICT_CLAIMED_TEXT).into_owned(),
        event: None,
        choices: Vec::new(),
        typed_message: None,
        current_version: current_version(&page, context),
        resubmit: None,
        back: back(&page),
        page,
    };
    view.respond()
}
