//! Members with a session, inserted directly into the database.

use quartiers_emploi::domain::{account::Method, ids::AccountId};
use sqlx::{Connection as _, SqliteConnection};

use super::browser_of;
use crate::{app::TestApp, browser::Browser};

/// Inserts an administrator; returns their signed-in browser.
pub async fn administrator(app: &TestApp, name: &str) -> Browser {
    signed_in(app, name, "administrator", &[]).await
}

/// Inserts a moderator of `departements` (all if empty); returns their signed-in browser.
pub async fn moderator_of(app: &TestApp, name: &str, departements: &[&str]) -> Browser {
    signed_in(app, name, "moderator", departements).await
}

async fn signed_in(app: &TestApp, name: &str, role: &str, departements: &[&str]) -> Browser {
    let url = format!("sqlite://{}", app.database().display());
    let mut connection = SqliteConnection::connect(&url).await.expect("the database opens");
    #[expect(clippy::disallowed_methods, reason = "inserts a member without an invitation")]
    let insert = sqlx::query_scalar::<_, i64>(
        "INSERT INTO accounts (email, name, role, departements, status, handle, made_at)
        VALUES (?1, ?2, ?3, ?4, 'active', randomblob(16), '2026-01-01T00:00:00.000Z') RETURNING id",
    );
    let email = format!("{}@moderation.example", super::slug(name));
    let departements = serde_json::json!(departements).to_string();
    let insert = insert.bind(email).bind(name).bind(role).bind(departements);
    let id = insert.fetch_one(&mut connection).await.expect("the member exists");
    browser_of(app, AccountId::new(id), Method::Passkey).await
}
