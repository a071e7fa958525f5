//! Members of the moderation.

use std::collections::BTreeSet;

use crate::domain::{
    access::Role,
    account::{Account, AccountStatus},
    contact::Email,
    ids::AccountId,
    place::DepartementCode,
    text::Line,
};

/// A row of `accounts`.
pub(super) struct AccountRow {
    pub id: AccountId,
    pub email: Email,
    pub name: Line,
    pub role: RoleName,
    pub departements: Vec<DepartementCode>,
    pub status: AccountStatus,
}

/// A role without its départements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RoleName {
    Moderator,
    Administrator,
}

impl RoleName {
    /// As a column spells `role`, and the départements beside it.
    pub fn of(role: &Role) -> (Self, Vec<DepartementCode>) {
        match role {
            Role::Administrator => (Self::Administrator, Vec::new()),
            Role::Moderator(departements) => {
                (Self::Moderator, departements.iter().cloned().collect())
            }
        }
    }

    fn with(self, departements: Vec<DepartementCode>) -> Role {
        match self {
            Self::Administrator => Role::Administrator,
            Self::Moderator => Role::Moderator(departements.into_iter().collect::<BTreeSet<_>>()),
        }
    }
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        let role = row.role.with(row.departements);
        Self { id: row.id, email: row.email, name: row.name, role, status: row.status }
    }
}
