//! Decoding of columns into domain types. Values are bound as text inside one JSON parameter a statement.
//!
//! Texts are parsed again when read: a row that breaks a domain rule is a store error here, not a surprise in a
//! template.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::Write as _;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Sqlite, Type};

use crate::domain::account::{AccountId, PasskeyId, SessionId};
use crate::domain::directory::{
    AccessBy, AccessMode, Email, Fees, InclusionCode, InitiativeId, Language, NationalPhone,
    OpeningHours, OrganisationId, Phone, RevisionId, SchemeId, Siret, WebUrl,
};
use crate::domain::operations::MailId;
use crate::domain::place::{
    DepartementCode, InseeCode, Outline, Position, Postcode, QpvCode, Siren,
};
use crate::domain::proposal::{FormData, ProposalId};
use crate::domain::text::{Line, Prose, Reference, Slug};
use crate::domain::time::PartialDate;

macro_rules! text_column {
    ($($type:ty),+ $(,)?) => {$(
        impl Type<Sqlite> for $type {
            fn type_info() -> SqliteTypeInfo {
                <String as Type<Sqlite>>::type_info()
            }
        }

        impl<'r> Decode<'r, Sqlite> for $type {
            fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok(<&str as Decode<Sqlite>>::decode(value)?.parse()?)
            }
        }
    )+};
}

macro_rules! key_column {
    ($($type:ty),+ $(,)?) => {$(
        impl Type<Sqlite> for $type {
            fn type_info() -> SqliteTypeInfo {
                <i64 as Type<Sqlite>>::type_info()
            }
        }

        impl<'r> Decode<'r, Sqlite> for $type {
            fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok(Self::new(<i64 as Decode<Sqlite>>::decode(value)?))
            }
        }
    )+};
}

text_column!(
    AccessBy,
    AccessMode,
    DepartementCode,
    FormData,
    Fees,
    InseeCode,
    Language,
    Line,
    NationalPhone,
    OpeningHours,
    Outline,
    PartialDate,
    Phone,
    Postcode,
    Prose,
    QpvCode,
    Reference,
    InclusionCode,
    Siren,
    Siret,
    Slug,
    WebUrl,
);

impl Type<Sqlite> for Email {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

/// Accepts stored email addresses that a form would now reject: an old row must not break a page.
impl<'r> Decode<'r, Sqlite> for Email {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self::from_stored(<&str as Decode<Sqlite>>::decode(value)?)?)
    }
}

key_column!(
    AccountId,
    InitiativeId,
    MailId,
    OrganisationId,
    PasskeyId,
    ProposalId,
    RevisionId,
    SchemeId,
    SessionId,
);

/// Date stored as text.
#[derive(Debug)]
pub struct Day(Date);

impl FromStr for Day {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        day.0
    }
}

text_column!(Day);

/// UTC timestamp stored as text of fixed length, so that text order is time order.
#[derive(Debug)]
pub struct Moment(Timestamp);

impl FromStr for Moment {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }
}

impl From<Moment> for Timestamp {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

text_column!(Moment);

/// Formats `at` for a column: `2026-11-24T09:00:00.000Z`.
pub fn moment(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// List of parsed texts, stored as a JSON array.
#[derive(Debug)]
pub struct Texts<T>(Vec<T>);

impl<T> From<Texts<T>> for Vec<T> {
    fn from(texts: Texts<T>) -> Self {
        texts.0
    }
}

impl<T> Type<Sqlite> for Texts<T> {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl<'r, T> Decode<'r, Sqlite> for Texts<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<Sqlite>>::decode(value)?;
        if text == "[]" {
            return Ok(Self(Vec::new()));
        }
        let texts: Vec<Cow<'_, str>> = serde_json::from_str(text)?;
        let texts = texts.iter().map(|text| text.parse());
        Ok(Self(texts.collect::<Result<_, T::Err>>()?))
    }
}

/// Builds a position from its two columns (degrees WGS84).
pub fn position(lat: f64, lon: f64) -> sqlx::Result<Position> {
    Position::new(lat, lon).map_err(|fault| sqlx::Error::Decode(fault.into()))
}

/// Formats `list` for a JSON array.
pub fn texts<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(T::to_string).collect()
}

/// Formats an optional value for JSON.
pub fn text<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(T::to_string)
}

/// Hexadecimal digits of `bytes`, for `unhex` in SQL.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Maps `records` to one JSON array, for `json_each`.
pub fn json<R>(records: impl IntoIterator<Item = R>, row: impl Fn(R) -> Value) -> String {
    Value::Array(records.into_iter().map(row).collect()).to_string()
}
