//! Accounts of the members who moderate.

use sqlx::SqliteConnection;

use crate::domain::account::{Account, AccountId, AccountStatus};
use crate::domain::directory::Email;
use crate::domain::place::DepartementCode;
use crate::domain::text::Line;
use crate::store::sqlite::{Result, RoleName, Store, Texts};

/// A row of `accounts`.
pub(super) struct AccountRow {
    pub id: AccountId,
    pub email: Email,
    pub name: Line,
    pub role: RoleName,
    pub departements: Texts<DepartementCode>,
    pub status: AccountStatus,
}

/// Query of the members that meet the condition `$rest`, which may go on with an order.
macro_rules! select_accounts {
    ($rest:literal $(, $value:expr)?) => {
        sqlx::query_as!(
            AccountRow,
            r#"
            SELECT id AS "id: AccountId", email AS "email: Email", name AS "name: Line",
                role AS "role: RoleName", departements AS "departements: Texts<DepartementCode>",
                status AS "status: AccountStatus"
            FROM accounts WHERE status != 'removed'
            "# + $rest
            $(, $value)?
        )
    };
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        let role = row.role.with(row.departements.into());
        Self { id: row.id, email: row.email, name: row.name, role, status: row.status }
    }
}

/// Sign-in methods of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInMethods {
    pub passkeys: u32,
    pub totp: bool,
    /// Unused recovery codes.
    pub codes: u32,
}

impl Store {
    /// All members, invited ones included, by name.
    pub async fn list_members(&self) -> Result<Vec<Account>> {
        let rows = select_accounts!("ORDER BY name COLLATE NOCASE, id");
        let rows = rows.fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(Account::from).collect())
    }

    /// Finds the member `id`.
    pub async fn find_account(&self, id: AccountId) -> Result<Option<Account>> {
        let mut connection = self.readers.acquire().await?;
        Ok(find(&mut connection, id).await?)
    }

    /// Finds the member with the email address `email`, in lower case.
    pub async fn find_account_by_email(&self, email: &Email) -> Result<Option<Account>> {
        let email = email.as_str();
        let row = select_accounts!("AND email = ?1", email);
        Ok(row.fetch_optional(&self.readers).await?.map(Account::from))
    }

    /// Counts the sign-in methods of `account`.
    pub async fn sign_in_methods(&self, account: AccountId) -> Result<SignInMethods> {
        let mut connection = self.readers.acquire().await?;
        Ok(sign_in_methods(&mut connection, account).await?)
    }
}

pub async fn find(
    connection: &mut SqliteConnection,
    id: AccountId,
) -> sqlx::Result<Option<Account>> {
    let id = id.get();
    let row = select_accounts!("AND id = ?1", id);
    Ok(row.fetch_optional(connection).await?.map(Account::from))
}

pub(super) async fn sign_in_methods(
    connection: &mut SqliteConnection,
    account: AccountId,
) -> sqlx::Result<SignInMethods> {
    let account = account.get();
    let sign_in_methods = sqlx::query_as!(
        SignInMethods,
        r#"
        SELECT
            (SELECT count(*) FROM passkeys WHERE account = ?1) AS "passkeys!: u32",
            EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND totp IS NOT NULL) AS "totp!: bool",
            (SELECT count(*) FROM recovery_codes WHERE account = ?1 AND used_at IS NULL)
                AS "codes!: u32"
        "#,
        account
    );
    sign_in_methods.fetch_one(connection).await
}

/// True if an active administrator other than `account` exists.
pub(super) async fn has_other_administrator(
    tx: &mut SqliteConnection,
    account: AccountId,
) -> sqlx::Result<bool> {
    let account = account.get();
    let another = sqlx::query_scalar!(
        r#"
        SELECT EXISTS (
            SELECT 1 FROM accounts
            WHERE role = 'administrator' AND status = 'active' AND id != ?1
        ) AS "another!: bool"
        "#,
        account
    );
    another.fetch_one(tx).await
}
