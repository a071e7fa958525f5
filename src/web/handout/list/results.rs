//! Results of a search of initiatives, to print.

use super::view::{CountMessages, GroupBuilder, ListHead, ListView, count_line};
use crate::catalogue::{Catalogue, ParsedSearch, Results};
use crate::domain::search::{Facet, Search};
use crate::i18n::{Key, messages};
use crate::web::components::{Crumb, Link, TextNotices, breadcrumb};
use crate::web::directory::search::{criteria, heading, unknown_values_title, value_notices};
use crate::web::{Page, paths};

/// Number of chosen values named in the heading; the line below names them all.
const IN_HEADING: usize = 2;

const COUNT: CountMessages = CountMessages {
    all: messages::HANDOUT_INITIATIVES,
    first: messages::HANDOUT_FIRST_INITIATIVES,
};

pub fn list<'a>(
    page: Page,
    catalogue: &'a Catalogue,
    parsed: &ParsedSearch,
    results: &Results<'a>,
) -> ListView<'a> {
    let search = &parsed.search_page.search;
    let online = paths::search(catalogue, search, 1);
    let text_notices = TextNotices::new(&page, catalogue, &search.text, &results.reading);
    let (found, unknown) = results.hits.split_at(results.hits.len() - results.unknown_value_hits);
    let mut groups = GroupBuilder::new(&page, catalogue);
    groups.initiatives("", found.iter().copied());
    groups.initiatives(unknown_values_title(&page, results), unknown.iter().copied());
    let total = results.total + results.unknown_values.total;
    let mut asked = vec![asked_line(&page, catalogue, search)];
    asked.extend(results.corrected_text.as_ref().map(|it| page.tv(messages::SEARCH_CORRECTED, it)));
    asked.extend(text_notices.left_out);
    asked.extend(value_notices(&page, parsed));
    asked.push(order_line(&page, search, results));
    let above = Crumb::to(page.t(messages::NAV_INITIATIVES), online.as_str());
    let head = ListHead {
        heading: heading(&page, catalogue, search, IN_HEADING),
        count: count_of_initiatives(&page, groups.len(), total),
        asked,
        calls: text_notices.calls,
        crumbs: breadcrumb(&page, [above], page.t(messages::HANDOUT_CRUMB)),
        booklet: (total > 0).then(|| {
            let href = paths::booklet(catalogue, search, None);
            Link::new(page.t(messages::BOOKLET_LINK), href)
        }),
        online,
    };
    let groups = groups.into_groups();
    ListView::new(page, head, groups)
}

/// « 30 initiatives. Toutes sont là. »
pub fn count_of_initiatives(page: &Page, shown: usize, total: usize) -> String {
    count_line(page, COUNT, shown, total)
}

/// « Demandé : Se déplacer, Cher. Ce qui est terminé n’y est pas. »
pub fn asked_line(page: &Page, catalogue: &Catalogue, search: &Search) -> String {
    let criteria = criteria(page, catalogue, search);
    let asked = if criteria.is_empty() {
        page.t(messages::HANDOUT_ASKED_ALL).into_owned()
    } else {
        page.tv(messages::HANDOUT_ASKED, &criteria.join(", "))
    };
    if search.facet_len(Facet::State) > 0 {
        return asked;
    }
    format!("{asked} {}", page.t(messages::HANDOUT_WITHOUT_ENDED))
}

/// « Les plus sûres d’abord. »
fn order_line(page: &Page, search: &Search, results: &Results<'_>) -> String {
    page.t(order(search, results)).into_owned()
}

fn order(search: &Search, results: &Results<'_>) -> &'static Key {
    let nearest = search.circle.is_some_and(|around| around.nearest_first);
    match (nearest, search.text.is_empty()) {
        (false, false) => messages::HANDOUT_RELEVANT_FIRST,
        (false, true) if results.reasons.is_empty() => messages::HANDOUT_SUREST_FIRST,
        _ => messages::HANDOUT_NEAREST_FIRST,
    }
}
