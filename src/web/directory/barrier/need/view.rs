//! View of the needs desk.

use askama::Template;

use super::contacts::{ContactGroup, FirstCall, first_call, groups};
use crate::catalogue::{Catalogue, NeedContent, NeedOffer, NeedOffers, NeedPlace};
use crate::domain::directory::{Audience, Barrier, NationalNumber, ShortlistItem};
use crate::domain::text::Slug;
use crate::i18n::{Arg, capitalised, messages};
use crate::web::components::{
    CallLine, CardContact, Crumb, Link, MoreLink, NumberLine, SchemeLine, ShownNumbers, StateBadge,
    breadcrumb, in_towns, place_link, scheme_lines, service_reason,
};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/barrier/need.html")]
pub struct NeedView<'a> {
    barrier: &'a Barrier,
    head: Head,
    crumbs: Vec<Crumb>,
    /// QPV code of the outline behind the pictogram.
    outline: Option<&'a str>,
    /// Number of the button; without one, it is that of the row `lead` of `numbers`.
    call: Option<FirstCall<'a>>,
    lead: usize,
    /// National numbers for the dangers that belong to the barrier.
    danger: Option<CallLine<'a>>,
    /// Notice beside the national number of the button that no number of the town is open to the people concerned.
    national: Option<String>,
    /// Notice that nobody to call is known in the town.
    nobody: Option<String>,
    here_title: String,
    here_none: String,
    found: FoundOffers<'a>,
    groups: Vec<ContactGroup<'a>>,
    contact_count: usize,
    scheme_count: usize,
    schemes: Vec<SchemeLine<'a>>,
    /// Others, which are for job seekers.
    job_seekers: Vec<SchemeLine<'a>>,
    numbers: Vec<NumberLine<'a>>,
    /// Results page with all initiatives.
    results: Option<MoreLink>,
    audiences: Vec<AudienceOption<'a>>,
    others: Vec<OtherNeed<'a>>,
    /// Page of the place.
    place: Link,
    /// URL of the list to print.
    printed: String,
    page: Page,
}

/// Title and metadata of the page.
struct Head {
    title: String,
    overline: String,
    lead: String,
    description: String,
    canonical: String,
    /// True if an audience is chosen: one page for each barrier and place is enough for search engines.
    no_index: bool,
    /// « au Sanitas », « à Tours »
    place: String,
}

/// Initiatives, part by part.
struct FoundOffers<'a> {
    here: OfferList<'a>,
    open_to_here: OfferList<'a>,
    unknown_audience: OfferList<'a>,
    for_job_seekers: OfferList<'a>,
    /// True if one of them is old or has no date: said once.
    any_old: bool,
}

/// Initiatives of a part.
struct OfferList<'a> {
    total: usize,
    lines: Vec<OfferLine<'a>>,
}

struct OfferLine<'a> {
    item: ShortlistItem,
    title: &'a str,
    href: String,
    summary: &'a str,
    reason: String,
    state: StateBadge,
    /// Number to call, or address to write to, unless the page shows it elsewhere.
    contact: Option<CardContact<'a>>,
}

struct AudienceOption<'a> {
    audience: &'a Audience,
    chosen: bool,
}

/// Needs desk for another barrier at this place.
struct OtherNeed<'a> {
    barrier: &'a Barrier,
    href: String,
}

impl<'a> NeedView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &NeedContent<'a>) -> Self {
        let NeedContent { barrier, place, .. } = content;
        let call = first_call(&page, catalogue, content);
        let mut shown = ShownNumbers::default();
        if let Some(call) = &call {
            shown.insert(call.phone);
        }
        let groups = groups(&page, catalogue, content, &mut shown);
        let head = Head::new(&page, catalogue, content, call.is_some());
        let found = FoundOffers::new(&page, catalogue, content, &mut shown);
        let numbers = content.numbers.iter();
        let place_link = place_link(catalogue, *place);
        Self {
            crumbs: crumbs(&page, catalogue, content, &place_link),
            outline: match place {
                NeedPlace::Neighbourhood(it) => Some(it.code.as_str()),
                NeedPlace::Commune(_) => None,
            },
            national: national(&page, catalogue, content, call.is_some()),
            nobody: nobody(&page, catalogue, content),
            danger: catalogue.danger_calls(&barrier.slug).map(|it| CallLine::new(&page, it)),
            here_title: capitalised(&head.place),
            here_none: page.tv(messages::NEED_HERE_NONE, &head.place),
            found,
            groups,
            contact_count: content.contacts.len(),
            scheme_count: content.schemes.len() + content.schemes_for_job_seekers.len(),
            schemes: scheme_lines(&page, catalogue, &content.schemes),
            job_seekers: scheme_lines(&page, catalogue, &content.schemes_for_job_seekers),
            lead: lead(&content.numbers),
            numbers: numbers.map(|it| NumberLine::new(&page, catalogue, it)).collect(),
            results: results(catalogue, content),
            audiences: audiences(catalogue, content),
            others: others(catalogue, content),
            place: place_link,
            printed: paths::printed_need(*place, &barrier.slug, &slugs(content)),
            barrier,
            call,
            head,
            page,
        }
    }
}

impl Head {
    fn new(page: &Page, catalogue: &Catalogue, content: &NeedContent<'_>, has_call: bool) -> Self {
        let NeedContent { barrier, place: at, .. } = content;
        let departement = catalogue.departement(at.departement());
        let departement = departement.map_or("", |it| it.name.as_str());
        let (place, towns) = match at {
            NeedPlace::Neighbourhood(it) => (page.lang.in_neighbourhood(it), catalogue.towns(it)),
            NeedPlace::Commune(it) => {
                (page.lang.in_commune(it.name.as_str()), it.name.as_str().to_owned())
            }
        };
        let known = content.here.total + content.open_to_here.total > 0;
        let args =
            [("barrier", Arg::Text(barrier.label.as_str())), ("place", Arg::Text(place.as_str()))];
        Self {
            title: page.ta(messages::NEED_TITLE, &args),
            overline: format!("{towns}, {departement}"),
            lead: match (known, has_call) {
                (true, _) => barrier.plain_label.to_string(),
                (false, true) => page.t(messages::NEED_LEAD_CALL).into_owned(),
                (false, false) => page.t(messages::NEED_LEAD_NONE).into_owned(),
            },
            description: page.ta(messages::NEED_DESCRIPTION, &args),
            canonical: page.absolute_url(&paths::need(*at, &barrier.slug)),
            no_index: !content.audiences.is_empty(),
            place,
        }
    }
}

impl<'a> FoundOffers<'a> {
    /// Numbers that are `shown` stand above them, and are not repeated.
    fn new(
        page: &Page,
        catalogue: &'a Catalogue,
        content: &NeedContent<'a>,
        shown: &mut ShownNumbers,
    ) -> Self {
        let NeedContent { here, open_to_here, unknown_audience, for_job_seekers, .. } = content;
        let lists = [here, open_to_here, unknown_audience, for_job_seekers];
        let lists = lists.map(|list| OfferList::new(page, catalogue, list, shown));
        let any_old = lists.iter().any(OfferList::has_old);
        let [here, open_to_here, unknown_audience, for_job_seekers] = lists;
        Self { here, open_to_here, unknown_audience, for_job_seekers, any_old }
    }
}

impl<'a> OfferList<'a> {
    fn new(
        page: &Page,
        catalogue: &'a Catalogue,
        offers: &NeedOffers<'a>,
        shown: &mut ShownNumbers,
    ) -> Self {
        let line = |offer: &NeedOffer<'a>| {
            let facts = &offer.initiative.facts;
            OfferLine {
                item: ShortlistItem::Initiative(offer.initiative.id),
                title: facts.title.as_str(),
                href: paths::initiative(&facts.slug),
                summary: first_sentence(facts.summary.as_str()),
                reason: service_reason(page, catalogue, &offer.reason),
                state: StateBadge::new(
                    page.lang,
                    offer.initiative,
                    catalogue.state(offer.initiative),
                ),
                contact: shown.add_contact(CardContact::new(catalogue, offer.initiative)),
            }
        };
        Self { total: offers.total, lines: offers.shown.iter().map(line).collect() }
    }

    fn has_old(&self) -> bool {
        self.lines.iter().any(|line| line.state.is_old())
    }
}

/// First sentence of `text`.
fn first_sentence(text: &str) -> &str {
    text.split_inclusive(['.', '?', '!']).next().unwrap_or(text)
}

/// Row of the number to call first if no organisation answers; else the last one, which is general.
fn lead(numbers: &[&NationalNumber]) -> usize {
    let first = numbers.iter().position(|it| it.is_called_first());
    first.unwrap_or(numbers.len().saturating_sub(1))
}

fn crumbs(
    page: &Page,
    catalogue: &Catalogue,
    content: &NeedContent<'_>,
    place: &Link,
) -> Vec<Crumb> {
    let departement = catalogue.departement(content.place.departement());
    let departement = departement.map(|it| Crumb::to(it.name.as_str(), paths::departement(it)));
    let place = Crumb::to(place.label.as_str(), place.href.as_str());
    breadcrumb(page, departement.into_iter().chain([place]), content.barrier.label.as_str())
}

/// « Nous ne connaissons personne à appeler à Tours. », if no contact of the town has a phone.
fn nobody(page: &Page, catalogue: &Catalogue, content: &NeedContent<'_>) -> Option<String> {
    let callable = |in_town: bool| {
        let mut contacts = content.contacts.iter().filter(|it| !in_town || it.is_in_town());
        contacts.any(|it| it.organisation.facts.phone.is_some())
    };
    if callable(true) {
        return None;
    }
    let towns = towns(page, catalogue, content);
    let departement = catalogue.departement(content.place.departement());
    let departement = departement.map(|it| page.lang.in_departement(it)).unwrap_or_default();
    let args = [("towns", Arg::Text(&towns)), ("departement", Arg::Text(&departement))];
    let key = if callable(false) { messages::NEED_NOBODY_IN_TOWN } else { messages::NEED_NOBODY };
    Some(page.ta(key, &args))
}

/// « Nous ne connaissons aucun numéro ouvert à tous à Tours. Voici un numéro national. », without a contact to call.
fn national(
    page: &Page,
    catalogue: &Catalogue,
    content: &NeedContent<'_>,
    has_call: bool,
) -> Option<String> {
    let open_to_all = content.audiences.is_empty();
    let key = if open_to_all { messages::NEED_NATIONAL } else { messages::NEED_NATIONAL_FOR };
    (!has_call).then(|| page.tv(key, &towns(page, catalogue, content)))
}

/// « à Tours »
fn towns(page: &Page, catalogue: &Catalogue, content: &NeedContent<'_>) -> String {
    match content.place {
        NeedPlace::Neighbourhood(it) => in_towns(page, catalogue, it),
        NeedPlace::Commune(it) => page.lang.in_commune(it.name.as_str()),
    }
}

/// Link to all initiatives, with their number; `None` if there are none.
fn results(catalogue: &Catalogue, content: &NeedContent<'_>) -> Option<MoreLink> {
    let total = content.here.total + content.open_to_here.total;
    MoreLink::beyond(0, total, || paths::search(catalogue, &content.search, 1))
}

fn audiences<'a>(catalogue: &'a Catalogue, content: &NeedContent<'_>) -> Vec<AudienceOption<'a>> {
    let chosen = |audience: &Audience| content.audiences.iter().any(|it| it.slug == audience.slug);
    let audiences = catalogue.audiences.iter().filter(|it| !it.is_everybody());
    audiences.map(|audience| AudienceOption { audience, chosen: chosen(audience) }).collect()
}

/// Slugs of the audiences chosen.
fn slugs(content: &NeedContent<'_>) -> Vec<Slug> {
    content.audiences.iter().map(|it| it.slug.clone()).collect()
}

/// Needs desks of all other barriers at this place, for the same audiences.
fn others<'a>(catalogue: &'a Catalogue, content: &NeedContent<'_>) -> Vec<OtherNeed<'a>> {
    let chosen = slugs(content);
    let barriers = catalogue.barriers.iter().filter(|it| it.slug != content.barrier.slug);
    let need = |barrier: &'a Barrier| OtherNeed {
        barrier,
        href: paths::need_for(content.place, &barrier.slug, &chosen),
    };
    barriers.map(need).collect()
}
