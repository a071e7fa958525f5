//! Missing values that a change may leave unknown, because the published version lacks them too.

use super::{field::Field, mistake::Mistake, read::Mistaken};

/// True if `mistake` is a missing value that the published version lacks too; `published` has the errors of that
/// version.
pub(super) fn may_stay(mistake: (Field, Mistake), published: &Mistaken) -> bool {
    is_unknown(mistake) && published.contains(&mistake)
}

/// True for a missing value, except of an author field or of a postcode that distinguishes a named place, which are
/// always required.
fn is_unknown((field, mistake): (Field, Mistake)) -> bool {
    let unsaid = matches!(mistake, Mistake::Missing | Mistake::Needed);
    unsaid && !field.is_about_author() && field != Field::Postcode
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_unknown_may_stay_unknown() {
        let coverage = (Field::Coverage, Mistake::Missing);
        let published = vec![coverage, (Field::AuthorName, Mistake::Missing)];
        assert!(may_stay(coverage, &published));
        assert!(!may_stay(coverage, &vec![]));
        assert!(!may_stay((Field::AuthorName, Mistake::Missing), &published));
    }

    #[test]
    fn what_is_wrong_in_another_way_stays_wrong() {
        for mistake in [Mistake::TooShort(50), Mistake::Malformed, Mistake::Unknown] {
            let published = vec![(Field::Summary, mistake)];
            assert!(!may_stay((Field::Summary, mistake), &published));
        }
        let which_town = (Field::Postcode, Mistake::Needed);
        assert!(!may_stay(which_town, &vec![which_town]));
    }
}
