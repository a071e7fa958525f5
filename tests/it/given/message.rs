//! Mails.

use quartiers_emploi::{
    domain::mail::{Message, Purpose},
    mail::Letter,
};

use super::{aged::connection, the};
use crate::app::TestApp;

/// A mail to `to`, with a link that only its reader may know.
pub fn message(to: &str) -> Message {
    Letter::new("Confirmez votre proposition")
        .say("Bonjour, vous avez proposé « Vélo solidaire ». Une personne la lira dès que vous l’aurez confirmée.")
        .way("Confirmer", "https://annuaire.example/suivi/un-lien-pour-vous-seule")
        .to(&the(to), Purpose::Confirm)
}

/// Lets no transaction note what became of a mail.
#[expect(clippy::disallowed_methods, reason = "no checked macro takes a trigger")]
pub async fn forbid_noting(app: &TestApp) {
    let trigger = sqlx::query(
        "CREATE TRIGGER unnoted BEFORE UPDATE OF sent_at ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    trigger.execute(&mut connection(app).await).await.expect("a trigger");
}

/// Lets them again.
#[expect(clippy::disallowed_methods, reason = "no checked macro takes a trigger")]
pub async fn allow_noting(app: &TestApp) {
    let trigger = sqlx::query("DROP TRIGGER unnoted");
    trigger.execute(&mut connection(app).await).await.expect("no trigger");
}
