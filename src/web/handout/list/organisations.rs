//! Organisations found by a search, to print.

use super::view::{CountMessages, GroupBuilder, ListHead, ListView, count_line};
use crate::catalogue::{Catalogue, FirstOrganisations, ParsedOrganisationSearch};
use crate::i18n::messages;
use crate::web::components::{CallLine, Crumb, breadcrumb, unknown_values_notice};
use crate::web::directory::organisation::{criteria, heading};
use crate::web::{Page, paths};

const COUNT: CountMessages = CountMessages {
    all: messages::HANDOUT_ORGANISATIONS,
    first: messages::HANDOUT_FIRST_ORGANISATIONS,
};

pub fn list<'a>(
    page: Page,
    catalogue: &'a Catalogue,
    parsed: &ParsedOrganisationSearch,
    found: &FirstOrganisations<'a>,
) -> ListView<'a> {
    let search = &parsed.search;
    let online = paths::organisations(catalogue, search, 1);
    let mut groups = GroupBuilder::new(&page, catalogue);
    groups.organisations("", found.hits.iter().copied());
    let criteria = criteria(&page, catalogue, search);
    let mut asked = vec![if criteria.is_empty() {
        page.t(messages::HANDOUT_ASKED_ALL).into_owned()
    } else {
        page.tv(messages::HANDOUT_ASKED, &criteria.join(", "))
    }];
    asked.extend(found.corrected_text.as_ref().map(|it| page.tv(messages::SEARCH_CORRECTED, it)));
    asked.extend(unknown_values_notice(&page, &parsed.unknown));
    asked.extend(parsed.truncated.then(|| page.t(messages::SEARCH_CUT).into_owned()));
    let above = Crumb::to(page.t(messages::NAV_ORGANISATIONS), online.as_str());
    let calls = catalogue.national_calls(&search.text);
    let head = ListHead {
        heading: heading(&page, catalogue, search),
        count: count_line(&page, COUNT, groups.len(), found.total),
        asked,
        calls: calls.map(|it| CallLine::new(&page, it)),
        crumbs: breadcrumb(&page, [above], page.t(messages::HANDOUT_CRUMB)),
        online,
        booklet: None,
    };
    let groups = groups.into_groups();
    ListView::new(page, head, groups)
}
