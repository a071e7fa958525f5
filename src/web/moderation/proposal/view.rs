//! View of one proposal, for moderators.

use askama::Template;

use super::decision_view::{
    DecisionFormView, DecisionSummary, decision, decision_summary, next_proposal, typed_message,
};
use super::form::DecisionForm;
use super::notices::{Duplicate, duplicates, notices};
use super::private_fields::{self, LabelledValue};
use crate::domain::account::Member;
use crate::domain::moderation::{AuditEvent, AuditKind, percent};
use crate::domain::proposal::ProposalState;
use crate::i18n::{Arg, Key, messages};
use crate::store::WaitingDuplicate;
use crate::web::form::FormErrors;
use crate::web::moderation::context::{ReviewContext, state};
use crate::web::moderation::diff::{PartDiff, part_diffs};
use crate::web::moderation::history::{EventLine, FormattedTime, TimeFormatter};
use crate::web::proposal::labels;
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "moderation/proposal/show.html")]
pub struct ProposalView {
    title: String,
    kind: String,
    state: String,
    received: Option<FormattedTime>,
    notices: Vec<String>,
    /// URL that releases it from quarantine, if it is there.
    release: Option<String>,
    claim: Option<Claim>,
    links: RelatedLinks,
    /// Sentence with the number of differences.
    count: String,
    is_change: bool,
    base_outdated: bool,
    rows: Vec<PartDiff>,
    invalid: Option<InvalidProposal>,
    private: Vec<LabelledValue>,
    author: Vec<LabelledValue>,
    duplicates: Vec<Duplicate>,
    quality: QualityView,
    form: Option<DecisionFormView>,
    decided: Option<DecisionSummary>,
    /// Message typed, if somebody has decided meanwhile.
    typed_message: Option<String>,
    /// URL of the next proposal, once this one is decided.
    next: Option<String>,
    events: Vec<EventLine>,
    published: Vec<EventLine>,
    errors: FormErrors,
    page: Page,
}

/// Proposal that fails validation: its errors and values.
struct InvalidProposal {
    errors: Vec<String>,
    typed: Vec<LabelledValue>,
}

/// Claim of the proposal.
struct Claim {
    words: Option<String>,
    mine: bool,
    action: String,
}

/// Links to related pages.
struct RelatedLinks {
    public: Option<String>,
    moderated: Option<String>,
    preview: Option<String>,
}

struct QualityView {
    score: Option<String>,
    suggestions: Option<String>,
}

impl ProposalView {
    /// View of `context`, which may be a duplicate of those that are `waiting`; `form` is the decision typed.
    pub fn new(
        page: Page,
        times: &TimeFormatter,
        member: &Member,
        context: &ReviewContext,
        waiting: &[WaitingDuplicate],
        form: Option<&DecisionForm>,
        errors: FormErrors,
    ) -> Self {
        let catalogue = &context.catalogue;
        let mut compared = part_diffs(&page, context, form.map(|form| &form.parts));
        mark_left(&page, context, &mut compared);
        let unsound = context.content.as_ref().err().map(|invalid_fields| InvalidProposal {
            errors: private_fields::errors(&page, invalid_fields),
            typed: private_fields::raw_values(&page, catalogue, &context.proposal.form),
        });
        Self {
            title: labels::title(&page, context.title()),
            kind: page.t(kind(context)).into_owned(),
            state: page.t(state(context.proposal.state)).into_owned(),
            received: context.proposal.waiting_since.map(|at| times.format(at)),
            notices: notices(&page, catalogue, context),
            release: release_url(context),
            claim: claim(&page, times, member, context),
            links: links(context),
            count: count(&page, context, &compared),
            is_change: context.is_change(),
            base_outdated: context.base.is_some()
                && context.proposal.state == ProposalState::Pending,
            rows: compared,
            invalid: unsound,
            private: private_fields::private(&page, &context.proposal.form),
            author: private_fields::author(&page, &context.proposal.form),
            duplicates: duplicates(&page, context, waiting),
            quality: quality_view(&page, context),
            form: decision(&page, context, form),
            decided: decision_summary(&page, context),
            events: lines(&context.events, |it| EventLine::new(&page, times, it)),
            published: lines(&context.initiative_events, |it| EventLine::linked(&page, times, it)),
            typed_message: typed_message(context, form),
            next: next_proposal(context),
            errors,
            page,
        }
    }
}

fn lines(events: &[AuditEvent], line: impl Fn(&AuditEvent) -> Option<EventLine>) -> Vec<EventLine> {
    events.iter().filter_map(line).collect()
}

/// Marks the parts that were left out when it was published.
fn mark_left(page: &Page, context: &ReviewContext, rows: &mut [PartDiff]) {
    let published = context.events.iter().find(|it| it.kind == AuditKind::Published);
    let Some(published) = published.filter(|_| context.proposal.state == ProposalState::Published)
    else {
        return;
    };
    let left = |row: &&mut PartDiff| {
        published.detail.unpublished_parts.iter().any(|it| it.name() == row.part)
    };
    for row in rows.iter_mut().filter(left) {
        row.note = Some(page.t(messages::PROPOSAL_LEFT).into_owned());
    }
}

/// URL that releases it from quarantine, if it is there.
fn release_url(context: &ReviewContext) -> Option<String> {
    let quarantined = context.proposal.quarantine.is_some();
    let waits = quarantined && context.proposal.state == ProposalState::Pending;
    waits.then(|| paths::quarantine_release(context.id()))
}

fn kind(context: &ReviewContext) -> &'static Key {
    if context.is_change() { messages::PROPOSAL_CHANGE } else { messages::PROPOSAL_NEW }
}

fn claim(
    page: &Page,
    times: &TimeFormatter,
    member: &Member,
    context: &ReviewContext,
) -> Option<Claim> {
    if context.proposal.state != ProposalState::Pending {
        return None;
    }
    let mine = context.claim.as_ref().is_some_and(|it| it.by == member.account.id);
    let words = context.claim.as_ref().map(|claim| {
        if mine {
            page.tv(messages::PROPOSAL_CLAIMED_ME, &times.format(claim.since).ago)
        } else {
            let since = times.since(claim.since);
            let args = [("name", Arg::Text(claim.name.as_str())), ("since", Arg::Text(&since))];
            page.ta(messages::PROPOSAL_CLAIMED, &args)
        }
    });
    Some(Claim { words, mine, action: paths::claim(context.id()) })
}

fn links(context: &ReviewContext) -> RelatedLinks {
    let shown = context.current.as_ref().filter(|it| it.is_published);
    let waits = context.proposal.state == ProposalState::Pending && context.proposed.is_some();
    RelatedLinks {
        public: shown.map(|it| paths::initiative(&it.initiative.facts.slug)),
        moderated: context.current.as_ref().map(|it| paths::moderated_initiative(it.initiative.id)),
        preview: waits.then(|| paths::proposal_preview(context.id())),
    }
}

fn count(page: &Page, context: &ReviewContext, rows: &[PartDiff]) -> String {
    if context.is_change() {
        page.tn(messages::PROPOSAL_DIFF_COUNT, rows.len())
    } else {
        String::new()
    }
}

fn quality_view(page: &Page, context: &ReviewContext) -> QualityView {
    let quality = context.proposed.as_ref().map(|it| context.catalogue.quality(&it.facts));
    let better = quality.as_ref().map(|quality| {
        let fields: Vec<_> = quality.improvements(3).iter().map(|edit| edit.field).collect();
        private_fields::labels(page, &fields)
    });
    let better = better.filter(|labels| !labels.is_empty());
    QualityView {
        score: quality.map(|quality| {
            page.tv(messages::PROPOSAL_QUALITY_SCORE, &percent(quality.score()).to_string())
        }),
        suggestions: better
            .map(|labels| page.tv(messages::PROPOSAL_QUALITY_BETTER, &page.lang.all_of(labels))),
    }
}
