//! Table of neighbourhoods and barriers, ready to print.

use std::borrow::Cow;
use std::iter::zip;

use askama::Template;

use crate::catalogue::{
    Catalogue, CoverageCell, CoverageContent, CoverageState, DepartementCoverage, NeedPlace,
    NeighbourhoodCoverage,
};
use crate::domain::directory::Barrier;
use crate::domain::place::Departement;
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{Crumb, breadcrumb};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/departement/coverage.html")]
pub struct CoverageView<'a> {
    canonical: String,
    crumbs: Vec<Crumb>,
    lead: String,
    /// « État au 30 novembre 2026 »
    day: String,
    key: Vec<KeyLine>,
    /// « Par besoin, sur 57 quartiers »
    barriers_title: String,
    barriers: Vec<BarrierLine<'a>>,
    departements: Vec<DepartementLine<'a>>,
    tables: Vec<CoverageTable<'a>>,
    page: Page,
}

/// Table of the neighbourhoods of a département.
#[derive(Debug)]
pub struct CoverageTable<'a> {
    /// Id of its heading.
    pub id: String,
    pub caption: String,
    pub barriers: &'a [Barrier],
    pub rows: Vec<CoverageRow<'a>>,
    pub sums: Vec<SumRow<'a>>,
}

#[derive(Debug)]
pub struct CoverageRow<'a> {
    pub name: &'a str,
    pub towns: String,
    pub href: String,
    /// « Tours : 3 besoins sans action ni numéro »
    pub missing: String,
    pub cells: Vec<CellLink>,
}

/// One number for each barrier: neighbourhoods without an initiative or a number in the town, initiatives of the whole
/// département, or of the whole region.
#[derive(Debug)]
pub struct SumRow<'a> {
    pub label: Cow<'static, str>,
    pub counts: Vec<BarrierSum<'a>>,
}

#[derive(Debug)]
pub struct BarrierSum<'a> {
    pub need: &'a str,
    pub count: usize,
}

/// Link from a cell to its needs desk.
#[derive(Debug)]
pub struct CellLink {
    pub href: String,
    /// Class of its state; none if nothing is known, as in many cells.
    pub class: Option<&'static str>,
    /// Number of its initiatives, « tél. » or « – ».
    pub mark: String,
    /// « Logement, Sanitas : 2 actions dans le quartier »
    pub label: String,
}

/// State of the key, with the number of its cells.
#[derive(Debug)]
pub struct KeyLine {
    pub class: &'static str,
    pub mark: String,
    pub text: String,
}

/// Barrier with the number of neighbourhoods in each state.
struct BarrierLine<'a> {
    label: &'a str,
    href: String,
    counts: [usize; 4],
    region: usize,
}

/// Département with the number of its cells in each state.
struct DepartementLine<'a> {
    name: &'a str,
    href: String,
    counts: [usize; 4],
    total: usize,
}

impl<'a> CoverageView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &CoverageContent<'a>) -> Self {
        let cells = || content.departements.iter().flat_map(cells_of);
        let nothing = count(CoverageState::Nothing, cells());
        let args = [("nothing", Arg::Count(nothing)), ("all", Arg::Count(cells().count()))];
        let neighbourhoods: usize = content.departements.iter().map(|it| it.rows.len()).sum();
        Self {
            canonical: page.absolute_url(paths::COVERAGE),
            crumbs: breadcrumb(&page, [], page.t(messages::COVERAGE_PAGE_TITLE)),
            lead: page.ta(messages::COVERAGE_PAGE_LEAD, &args),
            day: day(&page, catalogue),
            key: key(&page, content),
            barriers_title: page.tn(messages::COVERAGE_PAGE_BY_BARRIER, neighbourhoods),
            barriers: barrier_lines(content),
            departements: content.departements.iter().map(departement_line).collect(),
            tables: CoverageTable::all(&page, catalogue, content),
            page,
        }
    }
}

impl<'a> CoverageTable<'a> {
    /// Tables of all départements of `content`.
    pub fn all(page: &Page, catalogue: &Catalogue, content: &CoverageContent<'a>) -> Vec<Self> {
        let table = |it: &DepartementCoverage<'a>| Self {
            id: format!("t-{}", it.departement.code),
            caption: page.tv(messages::COVERAGE_PAGE_CAPTION, it.departement.name.as_str()),
            barriers: content.barriers,
            rows: it.rows.iter().map(|row| row_of(page, catalogue, content, row)).collect(),
            sums: sums(page, content, it),
        };
        content.departements.iter().map(table).collect()
    }
}

fn sums<'a>(
    page: &Page,
    content: &CoverageContent<'a>,
    it: &DepartementCoverage<'a>,
) -> Vec<SumRow<'a>> {
    let nothing = |column: usize| {
        let cells = it.rows.iter().filter_map(|row| row.cells.get(column));
        count(CoverageState::Nothing, cells)
    };
    let nothing: Vec<usize> = (0..content.barriers.len()).map(nothing).collect();
    let row = |key, counts: &[usize]| {
        let sum = |(barrier, count): (&'a Barrier, &usize)| BarrierSum {
            need: barrier.label.as_str(),
            count: *count,
        };
        SumRow { label: page.t(key), counts: zip(content.barriers, counts).map(sum).collect() }
    };
    vec![
        row(messages::COVERAGE_PAGE_ROW_NOTHING, &nothing),
        row(messages::COVERAGE_PAGE_ROW_DEPARTEMENT, it.wide),
        row(messages::COVERAGE_PAGE_ROW_REGION, content.region),
    ]
}

fn row_of<'a>(
    page: &Page,
    catalogue: &Catalogue,
    content: &CoverageContent<'a>,
    row: &NeighbourhoodCoverage<'a>,
) -> CoverageRow<'a> {
    let it = row.neighbourhood;
    let towns = catalogue.towns(it);
    let missing = [
        ("n", Arg::Count(count(CoverageState::Nothing, row.cells.iter()))),
        ("towns", Arg::Text(&towns)),
    ];
    let cell = |(barrier, cell): (&'a Barrier, &CoverageCell)| {
        let args = [
            ("need", Arg::Text(barrier.label.as_str())),
            ("place", Arg::Text(it.name.as_str())),
            ("answer", Arg::Text(&page.tn(words(*cell), cell.count()))),
        ];
        CellLink {
            href: paths::need(NeedPlace::Neighbourhood(it), &barrier.slug),
            class: Some(class(cell.state(), cell.is_old())).filter(|it| *it != NOTHING),
            label: page.ta(messages::COVERAGE_PAGE_CELL, &args),
            mark: mark(page, cell.state(), cell.count()),
        }
    };
    CoverageRow {
        name: it.name.as_str(),
        missing: page.ta(messages::COVERAGE_PAGE_MISSING, &missing),
        towns,
        href: paths::neighbourhood(&it.slug),
        cells: zip(content.barriers, row.cells).map(cell).collect(),
    }
}

/// Key of the marks, with the number of cells in each state.
pub fn key(page: &Page, content: &CoverageContent<'_>) -> Vec<KeyLine> {
    let cells = || content.departements.iter().flat_map(cells_of);
    let line = |state| KeyLine {
        class: class(state, false),
        mark: mark(page, state, 1),
        text: page.tn(key_message(state), count(state, cells())),
    };
    let old = KeyLine {
        class: class(CoverageState::Here, true),
        mark: mark(page, CoverageState::Here, 1),
        text: page.tn(messages::COVERAGE_PAGE_KEY_OLD, cells().filter(|it| it.is_old()).count()),
    };
    CoverageState::ALL.into_iter().map(line).chain([old]).collect()
}

/// « État au 30 novembre 2026 »
pub fn day(page: &Page, catalogue: &Catalogue) -> String {
    page.tv(messages::COVERAGE_PAGE_DAY, &page.lang.date(PartialDate::Day(catalogue.today())))
}

fn barrier_lines<'a>(content: &CoverageContent<'a>) -> Vec<BarrierLine<'a>> {
    let line = |(column, barrier): (usize, &'a Barrier)| {
        let rows = || content.departements.iter().flat_map(|it| &it.rows);
        let cells = || rows().filter_map(|row| row.cells.get(column));
        BarrierLine {
            label: barrier.label.as_str(),
            href: paths::barrier(&barrier.slug),
            counts: CoverageState::ALL.map(|state| count(state, cells())),
            region: content.region.get(column).copied().unwrap_or_default(),
        }
    };
    content.barriers.iter().enumerate().map(line).collect()
}

fn departement_line<'a>(it: &DepartementCoverage<'a>) -> DepartementLine<'a> {
    let departement: &'a Departement = it.departement;
    DepartementLine {
        name: departement.name.as_str(),
        href: paths::departement(departement),
        counts: CoverageState::ALL.map(|state| count(state, cells_of(it))),
        total: cells_of(it).count(),
    }
}

fn cells_of<'b>(it: &'b DepartementCoverage<'_>) -> impl Iterator<Item = &'b CoverageCell> {
    it.rows.iter().flat_map(|row| row.cells)
}

/// Number of `cells` in `state`.
fn count<'b>(state: CoverageState, cells: impl Iterator<Item = &'b CoverageCell>) -> usize {
    cells.filter(|it| it.state() == state).count()
}

/// Number of the initiatives, or the mark of a state without any.
fn mark(page: &Page, state: CoverageState, count: usize) -> String {
    match state {
        CoverageState::Here | CoverageState::Open => count.to_string(),
        CoverageState::Phone => page.t(messages::COVERAGE_PAGE_MARK_PHONE).into_owned(),
        CoverageState::Nothing => page.t(messages::COVERAGE_PAGE_MARK_NOTHING).into_owned(),
    }
}

/// Class of a state without any answer.
const NOTHING: &str = "cov-none";

const fn class(state: CoverageState, is_old: bool) -> &'static str {
    match (state, is_old) {
        (CoverageState::Here, false) => "cov-here",
        (CoverageState::Here, true) => "cov-here-old",
        (CoverageState::Open, false) => "cov-open",
        (CoverageState::Open, true) => "cov-open-old",
        (CoverageState::Phone, _) => "cov-phone",
        (CoverageState::Nothing, _) => NOTHING,
    }
}

/// Nearest answer of `cell` in words, for its number of initiatives.
const fn words(cell: CoverageCell) -> &'static Key {
    match (cell.state(), cell.is_old()) {
        (CoverageState::Here, false) => messages::COVERAGE_PAGE_HERE,
        (CoverageState::Here, true) => messages::COVERAGE_PAGE_HERE_OLD,
        (CoverageState::Open, false) => messages::COVERAGE_PAGE_OPEN,
        (CoverageState::Open, true) => messages::COVERAGE_PAGE_OPEN_OLD,
        (CoverageState::Phone, _) => messages::COVERAGE_PAGE_PHONE,
        (CoverageState::Nothing, _) => messages::COVERAGE_PAGE_NOTHING,
    }
}

const fn key_message(state: CoverageState) -> &'static Key {
    match state {
        CoverageState::Here => messages::COVERAGE_PAGE_KEY_HERE,
        CoverageState::Open => messages::COVERAGE_PAGE_KEY_OPEN,
        CoverageState::Phone => messages::COVERAGE_PAGE_KEY_PHONE,
        CoverageState::Nothing => messages::COVERAGE_PAGE_KEY_NOTHING,
    }
}
