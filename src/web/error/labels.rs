//! Labels of form fields and texts of their values, for form recovery.

use crate::{
    catalogue::Catalogue,
    domain::{
        proposal::{Field, Part},
        refusal::Refusal,
    },
    i18n::{Key, say},
    web::{Page, member::form as member, paths, proposal::words},
};

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
    pub fn tell(self, name: &str, value: &str) -> (String, String) {
        let Self { page, catalogue, .. } = self;
        let own = if self.is_in(paths::MEMBERS) {
            self.of_member(name, value)
        } else if self.is_in(paths::PROPOSALS) {
            self.of_decision(name, value)
        } else if self.is_in(paths::SIGN_IN) {
            (name == "adresse").then(|| self.typed(say::SIGN_IN_ADDRESS, value))
        } else if self.is_in(paths::EDITED) && name == "mot" {
            Some(self.typed(say::EDITED_WHY, value))
        } else if [paths::PROPOSE, paths::FOLLOW, paths::EDITED].iter().any(|it| self.is_in(it)) {
            let field = Field::named(name);
            let field =
                field.map(|it| (words::label(page, it), words::said(page, catalogue, it, value)));
            field.or_else(|| self.of_box(name, value))
        } else {
            None
        };
        own.unwrap_or_else(|| (bare(name), value.to_owned()))
    }

    fn of_member(self, name: &str, value: &str) -> Option<(String, String)> {
        match name {
            member::EMAIL => Some(self.typed(say::MEMBER_EMAIL, value)),
            member::NAME => Some(self.typed(say::MEMBER_NAME, value)),
            member::ROLE => {
                let role = member::role_label(value).map(|key| self.page.t(key).into_owned());
                Some(self.typed(say::MEMBER_ROLE, role.as_deref().unwrap_or(value)))
            }
            member::DEPARTEMENTS => {
                let code = value.parse().ok();
                let known = code.and_then(|code| self.catalogue.departement(&code));
                let said = known.map_or(value, |it| it.name.as_str());
                Some(self.typed(say::MEMBER_DEPARTEMENTS, said))
            }
            _ => None,
        }
    }

    fn of_decision(self, name: &str, value: &str) -> Option<(String, String)> {
        match name {
            "mot" => Some(self.typed(say::PROPOSAL_WORDS, value)),
            "motif" => {
                let reason = Refusal::coded(value).map(|it| self.page.lang.refusal(it));
                Some(self.typed(say::PROPOSAL_REASON, reason.as_deref().unwrap_or(value)))
            }
            "partie" => {
                let part = Part::named(value).map(|it| self.page.lang.part(it));
                Some(self.typed(say::PROPOSAL_TAKE, part.as_deref().unwrap_or(value)))
            }
            _ => None,
        }
    }

    /// Fields of the proposal forms that are no fields of an initiative.
    fn of_box(self, name: &str, value: &str) -> Option<(String, String)> {
        let label = match name {
            "recherche-lieu" => say::PROPOSE_FIND_PLACE,
            "recherche-acteur" => say::PROPOSE_CARRIER_FIND,
            "lien-mail" => say::REVIEW_LINK_EMAIL,
            "verifie" => say::CORRECT_VERIFIED,
            _ => return None,
        };
        Some(self.typed(label, value))
    }

    fn typed(self, label: &Key, value: &str) -> (String, String) {
        (self.page.t(label).into_owned(), value.to_owned())
    }

    fn is_in(self, section: &str) -> bool {
        let rest = self.path.strip_prefix(section);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Fallback label, made from the name of an unknown field: « Nom du porteur » from `nom-du-porteur`.
pub fn bare(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
