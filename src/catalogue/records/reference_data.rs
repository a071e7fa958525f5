//! Reference data for the validation of proposals, read from the catalogue.

use crate::catalogue::{Catalogue, Place};
use crate::domain::directory::{Organisation, OrganisationId};
use crate::domain::place::{
    Commune, Departement, DepartementCode, InseeCode, Neighbourhood, Postcode, QpvCode,
};
use crate::domain::proposal::ReferenceData;
use crate::domain::text::{Slug, fold};

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

    /// Finds communes by folded name, which may be that of a former commune: « st pierre des corps » matches.
    fn communes_named(&self, name: &str) -> Vec<&Commune> {
        let places = self.places_named(name).iter();
        let communes = places.filter_map(|place| match place {
            Place::Commune(code) => Self::commune(self, code),
            Place::Neighbourhood(_) | Place::Departement(_) => None,
        });
        // Postcodes are also in the table of names; they must not match here.
        let is_name = name.contains(char::is_alphabetic);
        communes.filter(|_| is_name).collect()
    }

    fn communes_at(&self, postcode: &Postcode) -> Vec<&Commune> {
        let there = |it: &&Commune| it.postcodes.contains(postcode);
        self.communes.iter().filter(there).collect()
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
