//! Labels of form fields and texts of their values, for form recovery.

use crate::catalogue::Catalogue;
use crate::domain::moderation::RefusalReason;
use crate::domain::proposal::{Field, Part};
use crate::i18n::{Key, capitalised, messages};
use crate::web::account::member::form as member;
use crate::web::account::sign_in::form as sign_in;
use crate::web::moderation::{self, MESSAGE_FIELD};
use crate::web::proposal::{self, labels};
use crate::web::{Page, paths};

/// Labels of the form with the action `path`.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'a> {
    pub page: &'a Page,
    pub catalogue: &'a Catalogue,
    /// Path of the form's action.
    pub path: &'a str,
}

impl Labels<'_> {
    /// Label of the field `name`, and text of its `value`.
    pub fn label_and_value(self, name: &str, value: &str) -> (String, String) {
        let Self { page, catalogue, .. } = self;
        let own = if self.is_under(paths::MEMBERS) {
            self.member_field(name, value)
        } else if self.is_under(paths::PROPOSALS) {
            self.decision_field(name, value)
        } else if self.is_under(paths::SIGN_IN) {
            (name == sign_in::EMAIL).then(|| self.labelled(messages::SIGN_IN_ADDRESS, value))
        } else if self.is_under(paths::MODERATED_INITIATIVES) && name == MESSAGE_FIELD {
            Some(self.labelled(messages::MODERATED_WHY, value))
        } else if [paths::PROPOSE, paths::FOLLOW, paths::MODERATED_INITIATIVES]
            .iter()
            .any(|it| self.is_under(it))
        {
            let field = Field::from_name(name);
            let field = field.map(|it| {
                (labels::label(page, it), labels::value_text(page, catalogue, it, value))
            });
            field.or_else(|| self.search_field(name, value))
        } else {
            None
        };
        own.unwrap_or_else(|| (fallback_label(name), value.to_owned()))
    }

    fn member_field(self, name: &str, value: &str) -> Option<(String, String)> {
        match name {
            member::EMAIL => Some(self.labelled(messages::MEMBER_EMAIL, value)),
            member::NAME => Some(self.labelled(messages::MEMBER_NAME, value)),
            member::ROLE => {
                let role = member::role_label(value).map(|key| self.page.t(key).into_owned());
                Some(self.labelled(messages::MEMBER_ROLE, role.as_deref().unwrap_or(value)))
            }
            member::DEPARTEMENTS => {
                let code = value.parse().ok();
                let known = code.and_then(|code| self.catalogue.departement(&code));
                let text = known.map_or(value, |it| it.name.as_str());
                Some(self.labelled(messages::MEMBER_DEPARTEMENTS, text))
            }
            _ => None,
        }
    }

    fn decision_field(self, name: &str, value: &str) -> Option<(String, String)> {
        match name {
            MESSAGE_FIELD => Some(self.labelled(messages::PROPOSAL_WORDS, value)),
            moderation::REASON => {
                let reason = RefusalReason::from_code(value).map(|it| self.page.lang.refusal(it));
                Some(self.labelled(messages::PROPOSAL_REASON, reason.as_deref().unwrap_or(value)))
            }
            moderation::PARTS => {
                let part = Part::from_name(value).map(|it| self.page.lang.part(it));
                Some(self.labelled(messages::PROPOSAL_TAKE, part.as_deref().unwrap_or(value)))
            }
            _ => None,
        }
    }

    /// Fields of the proposal forms that are no fields of an initiative.
    fn search_field(self, name: &str, value: &str) -> Option<(String, String)> {
        let label = match name {
            proposal::PLACE_SEARCH_FIELD => messages::PROPOSE_FIND_PLACE,
            proposal::CARRIER_SEARCH_FIELD => messages::PROPOSE_CARRIER_FIND,
            proposal::EMAIL_FIELD => messages::REVIEW_LINK_EMAIL,
            moderation::VERIFIED_FIELD => messages::CORRECT_VERIFIED,
            _ => return None,
        };
        Some(self.labelled(label, value))
    }

    fn labelled(self, label: &Key, value: &str) -> (String, String) {
        (self.page.t(label).into_owned(), value.to_owned())
    }

    fn is_under(self, section: &str) -> bool {
        paths::is_under(self.path, section)
    }
}

/// Fallback label, made from the name of an unknown field: « Nom du porteur » from `nom-du-porteur`.
pub fn fallback_label(name: &str) -> String {
    capitalised(&name.replace(['-', '_'], " "))
}
