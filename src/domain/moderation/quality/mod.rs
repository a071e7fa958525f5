//! Quality score of a service, as defined by data·inclusion (référentiel de l’offre d’insertion, schema v1, GIP
//! Plateforme de l’inclusion, Licence Ouverte 2.0): from 0 to 1, the mean of the criteria that apply.

use jiff::civil::Date;

use crate::domain::directory::{AccessMode, DeliveryMode, Fees, InitiativeFacts};
use crate::domain::proposal::Field;
use crate::domain::time::PartialDate;

/// Lengths of a description, in characters, from which it is good, and from which it is too long.
const GOOD_CHARS: usize = 200;
const TOO_LONG_CHARS: usize = 2_000;
/// Length under which a description scores 0.
const SHORT_CHARS: usize = 50;
/// Ages, in days, up to which facts are recent (six months), and from which they are old (two years).
const RECENT_DAYS: f64 = 183.0;
const OLD_DAYS: f64 = 730.0;

/// Inputs of the score.
#[expect(clippy::struct_excessive_bools, reason = "what is there, and what is not")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quality {
    has_address: bool,
    /// In person: `modes_accueil` has `en-presentiel`, which itinerant services have too.
    in_person: bool,
    modes: Vec<AccessMode>,
    has_access_by: bool,
    audiences: usize,
    thematiques: usize,
    has_email: bool,
    has_phone: bool,
    has_link: bool,
    /// Days since the facts were last known to be true; `None` if unknown.
    days: Option<i32>,
    fees: Option<Fees>,
    has_fees_details: bool,
    /// Length of the description, in characters.
    length: usize,
}

/// Percentage, from 0 to 100, of a score from 0 to 1.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between 0 and 100"
)]
pub fn percent(score: f64) -> u8 {
    (score * 100.0).round().clamp(0.0, 100.0) as u8
}

/// Criterion, with its name in data·inclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// `adresse_bien_definie`: has an address; applies in person, or if `se-presenter` is an access mode.
    Address,
    /// `modes_mobilisation_bien_definis`: 1 with `modes_mobilisation` and `mobilisable_par`, 0.5 with one of them.
    Access,
    /// `au_moins_un_public`.
    Audience,
    /// `au_moins_une_thematique`.
    Theme,
    /// `au_moins_un_moyen_de_contact`: an email address, a telephone or a link.
    Contact,
    /// `courriel_bien_defini`; applies if writing is an access mode.
    Email,
    /// `telephone_bien_defini`; applies if telephoning is an access mode.
    Phone,
    /// `date_maj_recente`: 1 under six months, then less each day, 0 from two years.
    Recent,
    /// `frais_bien_definis`: 1 when free, or paying with details; 0.5 when paying without.
    Fees,
    /// `description_bien_definie`: 1 from 200 to 1,999 characters, 0.5 from 50 or above, 0 under 50.
    Description,
}

/// Change of a field that raises the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Improvement {
    pub field: Field,
    /// Score after the change, minus the score before.
    pub gain: f64,
}

impl Criterion {
    pub const ALL: [Self; 10] = [
        Self::Address,
        Self::Access,
        Self::Audience,
        Self::Theme,
        Self::Contact,
        Self::Email,
        Self::Phone,
        Self::Recent,
        Self::Fees,
        Self::Description,
    ];
}

/// Fields that can raise the score; equal gains keep this order.
const IMPROVABLE_FIELDS: [Field; 11] = [
    Field::Summary,
    Field::Address,
    Field::Phone,
    Field::Email,
    Field::AccessModes,
    Field::AccessBy,
    Field::AccessUrl,
    Field::Fees,
    Field::FeesDetails,
    Field::Barriers,
    Field::Audiences,
];

impl Quality {
    /// Inputs of the score of `facts` on the day `today`; `thematiques` is the number of data·inclusion codes of its
    /// barriers.
    #[must_use]
    pub fn of(facts: &InitiativeFacts, thematiques: usize, today: Date) -> Self {
        let practical = &facts.practical;
        let seen = facts.lifecycle.attested_on.map(PartialDate::first_day);
        let seen = seen.into_iter().chain(facts.lifecycle.confirmed_on).max();
        let in_person = match facts.delivery {
            Some(DeliveryMode::OnSite | DeliveryMode::Itinerant) => true,
            Some(DeliveryMode::Remote) | None => false,
        };
        Self {
            has_address: practical.address.is_some(),
            in_person,
            modes: practical.access_modes.clone(),
            has_access_by: !practical.access_by.is_empty(),
            audiences: facts.audiences.len(),
            thematiques,
            has_email: facts.email.is_some(),
            has_phone: facts.phone.is_some(),
            has_link: practical.access_url.is_some(),
            days: seen.map(|day| (today - day).get_days()),
            fees: practical.fees,
            has_fees_details: practical.fees_details.is_some(),
            length: facts.summary.as_str().chars().count(),
        }
    }

    /// Score from 0 to 1.
    #[must_use]
    pub fn score(&self) -> f64 {
        let marks: Vec<f64> =
            Criterion::ALL.into_iter().filter_map(|it| self.criterion_score(it)).collect();
        let count = u32::try_from(marks.len()).map_or(1.0, f64::from);
        marks.iter().sum::<f64>() / count
    }

    /// Score of `criterion`, 0 to 1; `None` if it does not apply.
    #[must_use]
    pub fn criterion_score(&self, criterion: Criterion) -> Option<f64> {
        let full = |is: bool| if is { 1.0 } else { 0.0 };
        match criterion {
            Criterion::Address => {
                let applies = self.in_person || self.modes.contains(&AccessMode::Come);
                applies.then(|| full(self.has_address))
            }
            Criterion::Access => {
                Some(f64::midpoint(full(!self.modes.is_empty()), full(self.has_access_by)))
            }
            Criterion::Audience => Some(full(self.audiences > 0)),
            Criterion::Theme => Some(full(self.thematiques > 0)),
            Criterion::Contact => Some(full(self.has_email || self.has_phone || self.has_link)),
            Criterion::Email => {
                self.modes.contains(&AccessMode::Mail).then(|| full(self.has_email))
            }
            Criterion::Phone => {
                self.modes.contains(&AccessMode::Phone).then(|| full(self.has_phone))
            }
            Criterion::Recent => Some(self.recency()),
            Criterion::Fees => Some(match self.fees {
                Some(Fees::Free) => 1.0,
                Some(Fees::Paying) if self.has_fees_details => 1.0,
                Some(Fees::Paying) => 0.5,
                None => 0.0,
            }),
            Criterion::Description => Some(match self.length {
                0..SHORT_CHARS => 0.0,
                GOOD_CHARS..TOO_LONG_CHARS => 1.0,
                _ => 0.5,
            }),
        }
    }

    fn recency(&self) -> f64 {
        let days = self.days.map_or(f64::MAX, f64::from);
        ((OLD_DAYS - days) / (OLD_DAYS - RECENT_DAYS)).clamp(0.0, 1.0)
    }

    /// Changes that raise the score, best first, `most` at most.
    #[must_use]
    pub fn improvements(&self, most: usize) -> Vec<Improvement> {
        let before = self.score();
        let mut edits: Vec<Improvement> = IMPROVABLE_FIELDS
            .into_iter()
            .map(|field| Improvement { field, gain: self.with_filled(field).score() - before })
            .filter(|edit| edit.gain > 1e-9)
            .collect();
        edits.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        edits.truncate(most);
        edits
    }

    /// Copy with `field` filled in as well as possible.
    fn with_filled(&self, field: Field) -> Self {
        let mut it = self.clone();
        if field == Field::Summary {
            it.length = GOOD_CHARS;
        } else if field == Field::Address {
            it.has_address = true;
        } else if field == Field::Phone {
            it.has_phone = true;
        } else if field == Field::Email {
            it.has_email = true;
        } else if field == Field::AccessModes && it.modes.is_empty() {
            it.modes.push(AccessMode::Come);
        } else if field == Field::AccessBy {
            it.has_access_by = true;
        } else if field == Field::AccessUrl {
            it.has_link = true;
        } else if field == Field::Fees && it.fees.is_none() {
            it.fees = Some(Fees::Free);
        } else if field == Field::FeesDetails && it.fees == Some(Fees::Paying) {
            it.has_fees_details = true;
        } else if field == Field::Barriers {
            it.thematiques = it.thematiques.max(1);
        } else if field == Field::Audiences {
            it.audiences = it.audiences.max(1);
        }
        it
    }
}

#[cfg(test)]
mod tests;
