//! Views of the sign-in pages.

use askama::Template;

use super::form::{EMAIL, MAIL_CODE, ProofFields};
use crate::catalogue::Catalogue;
use crate::domain::account::{Account, Token};
use crate::i18n::{Arg, Key, messages};
use crate::web::account::member::role_text;
use crate::web::components::{Field, PasskeyBox};
use crate::web::form::FormErrors;
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "account/sign_in/new.html")]
pub struct SignInView {
    page: Page,
    errors: FormErrors,
    address: Field,
    next_url: String,
    passkey: Option<PasskeyBox>,
    /// Message if passkeys are not available here.
    passkey_unavailable: &'static Key,
    /// True if the browser will not keep the cookie.
    insecure_site: bool,
    /// True if the visitor signed out by removing the sign-in method of their session.
    pub signed_out: bool,
}

#[derive(Template)]
#[template(path = "account/sign_in/link_sent.html")]
pub struct LinkSentView {
    page: Page,
    errors: FormErrors,
    received: Field,
    proof: ProofFields,
}

#[derive(Template)]
#[template(path = "account/sign_in/link.html")]
pub struct LinkView {
    page: Page,
    errors: FormErrors,
    title: String,
    email: String,
    /// Message if only a recovery code works: no authenticator, or it is locked out.
    without_totp: Option<String>,
    action: String,
    proof: ProofFields,
}

#[derive(Template)]
#[template(path = "account/sign_in/reauthentication.html")]
pub struct ReauthenticationView {
    page: Page,
    errors: FormErrors,
    /// Message if one-time codes are locked out.
    refused: Option<String>,
    next_url: String,
    passkey: Option<PasskeyBox>,
    proof: ProofFields,
}

/// Page with one button.
#[derive(Template)]
#[template(path = "account/sign_in/enrolment.html")]
pub struct EnrolmentView {
    page: Page,
    title: String,
    text: String,
    action: String,
    button: &'static Key,
}

/// Expired or used link, and the way to another.
#[derive(Template)]
#[template(path = "account/sign_in/expired_link.html")]
pub struct ExpiredLinkView {
    page: Page,
    title: &'static Key,
    text: &'static Key,
}

/// Confirmation message with no further action.
#[derive(Template)]
#[template(path = "account/sign_in/notice.html")]
pub struct NoticeView {
    page: Page,
    title: &'static Key,
    text: &'static Key,
}

impl SignInView {
    /// View with the email address `typed`; `has_passkeys` says if passkeys work on this site.
    pub fn new(
        page: Page,
        has_passkeys: bool,
        back: &str,
        typed: &str,
        errors: FormErrors,
    ) -> Self {
        let address = Field::new(&page, EMAIL, messages::SIGN_IN_ADDRESS, typed)
            .help(&page, messages::SIGN_IN_ADDRESS_HELP)
            .with_type("email", "email")
            .with_error(&errors);
        let site = &page.public_url;
        let passkey = has_passkeys.then(|| PasskeyBox::for_sign_in(&page, back));
        Self {
            passkey_unavailable: PasskeyBox::unavailable(site),
            insecure_site: !site.keeps_cookies(),
            page,
            errors,
            address,
            next_url: back.to_owned(),
            passkey,
            signed_out: false,
        }
    }
}

impl LinkSentView {
    pub fn new(page: Page, errors: FormErrors) -> Self {
        let received = Field::new(&page, MAIL_CODE, messages::RECEIVED_LABEL, "")
            .help(&page, messages::RECEIVED_HELP)
            .with_type("text", "one-time-code")
            .short()
            .with_error(&errors);
        Self { received, proof: ProofFields::new(&page, &errors), page, errors }
    }
}

impl LinkView {
    pub fn new(
        page: Page,
        account: &Account,
        without_totp: Option<String>,
        link: &Token,
        errors: FormErrors,
    ) -> Self {
        Self {
            title: page.tv(messages::LINK_TITLE, account.name.as_str()),
            email: page.tv(messages::LINK_EMAIL, account.email.as_str()),
            without_totp,
            action: paths::sign_in_link(link),
            proof: ProofFields::new(&page, &errors),
            page,
            errors,
        }
    }
}

impl ReauthenticationView {
    pub fn new(
        page: Page,
        has_passkey: bool,
        refused: Option<String>,
        back: &str,
        errors: &FormErrors,
    ) -> Self {
        let passkey = has_passkey.then(|| PasskeyBox::for_reauthentication(&page, back));
        let (back, errors) = (back.to_owned(), errors.clone());
        let proof = ProofFields::new(&page, &errors);
        Self { page, errors, refused, next_url: back, passkey, proof }
    }
}

impl EnrolmentView {
    /// View of a valid invitation, with its addressee.
    pub fn valid(page: Page, catalogue: &Catalogue, account: &Account, link: &Token) -> Self {
        let role = role_text(&page, catalogue, &account.role);
        let args = [("email", Arg::Text(account.email.as_str())), ("role", Arg::Text(&role))];
        Self {
            title: page.tv(messages::ENROLMENT_TITLE, account.name.as_str()),
            text: page.ta(messages::ENROLMENT_TEXT, &args),
            action: paths::enrolment(link),
            button: messages::ENROLMENT_BUTTON,
            page,
        }
    }

    /// View of an expired invitation.
    pub fn expired(page: Page, account: &Account, link: &Token) -> Self {
        Self {
            title: page.t(messages::ENROLMENT_LATE).into_owned(),
            text: page.tv(messages::ENROLMENT_LATE_TEXT, account.email.as_str()),
            action: paths::enrolment_renewal(link),
            button: messages::ENROLMENT_LATE_BUTTON,
            page,
        }
    }
}

impl ExpiredLinkView {
    pub const fn new(page: Page, title: &'static Key, text: &'static Key) -> Self {
        Self { page, title, text }
    }
}

impl NoticeView {
    pub const fn new(page: Page, title: &'static Key, text: &'static Key) -> Self {
        Self { page, title, text }
    }
}
