//! View of a sheet: the same seven lines for each entry, in the same order. A line that nobody knows is printed empty,
//! to be written on by hand.

use askama::Template;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::domain::directory::{Shortlist, ShortlistItem};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, messages};
use crate::web::components::Qr;
use crate::web::handout::entry::typed_address;
use crate::web::handout::record::{HandoutRecord, day};
use crate::web::{Page, paths};

/// Months after which a sheet should not be used any more.
const VALID_MONTHS: i32 = 3;

/// Source of a sheet.
#[derive(Debug)]
pub enum SheetSource {
    Shortlist(Shortlist),
    /// One record, with its page.
    Record {
        name: String,
        href: String,
    },
}

/// Entry of a sheet; without a record, it is gone from the directory.
#[derive(Debug)]
pub struct SheetEntry<'a> {
    pub record: Option<HandoutRecord<'a>>,
}

#[derive(Template)]
#[template(path = "handout/sheet.html")]
pub struct SheetView<'a> {
    head: String,
    heading: String,
    back: String,
    is_list: bool,
    normal: String,
    large: String,
    is_large: bool,
    lines: Vec<SheetLine<'a>>,
    /// Code and short address of the whole list; `None` for one record.
    all: Option<ShortCode>,
    all_title: String,
    items: String,
    dates: String,
    page: Page,
}

/// Entry, with its texts and its code.
struct SheetLine<'a> {
    record: Option<HandoutRecord<'a>>,
    /// Sentence to say when one calls or comes.
    say: String,
    /// Way to it, before the stop that is written by hand.
    way: String,
    code: Option<ShortCode>,
    seen: String,
}

/// QR code with the address that it opens.
struct ShortCode {
    qr: Option<Qr>,
    /// Host, and path: one below the other on paper.
    typed: String,
    host: String,
    path: String,
}

impl ShortCode {
    fn new(page: &Page, path: &str) -> Self {
        let typed = typed_address(page, path);
        let host = typed.strip_suffix(path).unwrap_or(&typed).to_owned();
        Self { qr: Qr::new(&page.absolute_url(path)), typed, host, path: path.to_owned() }
    }
}

impl<'a> SheetView<'a> {
    /// Sheet of `source`, still without its entries.
    pub fn new(page: Page, catalogue: &Catalogue, source: &SheetSource, is_large: bool) -> Self {
        let dates = dates(&page, catalogue.today());
        let single = || page.tn(messages::SHEET_TITLE, 1);
        let (normal, heading, back) = match source {
            SheetSource::Shortlist(list) => (
                paths::shortlist_sheet(list),
                page.tn(messages::SHEET_TITLE, list.len()),
                paths::shortlist(list),
            ),
            SheetSource::Record { href, .. } => (page.path.clone(), single(), href.clone()),
        };
        let list = match source {
            SheetSource::Shortlist(list) => Some(list),
            SheetSource::Record { .. } => None,
        };
        let listed = list.filter(|list| !list.is_empty());
        Self {
            head: match source {
                SheetSource::Shortlist(_) => heading.clone(),
                SheetSource::Record { name, .. } => page.tv(messages::SHEET_TITLE_OF, name),
            },
            heading,
            back,
            is_list: list.is_some(),
            large: paths::large_sheet(&normal),
            normal,
            is_large,
            lines: Vec::new(),
            all: listed.map(|list| ShortCode::new(&page, &paths::shortlist_short(list))),
            all_title: String::new(),
            items: list.map(Shortlist::to_string).unwrap_or_default(),
            dates,
            page,
        }
    }

    pub fn with_entries(mut self, entries: Vec<SheetEntry<'a>>) -> Self {
        self.all_title = self.page.tn(messages::SHEET_ALL, entries.len());
        let page = &self.page;
        self.lines = entries.into_iter().map(|entry| SheetLine::new(page, entry)).collect();
        self
    }
}

/// « Imprimée le 30 novembre 2026. Valable jusqu’au 28 février 2027. »
fn dates(page: &Page, today: Date) -> String {
    let printed = page.lang.date_in(PartialDate::Day(today));
    let until = day(page, today.saturating_add(VALID_MONTHS.months()));
    let args = [("printed", Arg::Text(&printed)), ("until", Arg::Text(&until))];
    page.ta(messages::SHEET_DATES, &args)
}

impl<'a> SheetLine<'a> {
    fn new(page: &Page, entry: SheetEntry<'a>) -> Self {
        let Some(record) = entry.record else {
            let seen = page.t(messages::SHEET_GONE).into_owned();
            return Self { record: None, say: String::new(), way: String::new(), code: None, seen };
        };
        let stop_unknown = || page.t(messages::SHEET_STOP_UNKNOWN).into_owned();
        let way = record.way(page).map(|way| page.tv(messages::SHEET_STOP, &way));
        let advice = if record.ended { messages::SHEET_ENDED } else { messages::SHEET_CALL_FIRST };
        let is_confirmed = record.state.as_ref().is_some_and(|state| state.class == "ok");
        let seen = if is_confirmed {
            record.seen.clone()
        } else {
            format!("{} {}", record.seen, page.t(advice))
        };
        Self {
            say: say(page, &record),
            way: way.unwrap_or_else(stop_unknown),
            code: Some(ShortCode::new(page, &record.short)),
            seen,
            record: Some(record),
        }
    }
}

/// Sentence to say: calling is the hard step for people who read or speak little French.
fn say(page: &Page, record: &HandoutRecord<'_>) -> String {
    match record.item {
        Some(ShortlistItem::Initiative(_)) => page.tv(messages::SHEET_SAY_INITIATIVE, &record.name),
        Some(ShortlistItem::Organisation(_)) => {
            page.t(messages::SHEET_SAY_ORGANISATION).into_owned()
        }
        Some(ShortlistItem::Scheme(_)) | None => page.tv(messages::SHEET_SAY_SCHEME, &record.name),
    }
}
