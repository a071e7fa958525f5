//! Views of the account pages.

use askama::Template;

use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::domain::account::{AuthMethod, Member, Principal, RecoveryCode, Session, TotpSecret};
use crate::i18n::{Arg, Key, messages};
use crate::store::{Passkey, SignInMethods};
use crate::web::account::member::role_text;
use crate::web::components::{Field, PasskeyBox, Qr};
use crate::web::form::FormErrors;
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "account/show.html")]
pub struct AccountView {
    page: Page,
    name: String,
    email: String,
    role: String,
    /// True if the member must set up a sign-in method before anything else.
    invited: bool,
    passkeys: Vec<PasskeyRow>,
    make: Option<PasskeyBox>,
    /// Message if passkeys are not available here.
    passkey_unavailable: &'static Key,
    totp: bool,
    /// Recovery codes left.
    codes: usize,
    sessions: Vec<SessionRow>,
}

/// Sign-in methods and sessions of the member.
#[derive(Debug)]
pub struct AccountAccess {
    pub passkeys: Vec<Passkey>,
    pub methods: SignInMethods,
    pub sessions: Vec<Session>,
    /// True if passkeys work on this site.
    pub can_add_passkey: bool,
}

struct PasskeyRow {
    name: String,
    used: String,
    removal: String,
}

struct SessionRow {
    device: String,
    description: String,
    is_current: bool,
    idle_timeout: bool,
    end: String,
}

#[derive(Template)]
#[template(path = "account/totp.html")]
pub struct TotpView {
    page: Page,
    errors: FormErrors,
    qr: Option<Qr>,
    link: String,
    secret: String,
    code: Field,
}

#[derive(Template)]
#[template(path = "account/new_recovery_codes.html")]
pub struct NewCodesView {
    page: Page,
    left: usize,
    /// Fingerprint of the codes to replace.
    version: String,
    /// True if a sign-in method was just added.
    pub added: bool,
    /// True if the form that was sent had already made codes.
    pub already_made: bool,
}

#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
pub struct CodesView {
    page: Page,
    codes: Vec<String>,
}

impl AccountView {
    pub fn new(
        page: Page,
        catalogue: &Catalogue,
        clock: &Clock,
        member: &Member,
        access: &AccountAccess,
    ) -> Self {
        let account = &member.account;
        let here = member.session.id;
        let row = |session: &Session| SessionRow::new(&page, clock, session, session.id == here);
        Self {
            name: account.name.to_string(),
            email: account.email.to_string(),
            role: role_text(&page, catalogue, &account.role),
            invited: member.principal() == Principal::Invited,
            passkeys: access.passkeys.iter().map(|it| PasskeyRow::new(&page, clock, it)).collect(),
            passkey_unavailable: PasskeyBox::unavailable(&page.public_url),
            make: access.can_add_passkey.then(|| PasskeyBox::for_registration(&page)),
            totp: access.methods.totp,
            codes: usize::try_from(access.methods.codes).unwrap_or(usize::MAX),
            sessions: access.sessions.iter().map(row).collect(),
            page,
        }
    }
}

impl PasskeyRow {
    fn new(page: &Page, clock: &Clock, passkey: &Passkey) -> Self {
        let moment = |at| page.lang.date_time_in(clock.in_france(at));
        let used = match passkey.used_at {
            Some(at) => page.tv(messages::PASSKEY_USED, &moment(at)),
            None => page.tv(messages::PASSKEY_MADE, &moment(passkey.made_at)),
        };
        Self { name: passkey.name.to_string(), used, removal: paths::passkey_removal(passkey.id) }
    }
}

impl SessionRow {
    fn new(page: &Page, clock: &Clock, session: &Session, here: bool) -> Self {
        let moment = |at| page.lang.date_time_in(clock.in_france(at));
        let (made, seen) = (moment(session.made_at), moment(session.seen_at));
        let method = page.t(method(session.method));
        let args = [
            ("method", Arg::Text(&method)),
            ("made", Arg::Text(&made)),
            ("seen", Arg::Text(&seen)),
        ];
        Self {
            device: session.device.clone(),
            description: page.ta(messages::SESSION_LINE, &args),
            is_current: here,
            idle_timeout: session.idle_timeout,
            end: paths::session_end(session.id),
        }
    }
}

const fn method(method: AuthMethod) -> &'static Key {
    match method {
        AuthMethod::Passkey => messages::METHOD_PASSKEY,
        AuthMethod::MailTotp => messages::METHOD_MAIL_TOTP,
        AuthMethod::Recovery => messages::METHOD_RECOVERY,
        AuthMethod::Enrolment => messages::METHOD_ENROLMENT,
    }
}

impl TotpView {
    pub fn new(page: Page, secret: &TotpSecret, member: &Member, errors: FormErrors) -> Self {
        let link = secret.link(&page.t(messages::SITE_NAME), member.account.email.as_str());
        let code = Field::new(&page, CODE, messages::TOTP_CODE, "")
            .help(&page, messages::TOTP_CODE_HELP)
            .with_type("text", "one-time-code")
            .with_inputmode("numeric")
            .short()
            .with_error(&errors);
        let (qr, secret) = (Qr::new(&link), secret.display_text());
        Self { page, errors, qr, link, secret, code }
    }
}

impl NewCodesView {
    pub fn new(page: Page, left: u32, version: String) -> Self {
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        Self { page, left, version, added: false, already_made: false }
    }
}

impl CodesView {
    pub fn new(page: Page, codes: &[RecoveryCode]) -> Self {
        Self { page, codes: codes.iter().map(RecoveryCode::display_text).collect() }
    }
}

/// Name of the field of the first code.
pub const CODE: &str = "code-preuve";
