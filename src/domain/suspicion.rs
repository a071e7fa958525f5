//! How much a text looks like spam. It orders what moderators read; nobody is refused for it.

use std::collections::BTreeSet;

use super::proposal::{Entry, Field};

/// Domains that shorten links, and words of the trade of unasked mail.
const SHORTENERS: [&str; 8] =
    ["bit.ly", "tinyurl.com", "t.ly", "goo.gl", "is.gd", "cutt.ly", "rebrand.ly", "ow.ly"];
const WORDS: [&str; 12] = [
    "casino", "viagra", "cialis", "bitcoin", "crypto", "forex", "backlink", "porn", "escort",
    "onlyfans", "betting", "payday",
];

/// Where people write as they like.
const FREE: [Field; 8] = [
    Field::Title,
    Field::Summary,
    Field::Schedule,
    Field::Venue,
    Field::FeesDetails,
    Field::Conditions,
    Field::CarrierName,
    Field::Partners,
];

/// 0 for what people write; each sign adds to it.
#[must_use]
pub fn suspicion(entry: &Entry) -> u32 {
    let text: Vec<String> = FREE.iter().map(|field| entry.get(*field).to_lowercase()).collect();
    let text = text.join("\n");
    let links = count(&text, "http://") + count(&text, "https://") + count(&text, "www.");
    let listed = SHORTENERS.iter().map(|it| count(&text, it)).sum::<u32>();
    let words = WORDS.iter().map(|it| count(&text, it)).sum::<u32>();
    let markup = count(&text, "<a ") + count(&text, "[url") + count(&text, "<script");
    2 * links + 3 * listed + 3 * words + 4 * markup + 3 * mixed(&text) + repeated(entry)
}

fn count(text: &str, what: &str) -> u32 {
    u32::try_from(text.matches(what).count()).unwrap_or(u32::MAX).min(20)
}

/// Words that mix letters of two scripts, as who hides a word does.
fn mixed(text: &str) -> u32 {
    let words = text.split_whitespace().filter(|word| {
        let latin = word.chars().any(|c| c.is_ascii_alphabetic());
        let other =
            word.chars().any(|c| matches!(c, '\u{370}'..='\u{52f}' | '\u{531}'..='\u{556}'));
        latin && other
    });
    u32::try_from(words.count()).unwrap_or(u32::MAX).min(20)
}

/// A contact written again inside the texts: the fields for it are beside.
fn repeated(entry: &Entry) -> u32 {
    let contacts: BTreeSet<&str> =
        [Field::Phone, Field::Email, Field::Website].map(|field| entry.get(field)).into();
    let contacts = contacts.into_iter().filter(|it| it.len() > 5);
    contacts.map(|it| count(entry.get(Field::Summary), it)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(summary: &str) -> u32 {
        let mut entry = Entry::default();
        entry.set(Field::Summary, [summary]);
        suspicion(&entry)
    }

    #[test]
    fn what_people_write_is_not_suspected() {
        assert_eq!(of("Des vélos réparés et prêtés aux habitants, le mardi de 14 h à 16 h."), 0);
    }

    #[test]
    fn links_listed_words_and_mixed_scripts_add_up() {
        let one = of("Voyez https://example.org");
        assert!(one > 0 && of("https://a.fr https://b.fr https://bit.ly/x") > one);
        assert!(of("Best casino bonus") > 0 && of("саsino раypal pаypal") > 0);
        assert!(of("<a href=x>") > 0);
    }
}
