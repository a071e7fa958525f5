//! Content of the page of a département.

use std::num::NonZeroU32;

use super::coverage::CoverageContent;
use crate::catalogue::pages::NeighbourhoodCounts;
use crate::catalogue::{AreaMap, Catalogue};
use crate::domain::place::Departement;
use crate::domain::search::{FacetValue, OrganisationSearch, Search};

/// Département: its neighbourhoods, its map, the numbers of its offers.
#[derive(Debug)]
pub struct DepartementContent<'a> {
    pub departement: &'a Departement,
    pub initiatives: usize,
    pub organisations: usize,
    pub neighbourhoods: Vec<NeighbourhoodCounts<'a>>,
    pub map: Option<AreaMap>,
    pub coverage: CoverageContent<'a>,
}

impl Catalogue {
    /// Content of the page of `departement`.
    #[must_use]
    pub fn departement_content<'a>(
        &'a self,
        departement: &'a Departement,
    ) -> DepartementContent<'a> {
        let code = departement.code.clone();
        let initiatives = self.count(&Search::of([FacetValue::Departement(code.clone())]));
        let search = OrganisationSearch { departement: Some(code), ..Default::default() };
        let neighbourhoods = self.neighbourhoods_in(&departement.code);
        DepartementContent {
            departement,
            initiatives,
            organisations: self.search_organisations(&search, NonZeroU32::MIN).total,
            neighbourhoods: neighbourhoods.map(|it| self.counts_of(it)).collect(),
            map: self.departement_map(departement),
            coverage: self.coverage_of([departement]),
        }
    }
}
