//! Where a proposed initiative takes place, as typed.

use super::{
    entry::Entry,
    field::Field,
    mistake::Mistake,
    read::{Known, Mistaken},
};
use crate::domain::{
    neighbourhood::QpvCode,
    place::{Commune, DepartementCode, InseeCode, Postcode},
};

/// The places that were named, each known.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub communes: Vec<InseeCode>,
    pub departements: Vec<DepartementCode>,
    pub neighbourhoods: Vec<QpvCode>,
}

/// The places of `entry`; notes what is wrong in them.
pub(super) fn place(entry: &Entry, known: &impl Known, mistakes: &mut Mistaken) -> Place {
    let mut place = Place::default();
    let names = entry.get(Field::Commune).split([',', ';']).map(str::trim);
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let postcode = entry.get(Field::Postcode);
    let code: Option<Postcode> = postcode.parse().ok();
    if code.is_none() && !postcode.is_empty() {
        mistakes.push((Field::Postcode, Mistake::Malformed));
    }
    for name in &names {
        // A postcode belongs to the one place that is named.
        let code = code.as_ref().filter(|_| names.len() == 1);
        if let Err((field, mistake)) = place.add_named(name, code, known) {
            mistakes.push((field, mistake));
        }
    }
    place.add_neighbourhoods(entry, known, mistakes);
    let nowhere = names.is_empty() && place.neighbourhoods.is_empty();
    match entry.get(Field::Coverage) {
        "quartier" if place.neighbourhoods.is_empty() => {
            mistakes.push((Field::Neighbourhoods, Mistake::Needed));
        }
        "region" => {}
        _ if nowhere => mistakes.push((Field::Commune, Mistake::Missing)),
        _ => {}
    }
    place
}

impl Place {
    /// Adds the commune or the département of that name.
    fn add_named(
        &mut self,
        name: &str,
        postcode: Option<&Postcode>,
        known: &impl Known,
    ) -> Result<(), (Field, Mistake)> {
        let named = known.communes_named(name);
        if named.is_empty() {
            let departement = known.departement_named(name);
            let departement = departement.ok_or((Field::Commune, Mistake::NotInRegion))?;
            self.add_departement(&departement.code);
            return Ok(());
        }
        let matching: Vec<&Commune> = named
            .into_iter()
            .filter(|it| postcode.is_none_or(|code| it.postcodes.contains(code)))
            .collect();
        match matching.as_slice() {
            [only] => {
                self.add_commune(only);
                Ok(())
            }
            [] => Err((Field::Postcode, Mistake::NotThePostcode)),
            _ => Err((Field::Postcode, Mistake::Needed)),
        }
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

    /// Adds the neighbourhoods that were chosen, and their communes where no other place is named.
    fn add_neighbourhoods(&mut self, entry: &Entry, known: &impl Known, mistakes: &mut Mistaken) {
        let named = !self.departements.is_empty();
        for text in entry.all(Field::Neighbourhoods) {
            let code: Option<QpvCode> = text.parse().ok();
            let Some(found) = code.and_then(|code| known.neighbourhood(&code)) else {
                mistakes.push((Field::Neighbourhoods, Mistake::Unknown));
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
