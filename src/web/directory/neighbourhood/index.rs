//! View of the list of neighbourhoods.

use askama::Template;

use super::figures::{FigureLine, of_region};
use super::texts::change;
use crate::catalogue::{Catalogue, NeighbourhoodCounts};
use crate::domain::place::{Departement, QpvList};
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, breadcrumb, neighbourhood_counts};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/neighbourhood/index.html")]
pub struct NeighbourhoodsView<'a> {
    /// Summary of the list: its numbers by year of entry.
    list: String,
    canonical: String,
    crumbs: Vec<Crumb>,
    groups: Vec<DepartementGroup<'a>>,
    figures: Vec<FigureLine>,
    page: Page,
}

/// Neighbourhoods of a département.
struct DepartementGroup<'a> {
    code: &'a str,
    name: &'a str,
    href: String,
    rows: Vec<IndexRow<'a>>,
}

/// Neighbourhood in the list.
struct IndexRow<'a> {
    code: &'a str,
    name: &'a str,
    href: String,
    towns: String,
    /// Name before 2024, if different.
    former_name: Option<String>,
    change: String,
    /// Number of initiatives that have not ended, and of organisations.
    counts: String,
}

impl<'a> NeighbourhoodsView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, counts: &[NeighbourhoodCounts<'a>]) -> Self {
        let all = &catalogue.neighbourhoods;
        let old = all.iter().filter(|it| it.since() == QpvList::Of2015).count();
        let args = [
            ("n", Arg::Count(all.len())),
            ("old", Arg::Count(old)),
            ("new", Arg::Count(all.len() - old)),
        ];
        let groups = catalogue.departements.iter();
        let groups = groups.map(|it| group(&page, catalogue, it, counts));
        Self {
            list: page.ta(messages::NEIGHBOURHOODS_LIST, &args),
            canonical: page.absolute_url(paths::NEIGHBOURHOODS),
            crumbs: breadcrumb(&page, [], page.t(messages::NAV_NEIGHBOURHOODS)),
            groups: groups.filter(|group| !group.rows.is_empty()).collect(),
            figures: of_region(&page, catalogue),
            page,
        }
    }
}

fn group<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    departement: &'a Departement,
    counts: &[NeighbourhoodCounts<'a>],
) -> DepartementGroup<'a> {
    let here = counts.iter().filter(|it| it.neighbourhood.departement == departement.code);
    DepartementGroup {
        code: departement.code.as_str(),
        name: departement.name.as_str(),
        href: paths::departement(departement),
        rows: here.map(|it| row(page, catalogue, it)).collect(),
    }
}

fn row<'a>(page: &Page, catalogue: &Catalogue, counts: &NeighbourhoodCounts<'a>) -> IndexRow<'a> {
    let it = counts.neighbourhood;
    let before = it.name_2015.as_ref().filter(|old| old.as_str() != it.name.as_str());
    IndexRow {
        code: it.code.as_str(),
        name: it.name.as_str(),
        href: paths::neighbourhood(&it.slug),
        towns: catalogue.towns(it),
        former_name: before.map(|old| page.tv(messages::NEIGHBOURHOOD_BEFORE, old.as_str())),
        change: page.t(change(it.code.change())).into_owned(),
        counts: neighbourhood_counts(page, counts),
    }
}
