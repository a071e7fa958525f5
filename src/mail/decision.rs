//! Mails to the author about a moderation decision.

use crate::{
    domain::{
        contact::Email,
        mail::{Message, Purpose},
        proposal::Part,
        refusal::Refusal,
        text::Prose,
    },
    i18n::{Arg, Key, Lang, say},
    mail::Letter,
};

/// Recipient and context of a mail.
#[derive(Debug, Clone)]
pub struct About<'a> {
    pub to: &'a Email,
    /// Title given by the author.
    pub title: &'a str,
    /// URL of the status page of the proposal.
    pub follow: String,
    /// URL of the publication rules.
    pub rules: String,
}

/// Published result.
#[derive(Debug, Clone)]
pub struct Published<'a> {
    /// URL of the public page.
    pub page: String,
    /// Proposed parts that the moderator did not accept.
    pub left: Vec<Part>,
    pub words: Option<&'a Prose>,
}

/// Notifies the author of the publication.
#[must_use]
pub fn published(about: &About<'_>, published: &Published<'_>) -> Message {
    let lang = Lang::default();
    let mut letter = about.letter(say::MAIL_PUBLISHED_SUBJECT).say(about.t(say::MAIL_PUBLISHED));
    letter = letter.way(lang.t(say::MAIL_PUBLISHED_PAGE), &published.page);
    if !published.left.is_empty() {
        let left = published.left.iter().map(|part| lang.part(*part).into_owned()).collect();
        let left = lang.all_of(left);
        letter = letter.say(lang.ta(say::MAIL_PUBLISHED_LEFT, &[("parts", Arg::Text(&left))]));
    }
    if let Some(words) = published.words {
        letter = letter.say(lang.t(say::MAIL_WORDS)).quote(words.as_str());
    }
    letter
        .say(lang.t(say::MAIL_PUBLISHED_LATER))
        .way(lang.t(say::MAIL_FOLLOW), &about.follow)
        .to(about.to, Purpose::Published)
}

/// Notifies the author of a change request; `words` are the moderator's message.
#[must_use]
pub fn change_asked(about: &About<'_>, words: &Prose) -> Message {
    let lang = Lang::default();
    about
        .letter(say::MAIL_CHANGE_SUBJECT)
        .say(about.t(say::MAIL_CHANGE))
        .quote(words.as_str())
        .say(lang.t(say::MAIL_CHANGE_THEN))
        .way(lang.t(say::MAIL_CORRECT), &about.follow)
        .to(about.to, Purpose::ChangeAsked)
}

/// Notifies the author of a refusal; `words` are the moderator's message.
#[must_use]
pub fn refused(about: &About<'_>, reason: Refusal, words: &Prose) -> Message {
    let lang = Lang::default();
    let told = [
        ("reason", Arg::Text(&lang.refusal(reason))),
        ("text", Arg::Text(&lang.refusal_text(reason))),
    ];
    about
        .letter(say::MAIL_REFUSED_SUBJECT)
        .say(about.t(say::MAIL_REFUSED))
        .say(lang.ta(say::MAIL_REFUSED_REASON, &told))
        .say(lang.t(say::MAIL_WORDS))
        .quote(words.as_str())
        .say(lang.t(say::MAIL_REFUSED_THEN))
        .way(lang.t(say::MAIL_FOLLOW), &about.follow)
        .way(lang.t(say::MAIL_RULES), &about.rules)
        .to(about.to, Purpose::Refused)
}

/// Notifies the author that the previous decision was reverted.
#[must_use]
pub fn undone(about: &About<'_>) -> Message {
    let lang = Lang::default();
    about
        .letter(say::MAIL_UNDONE_SUBJECT)
        .say(about.t(say::MAIL_UNDONE))
        .say(lang.t(say::MAIL_UNDONE_THEN))
        .way(lang.t(say::MAIL_FOLLOW), &about.follow)
        .to(about.to, Purpose::Undone)
}

/// Notifies the author that the initiative was withdrawn; `words` are the moderator's message, `reach` names the
/// contact for objections.
#[must_use]
pub fn taken_down(about: &About<'_>, words: &Prose, reach: &str) -> Message {
    let lang = Lang::default();
    about
        .letter(say::MAIL_TAKEN_DOWN_SUBJECT)
        .say(about.t(say::MAIL_TAKEN_DOWN))
        .quote(words.as_str())
        .say(lang.t(say::MAIL_TAKEN_DOWN_THEN))
        .say(reach)
        .way(lang.t(say::MAIL_FOLLOW), &about.follow)
        .to(about.to, Purpose::TakenDown)
}

/// Notifies the author that the initiative is published again.
#[must_use]
pub fn put_back(about: &About<'_>) -> Message {
    let lang = Lang::default();
    about
        .letter(say::MAIL_PUT_BACK_SUBJECT)
        .say(about.t(say::MAIL_PUT_BACK))
        .way(lang.t(say::MAIL_FOLLOW), &about.follow)
        .to(about.to, Purpose::PutBack)
}

impl About<'_> {
    fn letter(&self, subject: &Key) -> Letter {
        Letter::new(self.t(subject)).say(Lang::default().t(say::MAIL_DECISION_HELLO))
    }

    /// Message `key` with the title as argument.
    fn t(&self, key: &Key) -> String {
        Lang::default().ta(key, &[("title", Arg::Text(self.title))])
    }
}
