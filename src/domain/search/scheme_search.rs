//! Search of schemes: by barrier, by audience, by giver.

use serde::Deserialize;

use super::MAX_FACET_VALUES;
use crate::domain::directory::{EVERYBODY, Scheme, is_for};
use crate::domain::text::Slug;

/// List of values by which schemes are filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeFacet {
    Barrier,
    Audience,
    Giver,
}

impl SchemeFacet {
    pub const ALL: [Self; 3] = [Self::Barrier, Self::Audience, Self::Giver];

    /// Query parameter.
    #[must_use]
    pub const fn param(self) -> &'static str {
        match self {
            Self::Barrier => "frein",
            Self::Audience => "public",
            Self::Giver => "par",
        }
    }
}

/// Maximum values of all lists of a search of schemes.
pub const MAX_SCHEME_VALUES: usize = SchemeFacet::ALL.len() * MAX_FACET_VALUES;

/// Search of schemes: the values of a list combine with "or", the lists with "and".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemeSearch {
    barriers: Vec<Slug>,
    audiences: Vec<Slug>,
    givers: Vec<Slug>,
}

impl SchemeSearch {
    /// Search of the schemes for `barrier`.
    #[must_use]
    pub fn of_barrier(barrier: &Slug) -> Self {
        Self { barriers: vec![barrier.clone()], ..Self::default() }
    }

    /// Chosen values of `facet`.
    #[must_use]
    pub fn values(&self, facet: SchemeFacet) -> &[Slug] {
        match facet {
            SchemeFacet::Barrier => &self.barriers,
            SchemeFacet::Audience => &self.audiences,
            SchemeFacet::Giver => &self.givers,
        }
    }

    #[must_use]
    pub fn chooses(&self, facet: SchemeFacet, value: &Slug) -> bool {
        self.values(facet).contains(value)
    }

    /// This search with `value` chosen, or without it if it is chosen.
    #[must_use]
    pub fn toggling(&self, facet: SchemeFacet, value: &Slug) -> Self {
        let mut search = self.clone();
        let values = match facet {
            SchemeFacet::Barrier => &mut search.barriers,
            SchemeFacet::Audience => &mut search.audiences,
            SchemeFacet::Giver => &mut search.givers,
        };
        match values.iter().position(|chosen| chosen == value) {
            Some(at) => drop(values.remove(at)),
            None => values.push(value.clone()),
        }
        search
    }

    /// Chosen values, list by list.
    pub fn choices(&self) -> impl Iterator<Item = (SchemeFacet, &Slug)> {
        let of_facet = |facet| self.values(facet).iter().map(move |value| (facet, value));
        SchemeFacet::ALL.into_iter().flat_map(of_facet)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.choices().next().is_none()
    }

    /// True if `scheme` matches. The audience « everybody » of a scheme matches every audience, and a broader audience
    /// the narrower.
    #[must_use]
    pub fn matches(&self, scheme: &Scheme) -> bool {
        let any = |chosen: &[Slug], has: &dyn Fn(&Slug) -> bool| {
            chosen.is_empty() || chosen.iter().any(has)
        };
        let givers: Vec<Slug> = scheme.givers().collect();
        let for_everybody = scheme.audiences.iter().any(|slug| slug.as_str() == EVERYBODY);
        any(&self.barriers, &|slug| scheme.barriers.contains(slug))
            && any(&self.audiences, &|slug| for_everybody || is_for(&scheme.audiences, slug))
            && any(&self.givers, &|slug| givers.contains(slug))
    }
}

/// Query parameters of `/dispositifs` as received; each may repeat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SchemeParams {
    pub frein: Vec<String>,
    pub public: Vec<String>,
    pub par: Vec<String>,
}

impl SchemeParams {
    /// Values of `facet` as received.
    #[must_use]
    pub fn values(&self, facet: SchemeFacet) -> &[String] {
        match facet {
            SchemeFacet::Barrier => &self.frein,
            SchemeFacet::Audience => &self.public,
            SchemeFacet::Giver => &self.par,
        }
    }
}

/// Query parameters of the page of a scheme: the place near which one asks for it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SchemePlaceParams {
    pub commune: Vec<String>,
    pub quartier: Vec<String>,
    /// Place as typed.
    pub lieu: Vec<String>,
}
