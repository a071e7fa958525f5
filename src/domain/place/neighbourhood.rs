//! The priority neighbourhoods (quartiers prioritaires de la politique de la ville).

use std::str::FromStr;

use super::outline::Outline;
use super::{DepartementCode, InseeCode, Position};
use crate::domain::text::{Line, Slug, TextError, text};

text! {
    /// The code of a neighbourhood in the list of 2024: `QN` + département on three digits +
    /// number on two + `N` (new), `M` (outline changed) or `I` (outline kept).
    QpvCode, qpv_code
}

/// Change of a neighbourhood in the list of 2024: the last letter of its code (ANCT, format `QNXXXYYZ`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutlineChange {
    New,
    OutlineChanged,
    OutlineUnchanged,
}

/// A priority neighbourhood of the list in force since 1 January 2024 (decree 2023-1314).
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbourhood {
    pub code: QpvCode,
    pub slug: Slug,
    /// The official name in French typography, without the town.
    pub name: Line,
    /// The name as the national list writes it.
    pub official_name: Line,
    /// The name in the list of 2015, where a source of the time gives it.
    pub name_2015: Option<Line>,
    /// Common names, and parts of compound names.
    pub aliases: Vec<Line>,
    pub communes: Vec<InseeCode>,
    pub departement: DepartementCode,
    /// The intercommunality (EPCI) its communes belong to.
    pub epci: Line,
    /// A point inside.
    pub centre: Position,
    pub population: Option<Population>,
    pub outline: Outline,
}

/// Population of a neighbourhood, with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    pub count: u32,
    pub year: Option<i16>,
    /// Source, date and limits of the figure, in words.
    pub source: Line,
}

/// A public figure about a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    pub scope: FigureScope,
    /// The code of the place in its scope: `QN03709M`, `37`, `24`, `243700754`…
    pub scope_code: Line,
    pub scope_name: Line,
    /// The list of neighbourhoods it counts within: 2015 or 2024.
    pub list: QpvList,
    pub indicator: Line,
    /// As the source writes it: a number, or words such as « un tiers ».
    pub value: Line,
    pub unit: Option<Line>,
    /// As the source states it; absent if it does not.
    pub year: Option<Line>,
    pub source: Line,
}

/// Kind of territory that a figure describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureScope {
    Region,
    Departement,
    Epci,
    CityContract,
    Commune,
    Neighbourhood,
}

/// A national list of neighbourhoods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QpvList {
    Of2015,
    Of2024,
}

impl QpvCode {
    #[must_use]
    pub fn change(&self) -> OutlineChange {
        match self.as_str().bytes().last() {
            Some(b'N') => OutlineChange::New,
            Some(b'I') => OutlineChange::OutlineUnchanged,
            _ => OutlineChange::OutlineChanged,
        }
    }
}

impl Neighbourhood {
    /// First list that has it: 2015 for 52 neighbourhoods, 2024 for five.
    #[must_use]
    pub fn since(&self) -> QpvList {
        match self.code.change() {
            OutlineChange::New => QpvList::Of2024,
            OutlineChange::OutlineChanged | OutlineChange::OutlineUnchanged => QpvList::Of2015,
        }
    }
}

impl QpvList {
    #[must_use]
    pub const fn year(self) -> i16 {
        match self {
            Self::Of2015 => 2015,
            Self::Of2024 => 2024,
        }
    }
}

impl FromStr for QpvList {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        match text {
            "2015" => Ok(Self::Of2015),
            "2024" => Ok(Self::Of2024),
            _ => Err(TextError::Malformed),
        }
    }
}

fn qpv_code(text: &str) -> Result<(), TextError> {
    let sound = text.len() == 8
        && text.bytes().enumerate().all(|(at, byte)| match at {
            0 => byte == b'Q',
            1 => byte == b'N',
            7 => matches!(byte, b'N' | b'M' | b'I'),
            _ => byte.is_ascii_digit(),
        });
    if sound { Ok(()) } else { Err(TextError::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_letter_of_a_code_says_what_2024_changed() {
        assert_eq!("QN03713N".parse::<QpvCode>().unwrap().change(), OutlineChange::New);
        assert_eq!(
            "QN02805I".parse::<QpvCode>().unwrap().change(),
            OutlineChange::OutlineUnchanged
        );
        assert_eq!("QN03704M".parse::<QpvCode>().unwrap().change(), OutlineChange::OutlineChanged);
        for bad in ["QP037001", "QN0370M", "qn03704m", "QN03704X", "QN03704MM"] {
            assert!(bad.parse::<QpvCode>().is_err(), "{bad}");
        }
    }
}
