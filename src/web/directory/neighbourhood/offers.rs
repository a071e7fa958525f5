//! Initiatives and helpful organisations of a neighbourhood, ready to print.

use super::map::NeighbourhoodMapView;
use crate::catalogue::{
    BarrierOffers, Catalogue, NeedPlace, NeighbourhoodContent, OfferList, ServiceReason,
};
use crate::domain::directory::{Initiative, Organisation, TieRule};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::i18n::messages;
use crate::web::components::{
    CardContact, MoreLink, OrganisationCard, ShownNumbers, StateBadge, first, service_reason,
};
use crate::web::{Page, paths};

/// Maximum initiatives shown for one barrier.
const MAX_LINES: usize = 12;

/// Maximum organisations of the neighbourhood shown.
const MAX_HELPERS: usize = 40;

/// Initiative as one line: title and state.
#[derive(Debug)]
pub struct InitiativeLine<'a> {
    pub title: &'a str,
    pub href: String,
    pub state: StateBadge,
    /// Reason why it serves the neighbourhood, unless it names it.
    pub reason: Option<String>,
    /// Contact, unless it has ended.
    pub contact: Option<CardContact<'a>>,
}

/// Beginning of a list.
#[derive(Debug)]
pub struct TruncatedList<T> {
    pub shown: Vec<T>,
    /// Link to the full list, with the number of items not shown.
    pub more: Option<MoreLink>,
}

impl<T> TruncatedList<T> {
    fn new(shown: Vec<T>, total: usize, all: impl FnOnce() -> String) -> Self {
        let more = MoreLink::beyond(shown.len(), total, all);
        Self { shown, more }
    }
}

/// Barrier with the initiatives of the neighbourhood that address it.
#[derive(Debug)]
pub struct BarrierLines<'a> {
    pub slug: &'a str,
    pub label: &'a str,
    pub mission: bool,
    pub lines: TruncatedList<InitiativeLine<'a>>,
    /// Needs desk for this barrier, with the number of other initiatives that it has.
    pub need: MoreLink,
}

/// Organisation with the number of its pin on the map and its tie to the neighbourhood.
#[derive(Debug)]
pub struct Helper<'a> {
    pub card: OrganisationCard<'a>,
    pub marker: Option<usize>,
    pub reason: String,
}

impl BarrierLines<'_> {
    /// True for the mission's barriers, and for others that have an initiative here.
    pub const fn is_shown(&self) -> bool {
        self.mission || !self.lines.shown.is_empty()
    }
}

/// Formats `initiatives` as one line each.
pub fn lines<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    initiatives: &[&'a Initiative],
) -> Vec<InitiativeLine<'a>> {
    let line = |it: &&'a Initiative| InitiativeLine {
        title: it.facts.title.as_str(),
        href: paths::initiative(&it.facts.slug),
        state: StateBadge::new(page.lang, it, catalogue.state(it)),
        reason: None,
        contact: CardContact::new(catalogue, it),
    };
    initiatives.iter().map(line).collect()
}

/// Formats `initiatives` as one line each, with the reason of each.
pub fn lines_with_reasons<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    initiatives: &[&'a Initiative],
    reasons: &[Option<ServiceReason<'a>>],
) -> Vec<InitiativeLine<'a>> {
    let mut lines = lines(page, catalogue, initiatives);
    for (line, reason) in lines.iter_mut().zip(reasons) {
        line.reason = reason.as_ref().map(|it| service_reason(page, catalogue, it));
    }
    lines
}

/// All barriers, each with the initiatives of the neighbourhood that address it.
pub fn barrier_lines<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeighbourhoodContent<'a>,
) -> Vec<BarrierLines<'a>> {
    let it = content.neighbourhood;
    let own = Search::of([FacetValue::Neighbourhood(it.code.clone())]);
    let barrier_lines = |offers: &BarrierOffers<'a>| {
        let BarrierOffers { barrier, here, serving } = offers;
        let choice = FacetValue::Barrier(barrier.slug.clone());
        BarrierLines {
            slug: barrier.slug.as_str(),
            label: barrier.label.as_str(),
            mission: barrier.mission,
            lines: truncated_lines(page, catalogue, here, &own.toggling(&choice)),
            need: MoreLink {
                count: serving - here.len(),
                href: paths::need(NeedPlace::Neighbourhood(it), &barrier.slug),
            },
        }
    };
    content.barriers.iter().map(barrier_lines).collect()
}

/// Initiatives of the neighbourhood without a barrier.
pub fn without_barrier<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeighbourhoodContent<'a>,
) -> TruncatedList<InitiativeLine<'a>> {
    let own = Search::of([FacetValue::Neighbourhood(content.neighbourhood.code.clone())]);
    truncated_lines(page, catalogue, &content.without_barrier, &own)
}

/// First of `initiatives`, with the link to all results of `search`.
fn truncated_lines<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    initiatives: &OfferList<'a>,
    search: &Search,
) -> TruncatedList<InitiativeLine<'a>> {
    let shown = lines(page, catalogue, &initiatives.first(MAX_LINES));
    TruncatedList::new(shown, initiatives.len(), || paths::search(catalogue, search, 1))
}

/// Organisations of the neighbourhood, with the number of their pin on the map.
pub fn helpers<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &NeighbourhoodContent<'a>,
    plan: &NeighbourhoodMapView<'_>,
    shown_numbers: &mut ShownNumbers,
) -> TruncatedList<Helper<'a>> {
    let it = content.neighbourhood;
    let organisations = content.offers.organisations_here.as_slice();
    let helper = |organisation: &&'a Organisation| {
        let tie = organisation.facts.ties.iter().find(|tie| tie.neighbourhood == it.code);
        let rule = tie.map_or(TieRule::Named, |tie| tie.rule);
        Helper {
            card: shown_numbers.add(OrganisationCard::new(page, catalogue, organisation)),
            marker: plan.number(organisation.id),
            reason: page.t(why(rule)).into_owned(),
        }
    };
    let shown = first(organisations, MAX_HELPERS).iter().map(helper).collect();
    let neighbourhood = Some(it.code.clone());
    let all = OrganisationSearch { neighbourhood, ..OrganisationSearch::default() };
    TruncatedList::new(shown, organisations.len(), || paths::organisations(catalogue, &all, 1))
}

const fn why(rule: TieRule) -> &'static crate::i18n::Key {
    match rule {
        TieRule::Inside => messages::HELP_INSIDE,
        TieRule::Near => messages::HELP_NEAR,
        TieRule::Named => messages::HELP_NAMED,
    }
}
