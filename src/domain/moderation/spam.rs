//! Spam score of a proposal. It only orders the queue: nobody is refused for it.

use std::collections::BTreeSet;

use crate::domain::proposal::{Field, FormData};
use crate::domain::text::{fold, mixed_words};

/// Link shorteners, and words typical of spam.
const SHORTENERS: [&str; 8] =
    ["bit.ly", "tinyurl.com", "t.ly", "goo.gl", "is.gd", "cutt.ly", "rebrand.ly", "ow.ly"];
const WORDS: [&str; 12] = [
    "casino", "viagra", "cialis", "bitcoin", "crypto", "forex", "backlink", "porn", "escort",
    "onlyfans", "betting", "payday",
];

/// Hosts on which anybody has a page: a link there says nothing about its author.
const SHARED_HOSTS: [&str; 14] = [
    "facebook.com",
    "instagram.com",
    "linkedin.com",
    "youtube.com",
    "youtu.be",
    "twitter.com",
    "x.com",
    "tiktok.com",
    "whatsapp.com",
    "google.com",
    "forms.gle",
    "helloasso.com",
    "linktr.ee",
    "francetravail.fr",
];
/// Minimum length of a folded description, in characters, for its repetition to be significant.
const MIN_FINGERPRINT_CHARS: usize = 40;
/// Maximum number of domains kept of a proposal.
const MAX_SITES: usize = 20;

/// Spam score of `entry`: 0 is normal, each sign of spam adds to it.
#[must_use]
pub fn spam_score(entry: &FormData) -> u32 {
    let text: Vec<String> = free_texts(entry).map(str::to_lowercase).collect();
    let text = text.join("\n");
    let links = count(&text, "http://") + count(&text, "https://") + count(&text, "www.");
    let listed = SHORTENERS.iter().map(|it| count(&text, it)).sum::<u32>();
    let words = WORDS.iter().map(|it| count(&text, it)).sum::<u32>();
    let markup = count(&text, "<a ") + count(&text, "[url") + count(&text, "<script");
    2 * links
        + 3 * listed
        + 3 * words
        + 4 * markup
        + 3 * mixed_script_words(&text)
        + repeated_contacts(entry)
}

/// Fingerprint that identifies repeated spam.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpamFingerprint {
    /// Folded description.
    Text(String),
    /// Domain of a linked site.
    Site(String),
}

impl SpamFingerprint {
    /// Text that the stored hash is computed from.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Text(text) => format!("spam-text:{text}"),
            Self::Site(site) => format!("spam-site:{site}"),
        }
    }

    /// Points added to the score if earlier spam had this fingerprint.
    #[must_use]
    pub const fn points(&self) -> u32 {
        match self {
            Self::Text(_) => 10,
            Self::Site(_) => 5,
        }
    }
}

/// Fingerprints of `entry`, stored if it is refused as spam.
#[must_use]
pub fn spam_fingerprints(entry: &FormData) -> Vec<SpamFingerprint> {
    let text = fold(entry.get(Field::Summary));
    let text =
        (text.chars().count() >= MIN_FINGERPRINT_CHARS).then_some(SpamFingerprint::Text(text));
    text.into_iter().chain(sites(entry).into_iter().map(SpamFingerprint::Site)).collect()
}

/// Domains of the links in free text, and of the website field.
fn sites(entry: &FormData) -> BTreeSet<String> {
    let written = free_texts(entry).flat_map(|text| {
        let pieces = text.split(|c: char| !c.is_alphanumeric() && !"-.:/".contains(c));
        pieces.filter(|it| it.contains("//") || it.to_lowercase().starts_with("www."))
    });
    let sites = written.chain([entry.get(Field::Website)]).filter_map(site);
    sites.take(MAX_SITES).collect()
}

/// Domain of `address`, unless it is a shared host.
fn site(address: &str) -> Option<String> {
    let address = address.to_lowercase();
    let host = address.split_once("//").map_or(address.as_str(), |(_, rest)| rest);
    let host = host.split(['/', ':', '?', '#']).next()?.trim_matches('.');
    let host = host.trim_start_matches("www.");
    let under =
        |it: &&str| host.strip_suffix(*it).is_some_and(|it| it.is_empty() || it.ends_with('.'));
    let shared = SHARED_HOSTS.iter().any(under);
    let named = host.contains('.') && !shared;
    named.then(|| host.to_owned())
}

fn free_texts(entry: &FormData) -> impl Iterator<Item = &str> {
    Field::ALL.into_iter().filter(|field| field.spec().free_text).map(|field| entry.get(field))
}

fn count(text: &str, what: &str) -> u32 {
    u32::try_from(text.matches(what).count()).unwrap_or(u32::MAX).min(20)
}

/// Words that mix letters of two alphabets, as who hides a word does.
fn mixed_script_words(text: &str) -> u32 {
    u32::try_from(mixed_words(text).len()).unwrap_or(u32::MAX).min(20)
}

/// Number of contacts repeated in the description, although they have their own fields.
fn repeated_contacts(entry: &FormData) -> u32 {
    let contacts: BTreeSet<&str> = Field::contacts().map(|field| entry.get(field)).collect();
    let contacts = contacts.into_iter().filter(|it| it.len() > 5);
    contacts.map(|it| count(entry.get(Field::Summary), it)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(summary: &str) -> u32 {
        let mut entry = FormData::default();
        entry.set(Field::Summary, [summary]);
        spam_score(&entry)
    }

    #[test]
    fn an_ordinary_text_has_spam_score_0() {
        assert_eq!(of("Des vélos réparés et prêtés aux habitants, le mardi de 14 h à 16 h."), 0);
    }

    #[test]
    fn fingerprints_ignore_spelling_and_list_linked_sites() {
        let mut entry = FormData::default();
        let text =
            "Gagnez 500 € par jour ! Voyez https://www.Argent.example/x, http://autre.example:80.";
        entry.set(Field::Summary, [text]);
        entry.set(Field::Website, ["argent.example"]);
        let known = spam_fingerprints(&entry);
        let site = |it: &str| SpamFingerprint::Site(it.to_owned());
        assert_eq!(known[1..], [site("argent.example"), site("autre.example")]);
        entry.set(Field::Summary, [text.to_uppercase()]);
        assert_eq!(spam_fingerprints(&entry), known);
    }

    #[test]
    fn short_texts_and_shared_hosts_give_no_fingerprint() {
        let mut entry = FormData::default();
        entry.set(Field::Summary, ["Atelier vélo."]);
        entry.set(Field::Website, ["https://fr-fr.facebook.com/atelier"]);
        assert_eq!(spam_fingerprints(&entry), []);
    }

    #[test]
    fn links_listed_words_and_mixed_scripts_add_up() {
        let one = of("Voyez https://example.org");
        assert!(one > 0 && of("https://a.fr https://b.fr https://bit.ly/x") > one);
        assert!(of("Best casino bonus") > 0 && of("саsino раypal pаypal") > 0);
        assert!(of("<a href=x>") > 0);
    }
}
