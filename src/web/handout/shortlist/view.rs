//! View of a shortlist.

use askama::Template;

use super::message::ListMessages;
use crate::catalogue::{Catalogue, ShortlistEntry, ShortlistRecord};
use crate::domain::directory::{MessageLine, ParsedShortlist, Shortlist, ShortlistItem};
use crate::domain::search::FacetValue;
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, Link, Qr, breadcrumb};
use crate::web::handout::entry::typed_address;
use crate::web::handout::record::HandoutRecord;
use crate::web::{Page, paths};

/// Address of the page, as parsed.
#[derive(Debug)]
pub struct ListState {
    pub parsed: ParsedShortlist,
    /// List before the last change, which can be undone.
    pub before: Option<Shortlist>,
    /// Item for which the list had no room.
    pub refused: Option<ShortlistItem>,
}

#[derive(Template)]
#[template(path = "handout/shortlist.html")]
pub struct ShortlistView<'a> {
    title: String,
    canonical: String,
    crumbs: Vec<Crumb>,
    count: String,
    notices: Vec<String>,
    /// What the last change did, with the address of the list before it.
    change: Option<Link>,
    picks: Vec<Pick<'a>>,
    /// Items of the list, for the script.
    items: String,
    /// Address of the empty list.
    clear: String,
    sheet: String,
    large_sheet: String,
    messages: ListMessages,
    qr: Option<Qr>,
    /// Short address, as people type it.
    short: String,
    page: Page,
}

/// Item of the list.
struct Pick<'a> {
    item: ShortlistItem,
    name: String,
    /// `None` if its record is withdrawn or unknown.
    record: Option<HandoutRecord<'a>>,
    /// What has become of it since the list was made.
    notice: Option<String>,
    /// Way on, if it is over.
    elsewhere: Option<Link>,
    is_gone: bool,
    earlier: Option<String>,
    later: Option<String>,
    removal: String,
}

impl<'a> ShortlistView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        state: &ListState,
        entries: &[ShortlistEntry<'a>],
    ) -> Self {
        let list = &state.parsed.list;
        let picks: Vec<Pick<'a>> =
            entries.iter().map(|entry| Pick::new(&page, catalogue, list, entry)).collect();
        let records = picks.iter().filter(|pick| !pick.is_gone);
        let lines: Vec<MessageLine> =
            records.filter_map(|pick| Some(pick.record.as_ref()?.message_line())).collect();
        let today = catalogue.today();
        let cleared = Shortlist::default();
        let short = paths::shortlist_short(list);
        Self {
            title: page.tn(messages::SHORTLIST_TITLE_COUNT, list.len()),
            canonical: page.absolute_url(paths::SHORTLIST),
            crumbs: breadcrumb(&page, [], page.t(messages::SHORTLIST_TITLE)),
            count: page.tn(messages::SHORTLIST_COUNT, list.len()),
            notices: notices(&page, catalogue, state),
            change: change(&page, catalogue, state),
            items: list.to_string(),
            clear: paths::shortlist_after(&cleared, &list.clone().made_on(today)),
            sheet: paths::shortlist_sheet(list),
            large_sheet: paths::large_sheet(&paths::shortlist_sheet(list)),
            messages: ListMessages::new(&page, list, &lines),
            qr: Qr::new(&page.absolute_url(&short)),
            short: typed_address(&page, &short),
            picks,
            page,
        }
    }
}

impl<'a> Pick<'a> {
    fn new(
        page: &Page,
        catalogue: &'a Catalogue,
        list: &Shortlist,
        entry: &ShortlistEntry<'a>,
    ) -> Self {
        let today = catalogue.today();
        let item = entry.item;
        let record = HandoutRecord::new(page, catalogue, entry.record);
        let after = |changed: Shortlist| paths::shortlist_after(&changed.made_on(today), list);
        let is_gone = record.as_ref().is_none_or(|it| it.ended);
        Self {
            item,
            name: name(page, catalogue, item),
            notice: notice(page, entry),
            elsewhere: is_gone.then(|| elsewhere(page, catalogue, record.as_ref(), entry)),
            is_gone,
            earlier: list.with_earlier(item).map(after),
            later: list.with_later(item).map(after),
            removal: after(list.without(item)),
            record,
        }
    }
}

/// Name of the record of `item`, or its number if there is none.
fn name(page: &Page, catalogue: &Catalogue, item: ShortlistItem) -> String {
    match catalogue.shortlist_record(item) {
        ShortlistRecord::Initiative(it) => it.facts.title.to_string(),
        ShortlistRecord::Organisation(it) => it.facts.name.to_string(),
        ShortlistRecord::Scheme(it) => it.title.to_string(),
        ShortlistRecord::Withdrawn | ShortlistRecord::Unknown => {
            page.tv(messages::SHORTLIST_NUMBER, &item.to_string())
        }
    }
}

/// That the record is withdrawn, unknown, or changed since the list was made.
fn notice(page: &Page, entry: &ShortlistEntry<'_>) -> Option<String> {
    let key = match (entry.record, entry.item) {
        (ShortlistRecord::Withdrawn, ShortlistItem::Initiative(_)) => {
            messages::SHORTLIST_GONE_INITIATIVE
        }
        (ShortlistRecord::Withdrawn, ShortlistItem::Organisation(_)) => {
            messages::SHORTLIST_GONE_ORGANISATION
        }
        (ShortlistRecord::Withdrawn, ShortlistItem::Scheme(_)) => messages::SHORTLIST_GONE_SCHEME,
        (ShortlistRecord::Unknown, _) => messages::SHORTLIST_UNKNOWN,
        (
            ShortlistRecord::Initiative(_)
            | ShortlistRecord::Organisation(_)
            | ShortlistRecord::Scheme(_),
            _,
        ) => {
            let day = page.lang.date_in(PartialDate::Day(entry.changed_on?));
            return Some(page.tv(messages::SHORTLIST_CHANGED, &day));
        }
    };
    Some(page.t(key).into_owned())
}

/// Others in the town of `record`, or all of its kind.
fn elsewhere(
    page: &Page,
    catalogue: &Catalogue,
    record: Option<&HandoutRecord<'_>>,
    entry: &ShortlistEntry<'_>,
) -> Link {
    if let (ShortlistRecord::Initiative(it), Some(town)) =
        (entry.record, record.and_then(|it| it.town))
        && let [code] = it.facts.communes.as_slice()
    {
        let label = page.tv(messages::SHORTLIST_ELSEWHERE, &page.lang.in_commune(town));
        let choice = FacetValue::Commune(code.clone());
        return Link::new(label, paths::search_by_choice(catalogue, &choice));
    }
    let (label, href) = match entry.item {
        ShortlistItem::Initiative(_) => (messages::SHORTLIST_FIND_INITIATIVE, paths::INITIATIVES),
        ShortlistItem::Organisation(_) => {
            (messages::SHORTLIST_FIND_ORGANISATION, paths::ORGANISATIONS)
        }
        ShortlistItem::Scheme(_) => (messages::SHORTLIST_FIND_SCHEME, paths::SCHEMES),
    };
    Link::new(page.t(label), href)
}

/// What was left out of the address.
fn notices(page: &Page, catalogue: &Catalogue, state: &ListState) -> Vec<String> {
    let ParsedShortlist { has_unreadable, beyond, .. } = state.parsed;
    let unreadable = has_unreadable.then(|| page.t(messages::SHORTLIST_UNREADABLE).into_owned());
    let beyond = (beyond > 0).then(|| page.tn(messages::SHORTLIST_BEYOND, beyond));
    let refused = state.refused.map(|item| {
        let name = name(page, catalogue, item);
        page.tv(messages::SHORTLIST_FULL, &name)
    });
    [unreadable, beyond, refused].into_iter().flatten().collect()
}

/// The last change in words, with a link that undoes it.
fn change(page: &Page, catalogue: &Catalogue, state: &ListState) -> Option<Link> {
    let (list, before) = (&state.parsed.list, state.before.as_ref()?);
    let added: Vec<ShortlistItem> = list.beyond(before).collect();
    let removed: Vec<ShortlistItem> = before.beyond(list).collect();
    let named = |key, item| page.ta(key, &[("value", Arg::Text(&name(page, catalogue, item)))]);
    let label = match (added.as_slice(), removed.as_slice()) {
        ([], []) if list.items() == before.items() => return None,
        ([], []) => page.t(messages::SHORTLIST_MOVED).into_owned(),
        ([item], []) => named(messages::SHORTLIST_ADDED, *item),
        ([], [item]) => named(messages::SHORTLIST_REMOVED, *item),
        ([], _) if list.is_empty() => page.t(messages::SHORTLIST_CLEARED).into_owned(),
        _ => page.t(messages::SHORTLIST_REPLACED).into_owned(),
    };
    let before = before.clone().made_on(catalogue.today());
    Some(Link::new(label, paths::shortlist_after(&before, list)))
}
