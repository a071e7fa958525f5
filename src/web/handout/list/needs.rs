//! Needs desk to print: initiatives, organisations to call, schemes and national numbers.

use super::neighbourhood::COUNT;
use super::view::{GroupBuilder, ListHead, ListView, count_line};
use crate::catalogue::{Catalogue, NeedContent, NeedOffers, NeedPlace};
use crate::domain::directory::Initiative;
use crate::domain::text::Slug;
use crate::i18n::{Arg, capitalised, messages};
use crate::web::components::{CallLine, Crumb, NumberLine, breadcrumb, place_link, scheme_lines};
use crate::web::handout::entry::Entry;
use crate::web::{Page, paths};

pub fn list<'a>(page: Page, catalogue: &'a Catalogue, content: &NeedContent<'a>) -> ListView<'a> {
    let NeedContent { place, barrier, .. } = content;
    let at = match place {
        NeedPlace::Neighbourhood(it) => page.lang.in_neighbourhood(it),
        NeedPlace::Commune(it) => page.lang.in_commune(it.name.as_str()),
    };
    let groups = groups(&page, catalogue, content, &at);
    let total = content.here.total
        + content.open_to_here.total
        + content.for_job_seekers.total
        + content.unknown_audience.total
        + content.contacts.len()
        + usize::from(content.call_help.is_some())
        + content.schemes.len()
        + content.schemes_for_job_seekers.len()
        + content.numbers.len();
    let chosen: Vec<Slug> = content.audiences.iter().map(|it| it.slug.clone()).collect();
    let online = paths::need_for(*place, &barrier.slug, &chosen);
    let link = place_link(catalogue, *place);
    let above = [Crumb::to(link.label, link.href), Crumb::to(barrier.label.as_str(), &online)];
    let args = [("barrier", Arg::Text(barrier.label.as_str())), ("place", Arg::Text(&at))];
    let head = ListHead {
        heading: page.ta(messages::NEED_TITLE, &args),
        count: count_line(&page, COUNT, groups.len(), total),
        asked: asked(&page, content),
        calls: catalogue.danger_calls(&barrier.slug).map(|it| CallLine::new(&page, it)),
        crumbs: breadcrumb(&page, above, page.t(messages::HANDOUT_CRUMB)),
        online,
        booklet: None,
    };
    let groups = groups.into_groups();
    ListView::new(page, head, groups)
}

fn groups<'a, 'b>(
    page: &'b Page,
    catalogue: &'a Catalogue,
    content: &NeedContent<'a>,
    at: &str,
) -> GroupBuilder<'a, 'b> {
    let mut groups = GroupBuilder::new(page, catalogue);
    groups.initiatives(capitalised(at), initiatives(&content.here));
    groups.initiatives(page.t(messages::NEED_OPEN), initiatives(&content.open_to_here));
    groups.initiatives(page.t(messages::NEED_JOB_SEEKERS), initiatives(&content.for_job_seekers));
    groups.initiatives(
        page.tn(messages::SEARCH_UNKNOWN_AUDIENCE, content.unknown_audience.total),
        initiatives(&content.unknown_audience),
    );
    let contacts = content.contacts.iter().map(|it| it.organisation);
    groups.organisations(page.t(messages::NEED_CALL), contacts);
    let call_help = content.call_help.iter().map(|it| it.organisation);
    groups.organisations(page.t(messages::NEED_CALL_HELP), call_help);
    for (title, schemes) in [
        (messages::BARRIER_SCHEMES, &content.schemes),
        (messages::NEED_JOB_SEEKERS, &content.schemes_for_job_seekers),
    ] {
        let schemes = scheme_lines(page, catalogue, schemes);
        groups.add(page.t(title), schemes, |number, it| Entry::scheme(page, number, it));
    }
    let numbers = content.numbers.iter().map(|it| NumberLine::new(page, catalogue, it));
    groups.add(page.t(messages::NEED_LAST), numbers, |number, it| {
        Entry::national_number(page, number, it)
    });
    groups
}

fn initiatives<'a>(offers: &NeedOffers<'a>) -> impl Iterator<Item = &'a Initiative> {
    offers.shown.iter().map(|it| it.initiative)
}

/// Barrier as a person says it, and the audiences chosen.
fn asked(page: &Page, content: &NeedContent<'_>) -> Vec<String> {
    let labels = content.audiences.iter().map(|it| it.label.as_str());
    let audiences = labels.collect::<Vec<_>>().join(", ");
    let audiences = (!audiences.is_empty()).then(|| page.tv(messages::NEED_RESERVED, &audiences));
    let barrier = page.tv(messages::HANDOUT_ASKED, content.barrier.plain_label.as_str());
    [Some(barrier), audiences, Some(page.t(messages::HANDOUT_WITHOUT_ENDED).into_owned())]
        .into_iter()
        .flatten()
        .collect()
}
