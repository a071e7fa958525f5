//! What can be wrong in a field.

/// One rule that a field breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mistake {
    /// It must be filled in, or something chosen.
    Missing,
    /// Fewer characters than this.
    TooShort(usize),
    /// More characters than this.
    TooLong(usize),
    /// So many characters, of which only [`Field::stored_len`](super::Field::stored_len) are stored.
    Truncated(usize),
    /// Not of the form that such a thing has.
    Malformed,
    /// So many digits, and it has so many.
    Digits(usize, usize),
    /// Something else than digits.
    NotDigits,
    /// The right number of digits, and its key does not hold.
    WrongKey,
    /// More than one number.
    SeveralNumbers,
    /// Not in the list: it left it, or was never in it.
    Unknown,
    /// No commune of the region has this name.
    NotInRegion,
    /// Several communes have the postcode that stands where a name should.
    PostcodeOfSeveral,
    /// No commune of this name has this postcode.
    NotThePostcode,
    /// It is ticked that it may be published, and it is not there.
    NothingToPublish,
    /// Another answer says that it is used, and it is not there.
    Needed,
    /// « Everybody » was ticked beside somebody.
    NotAlone,
}

impl Mistake {
    /// Why `typed`, which is none, is no number of `needed` digits.
    #[must_use]
    pub fn in_number(typed: &str, needed: usize) -> Self {
        let digits = typed.chars().filter(char::is_ascii_digit).count();
        let others = typed.chars().any(|c| c.is_alphanumeric() && !c.is_ascii_digit());
        match (others, digits == needed) {
            (true, _) => Self::NotDigits,
            (false, false) => Self::Digits(digits, needed),
            (false, true) => Self::WrongKey,
        }
    }
}
