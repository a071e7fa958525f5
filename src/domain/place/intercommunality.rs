//! Intercommunalities (EPCI) and former communes.

use super::InseeCode;
use crate::domain::text::{Line, TextError, has_luhn_key, text};

text! {
    /// SIREN number of an organisation: nine digits with a valid Luhn key.
    Siren, siren
}

impl Siren {
    pub const DIGITS: usize = 9;
}

/// Group of communes with its own tax and services (EPCI).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Intercommunality {
    pub siren: Siren,
    pub name: Line,
    pub kind: IntercommunalityKind,
    /// Its communes in the region.
    pub communes: Vec<InseeCode>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IntercommunalityKind {
    Communes,
    Agglomeration,
    Metropole,
}

/// Former commune that is a part of another one today.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FormerCommune {
    /// Its code, which the commune it is a part of may have today.
    pub insee: InseeCode,
    pub name: Line,
    pub kind: FormerCommuneKind,
    /// Commune it is a part of.
    pub commune: InseeCode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormerCommuneKind {
    Delegated,
    Associated,
}

fn siren(text: &str) -> Result<(), TextError> {
    let sized = text.len() == Siren::DIGITS;
    if sized && has_luhn_key(text) { Ok(()) } else { Err(TextError::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siren_has_nine_digits_and_a_key() {
        assert!("243700754".parse::<Siren>().is_ok());
        for bad in ["243700755", "24370075", "2437007540", "24370075a", ""] {
            assert!(bad.parse::<Siren>().is_err(), "{bad}");
        }
    }
}
