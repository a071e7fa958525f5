//! Members of the moderation, signed in.

use quartiers_emploi::{
    domain::{account::Method, ids::AccountId},
    store::Opening,
};
use sqlx::{Connection as _, SqliteConnection};

use crate::app::TestApp;

/// An administrator of this name, with the cookie of their session.
pub async fn administrator(app: &TestApp, name: &str) -> String {
    signed_in(app, name, "administrator", &[]).await
}

/// A moderator of these départements, of all when there is none.
pub async fn moderator_of(app: &TestApp, name: &str, departements: &[&str]) -> String {
    signed_in(app, name, "moderator", departements).await
}

async fn signed_in(app: &TestApp, name: &str, role: &str, departements: &[&str]) -> String {
    let url = format!("sqlite://{}", app.database().display());
    let mut connection = SqliteConnection::connect(&url).await.expect("the database");
    #[expect(clippy::disallowed_methods, reason = "a member who never had to be invited")]
    let insert = sqlx::query_scalar::<_, i64>(
        "INSERT INTO accounts (email, name, role, departements, status, handle, made_at)
        VALUES (?1, ?2, ?3, ?4, 'active', randomblob(16), '2026-01-01T00:00:00.000Z') RETURNING id",
    );
    let email = format!("{}@moderation.example", super::slug(name));
    let departements = serde_json::json!(departements).to_string();
    let insert = insert.bind(email).bind(name).bind(role).bind(departements);
    let id = insert.fetch_one(&mut connection).await.expect("a member");
    let (token, now) = (app.app.clock.token(), app.app.clock.now());
    let account = AccountId::new(id);
    let opening =
        Opening { cookie: token.hash(), replaces: None, device: "Essai".to_owned(), at: now };
    let opening = app.app.store.open_session(account, Method::Passkey, &opening);
    opening.await.expect("a session");
    token.reveal()
}
