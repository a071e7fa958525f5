//! Filters of the queue: links, each of which keeps the other filters.

use crate::{
    catalogue::Catalogue,
    domain::{
        account::Account,
        queue::{Asked, File, Holder, QueueSearch},
    },
    i18n::{Key, say},
    web::{Page, paths},
};

/// A filter: one of its options is active.
#[derive(Debug)]
pub struct Filter {
    pub label: String,
    pub options: Vec<Choice>,
}

#[derive(Debug)]
pub struct Choice {
    pub label: String,
    pub href: String,
    pub current: bool,
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
            say::QUEUE_FILTER_DEPARTEMENT,
            departements(page, catalogue, member, &first),
        ),
        filter(page, &first, say::QUEUE_FILTER_ASKED, asked(page, &first)),
    ];
    if search.file != File::Decided {
        filters.push(filter(page, &first, say::QUEUE_FILTER_HOLDER, holders(page, &first)));
    }
    filters
}

/// Label of an option, and the search it links to.
type Way = (String, QueueSearch);

fn filter(page: &Page, first: &QueueSearch, label: &Key, options: Vec<Way>) -> Filter {
    let choice =
        |(label, to): Way| Choice { label, href: paths::queue(&to), current: to == *first };
    let label = page.t(label).into_owned();
    Filter { label, options: options.into_iter().map(choice).collect() }
}

fn departements(
    page: &Page,
    catalogue: &Catalogue,
    member: &Account,
    first: &QueueSearch,
) -> Vec<Way> {
    let own = catalogue.departements.iter();
    let own = own.filter(|it| member.role.covers(std::slice::from_ref(&it.code)));
    let own = own.map(|it| {
        let to = QueueSearch { departement: Some(it.code.clone()), ..first.clone() };
        (it.name.to_string(), to)
    });
    let everywhere = QueueSearch { departement: None, ..first.clone() };
    let everywhere = (page.t(say::QUEUE_ANYTHING).into_owned(), everywhere);
    [everywhere].into_iter().chain(own).collect()
}

fn asked(page: &Page, first: &QueueSearch) -> Vec<Way> {
    let option = |asked: Option<Asked>| {
        let label = match asked {
            None => say::QUEUE_ANYTHING,
            Some(Asked::New) => say::QUEUE_ASKED_NEW,
            Some(Asked::Change) => say::QUEUE_ASKED_CHANGE,
        };
        (page.t(label).into_owned(), QueueSearch { asked, ..first.clone() })
    };
    [None, Some(Asked::New), Some(Asked::Change)].map(option).into()
}

fn holders(page: &Page, first: &QueueSearch) -> Vec<Way> {
    let option = |holder: Option<Holder>| {
        let label = match holder {
            None => say::QUEUE_ANYTHING,
            Some(Holder::Nobody) => say::QUEUE_HOLDER_NOBODY,
            Some(Holder::Me) => say::QUEUE_HOLDER_ME,
        };
        (page.t(label).into_owned(), QueueSearch { holder, ..first.clone() })
    };
    [None, Some(Holder::Nobody), Some(Holder::Me)].map(option).into()
}
