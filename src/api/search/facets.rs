//! Facets: for each value, the number of results after choosing it.

use serde::{Serialize, Serializer};

use crate::catalogue::{Catalogue, FacetCount, Facets};
use crate::i18n::Lang;

/// Facets by the name of their query parameter.
#[derive(Debug)]
pub struct FacetsResource(Vec<(&'static str, Vec<ValueResource>)>);

#[derive(Debug, Serialize)]
struct ValueResource {
    /// Value of the query parameter.
    value: String,
    label: String,
    /// Number of results after toggling this value.
    count: usize,
    chosen: bool,
}

impl FacetsResource {
    pub fn new(catalogue: &Catalogue, facets: &Facets) -> Self {
        let values = |counts: &[FacetCount]| {
            counts.iter().map(|count| ValueResource::new(catalogue, count)).collect()
        };
        Self(facets.iter().map(|(facet, counts)| (facet.param(), values(counts))).collect())
    }
}

impl Serialize for FacetsResource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, values)| (name, values)))
    }
}

impl ValueResource {
    fn new(catalogue: &Catalogue, count: &FacetCount) -> Self {
        let FacetCount { choice, chosen, count } = count;
        let label = Lang::Fr.choice(choice, catalogue.label(choice));
        Self { value: catalogue.param_value(choice), label, count: *count, chosen: *chosen }
    }
}
