//! Form data of a member to invite or change.

use std::collections::BTreeSet;

use crate::{
    catalogue::Catalogue,
    domain::{
        access::Role,
        account::Account,
        place::DepartementCode,
        text::{Line, TextError},
    },
    i18n::{Key, say},
    web::{
        Page,
        forms::{Fields, Mistakes},
        parts::{Choice, Choices, Field},
    },
};

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
        MODERATOR => Some(say::MEMBER_ROLE_MODERATOR),
        ADMINISTRATOR => Some(say::MEMBER_ROLE_ADMINISTRATOR),
        _ => None,
    }
}

impl MemberForm {
    pub fn name(&self, page: &Page, mistakes: &mut Mistakes) -> Option<Line> {
        let name = self.name.trim().parse();
        if let Err(error) = &name {
            let key = match error {
                TextError::Empty => say::MEMBER_NAME_MISSING,
                TextError::TooLong | TextError::Malformed => say::MEMBER_NAME_WRONG,
            };
            mistakes.add(NAME, page.t(key).into_owned());
        }
        name.ok()
    }

    pub fn role(
        &self,
        page: &Page,
        catalogue: &Catalogue,
        mistakes: &mut Mistakes,
    ) -> Option<Role> {
        match self.role.as_str() {
            ADMINISTRATOR => Some(Role::Administrator),
            MODERATOR => {
                let own = self.own(catalogue);
                if own.is_none() {
                    let words = page.t(say::MEMBER_DEPARTEMENTS_WRONG).into_owned();
                    mistakes.add(DEPARTEMENTS, words);
                }
                own.map(Role::Moderator)
            }
            _ => {
                mistakes.add(ROLE, page.t(say::MEMBER_ROLE_MISSING).into_owned());
                None
            }
        }
    }

    /// Départements ticked; `None` if one is not in the catalogue.
    fn own(&self, catalogue: &Catalogue) -> Option<BTreeSet<DepartementCode>> {
        let code = |text: &String| {
            let code = text.parse().ok()?;
            catalogue.departement(&code).map(|departement| departement.code.clone())
        };
        self.departements.iter().map(code).collect()
    }

    pub fn fields(&self, page: &Page, catalogue: &Catalogue, mistakes: &Mistakes) -> MemberFields {
        let email = Field::new(page, EMAIL, say::MEMBER_EMAIL, &self.email)
            .help(page, say::MEMBER_EMAIL_HELP)
            .typed("email", "off");
        let name =
            Field::new(page, NAME, say::MEMBER_NAME, &self.name).help(page, say::MEMBER_NAME_HELP);
        let roles = [MODERATOR, ADMINISTRATOR].into_iter().filter_map(|role| {
            Some(Choice::new(role, page.t(role_label(role)?), self.role == role))
        });
        let roles = roles.collect();
        let departements = catalogue.departements.iter().map(|it| {
            let code = it.code.to_string();
            let chosen = self.departements.contains(&code);
            Choice::new(code, it.name.as_str(), chosen)
        });
        MemberFields {
            email: email.among(mistakes),
            name: name.among(mistakes),
            role: Choices::one(page, ROLE, say::MEMBER_ROLE, roles).among(mistakes),
            departements: Choices::several(
                page,
                DEPARTEMENTS,
                say::MEMBER_DEPARTEMENTS,
                departements.collect(),
            )
            .help(page, say::MEMBER_DEPARTEMENTS_HELP)
            .optional()
            .among(mistakes),
        }
    }
}
