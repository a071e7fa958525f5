//! The filters, each value with the count that choosing it would give.

use serde::Serialize;

use crate::{
    catalogue::{Catalogue, Count, Facet, Facets},
    i18n::Lang,
};

/// Every facet under the name of its parameter.
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
    /// As the parameter spells it.
    value: String,
    label: String,
    /// How many initiatives there are once this value is chosen, or dropped if it is chosen.
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
    fn new(catalogue: &Catalogue, Count { choice, chosen, count }: Count) -> Self {
        let label = Lang::Fr.choice(&choice, catalogue.label(&choice));
        Self { value: catalogue.spelling(&choice), label, count, chosen }
    }
}
