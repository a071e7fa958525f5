//! Whether two initiatives may be one: same or near title, same carrier, same SIRET, same address.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::contact::Siret;

/// How alike two titles must be, from 0 to 1, to be near.
const NEAR: f64 = 0.82;
/// Of the words of two titles, how many must be in both.
const SHARED: f64 = 0.75;
/// Titles of fewer letters are the same or not.
const SHORTEST: usize = 8;

/// What twins have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TwinReason {
    SameTitle,
    NearTitle,
    SameCarrier,
    SameSiret,
    SameAddress,
}

/// What twins are told by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    title: String,
    /// The words of the title, sorted.
    words: Vec<String>,
    carriers: Vec<String>,
    sirets: Vec<Siret>,
    /// Street and town or postcode.
    address: String,
}

impl Profile {
    #[must_use]
    pub fn new(title: &str) -> Self {
        let title = fold(title);
        let mut words: Vec<String> =
            title.split(' ').filter(|word| word.len() > 2).map(str::to_owned).collect();
        words.sort();
        words.dedup();
        Self { title, words, ..Self::default() }
    }

    #[must_use]
    pub fn carried_by(mut self, name: &str, siret: Option<Siret>) -> Self {
        self.carriers.push(fold(name));
        self.sirets.extend(siret);
        self
    }

    /// At a street of a postcode; nowhere when one of them is not known.
    #[must_use]
    pub fn at(mut self, street: &str, postcode: &str) -> Self {
        if !street.is_empty() && !postcode.is_empty() {
            self.address = fold(&format!("{street} {postcode}"));
        }
        self
    }

    /// What `self` and `other` have in common, when it is enough to look at; empty when it is not.
    #[must_use]
    pub fn twin(&self, other: &Self) -> Vec<TwinReason> {
        let mut reasons = Vec::new();
        let same = !self.title.is_empty() && self.title == other.title;
        let near = !same && self.is_near(other);
        let carrier = self.carriers.iter().any(|it| !it.is_empty() && other.carriers.contains(it));
        let siret = self.sirets.iter().any(|it| other.sirets.contains(it));
        let address = !self.address.is_empty() && self.address == other.address;
        let found = [
            (same, TwinReason::SameTitle),
            (near, TwinReason::NearTitle),
            (carrier, TwinReason::SameCarrier),
            (siret, TwinReason::SameSiret),
            (address, TwinReason::SameAddress),
        ];
        if same || near || ((carrier || siret) && address) {
            reasons.extend(found.into_iter().filter(|(is, _)| *is).map(|(_, reason)| reason));
        }
        reasons
    }

    /// Whether one thing at least is the same, or the titles are near.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let siret = self.sirets.iter().any(|it| other.sirets.contains(it));
        let address = !self.address.is_empty() && self.address == other.address;
        let title = !self.title.is_empty() && self.title == other.title;
        siret || address || title || self.is_near(other)
    }

    fn is_near(&self, other: &Self) -> bool {
        let (long, short) =
            (self.title.len().max(other.title.len()), self.title.len().min(other.title.len()));
        if short < SHORTEST {
            return false;
        }
        // A cheap look first: titles of very different lengths are far apart.
        if ratio(short, long) >= NEAR
            && strsim::normalized_levenshtein(&self.title, &other.title) >= NEAR
        {
            return true;
        }
        let (mine, theirs) = (self.words.len(), other.words.len());
        if mine.min(theirs) < 3 {
            return false;
        }
        let shared =
            self.words.iter().filter(|word| other.words.binary_search(word).is_ok()).count();
        ratio(shared, mine.max(theirs)) >= SHARED
    }
}

/// `part` of `whole`; both are small.
fn ratio(part: usize, whole: usize) -> f64 {
    let float = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    if whole == 0 { 0.0 } else { float(part) / float(whole) }
}

/// Lower case, without accents or signs: two ways to write the same are the same.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let spaced: String = plain.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let spaced = spaced.replace('œ', "oe").replace('æ', "ae");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{TwinReason::*, *};

    #[test]
    fn a_title_is_the_same_however_it_is_written() {
        let velo = Profile::new("L’Atelier Vélo du Sanitas");
        assert_eq!(velo.twin(&Profile::new("l'atelier velo du SANITAS")), [SameTitle]);
        assert_eq!(velo.twin(&Profile::new("Atelier vélo du Sanitas")), [NearTitle]);
        assert_eq!(velo.twin(&Profile::new("Du Sanitas, l’atelier vélo")), [NearTitle]);
        assert!(velo.twin(&Profile::new("Atelier couture des Gibjoncs")).is_empty());
        assert!(Profile::new("").twin(&Profile::new("")).is_empty());
        assert!(Profile::new("Bus emploi").twin(&Profile::new("Bus santé")).is_empty());
    }

    #[test]
    fn ten_thousand_comparisons_take_no_time() {
        let others: Vec<Profile> = (0..10_000)
            .map(|n| Profile::new(&format!("Atelier numéro {n} du quartier des Fontaines")))
            .collect();
        let mine = Profile::new("Atelier numéro 77 du quartier des Gibjoncs");
        let since = std::time::Instant::now();
        let twins = others.iter().filter(|it| !mine.twin(it).is_empty()).count();
        assert!(twins > 0);
        // A release takes a tenth of what a test build takes, on a machine that does nothing else.
        assert!(since.elapsed().as_millis() < 1_000, "{:?}", since.elapsed());
    }

    #[test]
    fn one_carrier_has_many_actions_but_few_at_one_address() {
        let siret: Siret = "44054935000021".parse().unwrap();
        let one = Profile::new("Permis solidaire").carried_by("Régie Plus", Some(siret.clone()));
        let other = Profile::new("Café des parents").carried_by("REGIE PLUS", Some(siret));
        assert!(one.twin(&other).is_empty());
        let (one, other) =
            (one.at("3, rue des Prés", "37000"), other.at("3 rue des Prés", "37000"));
        assert_eq!(one.twin(&other), [SameCarrier, SameSiret, SameAddress]);
        let neighbour = Profile::new("Café des parents").at("3 rue des Prés", "37000");
        assert!(one.twin(&neighbour).is_empty());
    }
}
