//! Resolution of the places typed in a proposal.

use super::typed_place::{TypedPlace, parse_places};
use super::validation_error::{ValidationError, ValidationErrors};
use crate::domain::place::{Commune, DepartementCode, InseeCode, Postcode, QpvCode};
use crate::domain::proposal::form::field::Field;
use crate::domain::proposal::form::form_data::FormData;
use crate::domain::proposal::reference_data::ReferenceData;

/// Resolved places.
#[derive(Debug, Default)]
pub struct ResolvedPlaces {
    pub communes: Vec<InseeCode>,
    pub departements: Vec<DepartementCode>,
    pub neighbourhoods: Vec<QpvCode>,
    pub postcode: Option<Postcode>,
}

/// Resolves the places of `entry`; adds validation errors to `mistakes`.
pub fn resolve_places(
    entry: &FormData,
    known: &impl ReferenceData,
    errors: &mut ValidationErrors,
) -> ResolvedPlaces {
    let mut resolve_places =
        ResolvedPlaces { postcode: postcode(entry, errors), ..ResolvedPlaces::default() };
    let names = parse_places(entry.get(Field::Commune), known);
    for named in &names {
        // The postcode applies only if a single place is named.
        let code = resolve_places.postcode.clone().filter(|_| names.len() == 1);
        if let Err(error) = resolve_places.add_named(named, code.as_ref(), known) {
            errors.push(error);
        }
    }
    resolve_places.add_neighbourhoods(entry, known, errors);
    let nowhere = names.is_empty() && resolve_places.neighbourhoods.is_empty();
    match entry.get(Field::Coverage) {
        "quartier" if resolve_places.neighbourhoods.is_empty() => {
            errors.push((Field::Neighbourhoods, ValidationError::Needed));
        }
        "region" => {}
        _ if nowhere => errors.push((Field::Commune, ValidationError::Missing)),
        _ => {}
    }
    resolve_places
}

/// Parses five digits, grouped or not.
fn postcode(entry: &FormData, errors: &mut ValidationErrors) -> Option<Postcode> {
    let typed = entry.get(Field::Postcode);
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let code = digits.parse().ok();
    if code.is_none() && !digits.is_empty() {
        errors.push((Field::Postcode, ValidationError::of_number(typed, Postcode::DIGITS)));
    }
    code
}

impl ResolvedPlaces {
    /// Adds the commune or the département of that name; without a name, the one of that number.
    fn add_named(
        &mut self,
        named: &TypedPlace,
        postcode: Option<&Postcode>,
        known: &impl ReferenceData,
    ) -> Result<(), (Field, ValidationError)> {
        if named.name.is_empty() {
            return self.add_unnamed(named, known);
        }
        let communes = named.communes(known);
        if communes.is_empty() {
            let departement = known.departement_named(&named.name);
            let departement = departement.ok_or((Field::Commune, ValidationError::NotInRegion))?;
            self.add_departement(&departement.code);
            return Ok(());
        }
        // The postcode is in its own field or beside the name.
        let field = if postcode.is_some() { Field::Postcode } else { Field::Commune };
        let code = postcode.or(named.postcode.as_ref());
        let is_there = |it: &&Commune| code.is_none_or(|code| it.postcodes.contains(code));
        let matching: Vec<&Commune> = communes.into_iter().filter(is_there).collect();
        match matching.as_slice() {
            [only] => {
                self.add_commune(only);
                Ok(())
            }
            [] => Err((field, ValidationError::NotThePostcode)),
            _ => Err((Field::Postcode, ValidationError::Needed)),
        }
    }

    /// Adds the place of a postcode or département code typed without a name.
    fn add_unnamed(
        &mut self,
        named: &TypedPlace,
        known: &impl ReferenceData,
    ) -> Result<(), (Field, ValidationError)> {
        let there = named.postcode.as_ref().map(|code| known.communes_at(code));
        let departement = named.departement.as_ref().and_then(|code| known.departement(code));
        match (there.as_deref(), departement) {
            (Some([only]), _) => self.add_commune(only),
            (Some([_, _, ..]), _) => {
                return Err((Field::Commune, ValidationError::PostcodeOfSeveral));
            }
            (Some([]) | None, Some(found)) => self.add_departement(&found.code),
            (Some([]) | None, None) => return Err((Field::Commune, ValidationError::NotInRegion)),
        }
        Ok(())
    }

    fn add_commune(&mut self, commune: &Commune) {
        if !self.communes.contains(&commune.insee) {
            self.communes.push(commune.insee.clone());
        }
        self.add_departement(&commune.departement);
    }

    fn add_departement(&mut self, code: &DepartementCode) {
        if !self.departements.contains(code) {
            self.departements.push(code.clone());
        }
    }

    /// Adds the chosen neighbourhoods, and their communes if no other place is named.
    fn add_neighbourhoods(
        &mut self,
        entry: &FormData,
        known: &impl ReferenceData,
        errors: &mut ValidationErrors,
    ) {
        let named = !self.departements.is_empty();
        for text in entry.all(Field::Neighbourhoods) {
            let code: Option<QpvCode> = text.parse().ok();
            let Some(found) = code.and_then(|code| known.neighbourhood(&code)) else {
                errors.push((Field::Neighbourhoods, ValidationError::Unknown));
                continue;
            };
            self.neighbourhoods.push(found.code.clone());
            self.add_departement(&found.departement);
            if !named {
                let communes = found.communes.iter().filter_map(|code| known.commune(code));
                for commune in communes {
                    self.add_commune(commune);
                }
            }
        }
    }
}
