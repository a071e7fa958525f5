//! Sign-in and sign-out.

mod enrolment;
mod lockout;
mod mailed_link;
mod one_time_code;
#[cfg(feature = "passkeys")]
mod passkey;
mod reauthentication;
mod session;
#[cfg(not(feature = "passkeys"))]
mod without_passkeys;

use quartiers_emploi::domain::account::MailCode;
use quartiers_emploi::domain::operations::Message;

use crate::browser::Browser;
use crate::fixtures::{SECRET, member, seeds, totp_code};
use crate::outbox::links;
use crate::test_app::{TestApp, TestPage};

const ANNE: &str = "anne@example.org";
const ACCOUNT: &str = "/moderation/compte";
const ASK: &str = "/connexion/lien";
const CODE: &str = "/connexion/code";

/// The last mail, which must be addressed to `email`.
async fn last_mail(app: &TestApp, email: &str) -> Message {
    let mail = app.mails().await.pop().expect("a mail");
    assert_eq!(mail.to.as_str(), email);
    mail
}

/// Path of the only link in `mail`.
fn path(mail: &Message) -> String {
    let links = links(mail);
    assert_eq!(links.len(), 1, "{}", mail.text);
    links[0].strip_prefix("https://annuaire.example").expect("a link to the site").to_owned()
}

/// A site with a moderator, and a browser that requested a sign-in link for her.
async fn link_requested() -> (TestApp, Browser) {
    let app = TestApp::with_seeds(&seeds()).await;
    member(ANNE).insert_active(&app).await;
    let browser = ask(&app, ANNE).await;
    (app, browser)
}

async fn ask(app: &TestApp, address: &str) -> Browser {
    let mut browser = Browser::new();
    let page = browser.post(app, ASK, &[("adresse", address)]).await.assert_status(303);
    assert_eq!(page.header("location"), ASK);
    browser
}

fn now(app: &TestApp) -> String {
    totp_code(&SECRET, app.app.clock.now())
}

/// A six-digit code that is not valid now.
fn wrong_code(app: &TestApp) -> String {
    let right: u32 = now(app).parse().unwrap();
    format!("{:06}", (right + 1) % 1_000_000)
}

/// Code in the last mail.
async fn code(app: &TestApp) -> String {
    let mail = last_mail(app, ANNE).await;
    let mut words = mail.text.split_whitespace();
    words.find(|word| word.len() == 9 && word.parse::<MailCode>().is_ok()).unwrap().to_owned()
}

#[track_caller]
fn is_signed_in(page: TestPage, browser: &Browser) {
    let page = page.assert_status(303);
    assert_eq!(page.header("location"), "/moderation");
    assert!(browser.cookie("__Host-s").is_some());
    assert!(browser.cookie("__Host-q").is_none());
}
