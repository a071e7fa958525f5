//! Contact details: telephone number, email address, URL; SIRET number.

use std::borrow::Cow;

use crate::domain::text::{TextError, has_luhn_key, is_latin, text, with_ascii_domain};

/// Longest local part and longest domain label of an email address, in bytes (RFC 5321, RFC 1035).
const MAX_LOCAL_PART_BYTES: usize = 64;
const MAX_LABEL_BYTES: usize = 63;

text! {
    /// Absolute `http` or `https` URL without whitespace, at most 500 characters.
    WebUrl, web_url
}
text! {
    /// Email address that mail can be sent to: one `@`, a dot in the domain, no whitespace, no character that could
    /// add headers to a `mailto:` link; at most 254 bytes. At least as strict as the library that composes mails.
    Email, email
}
text! {
    /// French telephone number as its source writes it: digits in groups, or a short number such as `39 36`.
    Phone, phone
}
text! {
    /// National telephone number: also the short ones of two, three or six digits, such as `115` or `116 006`, which
    /// no organisation has.
    NationalPhone, national_phone
}
text! {
    /// SIRET number of an establishment: 14 digits with a valid Luhn key. La Poste, exempt from the key, does not
    /// occur here.
    Siret, siret
}

impl Email {
    /// Parses an address stored before the rule was tightened; mail to it may be impossible.
    ///
    /// # Errors
    /// If the text does not satisfy the earlier rule either.
    pub fn from_stored(text: &str) -> Result<Self, TextError> {
        email_in_link(text)?;
        Ok(Self(text.into()))
    }
}

impl WebUrl {
    /// Host without `www.`, by which people recognise the site; in ASCII form (`xn--…`) if it has letters of another
    /// alphabet.
    #[must_use]
    pub fn host(&self) -> Cow<'_, str> {
        let rest = self.as_str().split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        if is_latin(host) { Cow::Borrowed(host) } else { with_ascii_domain(host) }
    }

    /// Name of the project, if the address is that of a file or a change in a public repository of GitHub.
    #[must_use]
    pub fn project(&self) -> Option<&str> {
        let path = self.as_str().strip_prefix("https://github.com/")?;
        path.split('/').nth(1).filter(|name| !name.is_empty())
    }
}

impl Siret {
    pub const DIGITS: usize = 14;
}

impl Phone {
    /// Number for display, with non-breaking spaces.
    #[must_use]
    pub fn display_text(&self) -> String {
        display_text(self.as_str())
    }

    /// The number for a `tel:` link: `+33…` for ten digits, the digits alone for a short number.
    #[must_use]
    pub fn tel_number(&self) -> String {
        tel_number(self.as_str())
    }
}

impl NationalPhone {
    /// Number for display, with non-breaking spaces.
    #[must_use]
    pub fn display_text(&self) -> String {
        display_text(self.as_str())
    }

    /// Same as [`Phone::tel_number`].
    #[must_use]
    pub fn tel_number(&self) -> String {
        tel_number(self.as_str())
    }
}

fn display_text(number: &str) -> String {
    number.replace(' ', "\u{a0}")
}

fn tel_number(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('0') {
        Some(rest) if rest.len() == 9 => format!("+33{rest}"),
        _ => digits,
    }
}

fn web_url(text: &str) -> Result<(), TextError> {
    if text.chars().count() > 500 {
        return Err(TextError::TooLong);
    }
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c));
    let named = host.contains('.') && !host.starts_with('.') && !host.contains('@');
    if clean && named { Ok(()) } else { Err(TextError::Malformed) }
}

fn email(text: &str) -> Result<(), TextError> {
    email_in_link(text)?;
    let label = |label: &str| {
        (1..=MAX_LABEL_BYTES).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let sound = text.split_once('@').is_some_and(|(local, domain)| {
        local.len() <= MAX_LOCAL_PART_BYTES
            && local.split('.').all(|atom| !atom.is_empty())
            && domain.split('.').all(label)
    });
    if sound { Ok(()) } else { Err(TextError::Malformed) }
}

/// Checks the shape and the characters that a `mailto:` link needs.
fn email_in_link(text: &str) -> Result<(), TextError> {
    if text.len() > 254 {
        return Err(TextError::TooLong);
    }
    let clean = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"?&%/".contains(c);
    match text.split_once('@') {
        Some((local, domain))
            if !local.is_empty()
                && text.chars().all(clean)
                && !domain.contains('@')
                && domain.contains('.')
                && domain.split('.').all(|label| !label.is_empty()) =>
        {
            Ok(())
        }
        _ => Err(TextError::Malformed),
    }
}

fn phone(text: &str) -> Result<(), TextError> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let clean = text.chars().all(|c| c.is_ascii_digit() || c == ' ');
    let known = match digits {
        4 => text.starts_with('3'),
        10 => text.starts_with('0'),
        _ => false,
    };
    if clean && known && text.trim() == text { Ok(()) } else { Err(TextError::Malformed) }
}

fn national_phone(text: &str) -> Result<(), TextError> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let short = match digits {
        2 | 3 => text.starts_with('1') && !text.contains(' '),
        6 => text.starts_with("116 "),
        _ => return phone(text),
    };
    let clean = text.chars().all(|c| c.is_ascii_digit() || c == ' ');
    if short && clean && text.trim() == text { Ok(()) } else { Err(TextError::Malformed) }
}

fn siret(text: &str) -> Result<(), TextError> {
    let sized = text.len() == Siret::DIGITS;
    if sized && has_luhn_key(text) { Ok(()) } else { Err(TextError::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_with_a_host_pass() {
        assert_eq!(
            "https://www.apprentis-auteuil.org/a?b#c".parse::<WebUrl>().unwrap().host(),
            "apprentis-auteuil.org"
        );
        for bad in
            ["javascript:alert(1)", "https://", "http://a b.fr", "ftp://a.fr", "https://u@a.fr"]
        {
            assert!(bad.parse::<WebUrl>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_host_in_the_letters_of_another_alphabet_is_shown_in_ascii() {
        let host = |url: &str| url.parse::<WebUrl>().unwrap().host().into_owned();
        assert_eq!(host("https://www.régie.example/"), "régie.example");
        assert_eq!(host("https://www.\u{430}pple.example/"), "xn--pple-43d.example");
    }

    #[test]
    fn a_number_is_dialled_with_the_country_code() {
        assert_eq!("02 47 31 64 61".parse::<Phone>().unwrap().tel_number(), "+33247316461");
        assert_eq!("39 36".parse::<Phone>().unwrap().tel_number(), "3936");
        assert!("02 47 31".parse::<Phone>().is_err());
    }

    #[test]
    fn a_national_number_may_be_short() {
        for (number, dialled) in
            [("15", "15"), ("115", "115"), ("116 006", "116006"), ("39 49", "3949")]
        {
            assert_eq!(number.parse::<NationalPhone>().unwrap().tel_number(), dialled);
        }
        let free: NationalPhone = "0 800 23 13 13".parse().unwrap();
        assert_eq!(free.tel_number(), "+33800231313");
        assert_eq!(free.display_text(), "0\u{a0}800\u{a0}23\u{a0}13\u{a0}13");
        for bad in ["", "1", "25", "1 15", "117 006", "116 00a", "4949", " 115", "02 47 31"] {
            assert!(bad.parse::<NationalPhone>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_siret_has_fourteen_digits_and_a_luhn_key() {
        assert!("44054935000021".parse::<Siret>().is_ok());
        assert!("44054935000022".parse::<Siret>().is_err());
        assert!("440549350".parse::<Siret>().is_err());
    }

    #[test]
    fn an_address_needs_a_local_part_and_a_domain() {
        assert!("franceservices@cc-laseptaine.fr".parse::<Email>().is_ok());
        for bad in ["a@b", "@b.fr", "a@b@c.fr", "a b@c.fr", "a@c..fr", "a\r\n@c.fr"] {
            assert!(bad.parse::<Email>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_that_no_mail_can_go_to_is_refused() {
        let long = format!("{}@b.fr", "a".repeat(65));
        let label = format!("a@{}.fr", "b".repeat(64));
        for bad in [
            "a..b@c.fr",
            ".a@c.fr",
            "a.@c.fr",
            "a@-c.fr",
            "a@c-.fr",
            "a@c_d.fr",
            "a@c!.fr",
            &long,
            &label,
        ] {
            assert_eq!(bad.parse::<Email>(), Err(TextError::Malformed), "{bad}");
            assert!(Email::from_stored(bad).is_ok(), "{bad}: an older row may hold it");
        }
        for good in ["o'neil+x@c.fr", "a-b_c@c-d.xn--p1ai", "1@2.fr"] {
            assert!(good.parse::<Email>().is_ok(), "{good}");
        }
    }

    #[test]
    fn an_address_cannot_add_to_the_link_it_stands_in() {
        for bad in ["a?cc=x@b.fr", "a@b.fr?cc=x", "a&b@c.fr", "a%0Acc@b.fr", "a/b@c.fr"] {
            assert!(bad.parse::<Email>().is_err(), "{bad}");
        }
    }
}
