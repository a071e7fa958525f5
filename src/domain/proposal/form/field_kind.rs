//! Kind of value and length limits of each field.

use super::field::Field;

/// Maximum number of stored values of a list field; no list of the site has as many.
pub(super) const MAX_CHOICES: usize = 100;
/// Stored length, in characters, of a field without its own limit: a number, a code, a value of a list.
const DEFAULT_STORED_LEN: usize = 200;

/// Kind of value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    Line,
    Lines,
    /// Any number of values of a list.
    Several,
}

impl Field {
    pub(super) const fn kind(self) -> FieldKind {
        match self {
            Self::Summary | Self::Schedule | Self::Conditions | Self::Partners => FieldKind::Lines,
            Self::Neighbourhoods
            | Self::Barriers
            | Self::Audiences
            | Self::AccessBy
            | Self::AccessModes
            | Self::Publish => FieldKind::Several,
            Self::Title
            | Self::Activity
            | Self::Venue
            | Self::Address
            | Self::Postcode
            | Self::Commune
            | Self::Coverage
            | Self::Delivery
            | Self::Phone
            | Self::Email
            | Self::Website
            | Self::AccessUrl
            | Self::Fees
            | Self::FeesDetails
            | Self::Carrier
            | Self::CarrierName
            | Self::CarrierSiret
            | Self::AuthorName
            | Self::AuthorEmail
            | Self::AuthorRole => FieldKind::Line,
        }
    }

    /// Maximum length in characters; data·inclusion's limits where it has them (title 150, description 2,000 at
    /// best).
    #[must_use]
    pub const fn max_len(self) -> Option<usize> {
        match self {
            Self::Summary => Some(2_000),
            Self::Partners => Some(1_000),
            Self::Title
            | Self::Venue
            | Self::Address
            | Self::Commune
            | Self::FeesDetails
            | Self::CarrierName
            | Self::AuthorName => Some(150),
            Self::Phone => Some(30),
            Self::Email | Self::AuthorEmail => Some(254),
            Self::Schedule | Self::Conditions | Self::Website | Self::AccessUrl => Some(500),
            Self::Postcode
            | Self::CarrierSiret
            | Self::Activity
            | Self::Coverage
            | Self::Delivery
            | Self::Fees
            | Self::Carrier
            | Self::AuthorRole
            | Self::Neighbourhoods
            | Self::Barriers
            | Self::Audiences
            | Self::AccessBy
            | Self::AccessModes
            | Self::Publish => None,
        }
    }

    /// Stored length in characters: twice the limit, so that little of an overlong text has to be typed again.
    #[must_use]
    pub fn stored_len(self) -> usize {
        self.max_len().map_or(DEFAULT_STORED_LEN, |most| 2 * most)
    }
}
