//! Text form of enums in columns.

use sqlx::{
    Decode, Sqlite, Type,
    error::BoxDynError,
    sqlite::{SqliteTypeInfo, SqliteValueRef},
};

use super::account::RoleName;
use crate::domain::{
    account::{AccountStatus, Method},
    backup::ErasedKind,
    event::EventKind,
    initiative::{Confidence, Coverage, Delivery, InitiativeTie},
    mail::Purpose,
    neighbourhood::{List, Scope},
    organisation::TieRule,
    proposal::{ProposalState, Quarantine},
    seed::LeftOutNoun,
    state::Activity,
    text::TextError,
    vocabulary::SynonymKind,
};

/// Enum with a text form for columns.
pub(super) trait Named: Sized {
    fn name(self) -> &'static str;

    fn named(name: &str) -> Result<Self, TextError>;
}

/// Origin of a record: the seed import, or people through the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Seed,
    Site,
}

/// Visibility to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Published,
    Withdrawn,
}

/// Role of a participant in an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Carrier,
    Partner,
}

macro_rules! column {
    ($type:ty) => {
        impl Type<Sqlite> for $type {
            fn type_info() -> SqliteTypeInfo {
                <String as Type<Sqlite>>::type_info()
            }
        }

        impl<'r> Decode<'r, Sqlite> for $type {
            fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok(Self::named(<&str as Decode<Sqlite>>::decode(value)?)?)
            }
        }
    };
}

macro_rules! name_column {
    ($type:ty: $($variant:ident = $name:literal),+) => {
        impl Named for $type {
            fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            fn named(name: &str) -> Result<Self, TextError> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(TextError::Malformed),
                }
            }
        }

        column!($type);
    };
}

name_column!(Origin: Seed = "seed", Site = "site");
name_column!(Status: Published = "published", Withdrawn = "withdrawn");
name_column!(Role: Carrier = "carrier", Partner = "partner");
name_column!(
    Scope: Region = "region",
    Departement = "departement",
    Epci = "epci",
    CityContract = "city-contract",
    Commune = "commune",
    Neighbourhood = "neighbourhood"
);
name_column!(List: Of2015 = "2015", Of2024 = "2024");
name_column!(SynonymKind: Acronym = "acronym", Synonym = "synonym", Spelling = "spelling");
name_column!(TieRule: Inside = "inside", Near = "near", Named = "named");
name_column!(
    Coverage: Neighbourhood = "neighbourhood",
    Commune = "commune",
    Epci = "epci",
    Departement = "departement",
    Region = "region",
    Unknown = "unknown"
);
name_column!(Delivery: OnSite = "on-site", Itinerant = "itinerant", Remote = "remote");
name_column!(InitiativeTie: Name = "name", Alias = "alias", Audience = "audience");
name_column!(Confidence: High = "high", Medium = "medium", Low = "low");
name_column!(
    Activity: Ongoing = "ongoing",
    Recurring = "recurring",
    Ended = "ended",
    Unknown = "unknown"
);
name_column!(AccountStatus: Invited = "invited", Active = "active", Removed = "removed");
name_column!(
    ErasedKind: Proposal = "proposal",
    Account = "account",
    Passkey = "passkey",
    Authenticator = "authenticator",
    RecoveryCode = "recovery-code"
);
name_column!(RoleName: Moderator = "moderator", Administrator = "administrator");
name_column!(
    Method: Passkey = "passkey",
    MailTotp = "mail-totp",
    Recovery = "recovery",
    Enrolment = "enrolment"
);
name_column!(
    ProposalState: Draft = "draft",
    Unconfirmed = "unconfirmed",
    Pending = "pending",
    Changes = "changes",
    Published = "published",
    Refused = "refused",
    Withdrawn = "withdrawn"
);
name_column!(Quarantine: TooFast = "too-fast", Trap = "trap", OverLimit = "over-limit");
impl Named for Purpose {
    fn name(self) -> &'static str {
        self.as_str()
    }

    fn named(name: &str) -> Result<Self, TextError> {
        let known = Self::ALL.into_iter().find(|purpose| purpose.as_str() == name);
        known.ok_or(TextError::Malformed)
    }
}
column!(Purpose);
impl Named for EventKind {
    fn name(self) -> &'static str {
        self.as_str()
    }

    fn named(name: &str) -> Result<Self, TextError> {
        name.parse()
    }
}
column!(EventKind);
name_column!(LeftOutNoun: Initiative = "initiative", Organisation = "organisation");
