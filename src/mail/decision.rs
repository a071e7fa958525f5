//! The mails that tell an author what was decided.

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

/// Whom a mail goes to, and what it is about.
#[derive(Debug, Clone)]
pub struct About<'a> {
    pub to: &'a Email,
    /// The title that the author gave.
    pub title: &'a str,
    /// Where the author follows the proposal: a whole address.
    pub follow: String,
    /// Where the reasons to refuse are listed: a whole address.
    pub rules: String,
}

/// What was published.
#[derive(Debug, Clone)]
pub struct Published<'a> {
    /// The page that the public reads: a whole address.
    pub page: String,
    /// Parts that were proposed, and not taken.
    pub left: Vec<Part>,
    pub words: Option<&'a Prose>,
}

/// That it is published.
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

/// That a moderator asks for a change, in `words`.
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

/// That it is refused for `reason`, in `words`.
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

/// That the mail before does not hold: the decision was taken back.
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

/// That what was published is shown no more, in `words`; `reach` says whom to turn to.
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

/// That what was hidden is shown again.
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

    /// The message `key`, with the title in it.
    fn t(&self, key: &Key) -> String {
        Lang::default().ta(key, &[("title", Arg::Text(self.title))])
    }
}
