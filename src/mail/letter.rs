//! A letter: whole sentences, words quoted as they were written, ways on. One shape for every mail, as text and as HTML.

use askama::Template;

use crate::{
    domain::{
        contact::Email,
        mail::{Message, Purpose},
    },
    i18n::{Arg, Lang, say},
};

/// A mail as it is written; [`Letter::to`] makes it ready to be sent.
#[derive(Debug, Clone)]
pub struct Letter {
    lang: Lang,
    subject: String,
    blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
enum Block {
    Text(String),
    /// What somebody wrote, line by line, as they wrote it.
    Quote(Vec<String>),
    /// A link that stands alone: what it does, and its address.
    Way(String, String),
    /// To be typed elsewhere.
    Code(String),
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct TextView<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlView<'a> {
    letter: &'a Letter,
}

impl Letter {
    #[must_use]
    pub fn new(subject: impl Into<String>) -> Self {
        Self { lang: Lang::default(), subject: one_line(&subject.into()), blocks: Vec::new() }
    }

    /// A paragraph of ours.
    #[must_use]
    pub fn say(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// What somebody wrote, as they wrote it.
    #[must_use]
    pub fn quote(mut self, text: &str) -> Self {
        self.blocks.push(Block::Quote(text.lines().map(str::to_owned).collect()));
        self
    }

    /// A link on a line of its own.
    #[must_use]
    pub fn way(mut self, label: impl Into<String>, address: impl Into<String>) -> Self {
        self.blocks.push(Block::Way(label.into(), address.into()));
        self
    }

    /// A code to type elsewhere.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.blocks.push(Block::Code(code.into()));
        self
    }

    /// The letter to `to`, ready for the outbox.
    #[must_use]
    pub fn to(&self, to: &Email, purpose: Purpose) -> Message {
        let print = "a letter is made of texts only";
        Message {
            to: to.clone(),
            purpose,
            subject: self.subject.clone(),
            text: TextView { letter: self }.render().expect(print),
            html: HtmlView { letter: self }.render().expect(print),
        }
    }

    /// What stands before the address of a link.
    fn before(&self, label: &str) -> String {
        self.lang.ta(say::MAIL_WAY, &[("value", Arg::Text(label))])
    }

    fn foot(&self) -> String {
        self.lang.t(say::MAIL_FOOT).into_owned()
    }
}

/// Nothing that is typed reaches a header with a line break or another control character in it.
fn one_line(text: &str) -> String {
    // No-break spaces stay: they stand before our signs.
    let breaks = |c: char| c.is_control() || (c.is_whitespace() && !"\u{a0}\u{202f}".contains(c));
    text.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Letter::new("Votre proposition\r\nBcc: x@example.org")
            .say("Bonjour, une personne a relu « Vélo & Cie ».")
            .quote("Il manque l’adresse.\n<b>Merci</b> !")
            .way("Corriger", "https://annuaire.example/suivi/abc")
            .code("ABCD-EFGH")
            .to(&"anne@example.org".parse().unwrap(), Purpose::ChangeAsked)
    }

    #[test]
    fn the_text_says_all_and_the_html_the_same_escaped() {
        let Message { text, html, .. } = message();
        assert!(text.contains("« Vélo & Cie »") && text.contains("> <b>Merci</b> !"), "{text}");
        assert!(text.contains("https://annuaire.example/suivi/abc") && text.contains("ABCD-EFGH"));
        assert!(
            html.contains("V\u{e9}lo &#38; Cie") && html.contains("&#60;b&#62;Merci"),
            "{html}"
        );
        assert!(html.contains(r#"href="https://annuaire.example/suivi/abc""#));
    }

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(message().subject, "Votre proposition Bcc: x@example.org");
        let subject = |text: &str| Letter::new(text).subject;
        assert_eq!(
            subject(" Votre brouillon\u{a0}:\u{2028}  Vélo\t"),
            "Votre brouillon\u{a0}: Vélo"
        );
    }
}
