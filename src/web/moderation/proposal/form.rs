//! Form data of a decision.

use std::collections::BTreeSet;

use crate::{
    domain::{
        ids::RevisionId,
        proposal::{Chosen, Part},
        refusal::Refusal,
        text::Prose,
    },
    i18n::say,
    web::{
        Error, Page, Result,
        forms::{Fields, Mistakes},
        moderation::words::{self, WORDS},
    },
};

use super::{about::field_labels, case::Case};

/// Names of the fields.
pub const REASON: &str = "motif";
pub const PARTS: &str = "partie";
pub const VERSION: &str = "version";
pub const SEEN: &str = "en-vigueur";

/// Values as typed.
#[derive(Debug, Clone, Default)]
pub struct DecisionForm {
    /// Version of the proposal that was on the page.
    pub version: i64,
    /// Revision of the initiative that was on the page.
    pub seen: Option<RevisionId>,
    pub parts: BTreeSet<Part>,
    pub words: String,
    pub reason: Option<Refusal>,
}

impl DecisionForm {
    /// # Errors
    /// [`Error::Unreadable`] if the version is missing or malformed.
    pub fn read(fields: &Fields) -> Result<Self> {
        let version = fields.get(VERSION).parse().map_err(|_| Error::Unreadable)?;
        Ok(Self {
            version,
            seen: fields.get(SEEN).parse().ok().map(RevisionId::new),
            parts: fields.all(PARTS).filter_map(Part::named).collect(),
            words: fields.get(WORDS).trim().to_owned(),
            reason: Refusal::coded(fields.get(REASON)),
        })
    }

    /// Hidden fields that send the decision again.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let parts = self.parts.iter().map(|part| (PARTS, part.name().to_owned()));
        let reason = self.reason.map(|reason| (REASON, reason.code().to_owned()));
        let fields = [(VERSION, self.version.to_string()), (WORDS, self.words.clone())];
        fields.into_iter().chain(reason).chain(parts).collect()
    }

    /// Required message to the author.
    pub fn words(&self, page: &Page, mistakes: &mut Mistakes) -> Option<Prose> {
        words::required(page, &self.words, say::MISTAKE_WORDS_MISSING, mistakes)
    }

    /// Optional message to the author.
    pub fn optional_words(&self, page: &Page, mistakes: &mut Mistakes) -> Option<Prose> {
        words::optional(page, &self.words, mistakes)
    }

    /// Required reason of a refusal.
    pub fn reason(&self, page: &Page, mistakes: &mut Mistakes) -> Option<Refusal> {
        if self.reason.is_none() {
            mistakes.add(REASON, page.t(say::MISTAKE_REASON_MISSING).into_owned());
        }
        self.reason
    }

    /// Parts of `case` to publish.
    pub fn chosen(&self, page: &Page, case: &Case, mistakes: &mut Mistakes) -> Option<Chosen> {
        if let Err(mistaken) = &case.content {
            let labels = page.lang.all_of(field_labels(page, mistaken));
            mistakes.add(PARTS, page.tv(say::MISTAKE_UNSOUND, &labels));
            return None;
        }
        let shown = case.parts();
        if case.is_change() && !shown.is_empty() && self.parts.is_empty() {
            mistakes.add(PARTS, page.t(say::MISTAKE_PARTS_NONE).into_owned());
            return None;
        }
        match Chosen::new(self.parts.clone(), case.is_change()) {
            Ok(chosen) => Some(chosen),
            Err(lacking) => {
                let labels = lacking.0.iter().map(|part| page.lang.part(*part).into_owned());
                let labels = page.lang.all_of(labels.collect());
                mistakes.add(PARTS, page.tv(say::MISTAKE_PARTS_REQUIRED, &labels));
                None
            }
        }
    }
}
