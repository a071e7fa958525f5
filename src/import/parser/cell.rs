//! Parses a CSV cell into a domain value.

use std::str::FromStr;

use crate::domain::directory::{
    Email, InclusionCode, Meaning, NationalPhone, OpeningHours, Phone, Siret, WebUrl,
};
use crate::domain::place::{DepartementCode, InseeCode, Postcode, QpvCode, QpvList, Siren};
use crate::domain::text::{Line, Prose, Reference, Slug, TextError};
use crate::domain::time::PartialDate;
use crate::import::error::{Expected, SeedErrorKind, excerpt};

/// Type that can be parsed from a cell.
pub trait Cell: Sized {
    fn read(text: &str) -> Result<Self, SeedErrorKind>;
}

macro_rules! texts {
    ($($type:ty => $expected:ident),* $(,)?) => {$(
        impl Cell for $type {
            fn read(text: &str) -> Result<Self, SeedErrorKind> {
                text.parse().map_err(|error| match error {
                    TextError::TooLong => SeedErrorKind::TooLong,
                    TextError::Empty | TextError::Malformed => malformed(Expected::$expected, text),
                })
            }
        }
    )*};
}

texts! {
    Line => Line,
    Prose => Prose,
    Slug => Slug,
    Reference => Reference,
    WebUrl => WebUrl,
    Email => Email,
    Phone => Phone,
    NationalPhone => NationalPhone,
    Siret => Siret,
    Siren => Siren,
    Postcode => Postcode,
    InseeCode => CommuneCode,
    DepartementCode => DepartementCode,
    QpvCode => NeighbourhoodCode,
    InclusionCode => InclusionCode,
    QpvList => List,
    Meaning => Meaning,
}

macro_rules! values {
    ($($type:ty => $expected:ident),* $(,)?) => {$(
        impl Cell for $type {
            fn read(text: &str) -> Result<Self, SeedErrorKind> {
                parsed(Expected::$expected, text)
            }
        }
    )*};
}

values! {
    PartialDate => Date,
    OpeningHours => Hours,
    u8 => Number,
    u16 => Number,
    u32 => Number,
    i16 => Number,
    f64 => Point,
}

fn parsed<T: FromStr>(expected: Expected, text: &str) -> Result<T, SeedErrorKind> {
    text.parse().map_err(|_| malformed(expected, text))
}

pub(super) fn malformed(expected: Expected, text: &str) -> SeedErrorKind {
    SeedErrorKind::Malformed { expected, value: excerpt(text) }
}
