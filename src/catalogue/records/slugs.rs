//! Resolves slugs and short-link keys: current, moved (301), withdrawn (410) or unknown (404).

use crate::catalogue::Catalogue;
use crate::domain::directory::{
    Barrier, Collection, Initiative, InitiativeId, Organisation, OrganisationId, RetiredTarget,
    Scheme, SchemeId,
};
use crate::domain::place::{Departement, Neighbourhood, QpvCode};
use crate::domain::text::fold;

/// Result of resolving a slug or a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugMatch<T> {
    /// Current slug.
    Current(T),
    /// Former slug of a record that has another one now.
    Moved(T),
    /// Slug of a withdrawn record.
    Withdrawn,
    /// Slug of no record, past or present.
    Unknown,
}

impl Catalogue {
    /// Resolves a current or former slug of an initiative.
    #[must_use]
    pub fn initiative_at(&self, slug: &str) -> SlugMatch<&Initiative> {
        let row = self.lookup.initiative_slugs.get(slug);
        let here = row.and_then(|row| self.initiatives.get(*row));
        self.resolve_slug(here, slug, |target| match target {
            RetiredTarget::Initiative(id) => self.initiative(*id).map(SlugMatch::Moved),
            RetiredTarget::WithdrawnInitiative(_) => Some(SlugMatch::Withdrawn),
            RetiredTarget::Organisation(_)
            | RetiredTarget::Neighbourhood(_)
            | RetiredTarget::WithdrawnOrganisation(_)
            | RetiredTarget::WithdrawnNeighbourhood(_)
            | RetiredTarget::WithdrawnBarrier
            | RetiredTarget::WithdrawnCollection
            | RetiredTarget::WithdrawnScheme => None,
        })
    }

    /// Resolves a current or former slug of an organisation.
    #[must_use]
    pub fn organisation_at(&self, slug: &str) -> SlugMatch<&Organisation> {
        let row = self.lookup.organisation_slugs.get(slug);
        let here = row.and_then(|row| self.organisations.get(*row));
        self.resolve_slug(here, slug, |target| match target {
            RetiredTarget::Organisation(id) => self.organisation(*id).map(SlugMatch::Moved),
            RetiredTarget::WithdrawnOrganisation(_) => Some(SlugMatch::Withdrawn),
            RetiredTarget::Initiative(_)
            | RetiredTarget::Neighbourhood(_)
            | RetiredTarget::WithdrawnInitiative(_)
            | RetiredTarget::WithdrawnNeighbourhood(_)
            | RetiredTarget::WithdrawnBarrier
            | RetiredTarget::WithdrawnCollection
            | RetiredTarget::WithdrawnScheme => None,
        })
    }

    /// Resolves a current or former slug of a neighbourhood.
    #[must_use]
    pub fn neighbourhood_at(&self, slug: &str) -> SlugMatch<&Neighbourhood> {
        let row = self.lookup.neighbourhood_slugs.get(slug);
        let here = row.and_then(|row| self.neighbourhoods.get(*row));
        self.resolve_slug(here, slug, |target| match target {
            RetiredTarget::Neighbourhood(code) => self.neighbourhood(code).map(SlugMatch::Moved),
            RetiredTarget::WithdrawnNeighbourhood(_) => Some(SlugMatch::Withdrawn),
            RetiredTarget::Initiative(_)
            | RetiredTarget::Organisation(_)
            | RetiredTarget::WithdrawnInitiative(_)
            | RetiredTarget::WithdrawnOrganisation(_)
            | RetiredTarget::WithdrawnBarrier
            | RetiredTarget::WithdrawnCollection
            | RetiredTarget::WithdrawnScheme => None,
        })
    }

    /// Resolves the slug of a barrier, which is also its key.
    #[must_use]
    pub fn barrier_at(&self, slug: &str) -> SlugMatch<&Barrier> {
        self.resolve_slug(self.barrier(slug), slug, |target| {
            (*target == RetiredTarget::WithdrawnBarrier).then_some(SlugMatch::Withdrawn)
        })
    }

    /// Resolves the slug of a collection, which is also its key.
    #[must_use]
    pub fn collection_at(&self, slug: &str) -> SlugMatch<&Collection> {
        self.resolve_slug(self.collection(slug), slug, |target| {
            (*target == RetiredTarget::WithdrawnCollection).then_some(SlugMatch::Withdrawn)
        })
    }

    /// Resolves the slug of a scheme, which is also its key.
    #[must_use]
    pub fn scheme_at(&self, slug: &str) -> SlugMatch<&Scheme> {
        self.resolve_slug(self.scheme(slug), slug, |target| {
            (*target == RetiredTarget::WithdrawnScheme).then_some(SlugMatch::Withdrawn)
        })
    }

    /// Resolves the id of the short link `/i/{id}`.
    #[must_use]
    pub fn initiative_by_id(&self, id: InitiativeId) -> SlugMatch<&Initiative> {
        match self.initiative(id) {
            Some(initiative) => SlugMatch::Current(initiative),
            None if self.lookup.withdrawn_initiatives.contains(&id) => SlugMatch::Withdrawn,
            None => SlugMatch::Unknown,
        }
    }

    /// Resolves the id of the short link `/a/{id}`.
    #[must_use]
    pub fn organisation_by_id(&self, id: OrganisationId) -> SlugMatch<&Organisation> {
        match self.organisation(id) {
            Some(organisation) => SlugMatch::Current(organisation),
            None if self.lookup.withdrawn_organisations.contains(&id) => SlugMatch::Withdrawn,
            None => SlugMatch::Unknown,
        }
    }

    /// Resolves the number of the short link `/d/{id}`.
    #[must_use]
    pub fn scheme_by_id(&self, id: SchemeId) -> SlugMatch<&Scheme> {
        let Some(numbered) = self.lookup.scheme_numbers.iter().find(|it| it.id == id) else {
            return SlugMatch::Unknown;
        };
        self.scheme(numbered.slug.as_str()).map_or(SlugMatch::Withdrawn, SlugMatch::Current)
    }

    /// Resolves the QPV code of the short link `/q/{code}`.
    #[must_use]
    pub fn neighbourhood_by_code(&self, code: &QpvCode) -> SlugMatch<&Neighbourhood> {
        match self.neighbourhood(code) {
            Some(neighbourhood) => SlugMatch::Current(neighbourhood),
            None if self.lookup.withdrawn_neighbourhoods.contains(code) => SlugMatch::Withdrawn,
            None => SlugMatch::Unknown,
        }
    }

    /// Returns `here` if present; else the first retired record with this slug for which `former`
    /// returns something.
    fn resolve_slug<'a, T>(
        &'a self,
        here: Option<&'a T>,
        slug: &str,
        former: impl Fn(&RetiredTarget) -> Option<SlugMatch<&'a T>>,
    ) -> SlugMatch<&'a T> {
        if let Some(here) = here {
            return SlugMatch::Current(here);
        }
        let rows = self.lookup.retired.get(slug).into_iter().flatten();
        let mut targets = rows.filter_map(|row| self.retired.get(*row)).map(|old| &old.target);
        targets.find_map(former).unwrap_or(SlugMatch::Unknown)
    }
}

impl Catalogue {
    /// Finds the département whose name makes `slug`.
    #[must_use]
    pub fn departement_at(&self, slug: &str) -> Option<&Departement> {
        self.departements.iter().find(|it| departement_slug(it) == slug)
    }
}

/// Slug of `departement`, made from its name: `indre-et-loire`.
#[must_use]
pub fn departement_slug(departement: &Departement) -> String {
    fold(departement.name.as_str()).replace(' ', "-")
}
