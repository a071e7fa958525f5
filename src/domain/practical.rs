//! What somebody who wants to take part must know: where to go, when, what it costs, how to join. Closed lists are those
//! of data·inclusion v1 (`frais`, `modes_mobilisation`, `mobilisable_par`).

use std::str::FromStr;

use super::{
    contact::WebUrl,
    place::Postcode,
    text::{Line, Prose, TextError},
};

/// All of it; what is absent is unknown, never "no".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practical {
    /// The name of the place: a social centre, a school, a square.
    pub venue: Option<Line>,
    /// Number and street.
    pub address: Option<Line>,
    pub postcode: Option<Postcode>,
    /// Days and hours, as people say them.
    pub schedule: Option<Prose>,
    pub fees: Option<Fees>,
    /// How much, for whom; data·inclusion's `frais_precisions`.
    pub fees_details: Option<Line>,
    /// What one must have or be; data·inclusion's `conditions_acces`.
    pub conditions: Option<Prose>,
    /// What one does to take part.
    pub access_modes: Vec<AccessMode>,
    /// Who may do it.
    pub access_by: Vec<AccessBy>,
    /// The page to take part by; data·inclusion's `lien_mobilisation`.
    pub access_url: Option<WebUrl>,
}

/// Whether one pays; data·inclusion's `frais`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fees {
    Free,
    Paying,
}

/// What one does to take part; data·inclusion's `modes_mobilisation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessMode {
    Come,
    Phone,
    Mail,
    Link,
}

/// Who may ask to take part; data·inclusion's `mobilisable_par`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessBy {
    People,
    Professionals,
}

macro_rules! codes {
    ($type:ty: $($variant:ident = $code:literal),+) => {
        impl $type {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code of data·inclusion v1.
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
