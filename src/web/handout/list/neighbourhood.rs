//! Initiatives and organisations of a neighbourhood, to print.

use super::view::{CountMessages, GroupBuilder, ListHead, ListView, count_line};
use crate::catalogue::{Catalogue, NeighbourhoodContent};
use crate::i18n::{capitalised, messages};
use crate::web::components::{Crumb, Link, breadcrumb, in_towns};
use crate::web::{Page, paths};

/// Messages of a list that mixes initiatives and organisations.
pub(super) const COUNT: CountMessages =
    CountMessages { all: messages::HANDOUT_ENTRIES, first: messages::HANDOUT_FIRST_ENTRIES };

pub fn list<'a>(
    page: Page,
    catalogue: &'a Catalogue,
    content: &NeighbourhoodContent<'a>,
) -> ListView<'a> {
    let it = content.neighbourhood;
    let towns = in_towns(&page, catalogue, it);
    let offers = &content.offers;
    let mut groups = GroupBuilder::new(&page, catalogue);
    groups.initiatives(capitalised(&page.lang.in_neighbourhood(it)), offers.here.iter());
    groups.organisations(page.t(messages::HELP_TITLE), offers.organisations_here.iter().copied());
    groups.initiatives(page.tv(messages::ELSEWHERE_IN_TOWN, &towns), offers.in_town.iter());
    groups.organisations(
        page.tv(messages::HANDOUT_ORGANISATIONS_IN, &towns),
        content.organisations_in_town.iter().copied(),
    );
    let total = offers.here.len()
        + offers.organisations_here.len()
        + offers.in_town.len()
        + content.organisations_in_town.len();
    let online = paths::neighbourhood(&it.slug);
    let above = [
        Crumb::to(page.t(messages::NAV_NEIGHBOURHOODS), paths::NEIGHBOURHOODS),
        Crumb::to(it.name.as_str(), online.as_str()),
    ];
    let asked = page.tv(messages::HANDOUT_ASKED_NEIGHBOURHOOD, &towns);
    let head = ListHead {
        heading: catalogue.neighbourhood_label(it),
        count: count_line(&page, COUNT, groups.len(), total),
        asked: vec![asked, page.t(messages::HANDOUT_WITHOUT_ENDED).into_owned()],
        calls: None,
        crumbs: breadcrumb(&page, above, page.t(messages::HANDOUT_CRUMB)),
        online: paths::neighbourhood_short(&it.code),
        booklet: Some(Link::new(
            page.t(messages::BOOKLET_LINK),
            paths::booklet(catalogue, &content.own_search(), None),
        )),
    };
    let groups = groups.into_groups();
    ListView::new(page, head, groups)
}
