//! What there is in a neighbourhood and around it, ready to print.

use super::plan::PlanView;
use crate::{
    catalogue::{ByBarrier, Catalogue},
    domain::{
        initiative::Initiative,
        neighbourhood::Neighbourhood,
        organisation::{Organisation, TieRule},
        place::whole_metres,
        search::{Choice, Search},
        vocabulary::Barrier,
    },
    i18n::say,
    web::{
        Page,
        parts::{OrganisationCard, StateMark},
        paths,
    },
};

/// Kinds of places that help any resident, the first door to push first.
const USEFUL: [&str; 20] = [
    "france-services",
    "mission-locale",
    "france-travail",
    "centre-social",
    "espace-vie-sociale",
    "accueil-emploi",
    "maison-emploi",
    "ccas",
    "maison-des-solidarites",
    "information-jeunesse",
    "pimms",
    "regie-de-quartier",
    "espace-numerique",
    "cidff",
    "caf",
    "mdph",
    "pmi",
    "point-justice",
    "association",
    "mediatheque",
];

/// Organisations of the town shown beside those of the neighbourhood.
const HELPERS_IN_TOWN: usize = 12;

/// Organisations of the rest of the département shown after them.
const HELPERS_FURTHER: usize = 6;

/// Initiatives shown against one barrier.
const MAX_LINES: usize = 12;

/// Organisations of the neighbourhood shown.
const MAX_HELPERS: usize = 40;

/// An initiative in one line: its title, its state.
#[derive(Debug)]
pub struct Line<'a> {
    pub title: &'a str,
    pub href: String,
    pub state: StateMark,
}

/// A barrier, what answers it here, and where to look further.
#[derive(Debug)]
pub struct BarrierHere<'a> {
    pub slug: &'a str,
    pub label: &'a str,
    pub mission: bool,
    pub lines: Vec<Line<'a>>,
    /// The others that answer it here: their number, and the search that lists all.
    pub more: Option<(usize, String)>,
    /// The same in the whole département, or in the region when the département has nothing.
    pub further: String,
    pub further_count: usize,
}

/// Somebody who can help, its number on the plan, why it is here.
#[derive(Debug)]
pub struct Helper<'a> {
    pub card: OrganisationCard<'a>,
    pub pin: Option<usize>,
    pub why: String,
}

impl BarrierHere<'_> {
    /// The mission's barriers always are; the others when something answers them.
    pub const fn is_shown(&self) -> bool {
        self.mission || !self.lines.is_empty()
    }
}

/// `initiatives` in one line each.
pub fn lines<'a>(
    page: &Page,
    catalogue: &Catalogue,
    initiatives: &[&'a Initiative],
) -> Vec<Line<'a>> {
    let line = |it: &&'a Initiative| Line {
        title: it.facts.title.as_str(),
        href: paths::initiative(&it.facts.slug),
        state: StateMark::new(page.lang, it, catalogue.state(it)),
    };
    initiatives.iter().map(line).collect()
}

/// Every barrier, with the initiatives `here` that answer it.
pub fn barriers_here<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    it: &Neighbourhood,
    here: &[&'a Initiative],
) -> Vec<BarrierHere<'a>> {
    let around = Search::default().toggling(&Choice::Departement(it.departement.clone()));
    let sorted = catalogue.by_barrier(here).into_iter();
    let barrier = |ByBarrier { barrier, initiatives }: ByBarrier<'a>| {
        let search = around.toggling(&Choice::Barrier(barrier.slug.clone()));
        let further_count = catalogue.count(&search);
        BarrierHere {
            slug: barrier.slug.as_str(),
            label: barrier.label.as_str(),
            mission: barrier.mission,
            lines: lines(page, catalogue, first(&initiatives, MAX_LINES)),
            more: more(catalogue, it, &initiatives, Some(barrier)),
            further: match further_count {
                0 => paths::barrier(&barrier.slug),
                _ => paths::search(catalogue, &search, 1),
            },
            further_count,
        }
    };
    sorted.map(barrier).collect()
}

/// What is here against no barrier that we know; and how many others, with the search that lists all.
pub fn unsorted<'a>(
    page: &Page,
    catalogue: &Catalogue,
    it: &Neighbourhood,
    here: &[&'a Initiative],
) -> (Vec<Line<'a>>, Option<(usize, String)>) {
    let none = here.iter().copied().filter(|it| it.facts.barriers.is_empty());
    let none: Vec<&Initiative> = none.collect();
    (lines(page, catalogue, first(&none, MAX_LINES)), more(catalogue, it, &none, None))
}

/// The number of `initiatives` that are not shown, and the search for all those of `it`, against `barrier`
/// where there is one.
fn more(
    catalogue: &Catalogue,
    it: &Neighbourhood,
    initiatives: &[&Initiative],
    barrier: Option<&Barrier>,
) -> Option<(usize, String)> {
    let count = initiatives.len().checked_sub(MAX_LINES).filter(|count| *count > 0)?;
    let mut search = Search::default();
    search.choose(Choice::Neighbourhood(it.code.clone()));
    barrier.into_iter().for_each(|it| search.choose(Choice::Barrier(it.slug.clone())));
    Some((count, paths::search(catalogue, &search, 1)))
}

/// The first `most` of `list`.
pub fn first<T>(list: &[T], most: usize) -> &[T] {
    list.get(..most).unwrap_or(list)
}

/// The organisations of the neighbourhood; those on the plan have their number.
pub fn helpers<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    it: &Neighbourhood,
    organisations: &[&'a Organisation],
    plan: &PlanView<'_>,
) -> Vec<Helper<'a>> {
    let helper = |organisation: &&'a Organisation| {
        let tie = organisation.facts.ties.iter().find(|tie| tie.neighbourhood == it.code);
        let rule = tie.map_or(TieRule::Named, |tie| tie.rule);
        Helper {
            card: OrganisationCard::new(page, catalogue, organisation),
            pin: plan.number(organisation.id),
            why: page.t(why(rule)).into_owned(),
        }
    };
    first(organisations, MAX_HELPERS).iter().map(helper).collect()
}

const fn why(rule: TieRule) -> &'static crate::i18n::Key {
    match rule {
        TieRule::Inside => say::HELP_INSIDE,
        TieRule::Near => say::HELP_NEAR,
        TieRule::Named => say::HELP_NAMED,
    }
}

/// The organisations of the town that help any resident, the first door to push first; of a
/// kind, those that can be called first.
pub fn useful_in_town<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    organisations: &[&'a Organisation],
) -> Vec<OrganisationCard<'a>> {
    useful(page, catalogue, organisations.iter().copied(), HELPERS_IN_TOWN)
}

/// The same for the rest of the département of `it`, the nearest of each kind first.
pub fn useful_further<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    it: &Neighbourhood,
) -> Vec<OrganisationCard<'a>> {
    let further = catalogue.organisations.iter().filter(|organisation| {
        let facts = &organisation.facts;
        let near = facts.commune.as_ref().is_some_and(|code| it.communes.contains(code))
            || facts.ties.iter().any(|tie| tie.neighbourhood == it.code);
        facts.departement.as_ref() == Some(&it.departement) && !near
    });
    let away = |organisation: &Organisation| {
        let far = organisation.facts.position.map(|to| it.centre.metres_to(to));
        far.map_or(u32::MAX, whole_metres)
    };
    let mut further: Vec<&Organisation> = further.collect();
    further.sort_by_cached_key(|it| away(it));
    useful(page, catalogue, further.into_iter(), HELPERS_FURTHER)
}

fn useful<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    organisations: impl Iterator<Item = &'a Organisation>,
    most: usize,
) -> Vec<OrganisationCard<'a>> {
    let rank = |it: &Organisation| USEFUL.iter().position(|kind| *kind == it.facts.kind.as_str());
    let mut useful: Vec<(usize, &Organisation)> =
        organisations.filter_map(|it| Some((rank(it)?, it))).collect();
    useful.sort_by_key(|(rank, it)| (*rank, it.facts.phone.is_none()));
    let cards = useful.into_iter().take(most);
    cards.map(|(_, it)| OrganisationCard::new(page, catalogue, it)).collect()
}
