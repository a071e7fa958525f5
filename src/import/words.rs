//! Messages of validation errors, in French.

use std::fmt;

use super::mistake::{Expected, Mistake, Noun, Reason};
use crate::i18n::{Arg, Key, Lang, say};

impl fmt::Display for Mistake {
    /// `initiatives.csv, ligne 12, colonne « attested_on » : …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match (self.line, self.column.is_empty()) {
            (0, true) => say::IMPORT_IN_FILE,
            (0, false) => say::IMPORT_IN_ELEMENT,
            (_, true) => say::IMPORT_IN_LINE,
            (_, false) => say::IMPORT_IN_CELL,
        };
        let (line, reason) = (self.line.to_string(), self.reason.to_string());
        let args = [
            ("file", Arg::Text(&self.file)),
            ("line", Arg::Text(&line)),
            ("column", Arg::Text(&self.column)),
            ("reason", Arg::Text(&reason)),
        ];
        f.write_str(&Lang::Fr.ta(key, &args))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.values();
        let args: Vec<_> =
            values.iter().map(|(name, value)| (*name, Arg::Text(value.as_str()))).collect();
        f.write_str(&Lang::Fr.ta(self.key(), &args))
    }
}

impl Reason {
    fn key(&self) -> &'static Key {
        match self {
            Self::FileMissing => say::IMPORT_FILE_MISSING,
            Self::FileTooLarge => say::IMPORT_FILE_TOO_LARGE,
            Self::FileUnreadable => say::IMPORT_FILE_UNREADABLE,
            Self::NotUtf8 => say::IMPORT_NOT_UTF8,
            Self::RowTooLong => say::IMPORT_ROW_TOO_LONG,
            Self::QuoteNotClosed => say::IMPORT_QUOTE_NOT_CLOSED,
            Self::ColumnMissing => say::IMPORT_COLUMN_MISSING,
            Self::ColumnUnknown => say::IMPORT_COLUMN_UNKNOWN,
            Self::ColumnTwice => say::IMPORT_COLUMN_TWICE,
            Self::FieldCount { .. } => say::IMPORT_FIELD_COUNT,
            Self::Empty => say::IMPORT_EMPTY,
            Self::TooLong => say::IMPORT_TOO_LONG,
            Self::Malformed { .. } => say::IMPORT_MALFORMED,
            Self::NotOneOf { .. } => say::IMPORT_NOT_ONE_OF,
            Self::Repeated { .. } => say::IMPORT_REPEATED,
            Self::RepeatedInCell { .. } => say::IMPORT_REPEATED_IN_CELL,
            Self::Unknown { .. } => say::IMPORT_UNKNOWN,
            Self::CommuneOfAnotherDepartement { .. } => say::IMPORT_OTHER_DEPARTEMENT,
            Self::PostcodeOfAnotherCommune { .. } => say::IMPORT_OTHER_POSTCODE,
            Self::NeighbourhoodOfAnotherCommune { .. } => say::IMPORT_OTHER_COMMUNE,
            Self::HalfAPoint => say::IMPORT_HALF_A_POINT,
            Self::PointFarFromCommune { .. } => say::IMPORT_POINT_FAR,
            Self::PointOutsideItsOutline => say::IMPORT_POINT_OUTSIDE,
            Self::TieWithoutPoint => say::IMPORT_TIE_WITHOUT_POINT,
            Self::UnevenLists => say::IMPORT_UNEVEN_LISTS,
            Self::TieWithoutNeighbourhood => say::IMPORT_TIE_WITHOUT_NEIGHBOURHOOD,
            Self::NeighbourhoodWithoutTie => say::IMPORT_NEIGHBOURHOOD_WITHOUT_TIE,
            Self::StartedAfterEnded => say::IMPORT_STARTED_AFTER_ENDED,
            Self::StartedAfterAttested => say::IMPORT_STARTED_AFTER_ATTESTED,
            Self::EndedButActive => say::IMPORT_ENDED_BUT_ACTIVE,
            Self::AttestedAfterToday => say::IMPORT_ATTESTED_AFTER_TODAY,
            Self::AlreadyTied { .. } => say::IMPORT_ALREADY_TIED,
            Self::NoNumber => say::IMPORT_NO_NUMBER,
            Self::BeyondSize { .. } => say::IMPORT_BEYOND_SIZE,
            Self::ClosedLicence => say::IMPORT_CLOSED_LICENCE,
            Self::WithoutOutline { .. } => say::IMPORT_WITHOUT_OUTLINE,
            Self::NotGeoJson => say::IMPORT_NOT_GEOJSON,
            Self::NotAnOutline => say::IMPORT_NOT_AN_OUTLINE,
        }
    }

    /// Arguments of its message.
    #[expect(clippy::too_many_lines, reason = "one line a rule")]
    fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::FieldCount { expected, found } => pair("expected", expected, "found", found),
            Self::Malformed { expected, value } => pair("value", value, "expected", expected),
            Self::NotOneOf { value, allowed } => pair("value", value, "allowed", allowed),
            Self::Repeated { value, line } => pair("value", value, "line", line),
            Self::Unknown { noun, value } => pair("noun", noun, "value", value),
            Self::CommuneOfAnotherDepartement { commune, departement } => {
                pair("commune", commune, "departement", departement)
            }
            Self::AlreadyTied { value, organisation } => {
                pair("value", value, "organisation", organisation)
            }
            Self::PointFarFromCommune { km } => vec![("km", km.to_string())],
            Self::BeyondSize { size } => vec![("size", size.to_string())],
            Self::RepeatedInCell { value }
            | Self::PostcodeOfAnotherCommune { value }
            | Self::NeighbourhoodOfAnotherCommune { value }
            | Self::WithoutOutline { value } => vec![("value", value.clone())],
            Self::FileMissing
            | Self::FileTooLarge
            | Self::FileUnreadable
            | Self::NotUtf8
            | Self::RowTooLong
            | Self::QuoteNotClosed
            | Self::ColumnMissing
            | Self::ColumnUnknown
            | Self::ColumnTwice
            | Self::Empty
            | Self::TooLong
            | Self::HalfAPoint
            | Self::PointOutsideItsOutline
            | Self::TieWithoutPoint
            | Self::UnevenLists
            | Self::TieWithoutNeighbourhood
            | Self::NeighbourhoodWithoutTie
            | Self::StartedAfterEnded
            | Self::StartedAfterAttested
            | Self::EndedButActive
            | Self::AttestedAfterToday
            | Self::NoNumber
            | Self::ClosedLicence
            | Self::NotGeoJson
            | Self::NotAnOutline => Vec::new(),
        }
    }
}

fn pair(
    one: &'static str,
    is: &impl ToString,
    other: &'static str,
    too: &impl ToString,
) -> Vec<(&'static str, String)> {
    vec![(one, is.to_string()), (other, too.to_string())]
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Lang::Fr.t(self.key()))
    }
}

impl fmt::Display for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Lang::Fr.t(self.key()))
    }
}

impl Expected {
    fn key(self) -> &'static Key {
        match self {
            Self::Line => say::IMPORT_A_LINE,
            Self::Prose => say::IMPORT_A_TEXT,
            Self::Slug => say::IMPORT_A_SLUG,
            Self::Reference => say::IMPORT_A_REFERENCE,
            Self::Number => say::IMPORT_A_NUMBER,
            Self::Point => say::IMPORT_A_POINT,
            Self::Date => say::IMPORT_A_DATE,
            Self::Hours => say::IMPORT_HOURS,
            Self::WebUrl => say::IMPORT_A_WEB_ADDRESS,
            Self::Email => say::IMPORT_AN_EMAIL,
            Self::Phone => say::IMPORT_A_PHONE,
            Self::Siret => say::IMPORT_A_SIRET,
            Self::Postcode => say::IMPORT_A_POSTCODE,
            Self::CommuneCode => say::IMPORT_A_COMMUNE_CODE,
            Self::DepartementCode => say::IMPORT_A_DEPARTEMENT_CODE,
            Self::NeighbourhoodCode => say::IMPORT_A_NEIGHBOURHOOD_CODE,
            Self::InclusionCode => say::IMPORT_AN_INCLUSION_CODE,
            Self::List => say::IMPORT_A_LIST,
        }
    }
}

impl Noun {
    fn key(self) -> &'static Key {
        match self {
            Self::Departement => say::IMPORT_NOUN_DEPARTEMENT,
            Self::Commune => say::IMPORT_NOUN_COMMUNE,
            Self::Neighbourhood => say::IMPORT_NOUN_NEIGHBOURHOOD,
            Self::Barrier => say::IMPORT_NOUN_BARRIER,
            Self::Audience => say::IMPORT_NOUN_AUDIENCE,
            Self::Kind => say::IMPORT_NOUN_KIND,
            Self::Collection => say::IMPORT_NOUN_COLLECTION,
            Self::Organisation => say::IMPORT_NOUN_ORGANISATION,
            Self::Initiative => say::IMPORT_NOUN_INITIATIVE,
            Self::Participant => say::IMPORT_NOUN_PARTICIPANT,
        }
    }
}
