//! Form data of a member to invite or change.

use std::collections::BTreeSet;

use crate::catalogue::Catalogue;
use crate::domain::account::{Account, Role};
use crate::domain::place::DepartementCode;
use crate::domain::text::{Line, TextError};
use crate::i18n::{Key, messages};
use crate::web::Page;
use crate::web::components::{ChoiceOption, Choices, Field};
use crate::web::form::{Fields, FormErrors};

pub const EMAIL: &str = "adresse";
pub const NAME: &str = "nom";
pub const ROLE: &str = "role";
pub const DEPARTEMENTS: &str = "departements";
const MODERATOR: &str = "relecture";
const ADMINISTRATOR: &str = "administration";

/// Values as typed, or from the account.
#[derive(Debug, Default)]
pub struct MemberForm {
    pub email: String,
    pub name: String,
    pub role: String,
    pub departements: Vec<String>,
}

/// Form fields, ready to print.
#[derive(Debug)]
pub struct MemberFields {
    pub email: Field,
    pub name: Field,
    pub role: Choices,
    pub departements: Choices,
}

impl From<&Fields> for MemberForm {
    fn from(fields: &Fields) -> Self {
        Self {
            email: fields.get(EMAIL).to_owned(),
            name: fields.get(NAME).to_owned(),
            role: fields.get(ROLE).to_owned(),
            departements: fields.all(DEPARTEMENTS).map(str::to_owned).collect(),
        }
    }
}

impl From<&Account> for MemberForm {
    fn from(account: &Account) -> Self {
        let (role, departements) = match &account.role {
            Role::Administrator => (ADMINISTRATOR, Vec::new()),
            Role::Moderator(own) => (MODERATOR, own.iter().map(ToString::to_string).collect()),
        };
        Self {
            email: account.email.to_string(),
            name: account.name.to_string(),
            role: role.to_owned(),
            departements,
        }
    }
}

/// Label of a role in the form.
pub fn role_label(role: &str) -> Option<&'static Key> {
    match role {
        MODERATOR => Some(messages::MEMBER_ROLE_MODERATOR),
        ADMINISTRATOR => Some(messages::MEMBER_ROLE_ADMINISTRATOR),
        _ => None,
    }
}

impl MemberForm {
    pub fn name(&self, page: &Page, errors: &mut FormErrors) -> Option<Line> {
        let name = self.name.trim().parse();
        if let Err(error) = &name {
            let key = match error {
                TextError::Empty => messages::MEMBER_NAME_MISSING,
                TextError::TooLong | TextError::Malformed => messages::MEMBER_NAME_WRONG,
            };
            errors.add(NAME, page.t(key).into_owned());
        }
        name.ok()
    }

    pub fn role(
        &self,
        page: &Page,
        catalogue: &Catalogue,
        errors: &mut FormErrors,
    ) -> Option<Role> {
        match self.role.as_str() {
            ADMINISTRATOR => Some(Role::Administrator),
            MODERATOR => {
                let own = self.selected_departements(catalogue);
                if own.is_none() {
                    let words = page.t(messages::MEMBER_DEPARTEMENTS_WRONG).into_owned();
                    errors.add(DEPARTEMENTS, words);
                }
                own.map(Role::Moderator)
            }
            _ => {
                errors.add(ROLE, page.t(messages::MEMBER_ROLE_MISSING).into_owned());
                None
            }
        }
    }

    /// Départements ticked; `None` if one is not in the catalogue.
    fn selected_departements(&self, catalogue: &Catalogue) -> Option<BTreeSet<DepartementCode>> {
        let code = |text: &String| {
            let code = text.parse().ok()?;
            catalogue.departement(&code).map(|departement| departement.code.clone())
        };
        self.departements.iter().map(code).collect()
    }

    pub fn fields(&self, page: &Page, catalogue: &Catalogue, errors: &FormErrors) -> MemberFields {
        let email = Field::new(page, EMAIL, messages::MEMBER_EMAIL, &self.email)
            .help(page, messages::MEMBER_EMAIL_HELP)
            .with_type("email", "off");
        let name = Field::new(page, NAME, messages::MEMBER_NAME, &self.name)
            .help(page, messages::MEMBER_NAME_HELP);
        let roles = [MODERATOR, ADMINISTRATOR].into_iter().filter_map(|role| {
            Some(ChoiceOption::new(role, page.t(role_label(role)?), self.role == role))
        });
        let roles = roles.collect();
        let departements = catalogue.departements.iter().map(|it| {
            let code = it.code.to_string();
            let chosen = self.departements.contains(&code);
            ChoiceOption::new(code, it.name.as_str(), chosen)
        });
        MemberFields {
            email: email.with_error(errors),
            name: name.with_error(errors),
            role: Choices::one(page, ROLE, messages::MEMBER_ROLE, roles).with_error(errors),
            departements: Choices::several(
                page,
                DEPARTEMENTS,
                messages::MEMBER_DEPARTEMENTS,
                departements.collect(),
            )
            .help(page, messages::MEMBER_DEPARTEMENTS_HELP)
            .optional()
            .with_error(errors),
        }
    }
}
