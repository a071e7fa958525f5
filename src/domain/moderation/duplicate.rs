//! Duplicate detection: same or similar title, same carrier, same SIRET, same address.

use crate::domain::directory::Siret;
use crate::domain::proposal::{Field, FormData};
use crate::domain::text::{TitleMatcher, fold};

/// Reason for which two records may be duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DuplicateReason {
    SameTitle,
    SimilarTitle,
    SameCarrier,
    SameSiret,
    SameAddress,
}

/// Fingerprint of a record, compared to find duplicates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DuplicateFingerprint {
    title: TitleMatcher,
    carriers: Vec<String>,
    sirets: Vec<Siret>,
    /// Folded street and postcode.
    address: String,
}

impl DuplicateFingerprint {
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self { title: TitleMatcher::new(fold(title)), ..Self::default() }
    }

    /// Fingerprint of the title and the address as typed, valid or not.
    #[must_use]
    pub fn from_form(entry: &FormData) -> Self {
        Self::new(entry.get(Field::Title))
            .with_address(entry.get(Field::Address), entry.get(Field::Postcode))
    }

    /// Folded title.
    #[must_use]
    pub fn title(&self) -> &str {
        self.title.as_str()
    }

    /// Folded address; empty if it is not known.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    #[must_use]
    pub fn with_carrier(mut self, name: &str, siret: Option<Siret>) -> Self {
        self.carriers.push(fold(name));
        self.sirets.extend(siret);
        self
    }

    /// Adds the address; nothing if street or postcode is empty.
    #[must_use]
    pub fn with_address(mut self, street: &str, postcode: &str) -> Self {
        if !street.is_empty() && !postcode.is_empty() {
            self.address = fold(&format!("{street} {postcode}"));
        }
        self
    }

    /// Reasons for which `self` and `other` may be duplicates; empty if they are too weak.
    #[must_use]
    pub fn duplicate_reasons(&self, other: &Self) -> Vec<DuplicateReason> {
        let mut reasons = Vec::new();
        let title = self.compare_title(other.title());
        let carrier = self.carriers.iter().any(|it| !it.is_empty() && other.carriers.contains(it));
        let siret = self.sirets.iter().any(|it| other.sirets.contains(it));
        let address = !self.address.is_empty() && self.address == other.address;
        let found = [
            (carrier, DuplicateReason::SameCarrier),
            (siret, DuplicateReason::SameSiret),
            (address, DuplicateReason::SameAddress),
        ];
        if title.is_some() || ((carrier || siret) && address) {
            reasons.extend(title);
            reasons.extend(found.into_iter().filter(|(is, _)| *is).map(|(_, reason)| reason));
        }
        reasons
    }

    /// True if SIRET or address are equal, or the titles equal or similar.
    #[must_use]
    pub fn may_match(&self, other: &Self) -> bool {
        let siret = self.sirets.iter().any(|it| other.sirets.contains(it));
        let address = !self.address.is_empty() && self.address == other.address;
        siret || address || self.compare_title(other.title()).is_some()
    }

    /// Reason given by `other`, a folded title: equal, similar, or `None`.
    #[must_use]
    pub fn compare_title(&self, other: &str) -> Option<DuplicateReason> {
        if self.title() == other {
            return Some(DuplicateReason::SameTitle).filter(|_| !other.is_empty());
        }
        self.title.is_similar(other).then_some(DuplicateReason::SimilarTitle)
    }
}

#[cfg(test)]
mod tests {
    use super::DuplicateReason::*;
    use super::*;

    #[test]
    fn a_title_is_the_same_however_it_is_written() {
        let velo = DuplicateFingerprint::new("L’Atelier Vélo du Sanitas");
        assert_eq!(
            velo.duplicate_reasons(&DuplicateFingerprint::new("l'atelier velo du SANITAS")),
            [SameTitle]
        );
        assert_eq!(
            velo.duplicate_reasons(&DuplicateFingerprint::new("Atelier vélo du Sanitas")),
            [SimilarTitle]
        );
        assert_eq!(
            velo.duplicate_reasons(&DuplicateFingerprint::new("Du Sanitas, l’atelier vélo")),
            [SimilarTitle]
        );
        assert!(
            velo.duplicate_reasons(&DuplicateFingerprint::new("Atelier couture des Gibjoncs"))
                .is_empty()
        );
        assert!(
            DuplicateFingerprint::new("")
                .duplicate_reasons(&DuplicateFingerprint::new(""))
                .is_empty()
        );
        assert!(
            DuplicateFingerprint::new("Bus emploi")
                .duplicate_reasons(&DuplicateFingerprint::new("Bus santé"))
                .is_empty()
        );
    }

    #[test]
    fn titles_with_four_of_five_words_in_common_are_similar_and_with_four_of_six_are_not() {
        let title = |n: u32| format!("Atelier numéro {n} du quartier des Fontaines");
        let mine = DuplicateFingerprint::new("Atelier numéro 77 du quartier des Gibjoncs");
        let others = (0..1_000).map(|n| DuplicateFingerprint::new(&title(n)));
        let similar = others.filter(|it| !mine.duplicate_reasons(it).is_empty()).count();
        // A number of two digits is too short to count as a word, one of three is the sixth.
        assert_eq!(similar, 100);
    }

    #[test]
    fn one_carrier_has_many_actions_but_few_at_one_address() {
        let siret: Siret = "44054935000021".parse().unwrap();
        let one = DuplicateFingerprint::new("Permis solidaire")
            .with_carrier("Régie Plus", Some(siret.clone()));
        let other =
            DuplicateFingerprint::new("Café des parents").with_carrier("REGIE PLUS", Some(siret));
        assert!(one.duplicate_reasons(&other).is_empty());
        let (one, other) = (
            one.with_address("3, rue des Prés", "37000"),
            other.with_address("3 rue des Prés", "37000"),
        );
        assert_eq!(one.duplicate_reasons(&other), [SameCarrier, SameSiret, SameAddress]);
        let neighbour =
            DuplicateFingerprint::new("Café des parents").with_address("3 rue des Prés", "37000");
        assert!(one.duplicate_reasons(&neighbour).is_empty());
    }
}
