//! View of one proposal, for moderators.

use askama::Template;

use super::{
    about::{self, Fact},
    case::{Case, of_hundred, quality},
    decision::{Decided, Form, decided, decision, kept, next},
    form::DecisionForm,
    notices::notices,
    rows::{Row, rows},
    twins::{Twin, twins},
};
use crate::{
    app::App,
    domain::{
        account::Member,
        event::{Event, EventKind},
        proposal::ProposalState,
    },
    i18n::{Arg, Key, say},
    web::{
        Page, Result,
        forms::Mistakes,
        moderation::{
            history::EventLine,
            moments::{Moment, Moments},
            queue::state,
        },
        paths,
    },
};

#[derive(Template)]
#[template(path = "moderation/proposal.html")]
pub struct ProposalView {
    title: String,
    kind: String,
    state: String,
    received: Option<Moment>,
    notices: Vec<String>,
    /// URL that releases it from quarantine, if it is there.
    clear: Option<String>,
    claim: Option<Claim>,
    ways: Ways,
    /// Sentence with the number of differences.
    count: String,
    is_change: bool,
    moved_on: bool,
    rows: Vec<Row>,
    unsound: Option<Unsound>,
    private: Vec<Fact>,
    author: Vec<Fact>,
    twins: Vec<Twin>,
    quality: Quality,
    form: Option<Form>,
    decided: Option<Decided>,
    /// Message typed, if somebody has decided meanwhile.
    kept: Option<String>,
    /// URL of the next proposal, once this one is decided.
    next: Option<String>,
    events: Vec<EventLine>,
    published: Vec<EventLine>,
    mistakes: Mistakes,
    page: Page,
}

/// Proposal that fails validation: its errors and values.
struct Unsound {
    mistakes: Vec<String>,
    typed: Vec<Fact>,
}

/// Claim of the proposal.
struct Claim {
    words: Option<String>,
    mine: bool,
    action: String,
}

/// Links to related pages.
struct Ways {
    public: Option<String>,
    edited: Option<String>,
    preview: Option<String>,
}

struct Quality {
    score: Option<String>,
    better: Option<String>,
}

impl ProposalView {
    pub async fn new(
        app: &App,
        page: Page,
        member: &Member,
        case: &Case,
        (form, mistakes): (Option<&DecisionForm>, Mistakes),
    ) -> Result<Self> {
        let (catalogue, moments) = (app.catalogue(), Moments::new(app, page.lang));
        let events = app.store.list_events_of_proposal(case.id()).await?;
        let mut compared = rows(&page, &catalogue, case, form.map(|form| &form.parts));
        mark_left(&page, case, &events, &mut compared);
        let unsound = case.content.as_ref().err().map(|mistaken| Unsound {
            mistakes: about::mistakes(&page, mistaken),
            typed: about::typed(&page, &catalogue, &case.proposal.entry),
        });
        Ok(Self {
            title: title(&page, case),
            kind: page.t(kind(case)).into_owned(),
            state: page.t(state(case.proposal.state)).into_owned(),
            received: case.proposal.waiting_since.map(|at| moments.tell(at)),
            notices: notices(&page, &catalogue, case),
            clear: clear(case),
            claim: claim(app, &page, &moments, (member, case)).await?,
            ways: ways(case),
            count: count(&page, case, &compared),
            is_change: case.is_change(),
            moved_on: case.base.is_some() && case.proposal.state == ProposalState::Pending,
            rows: compared,
            unsound,
            private: about::private(&page, &case.proposal.entry),
            author: about::author(&page, &case.proposal.entry),
            twins: twins(app, &page, case).await?,
            quality: told_quality(app, &page, case),
            form: decision(&page, case, form),
            decided: decided(&page, case),
            events: events.iter().filter_map(|it| EventLine::new(&page, &moments, it)).collect(),
            published: published(app, &page, &moments, case).await?,
            kept: kept(case, form),
            next: next(app, member, case).await?,
            mistakes,
            page,
        })
    }
}

/// Marks the parts that were left out when it was published.
fn mark_left(page: &Page, case: &Case, events: &[Event], rows: &mut [Row]) {
    let published = events.iter().find(|it| it.what == EventKind::Published);
    let Some(published) = published.filter(|_| case.proposal.state == ProposalState::Published)
    else {
        return;
    };
    let left = |row: &&mut Row| published.detail.left.iter().any(|it| it.name() == row.part);
    for row in rows.iter_mut().filter(left) {
        row.note = Some(page.t(say::PROPOSAL_LEFT).into_owned());
    }
}

/// URL that releases it from quarantine, if it is there.
fn clear(case: &Case) -> Option<String> {
    let apart = case.proposal.quarantine.is_some();
    let waits = apart && case.proposal.state == ProposalState::Pending;
    waits.then(|| paths::clearance(case.id()))
}

/// Events of the initiative that it changes.
async fn published(
    app: &App,
    page: &Page,
    moments: &Moments,
    case: &Case,
) -> Result<Vec<EventLine>> {
    let published = match case.proposal.initiative {
        Some(id) => app.store.list_events_of_initiative(id).await?,
        None => Vec::new(),
    };
    Ok(published.iter().filter_map(|it| EventLine::linked(page, moments, it)).collect())
}

fn title(page: &Page, case: &Case) -> String {
    match case.title() {
        "" => page.t(say::QUEUE_UNTITLED).into_owned(),
        title => title.to_owned(),
    }
}

fn kind(case: &Case) -> &'static Key {
    if case.is_change() { say::PROPOSAL_CHANGE } else { say::PROPOSAL_NEW }
}

async fn claim(
    app: &App,
    page: &Page,
    moments: &Moments,
    (member, case): (&Member, &Case),
) -> Result<Option<Claim>> {
    if case.proposal.state != ProposalState::Pending {
        return Ok(None);
    }
    let holder = app.store.find_holder(case.id(), app.clock.now()).await?;
    let mine = holder.as_ref().is_some_and(|(id, ..)| *id == member.account.id);
    let words = holder.map(|(_, name, since)| {
        if mine {
            page.tv(say::PROPOSAL_CLAIMED_ME, &moments.tell(since).ago)
        } else {
            let since = moments.since(since);
            let args = [("name", Arg::Text(name.as_str())), ("since", Arg::Text(&since))];
            page.ta(say::PROPOSAL_CLAIMED, &args)
        }
    });
    Ok(Some(Claim { words, mine, action: paths::claim(case.id()) }))
}

fn ways(case: &Case) -> Ways {
    let shown = case.now.as_ref().filter(|it| it.is_published);
    let waits = case.proposal.state == ProposalState::Pending && case.proposed.is_some();
    Ways {
        public: shown.map(|it| paths::initiative(&it.initiative.facts.slug)),
        edited: case.now.as_ref().map(|it| paths::edited(it.initiative.id)),
        preview: waits.then(|| paths::proposal_preview(case.id())),
    }
}

fn count(page: &Page, case: &Case, rows: &[Row]) -> String {
    if case.is_change() { page.tn(say::PROPOSAL_DIFF_COUNT, rows.len()) } else { String::new() }
}

fn told_quality(app: &App, page: &Page, case: &Case) -> Quality {
    let quality = case.proposed.as_ref().map(|it| quality(&app.catalogue(), &it.facts));
    let better = quality.as_ref().map(|quality| {
        let fields: Vec<_> = quality.edits(3).iter().map(|edit| edit.field).collect();
        about::labels(page, &fields)
    });
    let better = better.filter(|labels| !labels.is_empty());
    Quality {
        score: quality.map(|quality| {
            page.tv(say::PROPOSAL_QUALITY_SCORE, &of_hundred(quality.score()).to_string())
        }),
        better: better
            .map(|labels| page.tv(say::PROPOSAL_QUALITY_BETTER, &page.lang.all_of(labels))),
    }
}
