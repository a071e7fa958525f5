//! Resolves slugs and short-link keys: current, moved (301), withdrawn (410) or unknown (404).

use super::Catalogue;
use crate::domain::{
    ids::InitiativeId,
    initiative::Initiative,
    neighbourhood::{Neighbourhood, QpvCode},
    organisation::Organisation,
    published::RetiredTarget,
    vocabulary::{Barrier, Collection},
};

/// Result of resolving a slug or a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<T> {
    /// Current slug.
    Here(T),
    /// Former slug of a record that has another one now.
    Moved(T),
    /// Slug of a withdrawn record.
    Gone,
    /// Slug of no record, past or present.
    Unknown,
}

impl Catalogue {
    /// Resolves a current or former slug of an initiative.
    #[must_use]
    pub fn initiative_at(&self, slug: &str) -> Found<&Initiative> {
        let row = self.lookup.initiative_slugs.get(slug);
        let here = row.and_then(|row| self.initiatives.get(*row));
        self.found(here, slug, |target| match target {
            RetiredTarget::Initiative(id) => self.initiative(*id).map(Found::Moved),
            RetiredTarget::WithdrawnInitiative(_) => Some(Found::Gone),
            RetiredTarget::Organisation(_)
            | RetiredTarget::Neighbourhood(_)
            | RetiredTarget::WithdrawnOrganisation(_)
            | RetiredTarget::WithdrawnNeighbourhood(_)
            | RetiredTarget::WithdrawnBarrier
            | RetiredTarget::WithdrawnCollection => None,
        })
    }

    /// Resolves a current or former slug of an organisation.
    #[must_use]
    pub fn organisation_at(&self, slug: &str) -> Found<&Organisation> {
        let row = self.lookup.organisation_slugs.get(slug);
        let here = row.and_then(|row| self.organisations.get(*row));
        self.found(here, slug, |target| match target {
            RetiredTarget::Organisation(id) => self.organisation(*id).map(Found::Moved),
            RetiredTarget::WithdrawnOrganisation(_) => Some(Found::Gone),
            RetiredTarget::Initiative(_)
            | RetiredTarget::Neighbourhood(_)
            | RetiredTarget::WithdrawnInitiative(_)
            | RetiredTarget::WithdrawnNeighbourhood(_)
            | RetiredTarget::WithdrawnBarrier
            | RetiredTarget::WithdrawnCollection => None,
        })
    }

    /// Resolves a current or former slug of a neighbourhood.
    #[must_use]
    pub fn neighbourhood_at(&self, slug: &str) -> Found<&Neighbourhood> {
        let row = self.lookup.neighbourhood_slugs.get(slug);
        let here = row.and_then(|row| self.neighbourhoods.get(*row));
        self.found(here, slug, |target| match target {
            RetiredTarget::Neighbourhood(code) => self.neighbourhood(code).map(Found::Moved),
            RetiredTarget::WithdrawnNeighbourhood(_) => Some(Found::Gone),
            RetiredTarget::Initiative(_)
            | RetiredTarget::Organisation(_)
            | RetiredTarget::WithdrawnInitiative(_)
            | RetiredTarget::WithdrawnOrganisation(_)
            | RetiredTarget::WithdrawnBarrier
            | RetiredTarget::WithdrawnCollection => None,
        })
    }

    /// Resolves the slug of a barrier, which is also its key.
    #[must_use]
    pub fn barrier_at(&self, slug: &str) -> Found<&Barrier> {
        self.found(self.barrier(slug), slug, |target| {
            (*target == RetiredTarget::WithdrawnBarrier).then_some(Found::Gone)
        })
    }

    /// Resolves the slug of a collection, which is also its key.
    #[must_use]
    pub fn collection_at(&self, slug: &str) -> Found<&Collection> {
        self.found(self.collection(slug), slug, |target| {
            (*target == RetiredTarget::WithdrawnCollection).then_some(Found::Gone)
        })
    }

    /// Resolves the id of the short link `/i/{id}`.
    #[must_use]
    pub fn initiative_numbered(&self, id: InitiativeId) -> Found<&Initiative> {
        match self.initiative(id) {
            Some(initiative) => Found::Here(initiative),
            None if self.lookup.withdrawn_initiatives.contains(&id) => Found::Gone,
            None => Found::Unknown,
        }
    }

    /// Resolves the QPV code of the short link `/q/{code}`.
    #[must_use]
    pub fn neighbourhood_coded(&self, code: &QpvCode) -> Found<&Neighbourhood> {
        match self.neighbourhood(code) {
            Some(neighbourhood) => Found::Here(neighbourhood),
            None if self.lookup.withdrawn_neighbourhoods.contains(code) => Found::Gone,
            None => Found::Unknown,
        }
    }

    /// Returns `here` if present; else the first retired record with this slug for which `former`
    /// returns something.
    fn found<'a, T>(
        &'a self,
        here: Option<&'a T>,
        slug: &str,
        former: impl Fn(&RetiredTarget) -> Option<Found<&'a T>>,
    ) -> Found<&'a T> {
        if let Some(here) = here {
            return Found::Here(here);
        }
        let rows = self.lookup.retired.get(slug).into_iter().flatten();
        let mut targets = rows.filter_map(|row| self.retired.get(*row)).map(|old| &old.target);
        targets.find_map(former).unwrap_or(Found::Unknown)
    }
}
