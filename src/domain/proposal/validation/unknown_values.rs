//! Missing values that a change may leave unknown, because the published version lacks them too.

use super::ValidationErrors;
use super::validation_error::ValidationError;
use crate::domain::proposal::form::field::Field;

/// True if `mistake` is a missing value that the published version lacks too; `published` has the errors of that
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
    let unsaid = matches!(error, ValidationError::Missing | ValidationError::Needed);
    unsaid && !field.is_about_author() && field != Field::Postcode
}

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
