//! Views of the sign-in pages.

use askama::Template;

use super::form::{ADDRESS, ProofFields, RECEIVED};
use crate::{
    app::App,
    catalogue::Catalogue,
    config::PublicUrl,
    domain::{account::Account, secret::Token},
    i18n::{Arg, Key, say},
    web::{
        Page,
        forms::Mistakes,
        member::role_words,
        parts::{Field, PasskeyBox},
        paths,
    },
};

#[derive(Template)]
#[template(path = "sign_in/new.html")]
pub struct SignInView {
    page: Page,
    mistakes: Mistakes,
    address: Field,
    back: String,
    passkey: Option<PasskeyBox>,
    /// Message if passkeys are not available here.
    without: &'static Key,
    /// True if the browser will not keep the cookie.
    unsafe_site: bool,
    /// True if the visitor signed out by removing the sign-in method of their session.
    pub signed_out: bool,
}

#[derive(Template)]
#[template(path = "sign_in/asked.html")]
pub struct AskedView {
    page: Page,
    mistakes: Mistakes,
    received: Field,
    proof: ProofFields,
}

#[derive(Template)]
#[template(path = "sign_in/link.html")]
pub struct LinkView {
    page: Page,
    mistakes: Mistakes,
    title: String,
    email: String,
    /// Message if only a recovery code works: no authenticator, or it is locked out.
    without_totp: Option<String>,
    action: String,
    proof: ProofFields,
}

#[derive(Template)]
#[template(path = "sign_in/proof.html")]
pub struct ProofView {
    page: Page,
    mistakes: Mistakes,
    /// Message if one-time codes are locked out.
    refused: Option<String>,
    back: String,
    passkey: Option<PasskeyBox>,
    proof: ProofFields,
}

/// Page with one button.
#[derive(Template)]
#[template(path = "sign_in/enrolment.html")]
pub struct EnrolmentView {
    page: Page,
    title: String,
    text: String,
    action: String,
    button: &'static Key,
}

/// Expired or used link, and the way to another.
#[derive(Template)]
#[template(path = "sign_in/dead.html")]
pub struct DeadView {
    page: Page,
    title: &'static Key,
    text: &'static Key,
}

/// Confirmation message with no further action.
#[derive(Template)]
#[template(path = "sign_in/notice.html")]
pub struct NoticeView {
    page: Page,
    title: &'static Key,
    text: &'static Key,
}

impl SignInView {
    pub fn new(page: Page, app: &App, back: &str, (typed, mistakes): (&str, Mistakes)) -> Self {
        let address = Field::new(&page, ADDRESS, say::SIGN_IN_ADDRESS, typed)
            .help(&page, say::SIGN_IN_ADDRESS_HELP)
            .typed("email", "email")
            .among(&mistakes);
        let site = &page.public_url;
        let passkey = app.passkeys.is_some().then(|| PasskeyBox::to_sign_in(&page, back));
        let (without, unsafe_site) = (without(site), is_unsafe(site));
        let (back, signed_out) = (back.to_owned(), false);
        Self { page, mistakes, address, back, passkey, without, unsafe_site, signed_out }
    }
}

impl AskedView {
    pub fn new(page: Page, mistakes: Mistakes) -> Self {
        let received = Field::new(&page, RECEIVED, say::RECEIVED_LABEL, "")
            .help(&page, say::RECEIVED_HELP)
            .typed("text", "one-time-code")
            .short()
            .among(&mistakes);
        Self { received, proof: ProofFields::new(&page, &mistakes), page, mistakes }
    }
}

impl LinkView {
    pub fn new(
        page: Page,
        account: &Account,
        without_totp: Option<String>,
        (link, mistakes): (&Token, Mistakes),
    ) -> Self {
        Self {
            title: page.tv(say::LINK_TITLE, account.name.as_str()),
            email: page.tv(say::LINK_EMAIL, account.email.as_str()),
            without_totp,
            action: paths::sign_in_link(link),
            proof: ProofFields::new(&page, &mistakes),
            page,
            mistakes,
        }
    }
}

impl ProofView {
    pub fn new(
        page: Page,
        (passkey, refused): (bool, Option<String>),
        back: &str,
        mistakes: &Mistakes,
    ) -> Self {
        let passkey = passkey.then(|| PasskeyBox::to_prove(&page, back));
        let (back, mistakes) = (back.to_owned(), mistakes.clone());
        let proof = ProofFields::new(&page, &mistakes);
        Self { page, mistakes, refused, back, passkey, proof }
    }
}

impl EnrolmentView {
    /// View of a valid invitation, with its addressee.
    pub fn open(page: Page, catalogue: &Catalogue, account: &Account, link: &Token) -> Self {
        let role = role_words(&page, catalogue, &account.role);
        let args = [("email", Arg::Text(account.email.as_str())), ("role", Arg::Text(&role))];
        Self {
            title: page.tv(say::ENROLMENT_TITLE, account.name.as_str()),
            text: page.ta(say::ENROLMENT_TEXT, &args),
            action: paths::enrolment(link),
            button: say::ENROLMENT_BUTTON,
            page,
        }
    }

    /// View of an expired invitation.
    pub fn late(page: Page, account: &Account, link: &Token) -> Self {
        Self {
            title: page.t(say::ENROLMENT_LATE).into_owned(),
            text: page.tv(say::ENROLMENT_LATE_TEXT, account.email.as_str()),
            action: paths::enrolment_again(link),
            button: say::ENROLMENT_LATE_BUTTON,
            page,
        }
    }
}

impl DeadView {
    pub const fn new(page: Page, title: &'static Key, text: &'static Key) -> Self {
        Self { page, title, text }
    }
}

impl NoticeView {
    pub const fn new(page: Page, title: &'static Key, text: &'static Key) -> Self {
        Self { page, title, text }
    }
}

/// Reason why browsers offer no passkeys at `site`.
fn without(site: &PublicUrl) -> &'static Key {
    if is_unsafe(site) { say::PASSKEY_NOT_SAFE } else { say::PASSKEY_IN_FIGURES }
}

/// True if browsers refuse the session cookie: neither HTTPS nor loopback.
fn is_unsafe(site: &PublicUrl) -> bool {
    !site.is_secure() && !site.host().is_loopback()
}
