//! Text form of enums in columns.

use std::collections::BTreeSet;

use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Sqlite, Type};

use crate::domain::account::{self, AccountStatus, AuthMethod};
use crate::domain::directory::{
    Activity, BarrierStrength, CallCost, Confidence, Coverage, DeliveryMode, ExclusionKind,
    InitiativeTie, ReceptionForm, SchemeStatus, SynonymKind, TieRule,
};
use crate::domain::moderation::AuditKind;
use crate::domain::operations::{ErasedKind, Purpose};
use crate::domain::place::{
    DepartementCode, FigureScope, FormerCommuneKind, IntercommunalityKind, QpvList,
};
use crate::domain::proposal::{ProposalState, QuarantineReason};
use crate::domain::text::TextError;

/// Enum with a text form for columns.
pub trait SqlEnum: Sized {
    fn name(self) -> &'static str;

    fn named(name: &str) -> Result<Self, TextError>;
}

/// Origin of a record: the seed import, or people through the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Seed,
    Site,
}

/// Visibility to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Published,
    Withdrawn,
}

/// Role of a participant in an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
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

macro_rules! enum_column {
    ($type:ty: $($variant:ident = $name:literal),+) => {
        impl SqlEnum for $type {
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

enum_column!(Origin: Seed = "seed", Site = "site");

enum_column!(Status: Published = "published", Withdrawn = "withdrawn");

enum_column!(Role: Carrier = "carrier", Partner = "partner");

enum_column!(
    FigureScope: Region = "region",
    Departement = "departement",
    Epci = "epci",
    CityContract = "city-contract",
    Commune = "commune",
    Neighbourhood = "neighbourhood"
);

enum_column!(QpvList: Of2015 = "2015", Of2024 = "2024");

enum_column!(
    SynonymKind: Acronym = "acronym",
    Synonym = "synonym",
    Spelling = "spelling",
    Phrase = "phrase",
    Danger = "danger"
);

enum_column!(
    IntercommunalityKind: Communes = "communes",
    Agglomeration = "agglomeration",
    Metropole = "metropole"
);

enum_column!(FormerCommuneKind: Delegated = "delegated", Associated = "associated");

enum_column!(SchemeStatus: InForce = "in-force", Unsure = "unsure", Ended = "ended");

enum_column!(BarrierStrength: First = "first", Also = "also");

enum_column!(CallCost: Free = "free", Call = "call", Paid = "paid");

enum_column!(
    ReceptionForm: Fixed = "fixed",
    Antenna = "antenna",
    SeveralSites = "several-sites",
    Bus = "bus",
    Itinerant = "itinerant"
);

enum_column!(TieRule: Inside = "inside", Near = "near", Named = "named");

enum_column!(
    Coverage: Neighbourhood = "neighbourhood",
    Commune = "commune",
    Epci = "epci",
    Departement = "departement",
    Region = "region",
    Unknown = "unknown"
);

enum_column!(DeliveryMode: OnSite = "on-site", Itinerant = "itinerant", Remote = "remote");

enum_column!(InitiativeTie: Name = "name", Alias = "alias", Audience = "audience");

enum_column!(Confidence: High = "high", Medium = "medium", Low = "low");

enum_column!(
    Activity: Ongoing = "ongoing",
    Recurring = "recurring",
    Ended = "ended",
    Unknown = "unknown"
);

enum_column!(AccountStatus: Invited = "invited", Active = "active", Removed = "removed");

enum_column!(
    ErasedKind: Proposal = "proposal",
    Account = "account",
    Passkey = "passkey",
    Authenticator = "authenticator",
    RecoveryCode = "recovery-code"
);

enum_column!(RoleName: Moderator = "moderator", Administrator = "administrator");

enum_column!(
    AuthMethod: Passkey = "passkey",
    MailTotp = "mail-totp",
    Recovery = "recovery",
    Enrolment = "enrolment"
);

enum_column!(
    ProposalState: Draft = "draft",
    Unconfirmed = "unconfirmed",
    Pending = "pending",
    ChangesRequested = "changes",
    Published = "published",
    Refused = "refused",
    Withdrawn = "withdrawn"
);

enum_column!(QuarantineReason: TooFast = "too-fast", Honeypot = "trap", OverLimit = "over-limit");

impl SqlEnum for Purpose {
    fn name(self) -> &'static str {
        self.as_str()
    }

    fn named(name: &str) -> Result<Self, TextError> {
        let known = Self::ALL.into_iter().find(|purpose| purpose.as_str() == name);
        known.ok_or(TextError::Malformed)
    }
}

column!(Purpose);

impl SqlEnum for AuditKind {
    fn name(self) -> &'static str {
        self.as_str()
    }

    fn named(name: &str) -> Result<Self, TextError> {
        name.parse()
    }
}

column!(AuditKind);

enum_column!(ExclusionKind: Initiative = "initiative", Organisation = "organisation");

/// Name of a role, without its départements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleName {
    Moderator,
    Administrator,
}

impl RoleName {
    /// Column values of `role`: its name, and its départements as a JSON array.
    pub fn columns(role: &account::Role) -> (&'static str, String) {
        let (name, departements) = match role {
            account::Role::Administrator => (Self::Administrator, Vec::new()),
            account::Role::Moderator(own) => {
                (Self::Moderator, own.iter().map(ToString::to_string).collect())
            }
        };
        (name.name(), serde_json::Value::from(departements).to_string())
    }

    pub fn with(self, departements: Vec<DepartementCode>) -> account::Role {
        match self {
            Self::Administrator => account::Role::Administrator,
            Self::Moderator => {
                account::Role::Moderator(departements.into_iter().collect::<BTreeSet<_>>())
            }
        }
    }
}
