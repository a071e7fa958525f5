//! View of the moderation queue.

use askama::Template;
use jiff::Timestamp;

use super::{
    super::moments::{Moment, Moments},
    files::{FileLink, files},
    filters::{Filter, filters},
};
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        access::Role,
        account::Account,
        lookalike::mixed_words,
        proposal::{Entry, Field, ProposalState, Quarantine},
        queue::{Asked, File, Queue, QueueSearch, Queued},
    },
    i18n::{Key, say},
    store::QUEUE_PAGE,
    web::{Page, parts::Pager, paths},
};

#[derive(Template)]
#[template(path = "moderation/queue.html")]
pub struct QueueView {
    files: Vec<FileLink>,
    title: String,
    lead: Option<String>,
    /// Départements of the member, unless all.
    scope: Option<String>,
    filters: Vec<Filter>,
    /// Link without filters, if any filter is active.
    all: Option<String>,
    rows: Vec<Row>,
    decided: bool,
    nothing: String,
    pager: Pager,
    page: Page,
}

struct Row {
    id: String,
    href: String,
    title: String,
    place: String,
    asked: String,
    state: String,
    moment: Moment,
    hints: Vec<String>,
    claimed: Option<String>,
}

impl QueueView {
    pub fn new(
        page: Page,
        app: &App,
        member: &Account,
        (search, queue): (&QueueSearch, &Queue),
    ) -> Self {
        let (catalogue, moments) = (app.catalogue(), Moments::new(app, page.lang));
        let rows = queue.shown.iter().map(|it| row(&page, &catalogue, member, &moments, it));
        let rows: Vec<Row> = rows.collect();
        let at = |number: usize| paths::queue(&QueueSearch { page: number, ..search.clone() });
        let narrowed =
            search.departement.is_some() || search.asked.is_some() || search.holder.is_some();
        let file = QueueSearch { file: search.file, ..QueueSearch::default() };
        Self {
            title: page.tn(title(search.file), queue.found),
            lead: lead(&page, &moments, search, queue),
            scope: scope(&page, &catalogue, member),
            filters: filters(&page, &catalogue, member, search),
            all: narrowed.then(|| paths::queue(&file)),
            rows,
            decided: search.file == File::Decided,
            nothing: page.t(nothing(search.file, narrowed)).into_owned(),
            pager: Pager::new(search.page.max(1), queue.found.div_ceil(QUEUE_PAGE), at),
            files: files(&page, search.file, queue.apart),
            page,
        }
    }
}

fn row(
    page: &Page,
    catalogue: &Catalogue,
    member: &Account,
    moments: &Moments,
    queued: &Queued,
) -> Row {
    let asked = match queued.asked {
        Asked::New => say::QUEUE_ASKED_NEW,
        Asked::Change => say::QUEUE_ASKED_CHANGE,
    };
    let claimed = queued.claimed.as_ref().map(|(id, name)| {
        if *id == member.id {
            page.t(say::QUEUE_CLAIMED_ME).into_owned()
        } else {
            page.tv(say::QUEUE_CLAIMED_BY, name.as_str())
        }
    });
    let title = Some(queued.title.clone()).filter(|title| !title.is_empty());
    let at = match queued.state {
        ProposalState::Pending => queued.waiting_since.unwrap_or(queued.changed_at),
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::Changes
        | ProposalState::Published
        | ProposalState::Refused
        | ProposalState::Withdrawn => queued.changed_at,
    };
    Row {
        id: queued.id.to_string(),
        href: paths::proposal(queued.id),
        title: title.unwrap_or_else(|| page.t(say::QUEUE_UNTITLED).into_owned()),
        place: place(page, catalogue, queued),
        asked: page.t(asked).into_owned(),
        state: page.t(state(queued.state)).into_owned(),
        moment: moments.tell(at),
        hints: hints(page, catalogue, queued),
        claimed,
    }
}

/// Neighbourhoods, else commune as typed, else départements.
fn place(page: &Page, catalogue: &Catalogue, queued: &Queued) -> String {
    let found = seen_in(catalogue, &queued.entry);
    if !found.is_empty() {
        return found;
    }
    let codes = queued.departements.iter().filter_map(|code| catalogue.departement(code));
    let names: Vec<&str> = codes.map(|it| it.name.as_str()).collect();
    let known = Some(names.join(", ")).filter(|names| !names.is_empty());
    known.unwrap_or_else(|| page.t(say::QUEUE_WHERE_UNKNOWN).into_owned())
}

/// Place of `entry` in a few words.
fn seen_in(catalogue: &Catalogue, entry: &Entry) -> String {
    let codes = entry.all(Field::Neighbourhoods).iter().filter_map(|text| text.parse().ok());
    let names: Vec<String> = codes
        .filter_map(|code| catalogue.neighbourhood(&code))
        .map(|it| format!("{}, {}", it.name, catalogue.towns(it)))
        .collect();
    if names.is_empty() { entry.get(Field::Commune).to_owned() } else { names.join("\u{a0}; ") }
}

/// Hints: quality score, spam score, reason of the quarantine.
fn hints(page: &Page, catalogue: &Catalogue, queued: &Queued) -> Vec<String> {
    let score = super::super::proposal::score(catalogue, &queued.entry);
    let suspicion = usize::try_from(queued.suspicion).unwrap_or_default();
    let quarantine = queued.quarantine.map(|it| page.t(quarantine(it)).into_owned());
    let score = score.map(|score| page.tv(say::QUEUE_SCORE, &score.to_string()));
    let suspicion = (suspicion > 0).then(|| page.tn(say::QUEUE_SUSPICION, suspicion));
    let mixed = !mixed_words(&queued.title).is_empty();
    let mixed = mixed.then(|| page.t(say::QUEUE_MIXED).into_owned());
    score.into_iter().chain(suspicion).chain(mixed).chain(quarantine).collect()
}

pub const fn quarantine(quarantine: Quarantine) -> &'static Key {
    match quarantine {
        Quarantine::TooFast => say::QUEUE_TOO_FAST,
        Quarantine::Trap => say::QUEUE_TRAP,
        Quarantine::OverLimit => say::QUEUE_OVER_LIMIT,
    }
}

pub const fn state(state: ProposalState) -> &'static Key {
    match state {
        ProposalState::Draft => say::STATE_PROPOSAL_DRAFT,
        ProposalState::Unconfirmed => say::STATE_PROPOSAL_UNCONFIRMED,
        ProposalState::Pending => say::STATE_PROPOSAL_PENDING,
        ProposalState::Changes => say::STATE_PROPOSAL_CHANGES,
        ProposalState::Published => say::STATE_PROPOSAL_PUBLISHED,
        ProposalState::Refused => say::STATE_PROPOSAL_REFUSED,
        ProposalState::Withdrawn => say::STATE_PROPOSAL_WITHDRAWN,
    }
}

const fn title(file: File) -> &'static Key {
    match file {
        File::Waiting => say::QUEUE_TITLE,
        File::Quarantine => say::QUEUE_APART_TITLE,
        File::Decided => say::QUEUE_DECIDED_TITLE,
    }
}

const fn nothing(file: File, narrowed: bool) -> &'static Key {
    match file {
        _ if narrowed => say::QUEUE_EMPTY_FILTERED,
        File::Waiting => say::QUEUE_EMPTY,
        File::Quarantine => say::QUEUE_EMPTY_APART,
        File::Decided => say::QUEUE_EMPTY_DECIDED,
    }
}

fn lead(page: &Page, moments: &Moments, search: &QueueSearch, queue: &Queue) -> Option<String> {
    match search.file {
        File::Waiting => {
            let first = queue.shown.first().filter(|_| search.page <= 1)?;
            let since: Timestamp = first.waiting_since?;
            Some(page.tv(say::QUEUE_OLDEST, &moments.since(since)))
        }
        File::Quarantine => Some(page.t(say::QUEUE_APART_LEAD).into_owned()),
        File::Decided => Some(page.t(say::QUEUE_DECIDED_LEAD).into_owned()),
    }
}

fn scope(page: &Page, catalogue: &Catalogue, member: &Account) -> Option<String> {
    let own = match &member.role {
        Role::Administrator => return None,
        Role::Moderator(own) if own.is_empty() => return None,
        Role::Moderator(own) => own.iter().filter_map(|code| catalogue.departement(code)),
    };
    let names = own.map(|it| it.name.to_string()).collect();
    Some(page.tv(say::QUEUE_SCOPE, &page.lang.all_of(names)))
}
