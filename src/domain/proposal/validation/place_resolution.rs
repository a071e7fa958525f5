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

/// Resolves the places of `entry`; adds validation errors to `errors`.
pub fn resolve_places(
    entry: &FormData,
    known: &impl ReferenceData,
    errors: &mut ValidationErrors,
) -> ResolvedPlaces {
    let mut resolve_places =
        ResolvedPlaces { postcode: postcode(entry, errors), ..ResolvedPlaces::default() };
    let count = resolve_places.add_all(entry, known, errors);
    resolve_places.add_neighbourhoods(entry, known, errors);
    let nowhere = count == 0 && resolve_places.neighbourhoods.is_empty();
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

/// Communes, and départements, that `entry` names in the field of the communes; those with an error are left out.
#[must_use]
pub fn named_places(
    entry: &FormData,
    known: &impl ReferenceData,
) -> (Vec<InseeCode>, Vec<DepartementCode>) {
    let mut named = ResolvedPlaces {
        postcode: postcode(entry, &mut ValidationErrors::default()),
        ..ResolvedPlaces::default()
    };
    named.add_all(entry, known, &mut ValidationErrors::default());
    let of_communes = |code: &DepartementCode| {
        named.communes.iter().filter_map(|it| known.commune(it)).any(|it| it.departement == *code)
    };
    let alone = named.departements.iter().filter(|code| !of_communes(code)).cloned();
    (named.communes.clone(), alone.collect())
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
    /// Adds the places that the field of the communes names; returns the number of names.
    fn add_all(
        &mut self,
        entry: &FormData,
        known: &impl ReferenceData,
        errors: &mut ValidationErrors,
    ) -> usize {
        let names = parse_places(entry.get(Field::Commune), known);
        for named in &names {
            // The postcode applies only if a single place is named.
            let code = self.postcode.clone().filter(|_| names.len() == 1);
            if let Err(error) = self.add_named(named, code.as_ref(), known) {
                errors.push(error);
            }
        }
        names.len()
    }

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
            return self.add_departement_named(named, known);
        }
        // The postcode is in its own field or beside the name.
        let field = if postcode.is_some() { Field::Postcode } else { Field::Commune };
        let code = postcode.or(named.postcode.as_ref());
        let is_there = |it: &&Commune| code.is_none_or(|code| is_at(it, code, named, known));
        let matching: Vec<&Commune> = communes.into_iter().filter(is_there).collect();
        let longer = known.communes_beginning_with(&named.name);
        match (matching.as_slice(), code) {
            // « Montlouis » alone may be Montlouis-sur-Loire: its postcode tells.
            ([only], None)
                if named.departement.is_none()
                    && longer.iter().any(|it| it.postcodes != only.postcodes) =>
            {
                Err((Field::Postcode, ValidationError::Needed))
            }
            ([only], _) => {
                self.add_commune(only);
                Ok(())
            }
            ([], Some(code)) => {
                let mut longer = longer.into_iter().filter(|it| it.postcodes.contains(code));
                let (Some(only), None) = (longer.next(), longer.next()) else {
                    return Err((field, ValidationError::NotThePostcode));
                };
                self.add_commune(only);
                Ok(())
            }
            _ => Err((Field::Postcode, ValidationError::Needed)),
        }
    }

    fn add_departement_named(
        &mut self,
        named: &TypedPlace,
        known: &impl ReferenceData,
    ) -> Result<(), (Field, ValidationError)> {
        if let Some(departement) = known.departement_named(&named.name) {
            self.add_departement(&departement.code);
            return Ok(());
        }
        let is_elsewhere = known.has_commune_elsewhere(&named.name);
        let error =
            if is_elsewhere { ValidationError::NotThere } else { ValidationError::NotInRegion };
        Err((Field::Commune, error))
    }

    /// Adds the place of a postcode or département code typed without a name.
    fn add_unnamed(
        &mut self,
        named: &TypedPlace,
        known: &impl ReferenceData,
    ) -> Result<(), (Field, ValidationError)> {
        let there = named.postcode.as_ref().map(|code| match known.communes_at(code) {
            there if there.is_empty() => known.communes_near(code),
            there => there,
        });
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

/// True if `commune` has the postcode `code`. One of CEDEX, which no commune has, is of its whole département.
fn is_at(
    commune: &Commune,
    code: &Postcode,
    named: &TypedPlace,
    known: &impl ReferenceData,
) -> bool {
    let is_of_departement = code.as_str().starts_with(commune.departement.as_str());
    let no_commune = || named.is_cedex || known.communes_at(code).is_empty();
    commune.postcodes.contains(code) || is_of_departement && no_commune()
}
