//! Filters of the queue: links, each of which keeps the other filters.

use crate::catalogue::Catalogue;
use crate::domain::account::Account;
use crate::domain::moderation::{ClaimFilter, QueueSearch, QueueTab, RequestKind};
use crate::i18n::{Key, messages};
use crate::web::{Page, paths};

/// A filter: one of its options is active.
#[derive(Debug)]
pub struct Filter {
    pub label: String,
    pub options: Vec<FilterOption>,
}

#[derive(Debug)]
pub struct FilterOption {
    pub label: String,
    pub href: String,
    pub aria_current: bool,
}

/// Filters of a tab; decided proposals have no filter by holder.
pub fn filters(
    page: &Page,
    catalogue: &Catalogue,
    member: &Account,
    search: &QueueSearch,
) -> Vec<Filter> {
    let first = QueueSearch { page: 1, ..search.clone() };
    let mut filters = vec![
        filter(
            page,
            &first,
            messages::QUEUE_FILTER_DEPARTEMENT,
            departements(page, catalogue, member, &first),
        ),
        filter(page, &first, messages::QUEUE_FILTER_ASKED, kinds(page, &first)),
    ];
    if search.tab != QueueTab::Decided {
        filters.push(filter(page, &first, messages::QUEUE_FILTER_HOLDER, holders(page, &first)));
    }
    filters
}

/// Label of an option, and the search it links to.
type OptionTarget = (String, QueueSearch);

fn filter(page: &Page, first: &QueueSearch, label: &Key, options: Vec<OptionTarget>) -> Filter {
    let choice = |(label, to): OptionTarget| FilterOption {
        label,
        href: paths::queue(&to),
        aria_current: to == *first,
    };
    let label = page.t(label).into_owned();
    Filter { label, options: options.into_iter().map(choice).collect() }
}

fn departements(
    page: &Page,
    catalogue: &Catalogue,
    member: &Account,
    first: &QueueSearch,
) -> Vec<OptionTarget> {
    let own = catalogue.departements.iter();
    let own = own.filter(|it| member.role.covers(std::slice::from_ref(&it.code)));
    let own = own.map(|it| {
        let to = QueueSearch { departement: Some(it.code.clone()), ..first.clone() };
        (it.name.to_string(), to)
    });
    let everywhere = QueueSearch { departement: None, ..first.clone() };
    let everywhere = (page.t(messages::QUEUE_ANYTHING).into_owned(), everywhere);
    [everywhere].into_iter().chain(own).collect()
}

fn kinds(page: &Page, first: &QueueSearch) -> Vec<OptionTarget> {
    let option = |kinds: Option<RequestKind>| {
        let label = match kinds {
            None => messages::QUEUE_ANYTHING,
            Some(RequestKind::New) => messages::QUEUE_ASKED_NEW,
            Some(RequestKind::Change) => messages::QUEUE_ASKED_CHANGE,
        };
        (page.t(label).into_owned(), QueueSearch { request: kinds, ..first.clone() })
    };
    [None, Some(RequestKind::New), Some(RequestKind::Change)].map(option).into()
}

fn holders(page: &Page, first: &QueueSearch) -> Vec<OptionTarget> {
    let option = |holder: Option<ClaimFilter>| {
        let label = match holder {
            None => messages::QUEUE_ANYTHING,
            Some(ClaimFilter::Unclaimed) => messages::QUEUE_HOLDER_NOBODY,
            Some(ClaimFilter::Mine) => messages::QUEUE_HOLDER_ME,
        };
        (page.t(label).into_owned(), QueueSearch { claim: holder, ..first.clone() })
    };
    [None, Some(ClaimFilter::Unclaimed), Some(ClaimFilter::Mine)].map(option).into()
}
