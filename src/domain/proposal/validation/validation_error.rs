//! Validation errors by field, and missing values that a change may leave unknown.

use crate::domain::proposal::form::field::Field;

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
    /// Commune that is not in the area typed beside its name.
    NotThere,
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

/// True if `error` is a missing value that the published version lacks too; `published` has the errors of that
/// version.
pub(super) fn may_stay_unknown(
    error: (Field, ValidationError),
    published: &ValidationErrors,
) -> bool {
    is_missing_value(error) && published.contains(&error)
}

/// True for a missing value, except of an author field or of a postcode that distinguishes a named place, which are
/// always required.
fn is_missing_value((field, error): (Field, ValidationError)) -> bool {
    let is_absent = matches!(error, ValidationError::Missing | ValidationError::Needed);
    is_absent && !field.is_about_author() && field != Field::Postcode
}

/// Validation errors of an entry, in field order.
pub type ValidationErrors = Vec<(Field, ValidationError)>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_missing_before_may_stay_missing() {
        let coverage = (Field::Coverage, ValidationError::Missing);
        let published = vec![coverage, (Field::AuthorName, ValidationError::Missing)];
        assert!(may_stay_unknown(coverage, &published));
        assert!(!may_stay_unknown(coverage, &vec![]));
        assert!(!may_stay_unknown((Field::AuthorName, ValidationError::Missing), &published));
    }

    #[test]
    fn other_validation_errors_remain() {
        for error in
            [ValidationError::TooShort(50), ValidationError::Malformed, ValidationError::Unknown]
        {
            let published = vec![(Field::Summary, error)];
            assert!(!may_stay_unknown((Field::Summary, error), &published));
        }
        let which_town = (Field::Postcode, ValidationError::Needed);
        assert!(!may_stay_unknown(which_town, &vec![which_town]));
    }
}
