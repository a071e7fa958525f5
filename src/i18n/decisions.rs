//! The parts of a proposal and the reasons to refuse one, as pages and mails name them.

use std::borrow::Cow;

use super::{Lang, say};
use crate::domain::{proposal::Part, refusal::Refusal};

impl Lang {
    /// « Titre », « Résumé ».
    #[must_use]
    pub fn part(self, part: Part) -> Cow<'static, str> {
        self.t(match part {
            Part::Title => say::PART_TITLE,
            Part::Summary => say::PART_SUMMARY,
            Part::Activity => say::PART_ACTIVITY,
            Part::Schedule => say::PART_SCHEDULE,
            Part::Place => say::PART_PLACE,
            Part::Neighbourhoods => say::PART_NEIGHBOURHOODS,
            Part::Reach => say::PART_REACH,
            Part::Barriers => say::PART_BARRIERS,
            Part::Audiences => say::PART_AUDIENCES,
            Part::Access => say::PART_ACCESS,
            Part::Fees => say::PART_FEES,
            Part::Conditions => say::PART_CONDITIONS,
            Part::Phone => say::PART_PHONE,
            Part::Email => say::PART_EMAIL,
            Part::Website => say::PART_WEBSITE,
            Part::Carriers => say::PART_CARRIERS,
            Part::Partners => say::PART_PARTNERS,
        })
    }

    /// The reason in a few words.
    #[must_use]
    pub fn refusal(self, reason: Refusal) -> Cow<'static, str> {
        self.t(match reason {
            Refusal::OutOfScope => say::REFUSAL_OUT_OF_SCOPE,
            Refusal::OutOfRegion => say::REFUSAL_OUT_OF_REGION,
            Refusal::Duplicate => say::REFUSAL_DUPLICATE,
            Refusal::Unverifiable => say::REFUSAL_UNVERIFIABLE,
            Refusal::Commercial => say::REFUSAL_COMMERCIAL,
            Refusal::Over => say::REFUSAL_OVER,
            Refusal::Unreadable => say::REFUSAL_UNREADABLE,
            Refusal::Unlawful => say::REFUSAL_UNLAWFUL,
            Refusal::Spam => say::REFUSAL_SPAM,
        })
    }

    /// What the reason means, in a sentence.
    #[must_use]
    pub fn refusal_text(self, reason: Refusal) -> Cow<'static, str> {
        self.t(match reason {
            Refusal::OutOfScope => say::REFUSAL_OUT_OF_SCOPE_TEXT,
            Refusal::OutOfRegion => say::REFUSAL_OUT_OF_REGION_TEXT,
            Refusal::Duplicate => say::REFUSAL_DUPLICATE_TEXT,
            Refusal::Unverifiable => say::REFUSAL_UNVERIFIABLE_TEXT,
            Refusal::Commercial => say::REFUSAL_COMMERCIAL_TEXT,
            Refusal::Over => say::REFUSAL_OVER_TEXT,
            Refusal::Unreadable => say::REFUSAL_UNREADABLE_TEXT,
            Refusal::Unlawful => say::REFUSAL_UNLAWFUL_TEXT,
            Refusal::Spam => say::REFUSAL_SPAM_TEXT,
        })
    }
}
