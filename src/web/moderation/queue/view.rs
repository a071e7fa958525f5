//! View of the moderation queue.

use askama::Template;
use jiff::Timestamp;

use super::super::history::{FormattedTime, TimeFormatter};
use super::filters::{Filter, TabLink, filters, tabs};
use crate::catalogue::Catalogue;
use crate::domain::account::{Account, Role};
use crate::domain::moderation::{Queue, QueueSearch, QueueTab, QueuedProposal, RequestKind};
use crate::domain::proposal::{Field, FormData, ProposalState};
use crate::domain::text::mixed_words;
use crate::i18n::{Key, messages};
use crate::store::QUEUE_PAGE;
use crate::web::components::Pagination;
use crate::web::moderation::context::{quarantine, state};
use crate::web::proposal::labels::{self, understood_places};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "moderation/queue/index.html")]
pub struct QueueView {
    tabs: Vec<TabLink>,
    title: String,
    lead: Option<String>,
    /// Départements of the member, unless all.
    scope: Option<String>,
    filters: Vec<Filter>,
    /// Link without filters, if any filter is active.
    all: Option<String>,
    rows: Vec<QueueRow>,
    decided: bool,
    empty_text: String,
    pager: Pagination,
    page: Page,
}

struct QueueRow {
    id: String,
    href: String,
    title: String,
    place: String,
    kind: String,
    state: String,
    moment: FormattedTime,
    hints: Vec<String>,
    claimed: Option<String>,
}

impl QueueView {
    pub fn new(
        page: Page,
        catalogue: &Catalogue,
        times: &TimeFormatter,
        member: &Account,
        search: &QueueSearch,
        queue: &Queue,
    ) -> Self {
        let rows = queue.shown.iter().map(|it| row(&page, catalogue, member, times, it));
        let rows: Vec<QueueRow> = rows.collect();
        let at = |number: usize| paths::queue(&QueueSearch { page: number, ..search.clone() });
        let narrowed =
            search.departement.is_some() || search.request.is_some() || search.claim.is_some();
        let unfiltered = QueueSearch { tab: search.tab, ..QueueSearch::default() };
        Self {
            title: page.tn(title(search.tab), queue.found),
            lead: lead(&page, times, search, queue),
            scope: scope(&page, catalogue, member),
            filters: filters(&page, catalogue, member, search),
            all: narrowed.then(|| paths::queue(&unfiltered)),
            rows,
            decided: search.tab == QueueTab::Decided,
            empty_text: page.t(empty_text(search.tab, narrowed)).into_owned(),
            pager: Pagination::new(search.page.max(1), queue.found.div_ceil(QUEUE_PAGE), at),
            tabs: tabs(&page, search.tab, queue.quarantined),
            page,
        }
    }
}

fn row(
    page: &Page,
    catalogue: &Catalogue,
    member: &Account,
    moments: &TimeFormatter,
    queued: &QueuedProposal,
) -> QueueRow {
    let kind = match queued.request {
        RequestKind::New => messages::QUEUE_REQUEST_NEW,
        RequestKind::Change => messages::QUEUE_REQUEST_CHANGE,
    };
    let claimed = queued.claimed.as_ref().map(|(id, name)| {
        if *id == member.id {
            page.t(messages::QUEUE_CLAIMED_ME).into_owned()
        } else {
            page.tv(messages::QUEUE_CLAIMED_BY, name.as_str())
        }
    });
    let at = match queued.state {
        ProposalState::Pending => queued.waiting_since.unwrap_or(queued.changed_at),
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::ChangesRequested
        | ProposalState::Published
        | ProposalState::Refused
        | ProposalState::Withdrawn => queued.changed_at,
    };
    QueueRow {
        id: queued.id.to_string(),
        href: paths::proposal(queued.id),
        title: labels::title(page, &queued.title),
        place: place(page, catalogue, queued),
        kind: page.t(kind).into_owned(),
        state: page.t(state(queued.state)).into_owned(),
        moment: moments.format(at),
        hints: hints(page, catalogue, queued),
        claimed,
    }
}

/// Neighbourhoods, else commune as typed, else départements.
fn place(page: &Page, catalogue: &Catalogue, queued: &QueuedProposal) -> String {
    let found = entry_place(catalogue, &queued.form);
    if !found.is_empty() {
        return found;
    }
    let codes = queued.departements.iter().filter_map(|code| catalogue.departement(code));
    let names: Vec<&str> = codes.map(|it| it.name.as_str()).collect();
    let known = Some(names.join(", ")).filter(|names| !names.is_empty());
    known.unwrap_or_else(|| page.t(messages::QUEUE_WHERE_UNKNOWN).into_owned())
}

/// Place of `entry` in a few words.
fn entry_place(catalogue: &Catalogue, entry: &FormData) -> String {
    let codes = entry.all(Field::Neighbourhoods).iter().filter_map(|text| text.parse().ok());
    let names: Vec<String> = codes
        .filter_map(|code| catalogue.neighbourhood(&code))
        .map(|it| catalogue.neighbourhood_label(it))
        .collect();
    if !names.is_empty() {
        return names.join("\u{a0}; ");
    }
    let places = understood_places(catalogue, entry);
    if places.is_empty() { entry.get(Field::Commune).to_owned() } else { places }
}

/// Hints: quality score, spam score, reason of the quarantine.
fn hints(page: &Page, catalogue: &Catalogue, queued: &QueuedProposal) -> Vec<String> {
    let score = super::super::proposal::score(catalogue, &queued.form);
    let marks = usize::try_from(queued.spam_score).unwrap_or_default();
    let quarantine = queued.quarantine.map(|it| page.t(quarantine(it)).into_owned());
    let score = score.map(|score| page.tv(messages::QUEUE_SCORE, &score.to_string()));
    let marks = (marks > 0).then(|| page.tn(messages::QUEUE_SPAM_SCORE, marks));
    let mixed = !mixed_words(&queued.title).is_empty();
    let mixed = mixed.then(|| page.t(messages::QUEUE_MIXED).into_owned());
    score.into_iter().chain(marks).chain(mixed).chain(quarantine).collect()
}

const fn title(tab: QueueTab) -> &'static Key {
    match tab {
        QueueTab::Waiting => messages::QUEUE_TITLE,
        QueueTab::Quarantine => messages::QUEUE_QUARANTINE_TITLE,
        QueueTab::Decided => messages::QUEUE_DECIDED_TITLE,
    }
}

const fn empty_text(tab: QueueTab, narrowed: bool) -> &'static Key {
    match tab {
        _ if narrowed => messages::QUEUE_EMPTY_FILTERED,
        QueueTab::Waiting => messages::QUEUE_EMPTY,
        QueueTab::Quarantine => messages::QUEUE_EMPTY_QUARANTINE,
        QueueTab::Decided => messages::QUEUE_EMPTY_DECIDED,
    }
}

fn lead(
    page: &Page,
    moments: &TimeFormatter,
    search: &QueueSearch,
    queue: &Queue,
) -> Option<String> {
    match search.tab {
        QueueTab::Waiting => {
            let first = queue.shown.first().filter(|_| search.page <= 1)?;
            let since: Timestamp = first.waiting_since?;
            Some(page.tv(messages::QUEUE_OLDEST, &moments.since(since)))
        }
        QueueTab::Quarantine => Some(page.t(messages::QUEUE_QUARANTINE_LEAD).into_owned()),
        QueueTab::Decided => Some(page.t(messages::QUEUE_DECIDED_LEAD).into_owned()),
    }
}

fn scope(page: &Page, catalogue: &Catalogue, member: &Account) -> Option<String> {
    let own = match &member.role {
        Role::Administrator => return None,
        Role::Moderator(own) if own.is_empty() => return None,
        Role::Moderator(own) => own.iter().filter_map(|code| catalogue.departement(code)),
    };
    let names = own.map(|it| it.name.to_string()).collect();
    Some(page.tv(messages::QUEUE_SCOPE, &page.lang.all_of(names)))
}
