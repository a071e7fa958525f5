//! Why a proposal is not published: the reasons that may be given, no other. They are public.

/// A reason to refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// It leads nobody towards work.
    OutOfScope,
    OutOfRegion,
    /// It is in the directory already.
    Duplicate,
    /// Nobody could be found who knows of it.
    Unverifiable,
    Commercial,
    /// It is over.
    Over,
    /// Too little is said, or it cannot be understood.
    Unreadable,
    Unlawful,
    Spam,
}

impl Refusal {
    pub const ALL: [Self; 9] = [
        Self::OutOfScope,
        Self::OutOfRegion,
        Self::Duplicate,
        Self::Unverifiable,
        Self::Commercial,
        Self::Over,
        Self::Unreadable,
        Self::Unlawful,
        Self::Spam,
    ];

    /// How forms, addresses and the store spell it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "hors-sujet",
            Self::OutOfRegion => "hors-region",
            Self::Duplicate => "doublon",
            Self::Unverifiable => "non-verifiable",
            Self::Commercial => "commercial",
            Self::Over => "terminee",
            Self::Unreadable => "incomplete",
            Self::Unlawful => "illicite",
            Self::Spam => "indesirable",
        }
    }

    /// Whether what is refused so is spam, to be known again.
    #[must_use]
    pub fn is_spam(self) -> bool {
        self == Self::Spam
    }

    /// The reason of that code.
    #[must_use]
    pub fn coded(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_code_of_its_own() {
        for reason in Refusal::ALL {
            assert_eq!(Refusal::coded(reason.code()), Some(reason));
        }
        assert_eq!(Refusal::coded(""), None);
    }
}
