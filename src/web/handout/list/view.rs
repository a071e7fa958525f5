//! View of a list to print.

use askama::Template;

use crate::catalogue::{Catalogue, MAX_PRINTED};
use crate::domain::directory::{Initiative, Organisation};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, messages};
use crate::web::Page;
use crate::web::components::{CallLine, Crumb, Link, PrintFooter, Qr};
use crate::web::handout::entry::{Entry, MAX_CODE_BYTES, typed_address};

#[derive(Template)]
#[template(path = "handout/list.html")]
pub struct ListView<'a> {
    head: ListHead<'a>,
    groups: Vec<EntryGroup<'a>>,
    /// « Imprimé le 30 novembre 2026. »
    printed_on: String,
    /// Address of the list on the site, to type.
    address: String,
    qr: Option<Qr>,
    page: Page,
}

/// Title of a list, what was asked for, and the ways on from it.
pub struct ListHead<'a> {
    pub heading: String,
    /// « 30 initiatives. Toutes sont là. »
    pub count: String,
    /// What was asked for, and the order.
    pub asked: Vec<String>,
    /// National numbers to call first.
    pub calls: Option<CallLine<'a>>,
    pub crumbs: Vec<Crumb>,
    /// Path of the list on the site.
    pub online: String,
    /// The same search as a booklet.
    pub booklet: Option<Link>,
}

/// Entries under a title.
pub struct EntryGroup<'a> {
    /// Empty if the list has a single group.
    pub title: String,
    pub entries: Vec<Entry<'a>>,
}

impl<'a> ListView<'a> {
    pub fn new(page: Page, head: ListHead<'a>, groups: Vec<EntryGroup<'a>>) -> Self {
        let today = page.lang.date_in(PartialDate::Day(page.now.date()));
        let print_footer = PrintFooter::new(&page, &head.online);
        Self {
            printed_on: page.tv(messages::HANDOUT_PRINTED, &today),
            address: typed_address(&page, &head.online),
            qr: print_footer.qr.filter(|_| print_footer.url.len() <= MAX_CODE_BYTES),
            groups: groups.into_iter().filter(|it| !it.entries.is_empty()).collect(),
            head,
            page,
        }
    }
}

/// Writes the groups of a list one after the other: entries are numbered through, and limited in all.
pub struct GroupBuilder<'a, 'b> {
    page: &'b Page,
    catalogue: &'a Catalogue,
    groups: Vec<EntryGroup<'a>>,
    /// Number of entries so far.
    count: usize,
}

impl<'a, 'b> GroupBuilder<'a, 'b> {
    pub const fn new(page: &'b Page, catalogue: &'a Catalogue) -> Self {
        Self { page, catalogue, groups: Vec::new(), count: 0 }
    }

    pub fn initiatives(
        &mut self,
        title: impl Into<String>,
        list: impl IntoIterator<Item = &'a Initiative>,
    ) {
        let (page, catalogue) = (self.page, self.catalogue);
        self.add(title, list, |number, it| Entry::initiative(page, catalogue, number, it));
    }

    pub fn organisations(
        &mut self,
        title: impl Into<String>,
        list: impl IntoIterator<Item = &'a Organisation>,
    ) {
        let (page, catalogue) = (self.page, self.catalogue);
        self.add(title, list, |number, it| Entry::organisation(page, catalogue, number, it));
    }

    /// Adds the group `title` with the entries that `entry` makes of `list`, while there is room.
    pub fn add<T>(
        &mut self,
        title: impl Into<String>,
        list: impl IntoIterator<Item = T>,
        entry: impl Fn(usize, T) -> Entry<'a>,
    ) {
        let room = MAX_PRINTED - self.count;
        let entries = list.into_iter().take(room).zip(self.count + 1..);
        let entries: Vec<Entry<'a>> = entries.map(|(it, number)| entry(number, it)).collect();
        self.count += entries.len();
        self.groups.push(EntryGroup { title: title.into(), entries });
    }

    pub const fn len(&self) -> usize {
        self.count
    }

    pub fn into_groups(self) -> Vec<EntryGroup<'a>> {
        self.groups
    }
}

/// Messages that tell how many entries there are: all of them are printed, or the first ones.
#[derive(Clone, Copy)]
pub struct CountMessages {
    pub all: &'static Key,
    pub first: &'static Key,
}

/// « 30 initiatives. Toutes sont là. », or « 312 initiatives. Voici les 200 premières. »
pub fn count_line(page: &Page, messages: CountMessages, shown: usize, total: usize) -> String {
    if shown >= total {
        return page.tn(messages.all, total);
    }
    page.ta(messages.first, &[("n", Arg::Count(total)), ("shown", Arg::Count(shown))])
}
