//! Warnings: inconsistencies of a proposal that block nothing.

use super::form::field::Field;
use super::form::form_data::FormData;
use super::reference_data::ReferenceData;
use super::validation::place_resolution::{ResolvedPlaces, resolve_places};
use super::validation::typed_place::parse_places;
use crate::domain::directory::AccessMode;
use crate::domain::place::QpvCode;

/// Warning to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposalWarning {
    /// An access mode uses this contact, which is not to be published.
    NotPublished(Field),
    /// This neighbourhood is in none of the named communes.
    Elsewhere(QpvCode),
    /// Several places are named, with one postcode.
    OnePostcode,
}

impl ProposalWarning {
    /// Field in which it is corrected.
    #[must_use]
    pub const fn field(&self) -> Field {
        match self {
            Self::NotPublished(field) => *field,
            Self::Elsewhere(_) => Field::Neighbourhoods,
            Self::OnePostcode => Field::Postcode,
        }
    }
}

/// Warnings about `entry`, in field order.
#[must_use]
pub fn warnings(entry: &FormData, known: &impl ReferenceData) -> Vec<ProposalWarning> {
    let named = parse_places(entry.get(Field::Commune), known).len();
    let place = resolve_places(entry, known, &mut Vec::new());
    let postcode = named > 1 && !entry.get(Field::Postcode).is_empty();
    let mut warnings = elsewhere(&place, named, known);
    warnings.extend(postcode.then_some(ProposalWarning::OnePostcode));
    warnings.extend(not_published(entry));
    warnings
}

fn not_published(entry: &FormData) -> impl Iterator<Item = ProposalWarning> + '_ {
    let modes = [(AccessMode::Phone, Field::Phone), (AccessMode::Mail, Field::Email)];
    let is_unchanged =
        |field: Field| !entry.get(field).is_empty() && !entry.has(Field::Publish, field.name());
    let odd = modes.into_iter().filter(move |(mode, field)| {
        entry.has(Field::AccessModes, mode.code()) && is_unchanged(*field)
    });
    odd.map(|(_, field)| ProposalWarning::NotPublished(field))
}

/// Warns only if all `named` places are communes: a département contains everything in it.
fn elsewhere(
    place: &ResolvedPlaces,
    named: usize,
    known: &impl ReferenceData,
) -> Vec<ProposalWarning> {
    if named == 0 || place.communes.len() < named {
        return Vec::new();
    }
    let is_elsewhere = |code: &&QpvCode| {
        let communes = known.neighbourhood(code).map(|it| it.communes.as_slice());
        communes.is_some_and(|there| there.iter().all(|it| !place.communes.contains(it)))
    };
    place
        .neighbourhoods
        .iter()
        .filter(is_elsewhere)
        .cloned()
        .map(ProposalWarning::Elsewhere)
        .collect()
}
