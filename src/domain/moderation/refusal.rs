//! Refusal reasons: a closed, public list.

/// Reason for refusing a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusalReason {
    /// Does not help anybody towards work.
    OutOfScope,
    OutOfRegion,
    /// Already in the directory.
    Duplicate,
    /// Nobody who knows of it could be found.
    Unverifiable,
    Commercial,
    /// The initiative has ended.
    Ended,
    /// Incomplete, or not understandable.
    Unreadable,
    Unlawful,
    Spam,
}

impl RefusalReason {
    pub const ALL: [Self; 9] = [
        Self::OutOfScope,
        Self::OutOfRegion,
        Self::Duplicate,
        Self::Unverifiable,
        Self::Commercial,
        Self::Ended,
        Self::Unreadable,
        Self::Unlawful,
        Self::Spam,
    ];

    /// Code in forms, URLs and the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "hors-sujet",
            Self::OutOfRegion => "hors-region",
            Self::Duplicate => "doublon",
            Self::Unverifiable => "non-verifiable",
            Self::Commercial => "commercial",
            Self::Ended => "terminee",
            Self::Unreadable => "incomplete",
            Self::Unlawful => "illicite",
            Self::Spam => "indesirable",
        }
    }

    /// True for spam, whose fingerprints are remembered.
    #[must_use]
    pub fn is_spam(self) -> bool {
        self == Self::Spam
    }

    /// Reason with the given code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_code_of_its_own() {
        for reason in RefusalReason::ALL {
            assert_eq!(RefusalReason::from_code(reason.code()), Some(reason));
        }
        assert_eq!(RefusalReason::from_code(""), None);
    }
}
