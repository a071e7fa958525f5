//! Signing in, and out.

mod enrolment;
mod mail;
mod passkey;
mod proof;
mod session;

use quartiers_emploi::domain::mail::Message;

use crate::{app::TestApp, mails::links};

const ANNE: &str = "anne@example.org";
const ACCOUNT: &str = "/moderation/compte";

/// The last mail, which is to `email`.
async fn last_mail(app: &TestApp, email: &str) -> Message {
    let mail = app.mails().await.pop().expect("a mail");
    assert_eq!(mail.to.as_str(), email);
    mail
}

/// The path of the one link of `mail`.
fn path(mail: &Message) -> String {
    let links = links(mail);
    assert_eq!(links.len(), 1, "{}", mail.text);
    links[0].strip_prefix("https://annuaire.example").expect("a link to the site").to_owned()
}
