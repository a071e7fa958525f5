//! Query, tabs and filters of the queue: links, each of which keeps the other filters.

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
        filter(page, &first, messages::QUEUE_FILTER_REQUEST, kinds(page, &first)),
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
            Some(RequestKind::New) => messages::QUEUE_REQUEST_NEW,
            Some(RequestKind::Change) => messages::QUEUE_REQUEST_CHANGE,
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

pub fn parse_query(pairs: &[(String, String)]) -> QueueSearch {
    let value =
        |name: &str| pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
    let file =
        value("file").and_then(|text| QueueTab::ALL.into_iter().find(|it| it.slug() == text));
    let request =
        value("demande").and_then(|text| RequestKind::ALL.into_iter().find(|it| it.slug() == text));
    let holder =
        value("chez").and_then(|text| ClaimFilter::ALL.into_iter().find(|it| it.slug() == text));
    QueueSearch {
        tab: file.unwrap_or_default(),
        departement: value("departement").and_then(|text| text.parse().ok()),
        request,
        // Decided proposals have no holder.
        claim: holder.filter(|_| file != Some(QueueTab::Decided)),
        page: value("page").and_then(|text| text.parse().ok()).unwrap_or(1),
    }
}

/// A tab.
#[derive(Debug)]
pub struct TabLink {
    pub label: String,
    pub href: String,
    pub aria_current: bool,
}

/// All tabs, `here` marked as current; `quarantined` is the number of quarantined proposals.
pub fn tabs(page: &Page, here: QueueTab, quarantined: usize) -> Vec<TabLink> {
    let link = |file: QueueTab| TabLink {
        label: label(page, file, quarantined),
        href: paths::queue(&QueueSearch { tab: file, ..QueueSearch::default() }),
        aria_current: file == here,
    };
    [QueueTab::Waiting, QueueTab::Quarantine, QueueTab::Decided].map(link).into()
}

/// Label of a tab; shows the number of quarantined proposals.
fn label(page: &Page, file: QueueTab, quarantined: usize) -> String {
    match file {
        QueueTab::Quarantine if quarantined > 0 => {
            page.tn(messages::MODERATION_QUARANTINE_COUNT, quarantined)
        }
        QueueTab::Waiting | QueueTab::Quarantine | QueueTab::Decided => {
            page.t(name(file)).into_owned()
        }
    }
}

const fn name(file: QueueTab) -> &'static Key {
    match file {
        QueueTab::Waiting => messages::MODERATION_QUEUE,
        QueueTab::Quarantine => messages::MODERATION_QUARANTINE,
        QueueTab::Decided => messages::MODERATION_DECIDED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn a_query_round_trips_and_unknown_values_are_ignored() {
        let pairs = |text: &str| {
            let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
            pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
        };
        let link = "file=quarantaine&departement=37&demande=nouvelle&chez=moi&page=2";
        assert_eq!(
            paths::queue(&parse_query(&pairs(link))),
            format!("{}?{link}", paths::MODERATION)
        );
        assert_eq!(
            paths::queue(&parse_query(&pairs("file=x&departement=&page=-1"))),
            paths::MODERATION
        );
    }
}
