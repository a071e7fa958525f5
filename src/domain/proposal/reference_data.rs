//! Reference data that validation needs: places, closed vocabularies, organisations.

use crate::domain::directory::{Organisation, OrganisationId};
use crate::domain::place::{
    Commune, Departement, DepartementCode, InseeCode, Neighbourhood, Postcode, QpvCode,
};
use crate::domain::text::Slug;

/// Reference data that a proposal may name.
pub trait ReferenceData {
    fn has_barrier(&self, slug: &Slug) -> bool;
    fn has_audience(&self, slug: &Slug) -> bool;
    fn neighbourhood(&self, code: &QpvCode) -> Option<&Neighbourhood>;
    fn organisation(&self, id: OrganisationId) -> Option<&Organisation>;
    /// Communes of this name, in any spelling, that are in the area typed beside it.
    fn communes_named(&self, name: &str) -> Vec<&Commune>;
    /// True if a commune has this name, whatever area is typed beside it.
    fn has_commune_elsewhere(&self, name: &str) -> bool;
    /// Communes that have a longer name with this whole name at its start.
    fn communes_beginning_with(&self, name: &str) -> Vec<&Commune>;
    /// Communes with this postcode.
    fn communes_at(&self, postcode: &Postcode) -> Vec<&Commune>;
    /// Communes that a postcode of CEDEX, which none has, may be of: theirs begin like it.
    fn communes_near(&self, postcode: &Postcode) -> Vec<&Commune>;
    /// Commune with this code.
    fn commune(&self, code: &InseeCode) -> Option<&Commune>;
    fn departement(&self, code: &DepartementCode) -> Option<&Departement>;
    fn departement_named(&self, name: &str) -> Option<&Departement>;
}
