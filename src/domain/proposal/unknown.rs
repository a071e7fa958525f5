//! What nobody knew of an initiative before, and need not know to change something else in it.

use super::{field::Field, mistake::Mistake, read::Mistaken};

/// Whether `mistake` is only that something is unknown which is unknown in the published state too: `published` is what
/// that lacks.
pub(super) fn may_stay(mistake: (Field, Mistake), published: &Mistaken) -> bool {
    is_unknown(mistake) && published.contains(&mistake)
}

/// Who proposes is always asked, and so is the postcode that tells a named place from another: the place is known.
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
