//! From the ends of addresses to what stands there, stood there, or stands elsewhere now.

use super::Catalogue;
use crate::domain::{
    ids::InitiativeId,
    initiative::Initiative,
    neighbourhood::{Neighbourhood, QpvCode},
    organisation::Organisation,
    published::RetiredTarget,
    vocabulary::{Barrier, Collection},
};

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<T> {
    /// It is there.
    Here(T),
    /// It is there under another slug.
    Moved(T),
    /// It was there and was withdrawn.
    Gone,
    /// It never was.
    Unknown,
}

impl Catalogue {
    /// The initiative at `slug`, today's or a former one.
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

    /// The organisation at `slug`, today's or a former one.
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

    /// The neighbourhood at `slug`, today's or a former one.
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

    /// The barrier at `slug`, which is its key.
    #[must_use]
    pub fn barrier_at(&self, slug: &str) -> Found<&Barrier> {
        self.found(self.barrier(slug), slug, |target| {
            (*target == RetiredTarget::WithdrawnBarrier).then_some(Found::Gone)
        })
    }

    /// The collection at `slug`, which is its key.
    #[must_use]
    pub fn collection_at(&self, slug: &str) -> Found<&Collection> {
        self.found(self.collection(slug), slug, |target| {
            (*target == RetiredTarget::WithdrawnCollection).then_some(Found::Gone)
        })
    }

    /// The initiative of the short link `/i/{id}`.
    #[must_use]
    pub fn initiative_numbered(&self, id: InitiativeId) -> Found<&Initiative> {
        match self.initiative(id) {
            Some(initiative) => Found::Here(initiative),
            None if self.lookup.withdrawn_initiatives.contains(&id) => Found::Gone,
            None => Found::Unknown,
        }
    }

    /// The neighbourhood of the short link `/q/{code}`.
    #[must_use]
    pub fn neighbourhood_coded(&self, code: &QpvCode) -> Found<&Neighbourhood> {
        match self.neighbourhood(code) {
            Some(neighbourhood) => Found::Here(neighbourhood),
            None if self.lookup.withdrawn_neighbourhoods.contains(code) => Found::Gone,
            None => Found::Unknown,
        }
    }

    /// What is `here`, or else what became of what was at `slug`, as `former` tells.
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
