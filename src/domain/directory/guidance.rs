//! Guidance beyond the directory: mainstream schemes, the barriers that a kind of organisation helps with, national
//! telephone numbers.

use super::contact::{NationalPhone, WebUrl};
use super::vocabulary::{EVERYBODY, broader_audience};
use crate::domain::text::{Line, Prose, Reference, Slug, fold, key};
use crate::domain::time::PartialDate;

key! {
    /// Number of a scheme in short links; it keeps it for ever.
    SchemeId
}

/// Mainstream measure that people are entitled to, whatever initiatives exist (aide, droit).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    pub slug: Slug,
    pub title: Line,
    pub acronym: Option<Line>,
    pub summary: Prose,
    /// Slugs of the barriers it helps with.
    pub barriers: Vec<Slug>,
    pub audiences: Vec<Slug>,
    /// Giver that is no kind of organisation of the directory: « La Région Centre-Val de Loire ».
    pub given_by: Option<Line>,
    /// Kinds of organisations where one asks for it.
    pub kinds: Vec<Slug>,
    pub conditions: Prose,
    /// Amount, with its date.
    pub amount: Option<Prose>,
    pub how_to_ask: Option<Prose>,
    /// References of the initiatives whose text names it.
    pub initiatives: Vec<Reference>,
    pub official_url: WebUrl,
    pub source_url: WebUrl,
    /// Date of the facts.
    pub as_of: PartialDate,
    pub status: SchemeStatus,
    /// Doubt, in one sentence for visitors.
    pub caveat: Option<Prose>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchemeStatus {
    InForce,
    /// Its source is old, or does not say that it goes on: shown as to be checked.
    Unsure,
    Ended,
}

/// Help that a kind of organisation gives with a barrier.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KindBarrier {
    pub kind: Slug,
    pub barrier: Slug,
    pub strength: BarrierStrength,
    /// Audiences that it is reserved to; everybody if empty.
    pub audiences_only: Vec<Slug>,
    /// Reason, after the label of the kind: « verse l’aide à la mobilité ».
    pub why: Line,
    pub source_url: WebUrl,
    pub as_of: Option<PartialDate>,
}

/// Rank of a kind among those that help with a barrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BarrierStrength {
    First,
    Also,
}

/// National telephone number, which answers wherever one lives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NationalNumber {
    pub number: NationalPhone,
    pub name: Line,
    pub for_what: Prose,
    /// Hours, in words.
    pub hours: Option<Prose>,
    pub cost: CallCost,
    /// True if it is for emergencies only.
    pub emergency: bool,
    /// Slugs of the barriers it is for; a number without any is never the end of a search.
    pub barriers: Vec<Slug>,
    /// Audiences that it is reserved to; everybody if empty.
    pub audiences_only: Vec<Slug>,
    pub position: u8,
    pub source_url: WebUrl,
    pub as_of: Option<PartialDate>,
    /// Source that says that it answers everybody about all of its barriers, such as France Travail.
    pub called_first_source: Option<WebUrl>,
}

impl NationalNumber {
    /// True if it may be called first about one of its barriers. A helpline for one distress may not.
    #[must_use]
    pub const fn is_called_first(&self) -> bool {
        self.called_first_source.is_some()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallCost {
    Free,
    /// Price of a normal call.
    Call,
    /// The service itself is paid for.
    Paid,
}

impl Scheme {
    /// True if it is reserved to no audience.
    #[must_use]
    pub fn is_for_everybody(&self) -> bool {
        self.audiences.is_empty() || self.audiences.iter().any(|it| it.as_str() == EVERYBODY)
    }

    /// Keys of its givers: the kinds of organisations where one asks for it, and the giver that is none.
    pub fn givers(&self) -> impl Iterator<Item = Slug> {
        let named = self.given_by.as_ref().and_then(giver_key);
        self.kinds.iter().cloned().chain(named)
    }
}

/// Key of a giver that is no kind of organisation: `la-region-centre-val-de-loire`.
pub fn giver_key(name: &Line) -> Option<Slug> {
    fold(name.as_str()).replace(' ', "-").parse().ok()
}

/// Audience of the bodies that receive young people only.
pub const YOUTH: &str = "jeunes";

/// True if what is for `audiences` is for people of `audience`: they also belong to the broader audience.
#[must_use]
pub fn is_for(audiences: &[Slug], audience: &Slug) -> bool {
    let broader = broader_audience(audience);
    audiences.iter().any(|it| it == audience || broader == Some(it.as_str()))
}

/// True if what is reserved to `only` is shown to people of the audiences `chosen`. Without a chosen one, only what is
/// reserved to young people is left out.
#[must_use]
pub fn is_shown_to(only: &[Slug], chosen: &[Slug]) -> bool {
    match chosen {
        [] => only.is_empty() || only.iter().any(|it| it.as_str() != YOUTH),
        chosen => only.is_empty() || chosen.iter().any(|it| is_for(only, it)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_schemes_are_shown_to_their_audiences_only() {
        let slugs = |text: &str| -> Vec<Slug> {
            text.split_whitespace().map(|slug| slug.parse().unwrap()).collect()
        };
        let open = |only: &str, chosen: &str| is_shown_to(&slugs(only), &slugs(chosen));
        assert!(open("", ""));
        assert!(open("", "jeunes"));
        assert!(open("jeunes parents", "parents"));
        assert!(open("parents", ""));
        assert!(open("jeunes parents", ""));
        assert!(!open("jeunes", ""));
        assert!(!open("jeunes", "seniors tous"));
        assert!(open("parents", "monoparental"));
        assert!(open("demandeurs-emploi", "longue-duree"));
        assert!(!open("monoparental", "parents"));
    }
}
