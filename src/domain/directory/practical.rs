//! Practical information for participants: place, schedule, fees, ways to join, languages. Closed lists are those of
//! data·inclusion v1 (`frais`, `modes_mobilisation`, `mobilisable_par`); languages have their own.

use std::str::FromStr;

use super::contact::WebUrl;
use crate::domain::place::Postcode;
use crate::domain::text::{Line, Prose, TextError};

/// Practical information. An absent value is unknown, never "no".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practical {
    /// Name of the place: a social centre, a school, a square.
    pub venue: Option<Line>,
    /// Number and street.
    pub address: Option<Line>,
    pub postcode: Option<Postcode>,
    /// Days and hours, free text.
    pub schedule: Option<Prose>,
    pub fees: Option<Fees>,
    /// Amounts and who pays them; data·inclusion's `frais_precisions`.
    pub fees_details: Option<Line>,
    /// Conditions of access; data·inclusion's `conditions_acces`.
    pub conditions: Option<Prose>,
    /// Ways to join.
    pub access_modes: Vec<AccessMode>,
    /// People who may use them.
    pub access_by: Vec<AccessBy>,
    /// Page to join by; data·inclusion's `lien_mobilisation`.
    pub access_url: Option<WebUrl>,
    /// Languages spoken by the people who welcome.
    pub languages_spoken: Vec<Language>,
}

/// Free or paying; data·inclusion's `frais`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fees {
    Free,
    Paying,
}

/// Way to join; data·inclusion's `modes_mobilisation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessMode {
    Come,
    Phone,
    Mail,
    Link,
}

/// Kind of person who may ask to join; data·inclusion's `mobilisable_par`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessBy {
    People,
    Professionals,
}

/// Language spoken in the neighbourhoods. Codes: ISO 639-1, or ISO 639-3 where that has none, as BCP 47 writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    French,
    English,
    Arabic,
    Turkish,
    Portuguese,
    Russian,
    Ukrainian,
    /// Persian, Dari included.
    Persian,
    Pashto,
    Tamil,
    Bengali,
    FrenchSign,
}

macro_rules! codes {
    ($type:ty: $($variant:ident = $code:literal),+) => {
        impl $type {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Code in forms, in the store and in the API.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }
        }

        impl FromStr for $type {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(TextError::Malformed),
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes!(Fees: Free = "gratuit", Paying = "payant");
codes!(
    AccessMode: Come = "se-presenter",
    Phone = "telephoner",
    Mail = "envoyer-un-courriel",
    Link = "utiliser-lien-mobilisation"
);
codes!(AccessBy: People = "usagers", Professionals = "professionnels");
codes!(
    Language: French = "fr",
    English = "en",
    Arabic = "ar",
    Turkish = "tr",
    Portuguese = "pt",
    Russian = "ru",
    Ukrainian = "uk",
    Persian = "fa",
    Pashto = "ps",
    Tamil = "ta",
    Bengali = "bn",
    FrenchSign = "fsl"
);
