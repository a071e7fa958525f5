//! Look-alike addresses and words (homographs): the letters of another alphabet are made visible.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// `text`, a URL or an email address as typed, with its domain in ASCII form (`xn--…`).
#[must_use]
pub fn with_ascii_domain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let (before, domain, after) = parts(text);
    let ascii = idna::domain_to_ascii(domain);
    // An invalid domain shows each non-ASCII letter as its code point.
    let ascii = ascii.unwrap_or_else(|_| domain.chars().map(numbered).collect());
    Cow::Owned(format!("{before}{ascii}{after}"))
}

/// True if the local part of an email address mixes Latin letters with letters of another alphabet.
#[must_use]
pub fn has_mixed_local_part(text: &str) -> bool {
    let Some((local, _)) = text.rsplit_once('@').filter(|_| !text.contains("://")) else {
        return false;
    };
    let letters = || local.chars().filter(|c| c.is_alphabetic());
    letters().any(is_latin_letter) && !letters().all(is_latin_letter)
}

/// The words of `text` that mix Latin letters with those of an alphabet that looks alike, each of these in brackets.
/// Every word is given once.
#[must_use]
pub fn mixed_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| !is_in_word(c)).filter(|word| is_mixed(word)) {
        let shown = bracketed(word);
        if !words.contains(&shown) {
            words.push(shown);
        }
    }
    words
}

fn is_mixed(word: &str) -> bool {
    word.chars().any(looks_latin) && word.chars().any(|c| c.is_alphabetic() && is_latin_letter(c))
}

/// `word`, its letters of another alphabet in brackets, those that follow each other together.
fn bracketed(word: &str) -> String {
    let mut shown = String::new();
    let mut inside = false;
    for c in word.chars() {
        if looks_latin(c) != inside {
            shown.push(if inside { ']' } else { '[' });
            inside = !inside;
        }
        shown.push(c);
    }
    if inside {
        shown.push(']');
    }
    shown
}

/// True for a character within a word: letters, digits, their accents, and signs without width that hide between
/// letters.
fn is_in_word(c: char) -> bool {
    let hidden = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}');
    c.is_alphanumeric() || is_combining_mark(c) || hidden
}

/// True if `c` belongs to an alphabet with letters that look like Latin ones: Greek, Cyrillic, Armenian.
const fn looks_latin(c: char) -> bool {
    matches!(c,
        '\u{370}'..='\u{52f}' | '\u{531}'..='\u{587}' | '\u{1c80}'..='\u{1c8f}'
        | '\u{1d26}'..='\u{1d2b}' | '\u{1f00}'..='\u{1fff}' | '\u{a640}'..='\u{a69f}')
}

/// True if `text` has no letter of another alphabet than Latin.
#[must_use]
pub fn is_latin(text: &str) -> bool {
    text.chars().all(is_latin_letter)
}

/// Text before the domain, the domain, and the text after it.
fn parts(text: &str) -> (&str, &str, &str) {
    let start = text.find("://").map_or(0, |at| at + "://".len());
    let (scheme, rest) = text.split_at(start);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, after) = rest.split_at(end);
    let host = authority.rfind('@').map_or(0, |at| at + 1);
    let (_, host_and_port) = authority.split_at(host);
    let port = host_and_port.rfind(':').unwrap_or(host_and_port.len());
    let (domain, _) = host_and_port.split_at(port);
    let (before, _) = text.split_at(scheme.len() + host);
    let (_, after) = text.split_at(text.len() - after.len() - (host_and_port.len() - port));
    (before, domain, after)
}

fn numbered(c: char) -> Cow<'static, str> {
    if c.is_ascii() { c.to_string().into() } else { c.escape_unicode().to_string().into() }
}

const fn is_latin_letter(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_in_other_letters_is_shown_in_ascii() {
        for (typed, shown) in [
            ("https://\u{430}pple.example/a?b=é#c", "https://xn--pple-43d.example/a?b=é#c"),
            ("https://régie.example:8443/", "https://xn--rgie-bpa.example:8443/"),
            ("https://u:p@\u{430}pple.example", "https://u:p@xn--pple-43d.example"),
            ("anne@\u{430}pple.example", "anne@xn--pple-43d.example"),
            ("\u{430}nne@b.example", "\u{430}nne@b.example"),
            ("\u{430}pple.example", "xn--pple-43d.example"),
            ("https://a.example/é", "https://a.example/é"),
            ("https://plain.example/", "https://plain.example/"),
        ] {
            assert_eq!(with_ascii_domain(typed), shown, "{typed}");
        }
    }

    #[test]
    fn a_domain_that_is_none_shows_its_foreign_letters_by_number() {
        let shown = with_ascii_domain("https://\u{430}b\u{fffd}.example/");
        assert_eq!(shown, "https://\\u{430}b\\u{fffd}.example/");
    }

    #[test]
    fn a_word_of_two_alphabets_shows_the_letters_that_are_not_latin() {
        for (text, words) in [
            ("Une aide de p\u{430}ypal", vec!["p[\u{430}]ypal"]),
            ("\u{421}\u{410}F, l’\u{3b1}ctu et CAF.", vec!["[\u{421}\u{410}]F", "[\u{3b1}]ctu"]),
            ("p\u{430}y p\u{430}y-p\u{430}y", vec!["p[\u{430}]y"]),
            ("caf\u{65}\u{301}\u{455}", vec!["cafe\u{301}[\u{455}]"]),
            ("p\u{200b}\u{430}ypal", vec!["p\u{200b}[\u{430}]ypal"]),
        ] {
            assert_eq!(mixed_words(text), words, "{text}");
        }
    }

    #[test]
    fn whole_words_of_another_alphabet_and_signs_of_science_are_not_mixed() {
        for text in [
            "Atelier vélo à l’Œuvre, 2\u{a0}000 m² et 5 µm",
            "français et \u{440}\u{443}\u{441}\u{441}\u{43a}\u{438}\u{439}",
            "particules \u{3b1}, rayons \u{3b2}-carotène",
            "français/\u{639}\u{631}\u{628}\u{64a}",
            "",
        ] {
            assert_eq!(mixed_words(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_local_part_of_two_alphabets_is_reported() {
        assert!(has_mixed_local_part("\u{430}nne@b.example"));
        assert!(!has_mixed_local_part("hélène@b.example"));
        assert!(!has_mixed_local_part("\u{430}\u{43d}\u{43d}\u{430}@b.example"));
        assert!(!has_mixed_local_part("https://\u{430}nne@b.example"));
    }
}
