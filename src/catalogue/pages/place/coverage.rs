//! Coverage: for each neighbourhood and each barrier, the nearest answer that is known.

use std::collections::HashSet;
use std::iter::zip;
use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use super::contacts::{ContactQuery, ContactRank};
use super::need::NeedPlace;
use crate::catalogue::{Catalogue, ServedPlace, ServiceLevel};
use crate::domain::directory::{Barrier, InitiativeState};
use crate::domain::place::{Departement, Neighbourhood};
use crate::domain::search::FacetValue;

/// Table of the neighbourhoods of some départements and of all barriers.
#[derive(Debug)]
pub struct CoverageContent<'a> {
    /// Barriers, one a column.
    pub barriers: &'a [Barrier],
    pub departements: Vec<DepartementCoverage<'a>>,
    /// For each barrier, number of initiatives of the whole region.
    pub region: &'a [usize],
}

/// Neighbourhoods of a département.
#[derive(Debug)]
pub struct DepartementCoverage<'a> {
    pub departement: &'a Departement,
    pub rows: Vec<NeighbourhoodCoverage<'a>>,
    /// For each barrier, number of initiatives of the whole département.
    pub wide: &'a [usize],
}

#[derive(Debug)]
pub struct NeighbourhoodCoverage<'a> {
    pub neighbourhood: &'a Neighbourhood,
    /// One for each barrier.
    pub cells: &'a [CoverageCell],
}

/// Answers for a barrier in a neighbourhood, as its needs desk gives them to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoverageCell {
    /// Number of initiatives that name the neighbourhood.
    pub here: usize,
    /// Number of other initiatives of the town or of the intercommunality.
    pub open: usize,
    /// Numbers of those of `here` and of `open` that are old or have no date.
    pub old_here: usize,
    pub old_open: usize,
    /// True if the needs desk shows a phone number of the town that is open to everybody.
    pub has_phone: bool,
    /// Number of other initiatives of the whole département, and of the whole region: they fill no gap.
    pub departement: usize,
    pub region: usize,
}

/// Nearest answer of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverageState {
    /// An initiative of the neighbourhood.
    Here,
    /// An initiative of the town or of the intercommunality.
    Open,
    /// A phone number of the town, open to everybody.
    Phone,
    /// Neither an initiative nor such a number; an organisation without a number may be there.
    Nothing,
}

impl CoverageState {
    pub const ALL: [Self; 4] = [Self::Here, Self::Open, Self::Phone, Self::Nothing];
}

impl CoverageCell {
    #[must_use]
    pub const fn state(self) -> CoverageState {
        if self.here > 0 {
            CoverageState::Here
        } else if self.open > 0 {
            CoverageState::Open
        } else if self.has_phone {
            CoverageState::Phone
        } else {
            CoverageState::Nothing
        }
    }

    /// Number of initiatives of the nearest answer.
    #[must_use]
    pub const fn count(self) -> usize {
        match self.state() {
            CoverageState::Here => self.here,
            CoverageState::Open => self.open,
            CoverageState::Phone | CoverageState::Nothing => 0,
        }
    }

    /// Number of initiatives of the nearest answer that are old or have no date.
    #[must_use]
    pub const fn old(self) -> usize {
        match self.state() {
            CoverageState::Here => self.old_here,
            CoverageState::Open => self.old_open,
            CoverageState::Phone | CoverageState::Nothing => 0,
        }
    }

    /// True if the initiatives of the nearest answer are all old or without a date.
    #[must_use]
    pub const fn is_old(self) -> bool {
        self.old() > 0 && self.old() == self.count()
    }
}

/// Cells of all neighbourhoods, computed on the first request of a catalogue.
#[derive(Debug, Default)]
pub struct CoverageCache(OnceLock<ComputedCoverage>);

#[derive(Debug)]
struct ComputedCoverage {
    /// For each neighbourhood of the catalogue, one cell a barrier.
    cells: Vec<Vec<CoverageCell>>,
    /// For each département of the catalogue, one number a barrier.
    wide: Vec<Vec<usize>>,
    region: Vec<usize>,
}

impl CoverageCache {
    pub fn is_computed(&self) -> bool {
        self.0.get().is_some()
    }
}

/// Barrier with the rows that have not ended and address it, and the national numbers shown for it.
struct BarrierRows<'a> {
    barrier: &'a Barrier,
    rows: FixedBitSet,
    /// Those of `rows` that are old or have no date.
    old: FixedBitSet,
    numbers: HashSet<String>,
}

impl Catalogue {
    /// Coverage of the neighbourhoods of all départements.
    #[must_use]
    pub fn coverage(&self) -> CoverageContent<'_> {
        self.coverage_of(&self.departements)
    }

    /// Coverage of the neighbourhoods of `departements`; those without a neighbourhood are left out.
    #[must_use]
    pub fn coverage_of<'a>(
        &'a self,
        departements: impl IntoIterator<Item = &'a Departement>,
    ) -> CoverageContent<'a> {
        let coverage = self.coverage.0.get_or_init(|| self.compute_coverage());
        let departement = |departement: &'a Departement| {
            let all = zip(&self.neighbourhoods, &coverage.cells);
            let here = all.filter(|(it, _)| it.departement == departement.code);
            let rows =
                here.map(|(neighbourhood, cells)| NeighbourhoodCoverage { neighbourhood, cells });
            let all = zip(&self.departements, &coverage.wide);
            let mut wide = all.filter(|(it, _)| it.code == departement.code);
            let wide = wide.next().map_or(&[][..], |(_, wide)| wide.as_slice());
            DepartementCoverage { departement, rows: rows.collect(), wide }
        };
        let departements = departements.into_iter().map(departement);
        CoverageContent {
            barriers: &self.barriers,
            departements: departements.filter(|it| !it.rows.is_empty()).collect(),
            region: &coverage.region,
        }
    }

    fn compute_coverage(&self) -> ComputedCoverage {
        let barriers: Vec<BarrierRows<'_>> =
            self.barriers.iter().map(|it| self.barrier_rows(it)).collect();
        let areas = self.sets.areas();
        let region = areas.region();
        let wide = |it: &Departement| {
            let rows = areas.departement(&it.code);
            barriers.iter().map(|it| rows.map_or(0, |rows| rows.count_in(&it.rows))).collect()
        };
        ComputedCoverage {
            cells: self.neighbourhoods.iter().map(|it| self.cells_of(it, &barriers)).collect(),
            wide: self.departements.iter().map(wide).collect(),
            region: barriers.iter().map(|it| it.rows.intersection_count(region)).collect(),
        }
    }

    fn barrier_rows<'a>(&self, barrier: &'a Barrier) -> BarrierRows<'a> {
        let mut rows = FixedBitSet::with_capacity(self.initiatives.len());
        self.sets.of(&FacetValue::Barrier(barrier.slug.clone())).add_to(&mut rows);
        rows.intersect_with(self.sets.open());
        let mut old = FixedBitSet::with_capacity(self.initiatives.len());
        self.sets.of(&FacetValue::State(InitiativeState::Dated)).add_to(&mut old);
        old.intersect_with(&rows);
        let numbers = self.numbers_for(barrier, &[]);
        let numbers = numbers.iter().map(|it| it.number.tel_number()).collect();
        BarrierRows { barrier, rows, old, numbers }
    }

    fn cells_of(&self, it: &Neighbourhood, barriers: &[BarrierRows<'_>]) -> Vec<CoverageCell> {
        let levels = self.sets.areas().levels(&ServedPlace::neighbourhood(it));
        let place = NeedPlace::Neighbourhood(it);
        let cell = |barrier: &BarrierRows<'_>| {
            let mut cell = CoverageCell {
                here: 0,
                open: 0,
                old_here: 0,
                old_open: 0,
                has_phone: self.has_phone_in_town(place, barrier),
                departement: 0,
                region: 0,
            };
            for (level, rows) in &levels {
                let count = rows.intersection_count(&barrier.rows);
                match level {
                    ServiceLevel::Neighbourhood => {
                        cell.here += count;
                        cell.old_here += rows.intersection_count(&barrier.old);
                    }
                    ServiceLevel::WholeTown
                    | ServiceLevel::Town
                    | ServiceLevel::Intercommunality => {
                        cell.open += count;
                        cell.old_open += rows.intersection_count(&barrier.old);
                    }
                    ServiceLevel::Departement => cell.departement += count,
                    ServiceLevel::Region => cell.region += count,
                }
            }
            cell
        };
        barriers.iter().map(cell).collect()
    }

    fn has_phone_in_town(&self, place: NeedPlace<'_>, it: &BarrierRows<'_>) -> bool {
        let query =
            ContactQuery { place, barrier: it.barrier, audiences: &[], shown_numbers: &it.numbers };
        let contacts = self.contacts(&query);
        contacts.iter().any(|it| {
            let is_open = it.is_in_town() && it.rank != ContactRank::Reserved;
            is_open && it.organisation.facts.phone.is_some()
        })
    }
}
