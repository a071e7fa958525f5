//! Texts about roles.

use crate::catalogue::Catalogue;
use crate::domain::account::Role;
use crate::domain::place::DepartementCode;
use crate::i18n::messages;
use crate::web::Page;

/// Text of `role`, with the départements of a moderator.
pub fn role_text(page: &Page, catalogue: &Catalogue, role: &Role) -> String {
    match role {
        Role::Administrator => page.t(messages::ROLE_ADMINISTRATOR).into_owned(),
        Role::Moderator(own) if own.is_empty() => page.t(messages::ROLE_MODERATOR).into_owned(),
        Role::Moderator(_) => {
            let names = role_departements(catalogue, role);
            page.tv(messages::ROLE_MODERATOR_OF, &names.join(", "))
        }
    }
}

/// Names of the départements of `role`; none if it is for the region.
pub fn role_departements(catalogue: &Catalogue, role: &Role) -> Vec<String> {
    match role {
        Role::Administrator => Vec::new(),
        Role::Moderator(own) => own.iter().map(|code| name(catalogue, code)).collect(),
    }
}

/// Name of a département; its code if it is no longer in the directory.
fn name(catalogue: &Catalogue, code: &DepartementCode) -> String {
    let known = catalogue.departement(code);
    known.map_or_else(|| code.to_string(), |departement| departement.name.to_string())
}
