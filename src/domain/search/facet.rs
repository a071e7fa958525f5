//! Facets of a search for initiatives: one table, a row a facet.

use crate::domain::directory::{Fees, InitiativeState, OrganisationId};
use crate::domain::place::{DepartementCode, InseeCode, QpvCode};
use crate::domain::text::Slug;

/// Number of the values of a facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueList {
    /// Vocabulary, in an order of its own, which chips and headings follow.
    Vocabulary,
    /// Short list: every value is counted beside the results.
    Short,
    /// Thousands of values, each of few initiatives: neither listed nor counted.
    Long,
}

/// Defines [`Facet`] and [`FacetValue`]. A row: name, type of its values, query parameter, values.
macro_rules! facets {
    ($($facet:ident($value:ty): $param:literal, $values:ident;)*) => {
        /// Facet: criterion whose values are known. Its values combine with "or", facets with "and". The order is
        /// that of the parameters in a link and of the counts in the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Facet {
            $($facet,)*
        }

        /// Value of a facet.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FacetValue {
            $($facet($value),)*
        }

        impl Facet {
            pub const ALL: &'static [Self] = &[$(Self::$facet,)*];

            /// Query parameter of pages and API, and name of the counts in the API.
            #[must_use]
            pub const fn param(self) -> &'static str {
                match self {
                    $(Self::$facet => $param,)*
                }
            }

            #[must_use]
            pub const fn value_list(self) -> ValueList {
                match self {
                    $(Self::$facet => ValueList::$values,)*
                }
            }
        }

        impl FacetValue {
            #[must_use]
            pub const fn facet(&self) -> Facet {
                match self {
                    $(Self::$facet(_) => Facet::$facet,)*
                }
            }
        }
    };
}

facets! {
    Barrier(Slug): "frein", Vocabulary;
    Audience(Slug): "public", Vocabulary;
    Departement(DepartementCode): "departement", Short;
    Commune(InseeCode): "commune", Long;
    Neighbourhood(QpvCode): "quartier", Short;
    Organisation(OrganisationId): "acteur", Long;
    Collection(Slug): "recueil", Short;
    State(InitiativeState): "etat", Short;
    Fees(Fees): "frais", Short;
}

impl Facet {
    /// Facet of a query parameter.
    #[must_use]
    pub fn of_param(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|facet| facet.param() == name)
    }

    /// Facets in the order in which a link is read: the limits on values drop the last ones. The state comes first,
    /// since a search without it hides ended initiatives.
    pub fn in_reading_order() -> impl Iterator<Item = Self> {
        let others = Self::ALL.iter().copied().filter(|facet| *facet != Self::State);
        std::iter::once(Self::State).chain(others)
    }
}
