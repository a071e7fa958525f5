//! Content of booklets: initiatives in chapters, each printed once, and an index.

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::domain::directory::{Barrier, Initiative, InitiativeId};
use crate::domain::place::{Commune, Neighbourhood};
use crate::domain::text::{Line, fold};

/// Subject of the chapters of a booklet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookletOrder {
    Barrier,
    /// Neighbourhoods, then towns.
    Place,
}

impl BookletOrder {
    pub const ALL: [Self; 2] = [Self::Barrier, Self::Place];

    /// Value of the parameter that chooses it.
    #[must_use]
    pub const fn param_value(self) -> &'static str {
        match self {
            Self::Barrier => "frein",
            Self::Place => "quartier",
        }
    }

    /// Order that `text` spells, the first one if it spells none.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let known = Self::ALL.into_iter().find(|it| it.param_value() == text);
        known.unwrap_or(Self::Barrier)
    }
}

/// Booklet of initiatives.
#[derive(Debug)]
pub struct BookletContent<'a> {
    pub order: BookletOrder,
    /// Chapters with initiatives.
    pub chapters: Vec<BookletChapter<'a>>,
    /// Barriers that none of the initiatives addresses, if the chapters are barriers.
    pub empty: Vec<&'a Barrier>,
    /// Names of towns, neighbourhoods and carriers in alphabetical order, each with the numbers of its entries.
    pub index: Vec<IndexLine<'a>>,
    /// Number of entries printed.
    pub printed: usize,
    /// Number of initiatives found; more than `printed` if the booklet is truncated.
    pub total: usize,
}

/// Chapter: its own entries are printed in it, others stand in an earlier one.
#[derive(Debug)]
pub struct BookletChapter<'a> {
    pub subject: ChapterSubject<'a>,
    /// All its initiatives, with their number in the booklet.
    pub entries: Vec<BookletEntry<'a>>,
}

/// Initiative with its number in the booklet.
#[derive(Debug, Clone, Copy)]
pub struct BookletEntry<'a> {
    pub number: usize,
    pub initiative: &'a Initiative,
    /// True if it is printed in this chapter, false if an earlier one has it.
    pub is_printed_here: bool,
}

#[derive(Debug, Clone, Copy)]
pub enum ChapterSubject<'a> {
    Barrier(&'a Barrier),
    Neighbourhood(&'a Neighbourhood),
    Commune(&'a Commune),
    /// Neither barrier nor place is known.
    Other,
}

/// Name with the numbers of its entries.
#[derive(Debug)]
pub struct IndexLine<'a> {
    pub name: &'a str,
    pub numbers: Vec<usize>,
}

impl Catalogue {
    /// Booklet of `initiatives`, the first ones of `total`.
    #[must_use]
    pub fn booklet_content<'a>(
        &'a self,
        initiatives: &[&'a Initiative],
        total: usize,
        order: BookletOrder,
    ) -> BookletContent<'a> {
        let (subjects, empty) = match order {
            BookletOrder::Barrier => self.barrier_chapters(initiatives),
            BookletOrder::Place => (self.place_chapters(initiatives), Vec::new()),
        };
        let mut numbers: Numbers<'a> = Numbers::default();
        let chapter = |(subject, list): (ChapterSubject<'a>, Vec<&'a Initiative>)| BookletChapter {
            subject,
            entries: list.into_iter().map(|it| numbers.entry(it)).collect(),
        };
        let chapters = subjects.into_iter().map(chapter).collect();
        BookletContent {
            order,
            chapters,
            empty,
            index: self.booklet_index(&numbers),
            printed: numbers.ordered.len(),
            total,
        }
    }

    /// Initiatives by barrier, in the order of the vocabulary, and the barriers without any.
    fn barrier_chapters<'a>(
        &'a self,
        initiatives: &[&'a Initiative],
    ) -> (Vec<Subject<'a>>, Vec<&'a Barrier>) {
        let of = |barrier: &'a Barrier| {
            let has = |it: &&&'a Initiative| it.facts.barriers.contains(&barrier.slug);
            let list: Vec<&Initiative> = initiatives.iter().filter(has).copied().collect();
            (ChapterSubject::Barrier(barrier), list)
        };
        let mut chapters: Vec<Subject<'a>> = self.barriers.iter().map(of).collect();
        let is_empty = |(_, list): &Subject<'_>| list.is_empty();
        let empty = self.barriers.iter().zip(&chapters);
        let empty = empty.filter(|(_, chapter)| is_empty(chapter)).map(|(it, _)| it).collect();
        chapters.retain(|chapter| !is_empty(chapter));
        let none = |it: &&&'a Initiative| it.facts.barriers.is_empty();
        let others: Vec<&Initiative> = initiatives.iter().filter(none).copied().collect();
        if !others.is_empty() {
            chapters.push((ChapterSubject::Other, others));
        }
        (chapters, empty)
    }

    /// Initiatives by neighbourhood, those without one by town, the others last.
    fn place_chapters<'a>(&'a self, initiatives: &[&'a Initiative]) -> Vec<Subject<'a>> {
        let neighbourhoods = self.neighbourhoods.iter().map(|it| {
            let names = |of: &&&'a Initiative| of.facts.neighbourhoods.contains(&it.code);
            (ChapterSubject::Neighbourhood(it), initiatives.iter().filter(names).copied().collect())
        });
        let alone = |it: &&&'a Initiative| it.facts.neighbourhoods.is_empty();
        let in_towns: Vec<&Initiative> = initiatives.iter().filter(alone).copied().collect();
        let mut towns: Vec<&'a Commune> = Vec::new();
        for code in in_towns.iter().flat_map(|it| &it.facts.communes) {
            let town = self.commune(code);
            towns.extend(town.filter(|it| !towns.iter().any(|known| known.insee == it.insee)));
        }
        towns.sort_by_cached_key(|it| fold(it.name.as_str()));
        let communes = towns.into_iter().map(|it| {
            let names = |of: &&&'a Initiative| of.facts.communes.contains(&it.insee);
            (ChapterSubject::Commune(it), in_towns.iter().filter(names).copied().collect())
        });
        let others = in_towns.iter().filter(|it| it.facts.communes.is_empty()).copied().collect();
        let chapters = neighbourhoods.chain(communes).chain([(ChapterSubject::Other, others)]);
        chapters.filter(|(_, list): &Subject<'_>| !list.is_empty()).collect()
    }

    /// Neighbourhoods, towns and carriers of the entries, by name.
    fn booklet_index<'a>(&'a self, numbers: &Numbers<'a>) -> Vec<IndexLine<'a>> {
        let mut names: BTreeMap<(String, &'a str), Vec<usize>> = BTreeMap::new();
        for (initiative, number) in numbers.ordered.iter().zip(1..) {
            let facts = &initiative.facts;
            let areas = facts.neighbourhoods.iter().filter_map(|code| self.neighbourhood(code));
            let towns = facts.communes.iter().filter_map(|code| self.commune(code));
            let areas = areas.map(|it| it.name.as_str());
            let found = areas.chain(towns.map(|it| it.name.as_str()));
            for name in found.chain(facts.carriers.iter().map(Line::as_str)) {
                let list = names.entry((fold(name), name)).or_default();
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
        }
        names.into_iter().map(|((_, name), numbers)| IndexLine { name, numbers }).collect()
    }
}

/// Chapter before its entries are numbered.
type Subject<'a> = (ChapterSubject<'a>, Vec<&'a Initiative>);

/// Numbers of the entries, in the order in which the chapters print them.
#[derive(Default)]
struct Numbers<'a> {
    ordered: Vec<&'a Initiative>,
    known: BTreeMap<InitiativeId, usize>,
}

impl<'a> Numbers<'a> {
    /// Entry of `initiative`: its number, or the next one if no chapter has it yet.
    fn entry(&mut self, initiative: &'a Initiative) -> BookletEntry<'a> {
        if let Some(number) = self.known.get(&initiative.id) {
            return BookletEntry { number: *number, initiative, is_printed_here: false };
        }
        self.ordered.push(initiative);
        let number = self.ordered.len();
        self.known.insert(initiative.id, number);
        BookletEntry { number, initiative, is_printed_here: true }
    }
}
