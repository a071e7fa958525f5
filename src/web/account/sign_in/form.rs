//! Form fields of sign-in: email, mail code, second factor.

use jiff::Timestamp;

use crate::app::App;
use crate::domain::account::{MailCode, SecondFactor};
use crate::domain::text::TextError;
use crate::i18n::{Key, messages};
use crate::web::Page;
use crate::web::components::Field;
use crate::web::form::{Fields, FormErrors};

pub const EMAIL: &str = "adresse";

pub const MAIL_CODE: &str = "code-recu";

pub const TOTP_CODE: &str = "code-preuve";

pub const RECOVERY_CODE: &str = "code-secours";

/// Fields of the second factor: one-time code, or a recovery code instead.
#[derive(Debug)]
pub struct ProofFields {
    pub totp_code: Field,
    pub recovery_code: Field,
}

impl ProofFields {
    pub fn new(page: &Page, errors: &FormErrors) -> Self {
        let digits = Field::new(page, TOTP_CODE, messages::PROOF_DIGITS, "")
            .help(page, messages::PROOF_DIGITS_HELP)
            .with_type("text", "one-time-code")
            .with_inputmode("numeric")
            .short();
        let recovery = Field::new(page, RECOVERY_CODE, messages::PROOF_RECOVERY, "")
            .help(page, messages::PROOF_RECOVERY_HELP);
        Self { totp_code: digits.with_error(errors), recovery_code: recovery.with_error(errors) }
    }
}

/// Code of the mail; adds an error if it is malformed.
pub fn mail_code(page: &Page, fields: &Fields, errors: &mut FormErrors) -> Option<MailCode> {
    let typed = fields.get(MAIL_CODE);
    let code = typed.parse();
    if code.is_err() {
        let empty = typed.trim().is_empty();
        let key = if empty { messages::RECEIVED_MISSING } else { messages::RECEIVED_WRONG };
        errors.add(MAIL_CODE, page.t(key).into_owned());
    }
    code.ok()
}

/// Second factor, from either field; adds an error if it is malformed.
pub fn proof(page: &Page, fields: &Fields, errors: &mut FormErrors) -> Option<SecondFactor> {
    let (field, typed) = proof_field(fields);
    match typed.parse() {
        Ok(proof) => Some(proof),
        Err(TextError::Empty) => {
            errors.add(TOTP_CODE, page.t(messages::PROOF_MISSING).into_owned());
            None
        }
        Err(TextError::TooLong | TextError::Malformed) => {
            errors.add(field, page.t(malformed(field)).into_owned());
            None
        }
    }
}

/// Adds the error of a wrong second factor, to the field that it was typed in.
pub fn wrong_proof(page: &Page, fields: &Fields, errors: &mut FormErrors) {
    let (field, _) = proof_field(fields);
    let key =
        if field == TOTP_CODE { messages::PROOF_WRONG } else { messages::PROOF_RECOVERY_WRONG };
    errors.add(field, page.t(key).into_owned());
}

/// Message: one-time codes are refused until `until`, a recovery code works.
pub fn totp_refused(app: &App, page: &Page, until: Timestamp) -> String {
    page.tv(messages::TOTP_REFUSED, &page.lang.date_time_in(app.clock.in_france(until)))
}

fn proof_field(fields: &Fields) -> (&'static str, &str) {
    let digits = fields.get(TOTP_CODE);
    if digits.trim().is_empty() && !fields.get(RECOVERY_CODE).trim().is_empty() {
        (RECOVERY_CODE, fields.get(RECOVERY_CODE))
    } else {
        (TOTP_CODE, digits)
    }
}

fn malformed(field: &str) -> &'static Key {
    if field == TOTP_CODE { messages::PROOF_MALFORMED } else { messages::PROOF_RECOVERY_MALFORMED }
}
