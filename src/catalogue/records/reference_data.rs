//! Reference data for the validation of proposals, read from the catalogue.

use crate::catalogue::{Catalogue, Place};
use crate::domain::directory::{Organisation, OrganisationId};
use crate::domain::place::{
    Commune, Departement, DepartementCode, InseeCode, Neighbourhood, Postcode, QpvCode,
};
use crate::domain::proposal::ReferenceData;
use crate::domain::text::{Slug, fold};

impl Catalogue {
    /// Communes of the typed `name`; only those in the areas typed beside it, if `in_areas`.
    fn typed_communes(&self, name: &str, in_areas: bool) -> Vec<&Commune> {
        // Postcodes are also in the table of names; they must not match here.
        if !name.contains(char::is_alphabetic) {
            return Vec::new();
        }
        let read = self.name_in_areas(name);
        let exact = self.places_named(&read.name);
        let compound = self.place_index.named(&read.name).filter(|_| exact.is_empty());
        let is_there =
            |it: &&Place| !in_areas || read.areas.iter().all(|area| self.is_in_area(it, area));
        let places = exact.iter().chain(compound).filter(is_there);
        let communes = places.filter_map(|place| match place {
            Place::Commune(code) => self.commune(code),
            Place::Neighbourhood(_) | Place::Departement(_) => None,
        });
        communes.collect()
    }
}

impl ReferenceData for Catalogue {
    fn has_barrier(&self, slug: &Slug) -> bool {
        self.barrier(slug.as_str()).is_some()
    }

    fn has_audience(&self, slug: &Slug) -> bool {
        self.audience(slug.as_str()).is_some()
    }

    fn neighbourhood(&self, code: &QpvCode) -> Option<&Neighbourhood> {
        Self::neighbourhood(self, code)
    }

    fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        Self::organisation(self, id)
    }

    /// Finds communes by folded name, which may be that of a former commune: « st pierre des corps » matches. Those
    /// outside an area typed beside the name are left out.
    fn communes_named(&self, name: &str) -> Vec<&Commune> {
        self.typed_communes(name, true)
    }

    fn has_commune_elsewhere(&self, name: &str) -> bool {
        !self.typed_communes(name, false).is_empty()
    }

    fn communes_beginning_with(&self, name: &str) -> Vec<&Commune> {
        Self::communes_beginning_with(self, name)
    }

    fn communes_at(&self, postcode: &Postcode) -> Vec<&Commune> {
        let there = |it: &&Commune| it.postcodes.contains(postcode);
        self.communes.iter().filter(there).collect()
    }

    fn communes_near(&self, postcode: &Postcode) -> Vec<&Commune> {
        let places = self.places_near_postcode(postcode.as_str()).into_iter();
        let codes = places.filter_map(|place| match place {
            Place::Commune(code) => Some(code),
            Place::Neighbourhood(_) | Place::Departement(_) => None,
        });
        codes.filter_map(|code| Self::commune(self, &code)).collect()
    }

    fn commune(&self, code: &InseeCode) -> Option<&Commune> {
        Self::commune(self, code)
    }

    fn departement(&self, code: &DepartementCode) -> Option<&Departement> {
        Self::departement(self, code)
    }

    fn departement_named(&self, name: &str) -> Option<&Departement> {
        let named = fold(name);
        self.departements.iter().find(|it| fold(it.name.as_str()) == named)
    }
}
