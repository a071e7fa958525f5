//! Messages of validation errors, in French.

use std::fmt;

use super::error::{Expected, ReferenceKind, SeedError, SeedErrorKind};
use crate::i18n::{Arg, Key, Lang, messages};

impl fmt::Display for SeedError {
    /// `initiatives.csv, ligne 12, colonne « attested_on » : …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match (self.line, self.column.is_empty()) {
            (0, true) => messages::IMPORT_IN_FILE,
            (0, false) => messages::IMPORT_IN_ELEMENT,
            (_, true) => messages::IMPORT_IN_LINE,
            (_, false) => messages::IMPORT_IN_CELL,
        };
        let (line, reason) = (self.line.to_string(), self.reason.to_string());
        let args = [
            ("file", Arg::Text(&self.file)),
            ("line", Arg::Text(&line)),
            ("column", Arg::Text(&self.column)),
            ("reason", Arg::Text(&reason)),
        ];
        f.write_str(&Lang::Fr.message_with(key, &args))
    }
}

impl fmt::Display for SeedErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.values();
        let args: Vec<_> =
            values.iter().map(|(name, value)| (*name, Arg::Text(value.as_str()))).collect();
        f.write_str(&Lang::Fr.message_with(self.key(), &args))
    }
}

impl SeedErrorKind {
    #[expect(clippy::too_many_lines, reason = "one line a rule")]
    fn key(&self) -> &'static Key {
        match self {
            Self::FileMissing => messages::IMPORT_FILE_MISSING,
            Self::FileTooLarge => messages::IMPORT_FILE_TOO_LARGE,
            Self::FileUnreadable => messages::IMPORT_FILE_UNREADABLE,
            Self::NotUtf8 => messages::IMPORT_NOT_UTF8,
            Self::RowTooLong => messages::IMPORT_ROW_TOO_LONG,
            Self::QuoteNotClosed => messages::IMPORT_QUOTE_NOT_CLOSED,
            Self::ColumnMissing => messages::IMPORT_COLUMN_MISSING,
            Self::ColumnUnknown => messages::IMPORT_COLUMN_UNKNOWN,
            Self::ColumnTwice => messages::IMPORT_COLUMN_TWICE,
            Self::FieldCount { .. } => messages::IMPORT_FIELD_COUNT,
            Self::Empty => messages::IMPORT_EMPTY,
            Self::TooLong => messages::IMPORT_TOO_LONG,
            Self::Malformed { .. } => messages::IMPORT_MALFORMED,
            Self::NotOneOf { .. } => messages::IMPORT_NOT_ONE_OF,
            Self::Repeated { .. } => messages::IMPORT_REPEATED,
            Self::Reserved { .. } => messages::IMPORT_RESERVED,
            Self::RepeatedInCell { .. } => messages::IMPORT_REPEATED_IN_CELL,
            Self::Unknown { .. } => messages::IMPORT_UNKNOWN,
            Self::CommuneOfAnotherDepartement { .. } => messages::IMPORT_OTHER_DEPARTEMENT,
            Self::PostcodeOfAnotherCommune { .. } => messages::IMPORT_OTHER_POSTCODE,
            Self::NeighbourhoodOfAnotherCommune { .. } => messages::IMPORT_OTHER_COMMUNE,
            Self::HalfAPoint => messages::IMPORT_HALF_A_POINT,
            Self::PointFarFromCommune { .. } => messages::IMPORT_POINT_FAR,
            Self::PointOutsideItsOutline => messages::IMPORT_POINT_OUTSIDE,
            Self::TieWithoutPoint => messages::IMPORT_TIE_WITHOUT_POINT,
            Self::UnevenLists => messages::IMPORT_UNEVEN_LISTS,
            Self::TieWithoutNeighbourhood => messages::IMPORT_TIE_WITHOUT_NEIGHBOURHOOD,
            Self::NeighbourhoodWithoutTie => messages::IMPORT_NEIGHBOURHOOD_WITHOUT_TIE,
            Self::StartedAfterEnded => messages::IMPORT_STARTED_AFTER_ENDED,
            Self::StartedAfterAttested => messages::IMPORT_STARTED_AFTER_ATTESTED,
            Self::EndedButActive => messages::IMPORT_ENDED_BUT_ACTIVE,
            Self::AttestedAfterToday => messages::IMPORT_ATTESTED_AFTER_TODAY,
            Self::AlreadyTied { .. } => messages::IMPORT_ALREADY_TIED,
            Self::NoNumber => messages::IMPORT_NO_NUMBER,
            Self::BeyondSize { .. } => messages::IMPORT_BEYOND_SIZE,
            Self::ClosedLicence => messages::IMPORT_CLOSED_LICENCE,
            Self::WithoutOutline { .. } => messages::IMPORT_WITHOUT_OUTLINE,
            Self::NotGeoJson => messages::IMPORT_NOT_GEOJSON,
            Self::NotAnOutline => messages::IMPORT_NOT_AN_OUTLINE,
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
            | Self::Reserved { value }
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
        f.write_str(&Lang::Fr.message(self.key()))
    }
}

impl fmt::Display for ReferenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Lang::Fr.message(self.key()))
    }
}

impl Expected {
    fn key(self) -> &'static Key {
        match self {
            Self::Line => messages::IMPORT_A_LINE,
            Self::Prose => messages::IMPORT_A_TEXT,
            Self::Slug => messages::IMPORT_A_SLUG,
            Self::Reference => messages::IMPORT_A_REFERENCE,
            Self::Number => messages::IMPORT_A_NUMBER,
            Self::Point => messages::IMPORT_A_POINT,
            Self::Date => messages::IMPORT_A_DATE,
            Self::Hours => messages::IMPORT_HOURS,
            Self::WebUrl => messages::IMPORT_A_WEB_ADDRESS,
            Self::Email => messages::IMPORT_AN_EMAIL,
            Self::Phone => messages::IMPORT_A_PHONE,
            Self::NationalPhone => messages::IMPORT_A_NATIONAL_PHONE,
            Self::Meaning => messages::IMPORT_A_MEANING,
            Self::Siret => messages::IMPORT_A_SIRET,
            Self::Siren => messages::IMPORT_A_SIREN,
            Self::Postcode => messages::IMPORT_A_POSTCODE,
            Self::CommuneCode => messages::IMPORT_A_COMMUNE_CODE,
            Self::DepartementCode => messages::IMPORT_A_DEPARTEMENT_CODE,
            Self::NeighbourhoodCode => messages::IMPORT_A_NEIGHBOURHOOD_CODE,
            Self::InclusionCode => messages::IMPORT_AN_INCLUSION_CODE,
            Self::List => messages::IMPORT_A_LIST,
        }
    }
}

impl ReferenceKind {
    fn key(self) -> &'static Key {
        match self {
            Self::Departement => messages::IMPORT_NOUN_DEPARTEMENT,
            Self::Commune => messages::IMPORT_NOUN_COMMUNE,
            Self::Neighbourhood => messages::IMPORT_NOUN_NEIGHBOURHOOD,
            Self::Barrier => messages::IMPORT_NOUN_BARRIER,
            Self::Audience => messages::IMPORT_NOUN_AUDIENCE,
            Self::Kind => messages::IMPORT_NOUN_KIND,
            Self::Collection => messages::IMPORT_NOUN_COLLECTION,
            Self::Organisation => messages::IMPORT_NOUN_ORGANISATION,
            Self::Initiative => messages::IMPORT_NOUN_INITIATIVE,
            Self::NationalNumber => messages::IMPORT_NOUN_NATIONAL_NUMBER,
            Self::Participant => messages::IMPORT_NOUN_PARTICIPANT,
        }
    }
}
