//! Form fields of sign-in: email, mail code, second factor.

use jiff::Timestamp;

use crate::{
    app::App,
    domain::{code::MailCode, contact::Email, proof::Proof, text::TextError},
    i18n::{Key, say},
    web::{
        Page,
        forms::{Fields, Mistakes},
        parts::Field,
    },
};

pub const ADDRESS: &str = "adresse";
pub const RECEIVED: &str = "code-recu";
pub const DIGITS: &str = "code-preuve";
pub const RECOVERY: &str = "code-secours";

/// Fields of the second factor: one-time code, or a recovery code instead.
#[derive(Debug)]
pub struct ProofFields {
    pub digits: Field,
    pub recovery: Field,
}

impl ProofFields {
    pub fn new(page: &Page, mistakes: &Mistakes) -> Self {
        let digits = Field::new(page, DIGITS, say::PROOF_DIGITS, "")
            .help(page, say::PROOF_DIGITS_HELP)
            .typed("text", "one-time-code")
            .keys("numeric")
            .short();
        let recovery = Field::new(page, RECOVERY, say::PROOF_RECOVERY, "")
            .help(page, say::PROOF_RECOVERY_HELP);
        Self { digits: digits.among(mistakes), recovery: recovery.among(mistakes) }
    }
}

/// Email typed in `field`, in lower case as in accounts; adds an error if it is malformed.
pub fn email(
    page: &Page,
    field: &'static str,
    typed: &str,
    mistakes: &mut Mistakes,
) -> Option<Email> {
    let typed = typed.trim().to_lowercase();
    let email = typed.parse();
    if email.is_err() {
        let key = if typed.is_empty() { say::ADDRESS_MISSING } else { say::ADDRESS_WRONG };
        mistakes.add(field, page.t(key).into_owned());
    }
    email.ok()
}

/// Code of the mail; adds an error if it is malformed.
pub fn received(page: &Page, fields: &Fields, mistakes: &mut Mistakes) -> Option<MailCode> {
    let typed = fields.get(RECEIVED);
    let code = typed.parse();
    if code.is_err() {
        let empty = typed.trim().is_empty();
        let key = if empty { say::RECEIVED_MISSING } else { say::RECEIVED_WRONG };
        mistakes.add(RECEIVED, page.t(key).into_owned());
    }
    code.ok()
}

/// Second factor, from either field; adds an error if it is malformed.
pub fn proof(page: &Page, fields: &Fields, mistakes: &mut Mistakes) -> Option<Proof> {
    let (field, typed) = proof_field(fields);
    match typed.parse() {
        Ok(proof) => Some(proof),
        Err(TextError::Empty) => {
            mistakes.add(DIGITS, page.t(say::PROOF_MISSING).into_owned());
            None
        }
        Err(TextError::TooLong | TextError::Malformed) => {
            mistakes.add(field, page.t(malformed(field)).into_owned());
            None
        }
    }
}

/// Adds the error of a wrong second factor, to the field that it was typed in.
pub fn wrong_proof(page: &Page, fields: &Fields, mistakes: &mut Mistakes) {
    let (field, _) = proof_field(fields);
    let key = if field == DIGITS { say::PROOF_WRONG } else { say::PROOF_RECOVERY_WRONG };
    mistakes.add(field, page.t(key).into_owned());
}

/// Message: one-time codes are refused until `until`, a recovery code works.
pub fn totp_refused(app: &App, page: &Page, until: Timestamp) -> String {
    page.tv(say::TOTP_REFUSED, &page.lang.moment(app.clock.in_france(until)))
}

fn proof_field(fields: &Fields) -> (&'static str, &str) {
    let digits = fields.get(DIGITS);
    if digits.trim().is_empty() && !fields.get(RECOVERY).trim().is_empty() {
        (RECOVERY, fields.get(RECOVERY))
    } else {
        (DIGITS, digits)
    }
}

fn malformed(field: &str) -> &'static Key {
    if field == DIGITS { say::PROOF_MALFORMED } else { say::PROOF_RECOVERY_MALFORMED }
}
