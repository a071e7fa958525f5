//! View of a booklet.

use std::borrow::Cow;

use askama::Template;
use jiff::ToSpan as _;

use crate::catalogue::{
    BookletChapter, BookletContent, BookletEntry, BookletOrder, Catalogue, ChapterSubject,
    IndexLine, ParsedSearch,
};
use crate::domain::directory::{Collection, Initiative};
use crate::domain::search::{Facet, FacetValue, Search};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, messages};
use crate::web::components::{
    Crumb, Link, PrintFooter, Qr, StateBadge, audience_labels, breadcrumb,
};
use crate::web::directory::search::{heading, value_notices};
use crate::web::handout::entry::{Entry, MAX_CODE_BYTES, typed_address};
use crate::web::handout::list::{asked_line, count_of_initiatives};
use crate::web::{Page, paths};

/// Months after which a booklet is too old to be trusted.
const VALID_MONTHS: i32 = 3;
/// Number of chosen values named on the cover; the line below names them all.
const ON_COVER: usize = 2;

#[derive(Template)]
#[template(path = "handout/booklet.html")]
pub struct BookletView<'a> {
    cover: Cover,
    crumbs: Vec<Crumb>,
    /// Path of the list on the site.
    online: String,
    /// The same booklet with other chapters.
    orders: Vec<OrderLink>,
    chapters: Vec<ChapterView<'a>>,
    /// Labels of the barriers without an initiative.
    empty: Vec<&'a str>,
    index: &'a [IndexLine<'a>],
    sources: Vec<SourceLine>,
    page: Page,
}

/// Cover: title, what it is, dates, and its address on the site.
struct Cover {
    title: String,
    count: String,
    asked: Vec<String>,
    /// QPV code of the outline behind the title, if the booklet is that of one neighbourhood.
    outline: Option<String>,
    /// « Imprimé le 30 novembre 2026. Valable jusqu’au 28 février 2027. »
    dates: String,
    address: String,
    qr: Option<Qr>,
}

/// Link to the booklet with other chapters, or the present ones.
struct OrderLink {
    link: Link,
    is_current: bool,
}

struct ChapterView<'a> {
    /// Anchor of the chapter.
    id: String,
    title: Cow<'a, str>,
    /// Slug of its barrier, if it is one.
    barrier: Option<&'a str>,
    contents: Vec<ContentsLine<'a>>,
    entries: Vec<EntryView<'a>>,
}

/// Entry in the contents.
struct ContentsLine<'a> {
    number: usize,
    title: &'a str,
}

/// Entry with what a booklet has more than a list.
struct EntryView<'a> {
    entry: Entry<'a>,
    summary: &'a str,
    /// Empty if unknown.
    audiences: String,
}

/// Sources of an entry and the date of its facts.
struct SourceLine {
    number: usize,
    text: String,
}

impl<'a> BookletView<'a> {
    /// Booklet of the results of `parsed`.
    pub fn of_search(
        page: Page,
        catalogue: &'a Catalogue,
        parsed: &ParsedSearch,
        content: &'a BookletContent<'a>,
    ) -> Self {
        let search = &parsed.search_page.search;
        let online = paths::search(catalogue, search, 1);
        let mut asked = vec![asked_line(&page, catalogue, search)];
        asked.extend(value_notices(&page, parsed));
        let above = Crumb::to(page.t(messages::NAV_INITIATIVES), online.as_str());
        let crumbs = breadcrumb(&page, [above], page.t(messages::BOOKLET_CRUMB));
        let title = heading(&page, catalogue, search, ON_COVER);
        let href = |order: &'static str| paths::booklet(catalogue, search, Some(order));
        let orders = order_links(&page, content.order, href);
        let cover = Cover::new(&page, catalogue, content, title, asked, &online);
        let cover = Cover { outline: only_neighbourhood(search), ..cover };
        Self::new(page, catalogue, content, Frame { cover, crumbs, online, orders })
    }

    /// Booklet of `collection`.
    pub fn of_collection(
        page: Page,
        catalogue: &'a Catalogue,
        collection: &Collection,
        content: &'a BookletContent<'a>,
    ) -> Self {
        let online = paths::collection(&collection.slug);
        let asked =
            vec![collection.summary.to_string(), page.t(messages::BOOKLET_ALL).into_owned()];
        let above = [
            Crumb::to(page.t(messages::COLLECTIONS_TITLE), paths::COLLECTIONS),
            Crumb::to(collection.title.as_str(), online.as_str()),
        ];
        let crumbs = breadcrumb(&page, above, page.t(messages::BOOKLET_CRUMB));
        let href = |order: &'static str| paths::collection_booklet(&collection.slug, Some(order));
        let orders = order_links(&page, content.order, href);
        let title = collection.title.to_string();
        let cover = Cover::new(&page, catalogue, content, title, asked, &online);
        Self::new(page, catalogue, content, Frame { cover, crumbs, online, orders })
    }

    fn new(
        page: Page,
        catalogue: &'a Catalogue,
        content: &'a BookletContent<'a>,
        frame: Frame,
    ) -> Self {
        let chapters = content.chapters.iter().enumerate();
        let chapter = |(at, it)| ChapterView::new(&page, catalogue, at, it);
        let all = content.chapters.iter().flat_map(|it| &it.entries);
        let printed = all.filter(|it| it.is_printed_here);
        Self {
            chapters: chapters.map(chapter).collect(),
            empty: content.empty.iter().map(|it| it.label.as_str()).collect(),
            index: &content.index,
            sources: printed.map(|it| SourceLine::new(&page, catalogue, it)).collect(),
            cover: frame.cover,
            crumbs: frame.crumbs,
            online: frame.online,
            orders: frame.orders,
            page,
        }
    }
}

/// Parts of a booklet that depend on its origin.
struct Frame {
    cover: Cover,
    crumbs: Vec<Crumb>,
    online: String,
    orders: Vec<OrderLink>,
}

impl Cover {
    fn new(
        page: &Page,
        catalogue: &Catalogue,
        content: &BookletContent<'_>,
        title: String,
        asked: Vec<String>,
        online: &str,
    ) -> Self {
        let print_footer = PrintFooter::new(page, online);
        let today = catalogue.today();
        let until = today.saturating_add(VALID_MONTHS.months());
        let day = |day| page.lang.date_in(PartialDate::Day(day));
        let (printed, until) = (day(today), page.lang.date(PartialDate::Day(until)));
        let args = [("printed", Arg::Text(&printed)), ("until", Arg::Text(&until))];
        Self {
            title,
            count: count_of_initiatives(page, content.printed, content.total),
            asked,
            outline: None,
            dates: page.ta(messages::BOOKLET_DATES, &args),
            address: typed_address(page, online),
            qr: print_footer.qr.filter(|_| print_footer.url.len() <= MAX_CODE_BYTES),
        }
    }
}

/// Code of the neighbourhood of `search`, if it chooses one alone.
fn only_neighbourhood(search: &Search) -> Option<String> {
    let mut codes = search.choices_of(Facet::Neighbourhood).filter_map(|it| match it {
        FacetValue::Neighbourhood(code) => Some(code.to_string()),
        FacetValue::Barrier(_)
        | FacetValue::Audience(_)
        | FacetValue::Departement(_)
        | FacetValue::Commune(_)
        | FacetValue::Organisation(_)
        | FacetValue::Collection(_)
        | FacetValue::State(_)
        | FacetValue::Fees(_) => None,
    });
    codes.next().filter(|_| search.facet_len(Facet::Neighbourhood) == 1)
}

fn order_links(
    page: &Page,
    current: BookletOrder,
    href: impl Fn(&'static str) -> String,
) -> Vec<OrderLink> {
    let link = |order: BookletOrder| {
        let label = match order {
            BookletOrder::Barrier => messages::BOOKLET_BY_BARRIER,
            BookletOrder::Place => messages::BOOKLET_BY_PLACE,
        };
        let link = Link::new(page.t(label), href(order.param_value()));
        OrderLink { link, is_current: order == current }
    };
    BookletOrder::ALL.map(link).into()
}

impl<'a> ChapterView<'a> {
    /// `at` is the position of the chapter, from 0.
    fn new(page: &Page, catalogue: &'a Catalogue, at: usize, chapter: &BookletChapter<'a>) -> Self {
        let (title, barrier) = match chapter.subject {
            ChapterSubject::Barrier(it) => (it.label.as_str().into(), Some(it.slug.as_str())),
            ChapterSubject::Neighbourhood(it) => (catalogue.neighbourhood_label(it).into(), None),
            ChapterSubject::Commune(it) => (it.name.as_str().into(), None),
            ChapterSubject::Other => (page.t(messages::BOOKLET_OTHER), None),
        };
        let line = |it: &BookletEntry<'a>| ContentsLine {
            number: it.number,
            title: it.initiative.facts.title.as_str(),
        };
        let own = chapter.entries.iter().filter(|it| it.is_printed_here);
        Self {
            id: format!("c{}", at + 1),
            title,
            barrier,
            contents: chapter.entries.iter().map(line).collect(),
            entries: own.map(|it| EntryView::new(page, catalogue, it)).collect(),
        }
    }
}

impl<'a> EntryView<'a> {
    fn new(page: &Page, catalogue: &'a Catalogue, entry: &BookletEntry<'a>) -> Self {
        let it: &'a Initiative = entry.initiative;
        Self {
            entry: Entry::initiative(page, catalogue, entry.number, it),
            summary: it.facts.summary.as_str(),
            audiences: audience_labels(catalogue, &it.facts.audiences),
        }
    }
}

impl SourceLine {
    /// « tours.fr, centre-valdeloire.fr. Vue en 2021. »
    fn new(page: &Page, catalogue: &Catalogue, entry: &BookletEntry<'_>) -> Self {
        let it = entry.initiative;
        let mut hosts: Vec<Cow<'_, str>> = Vec::new();
        for url in &it.facts.source_urls {
            let host = url.host();
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        let state = StateBadge::new(page.lang, it, catalogue.state(it));
        let text = match hosts.as_slice() {
            [] => state.reason,
            hosts => format!("{}. {}", hosts.join(", "), state.reason),
        };
        Self { number: entry.number, text }
    }
}
