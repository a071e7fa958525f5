//! What there is in a neighbourhood and around it, ready to print.

use super::plan::PlanView;
use crate::{
    catalogue::{ByBarrier, Catalogue},
    domain::{
        initiative::Initiative,
        neighbourhood::Neighbourhood,
        organisation::{Organisation, TieRule},
        place::whole_metres,
        search::{Choice, OrganisationSearch, Search},
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

/// The beginning of a list.
#[derive(Debug)]
pub struct Partial<T> {
    pub shown: Vec<T>,
    /// The number of the others, and where all are listed; none when all are shown.
    pub more: Option<(usize, String)>,
}

impl<T> Partial<T> {
    fn new(shown: Vec<T>, total: usize, all: impl FnOnce() -> String) -> Self {
        let more = total.saturating_sub(shown.len());
        Self { shown, more: (more > 0).then(|| (more, all())) }
    }
}

/// A barrier, what answers it here, and where to look further.
#[derive(Debug)]
pub struct BarrierHere<'a> {
    pub slug: &'a str,
    pub label: &'a str,
    pub mission: bool,
    pub lines: Partial<Line<'a>>,
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
        self.mission || !self.lines.shown.is_empty()
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
    let own = Search::default().toggling(&Choice::Neighbourhood(it.code.clone()));
    let sorted = catalogue.by_barrier(here).into_iter();
    let barrier = |ByBarrier { barrier, initiatives }: ByBarrier<'a>| {
        let choice = Choice::Barrier(barrier.slug.clone());
        let search = around.toggling(&choice);
        let further_count = catalogue.count(&search);
        BarrierHere {
            slug: barrier.slug.as_str(),
            label: barrier.label.as_str(),
            mission: barrier.mission,
            lines: some_lines(page, catalogue, &initiatives, &own.toggling(&choice)),
            further: match further_count {
                0 => paths::barrier(&barrier.slug),
                _ => paths::search(catalogue, &search, 1),
            },
            further_count,
        }
    };
    sorted.map(barrier).collect()
}

/// What is here against no barrier that we know.
pub fn unsorted<'a>(
    page: &Page,
    catalogue: &Catalogue,
    it: &Neighbourhood,
    here: &[&'a Initiative],
) -> Partial<Line<'a>> {
    let none = here.iter().copied().filter(|it| it.facts.barriers.is_empty());
    let own = Search::default().toggling(&Choice::Neighbourhood(it.code.clone()));
    some_lines(page, catalogue, &none.collect::<Vec<_>>(), &own)
}

/// The first of `initiatives`, and the way to all that `search` finds.
fn some_lines<'a>(
    page: &Page,
    catalogue: &Catalogue,
    initiatives: &[&'a Initiative],
    search: &Search,
) -> Partial<Line<'a>> {
    let shown = lines(page, catalogue, first(initiatives, MAX_LINES));
    Partial::new(shown, initiatives.len(), || paths::search(catalogue, search, 1))
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
) -> Partial<Helper<'a>> {
    let helper = |organisation: &&'a Organisation| {
        let tie = organisation.facts.ties.iter().find(|tie| tie.neighbourhood == it.code);
        let rule = tie.map_or(TieRule::Named, |tie| tie.rule);
        Helper {
            card: OrganisationCard::new(page, catalogue, organisation),
            pin: plan.number(organisation.id),
            why: page.t(why(rule)).into_owned(),
        }
    };
    let shown = first(organisations, MAX_HELPERS).iter().map(helper).collect();
    let neighbourhood = Some(it.code.clone());
    let all = OrganisationSearch { neighbourhood, ..OrganisationSearch::default() };
    Partial::new(shown, organisations.len(), || paths::organisations(catalogue, &all, 1))
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
