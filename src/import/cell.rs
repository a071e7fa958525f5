//! Parses a CSV cell into a domain value.

use std::str::FromStr;

use super::mistake::{Expected, Reason, shown};
use crate::domain::{
    contact::{Email, Phone, Siret, WebUrl},
    date::PartialDate,
    hours::OpeningHours,
    neighbourhood::{List, QpvCode},
    place::{DepartementCode, InseeCode, Postcode},
    text::{Line, Prose, Reference, Slug, TextError},
    vocabulary::InclusionCode,
};

/// Type that can be parsed from a cell.
pub(super) trait Cell: Sized {
    fn read(text: &str) -> Result<Self, Reason>;
}

macro_rules! texts {
    ($($type:ty => $expected:ident),* $(,)?) => {$(
        impl Cell for $type {
            fn read(text: &str) -> Result<Self, Reason> {
                text.parse().map_err(|error| match error {
                    TextError::TooLong => Reason::TooLong,
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
    Siret => Siret,
    Postcode => Postcode,
    InseeCode => CommuneCode,
    DepartementCode => DepartementCode,
    QpvCode => NeighbourhoodCode,
    InclusionCode => InclusionCode,
    List => List,
}

macro_rules! values {
    ($($type:ty => $expected:ident),* $(,)?) => {$(
        impl Cell for $type {
            fn read(text: &str) -> Result<Self, Reason> {
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

fn parsed<T: FromStr>(expected: Expected, text: &str) -> Result<T, Reason> {
    text.parse().map_err(|_| malformed(expected, text))
}

pub(super) fn malformed(expected: Expected, text: &str) -> Reason {
    Reason::Malformed { expected, value: shown(text) }
}
