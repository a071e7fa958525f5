//! Mails.

use quartiers_emploi::{
    domain::mail::{Message, Purpose},
    mail::Letter,
};

use super::the;

/// A mail to `to`, with a link that only its reader may know.
pub fn message(to: &str) -> Message {
    Letter::new("Confirmez votre proposition")
        .say("Bonjour, vous avez proposé « Vélo solidaire ». Une personne la lira dès que vous l’aurez confirmée.")
        .way("Confirmer", "https://annuaire.example/suivi/un-lien-pour-vous-seule")
        .to(&the(to), Purpose::Confirm)
}
