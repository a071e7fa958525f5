//! Form data of a decision.

use std::collections::BTreeSet;

use crate::domain::directory::RevisionId;
use crate::domain::moderation::RefusalReason;
use crate::domain::proposal::{Part, PartSelection};
use crate::domain::text::Prose;
use crate::i18n::messages;
use crate::web::form::{Fields, FormErrors};
use crate::web::moderation::message::{self, MESSAGE_FIELD};
use crate::web::{Error, Page, Result};

use super::private_fields::field_labels;
use crate::web::moderation::context::ReviewContext;

/// Names of the fields.
pub const REASON: &str = "motif";
pub const PARTS: &str = "partie";
pub const VERSION: &str = "version";
pub const REVISION: &str = "en-vigueur";

/// Values as typed.
#[derive(Debug, Clone, Default)]
pub struct DecisionForm {
    /// Version of the proposal that was on the page.
    pub version: i64,
    /// Revision of the initiative that was on the page.
    pub revision: Option<RevisionId>,
    pub parts: BTreeSet<Part>,
    pub message: String,
    pub reason: Option<RefusalReason>,
}

impl DecisionForm {
    /// # Errors
    /// [`Error::MalformedForm`] if the version is missing or malformed.
    pub fn read(fields: &Fields) -> Result<Self> {
        let version = fields.get(VERSION).parse().map_err(|_| Error::MalformedForm)?;
        Ok(Self {
            version,
            revision: fields.get(REVISION).parse().ok().map(RevisionId::new),
            parts: fields.all(PARTS).filter_map(Part::from_name).collect(),
            message: fields.get(MESSAGE_FIELD).trim().to_owned(),
            reason: RefusalReason::from_code(fields.get(REASON)),
        })
    }

    /// Hidden fields that send the decision again.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let parts = self.parts.iter().map(|part| (PARTS, part.name().to_owned()));
        let reason = self.reason.map(|reason| (REASON, reason.code().to_owned()));
        let fields = [(VERSION, self.version.to_string()), (MESSAGE_FIELD, self.message.clone())];
        fields.into_iter().chain(reason).chain(parts).collect()
    }

    /// Required message to the author.
    pub fn message(&self, page: &Page, errors: &mut FormErrors) -> Option<Prose> {
        message::required_message(page, &self.message, messages::FORM_ERROR_WORDS_MISSING, errors)
    }

    /// Optional message to the author.
    pub fn optional_message(&self, page: &Page, errors: &mut FormErrors) -> Option<Prose> {
        message::optional_message(page, &self.message, errors)
    }

    /// Required reason of a refusal.
    pub fn reason(&self, page: &Page, errors: &mut FormErrors) -> Option<RefusalReason> {
        if self.reason.is_none() {
            errors.add(REASON, page.t(messages::FORM_ERROR_REASON_MISSING).into_owned());
        }
        self.reason
    }

    /// Parts of `context` to publish.
    pub fn chosen(
        &self,
        page: &Page,
        context: &ReviewContext,
        errors: &mut FormErrors,
    ) -> Option<PartSelection> {
        if let Err(invalid_fields) = &context.content {
            let labels = page.lang.all_of(field_labels(page, invalid_fields));
            errors.add(PARTS, page.tv(messages::FORM_ERROR_UNSOUND, &labels));
            return None;
        }
        let shown = context.parts();
        if context.is_change() && !shown.is_empty() && self.parts.is_empty() {
            errors.add(PARTS, page.t(messages::FORM_ERROR_PARTS_NONE).into_owned());
            return None;
        }
        match PartSelection::new(self.parts.clone(), context.is_change()) {
            Ok(chosen) => Some(chosen),
            Err(lacking) => {
                let labels = lacking.0.iter().map(|part| page.lang.part(*part).into_owned());
                let labels = page.lang.all_of(labels.collect());
                errors.add(PARTS, page.tv(messages::FORM_ERROR_PARTS_REQUIRED, &labels));
                None
            }
        }
    }
}
