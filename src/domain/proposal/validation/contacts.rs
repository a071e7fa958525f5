//! Parsing of contacts and carrier.

use super::FormValidator;
use super::validation_error::ValidationError;
use crate::domain::directory::{Email, OrganisationId, Phone, Siret, WebUrl};
use crate::domain::proposal::form::field::Field;
use crate::domain::proposal::reference_data::ReferenceData;
use crate::domain::proposal::valid_proposal::Carrier;

/// Maximum digits of one telephone number, with country code and redundant zero: `0033 (0)2 47 31 64 61`.
const MAX_PHONE_DIGITS: usize = 14;

impl<K: ReferenceData> FormValidator<'_, K> {
    /// Contacts that may be published.
    pub(in crate::domain::proposal) fn contacts(
        &mut self,
    ) -> (Option<Phone>, Option<Email>, Option<WebUrl>) {
        let phone = self.phone();
        let email: Option<Email> = self.optional(Field::Email);
        let website: Option<WebUrl> = self.link(Field::Website);
        for field in Field::contacts() {
            if self.may_publish(field) && self.entry.get(field).is_empty() {
                self.add_error(field, ValidationError::NothingToPublish);
            }
        }
        (
            phone.filter(|_| self.may_publish(Field::Phone)),
            email.filter(|_| self.may_publish(Field::Email)),
            website.filter(|_| self.may_publish(Field::Website)),
        )
    }

    fn may_publish(&self, field: Field) -> bool {
        self.entry.has(Field::Publish, field.name())
    }

    /// Telephone number in any common notation: `02.47.31.64.61`, `+33 2 47…`, `0247316461`.
    fn phone(&mut self) -> Option<Phone> {
        let typed = self.entry.get(Field::Phone);
        if typed.is_empty() {
            return None;
        }
        let phone = phone(typed);
        if phone.is_none() {
            let several = is_several(typed);
            let error =
                if several { ValidationError::SeveralNumbers } else { ValidationError::Malformed };
            self.add_error(Field::Phone, error);
        }
        phone
    }

    /// URL; `https://` is added to `www.example.org`.
    pub(in crate::domain::proposal) fn link(&mut self, field: Field) -> Option<WebUrl> {
        let typed = self.entry.get(field);
        if typed.is_empty() {
            return None;
        }
        let whole = if typed.contains(':') { typed.to_owned() } else { format!("https://{typed}") };
        let link = whole.parse().ok();
        if link.is_none() {
            self.add_error(field, ValidationError::Malformed);
        }
        link
    }

    pub(in crate::domain::proposal) fn carrier(&mut self) -> Option<Carrier> {
        let number = self.entry.get(Field::Carrier);
        if let Ok(number) = number.parse::<i64>() {
            let id = OrganisationId::new(number);
            let known = self.reference.organisation(id).map(|it| it.facts.name.clone());
            if known.is_none() {
                self.add_error(Field::Carrier, ValidationError::Unknown);
            }
            return known.map(|name| Carrier::Listed(id, name));
        }
        let typed = self.entry.get(Field::CarrierSiret);
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let siret: Option<Siret> = digits.parse().ok();
        if siret.is_none() && !typed.is_empty() {
            self.add_error(Field::CarrierSiret, ValidationError::of_number(typed, Siret::DIGITS));
        }
        let name = self.required(Field::CarrierName)?;
        Some(Carrier::Unlisted { name, siret })
    }
}

/// True if `typed` contains several telephone numbers, or more digits than one number has.
fn is_several(typed: &str) -> bool {
    let split = typed.split([',', ';', '/']).flat_map(|it| it.split(" ou "));
    let numbers = split.flat_map(|it| it.split(" et ")).filter_map(phone).count();
    numbers > 1 || typed.chars().filter(char::is_ascii_digit).count() > MAX_PHONE_DIGITS
}

/// Parses ten digits that begin with 0, or a short number. Ignores spaces, points, hyphens and parentheses; replaces
/// the country code.
fn phone(typed: &str) -> Option<Phone> {
    let plain: String = typed.chars().filter(|c| !" .-()/\u{a0}\u{202f}".contains(*c)).collect();
    let national = plain.strip_prefix("+33").or_else(|| plain.strip_prefix("0033"));
    let digits =
        national.map_or(plain.clone(), |rest| format!("0{}", rest.trim_start_matches('0')));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let pairs: Vec<&str> =
        digits.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok()).collect();
    pairs.join(" ").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for typed in [
            "0247316461",
            "02.47.31.64.61",
            "+33 2 47 31 64 61",
            "0033247316461",
            "+33 (0)2 47 31 64 61",
        ] {
            assert_eq!(
                phone(typed).map(|it| it.to_string()).as_deref(),
                Some("02 47 31 64 61"),
                "{typed}"
            );
        }
        assert_eq!(phone("3936").unwrap().to_string(), "39 36");
        for bad in ["02 47", "appelez-moi", "javascript:alert(1)", "0247316461<script>"] {
            assert!(phone(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn several_numbers_are_distinguished_from_a_malformed_one() {
        for several in
            ["02 47 31 64 61 / 02 47 31 64 62", "0247316461 ou 39 36", "0247316461 0612345678"]
        {
            assert!(is_several(several), "{several}");
        }
        for one in ["02 47 31 64", "appelez-moi", "0033 (0)2 47 31 64 61 ou plus tard"] {
            assert!(!is_several(one), "{one}");
        }
    }
}
