//! Facets: for each value, the number of results after choosing it.

use serde::Serialize;

use crate::catalogue::{Catalogue, Facet, FacetCount, Facets};
use crate::i18n::Lang;

/// Facets by the name of their query parameter.
#[derive(Debug, Serialize)]
pub struct FacetsResource {
    frein: Vec<ValueResource>,
    public: Vec<ValueResource>,
    departement: Vec<ValueResource>,
    quartier: Vec<ValueResource>,
    recueil: Vec<ValueResource>,
    etat: Vec<ValueResource>,
}

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
    pub fn new(catalogue: &Catalogue, facets: Facets) -> Self {
        let values = |facet: Facet| {
            facet.into_iter().map(|count| ValueResource::new(catalogue, count)).collect()
        };
        Self {
            frein: values(facets.barriers),
            public: values(facets.audiences),
            departement: values(facets.departements),
            quartier: values(facets.neighbourhoods),
            recueil: values(facets.collections),
            etat: values(facets.states),
        }
    }
}

impl ValueResource {
    fn new(catalogue: &Catalogue, FacetCount { choice, chosen, count }: FacetCount) -> Self {
        let label = Lang::Fr.choice(&choice, catalogue.label(&choice));
        Self { value: catalogue.param_value(&choice), label, count, chosen }
    }
}
