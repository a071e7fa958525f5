//! Validation errors of a field.

/// Rule that a field breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValidationError {
    /// Required, but empty.
    Missing,
    /// Fewer characters than this minimum.
    TooShort(usize),
    /// More characters than this maximum.
    TooLong(usize),
    /// Typed length in characters, of which only [`Field::stored_len`](super::Field::stored_len) are stored.
    Truncated(usize),
    /// Not in the expected format.
    Malformed,
    /// Wrong number of digits: found, expected.
    Digits(usize, usize),
    /// Letters among the digits.
    NotDigits,
    /// Right number of digits, but the check digit is wrong.
    WrongKey,
    /// More than one telephone number.
    SeveralNumbers,
    /// Not in the list, or no longer.
    Unknown,
    /// No commune of the region has this name.
    NotInRegion,
    /// Postcode typed in place of a name, but shared by several communes.
    PostcodeOfSeveral,
    /// No commune of this name has this postcode.
    NotThePostcode,
    /// Ticked for publication, but empty.
    NothingToPublish,
    /// Required by another answer, but empty.
    Needed,
    /// « Everybody » ticked together with another audience.
    NotAlone,
}

impl ValidationError {
    /// Error of `typed`, which is not a number of `needed` digits.
    #[must_use]
    pub fn of_number(typed: &str, needed: usize) -> Self {
        let digits = typed.chars().filter(char::is_ascii_digit).count();
        let others = typed.chars().any(|c| c.is_alphanumeric() && !c.is_ascii_digit());
        match (others, digits == needed) {
            (true, _) => Self::NotDigits,
            (false, false) => Self::Digits(digits, needed),
            (false, true) => Self::WrongKey,
        }
    }
}
