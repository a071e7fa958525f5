//! Parsing of place names as typed: several at once, with postcodes or département codes.

use crate::domain::place::{Commune, DepartementCode, InseeCode, Postcode};
use crate::domain::proposal::form::field::Field;
use crate::domain::proposal::form::form_data::FormData;
use crate::domain::proposal::reference_data::ReferenceData;
use crate::domain::text::is_cedex;

/// Place name as typed.
#[derive(Debug, PartialEq, Eq)]
pub struct TypedPlace {
    /// Name without postcode and département code; empty if only one of these was typed.
    pub name: String,
    pub postcode: Option<Postcode>,
    pub departement: Option<DepartementCode>,
    /// True beside the delivery code CEDEX, whose postcodes are of no commune.
    pub is_cedex: bool,
}

/// Places named in `text`, separated by commas, semicolons or line breaks, and by « et » unless that is part of a
/// known name.
pub fn parse_places(text: &str, known: &impl ReferenceData) -> Vec<TypedPlace> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let split = |part: &str| -> Vec<TypedPlace> {
        let whole = TypedPlace::read(part);
        let several: Vec<&str> = part.split(" et ").map(str::trim).collect();
        if several.len() == 1 || whole.is_known(known) {
            return vec![whole];
        }
        several.into_iter().filter(|part| !part.is_empty()).map(TypedPlace::read).collect()
    };
    parts.flat_map(split).collect()
}

/// True if `commune` is among the places that `entry` names.
#[must_use]
pub fn names_commune(entry: &FormData, known: &impl ReferenceData, commune: &InseeCode) -> bool {
    let named = parse_places(entry.get(Field::Commune), known);
    named.iter().any(|it| it.communes(known).iter().any(|it| it.insee == *commune))
}

impl TypedPlace {
    /// Parses `Tours (37)`, `Tours 37000`, `37000 Tours`, `Orléans Cedex 2`, `37000`.
    fn read(text: &str) -> Self {
        let words = text.split_whitespace().map(|word| (word, word.trim_matches(['(', ')'])));
        let has_cedex = words.clone().any(|(_, bare)| is_cedex(bare));
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let (numbers, rest): (Vec<_>, Vec<_>) =
            words.filter(|(_, bare)| !is_cedex(bare)).partition(|(_, bare)| is_number(bare));
        let of =
            |length: usize| numbers.iter().map(|(_, bare)| *bare).find(|bare| bare.len() == length);
        Self {
            postcode: of(5).and_then(|it| it.parse().ok()),
            departement: of(2).filter(|_| !has_cedex).and_then(|it| it.parse().ok()),
            is_cedex: has_cedex,
            name: rest.into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" "),
        }
    }

    fn is_known(&self, known: &impl ReferenceData) -> bool {
        known.has_commune_elsewhere(&self.name) || known.departement_named(&self.name).is_some()
    }

    /// Communes of this name, in the typed département.
    pub fn communes<'a>(&self, known: &'a impl ReferenceData) -> Vec<&'a Commune> {
        let mut named = known.communes_named(&self.name);
        if let Some(code) = &self.departement {
            named.retain(|it| it.departement == *code);
        }
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcode_and_departement_are_separated_from_the_name() {
        for (text, name, postcode, departement) in [
            ("Tours", "Tours", None, None),
            ("Tours 37000", "Tours", Some("37000"), None),
            ("37000 Tours", "Tours", Some("37000"), None),
            ("Tours (37)", "Tours", None, Some("37")),
            ("Orléans Cedex 2", "Orléans", None, None),
            ("37000", "", Some("37000"), None),
        ] {
            let read = TypedPlace::read(text);
            assert_eq!(read.name, name);
            assert_eq!(read.postcode.as_ref().map(Postcode::as_str), postcode, "{text}");
            assert_eq!(read.departement.as_ref().map(DepartementCode::as_str), departement);
        }
    }
}
