//! Builder of mail content: paragraphs, quotes, links and codes, rendered as text and HTML.

use askama::Template;

use crate::domain::directory::Email;
use crate::domain::operations::{Message, Purpose};
use crate::domain::text::one_line;
use crate::i18n::{Arg, Lang, messages};

/// Content of a mail; [`Letter::to`] renders it.
#[derive(Debug, Clone)]
pub struct Letter {
    lang: Lang,
    subject: String,
    blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
enum Block {
    Text(String),
    /// Quoted text, by line.
    Quote(Vec<String>),
    /// Link on its own line: label and URL.
    Link(String, String),
    /// Code to type on the site.
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

    /// Adds a paragraph.
    #[must_use]
    pub fn paragraph(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// Adds a quote.
    #[must_use]
    pub fn quote(mut self, text: &str) -> Self {
        self.blocks.push(Block::Quote(text.lines().map(str::to_owned).collect()));
        self
    }

    /// Adds a link on its own line.
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, address: impl Into<String>) -> Self {
        self.blocks.push(Block::Link(label.into(), address.into()));
        self
    }

    /// Adds a code to type on the site.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.blocks.push(Block::Code(code.into()));
        self
    }

    /// Renders the mail to `to`, for the outbox.
    #[must_use]
    pub fn to(&self, to: &Email, purpose: Purpose) -> Message {
        let print = "the template contains only strings";
        Message {
            to: to.clone(),
            purpose,
            subject: self.subject.clone(),
            text: TextView { letter: self }.render().expect(print),
            html: HtmlView { letter: self }.render().expect(print),
        }
    }

    /// Label before the URL of a link.
    fn link_label(&self, label: &str) -> String {
        self.lang.message_with(messages::MAIL_WAY, &[("value", Arg::Text(label))])
    }

    fn footer(&self) -> String {
        self.lang.message(messages::MAIL_FOOT).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Letter::new("Votre proposition\r\nBcc: x@example.org")
            .paragraph("Bonjour, une personne a relu « Vélo & Cie ».")
            .quote("Il manque l’adresse.\n<b>Merci</b> !")
            .link("Corriger", "https://annuaire.example/suivi/abc")
            .code("ABCD-EFGH")
            .to(&"anne@example.org".parse().unwrap(), Purpose::ChangeRequested)
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
    }
}
