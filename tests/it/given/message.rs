//! Mails.

use std::path::Path;

use quartiers_emploi::{
    domain::mail::{Message, Purpose},
    mail::Letter,
};
use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};

use super::{aged::connection, the};
use crate::app::TestApp;

/// A mail to `to`, with a secret link.
pub fn message(to: &str) -> Message {
    Letter::new("Confirmez votre proposition")
        .say("Bonjour, vous avez proposé « Vélo solidaire ». Une personne la lira dès que vous l’aurez confirmée.")
        .way("Confirmer", "https://annuaire.example/suivi/un-lien-pour-vous-seule")
        .to(&the(to), Purpose::Confirm)
}

/// Makes all mails of the database at `path` undecryptable, as if encrypted with another key.
#[expect(clippy::disallowed_methods, reason = "the checked macros do not know the test database")]
pub async fn seal_with_another_key(path: &Path) {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = options.connect().await.expect("a connection");
    let sealed = sqlx::query("UPDATE outbox SET sealed = randomblob(200)");
    sealed.execute(&mut connection).await.expect("the rows are updated");
    connection.close().await.expect("a clean exit");
}

/// Adds a trigger that makes every update of the outbox fail.
#[expect(clippy::disallowed_methods, reason = "the checked macros accept no trigger")]
pub async fn forbid_noting(app: &TestApp) {
    let trigger = sqlx::query(
        "CREATE TRIGGER unnoted BEFORE UPDATE OF sent_at ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    trigger.execute(&mut connection(app).await).await.expect("the trigger is created");
}

/// Removes the trigger.
#[expect(clippy::disallowed_methods, reason = "the checked macros accept no trigger")]
pub async fn allow_noting(app: &TestApp) {
    let trigger = sqlx::query("DROP TRIGGER unnoted");
    trigger.execute(&mut connection(app).await).await.expect("the trigger is dropped");
}
