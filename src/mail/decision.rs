//! Mails to the author about a moderation decision.

use crate::domain::directory::Email;
use crate::domain::moderation::RefusalReason;
use crate::domain::operations::{Message, Purpose};
use crate::domain::proposal::{Part, ProposalState};
use crate::domain::text::Prose;
use crate::i18n::{Arg, Key, Lang, messages};
use crate::mail::Letter;

/// Recipient and context of a mail.
#[derive(Debug, Clone)]
pub struct DecisionContext<'a> {
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
    pub declined_parts: Vec<Part>,
    pub moderator_message: Option<&'a Prose>,
}

/// Notifies the author of the publication.
#[must_use]
pub fn published(about: &DecisionContext<'_>, published: &Published<'_>) -> Message {
    let lang = Lang::default();
    let mut letter = about
        .letter(messages::MAIL_PUBLISHED_SUBJECT)
        .paragraph(about.message(messages::MAIL_PUBLISHED));
    letter = letter.link(lang.message(messages::MAIL_PUBLISHED_PAGE), &published.page);
    if !published.declined_parts.is_empty() {
        let left =
            published.declined_parts.iter().map(|part| lang.part(*part).into_owned()).collect();
        let left = lang.all_of(left);
        letter = letter.paragraph(
            lang.message_with(messages::MAIL_PUBLISHED_LEFT, &[("parts", Arg::Text(&left))]),
        );
    }
    if let Some(words) = published.moderator_message {
        letter = letter.paragraph(lang.message(messages::MAIL_WORDS)).quote(words.as_str());
    }
    letter
        .paragraph(lang.message(messages::MAIL_PUBLISHED_LATER))
        .link(lang.message(messages::MAIL_PUBLISHED_MODIFY), &about.follow)
        .to(about.to, Purpose::Published)
}

/// Notifies the author of a change request; `words` are the moderator's message.
#[must_use]
pub fn change_requested(about: &DecisionContext<'_>, words: &Prose) -> Message {
    let lang = Lang::default();
    about
        .letter(messages::MAIL_CHANGE_SUBJECT)
        .paragraph(about.message(messages::MAIL_CHANGE))
        .quote(words.as_str())
        .paragraph(lang.message(messages::MAIL_CHANGE_THEN))
        .link(lang.message(messages::MAIL_CORRECT), &about.follow)
        .to(about.to, Purpose::ChangeRequested)
}

/// Notifies the author of a refusal; `words` are the moderator's message.
#[must_use]
pub fn refused(about: &DecisionContext<'_>, reason: RefusalReason, words: &Prose) -> Message {
    let lang = Lang::default();
    let args = [
        ("reason", Arg::Text(&lang.refusal(reason))),
        ("text", Arg::Text(&lang.refusal_text(reason))),
    ];
    about
        .letter(messages::MAIL_REFUSED_SUBJECT)
        .paragraph(about.message(messages::MAIL_REFUSED))
        .paragraph(lang.message_with(messages::MAIL_REFUSED_REASON, &args))
        .paragraph(lang.message(messages::MAIL_WORDS))
        .quote(words.as_str())
        .paragraph(lang.message(messages::MAIL_REFUSED_THEN))
        .link(lang.message(messages::MAIL_FOLLOW), &about.follow)
        .link(lang.message(messages::MAIL_RULES), &about.rules)
        .to(about.to, Purpose::Refused)
}

/// Notifies the author that the decision which led to the state `decided` was reverted.
#[must_use]
pub fn undone(about: &DecisionContext<'_>, decided: ProposalState) -> Message {
    let lang = Lang::default();
    let key = match decided {
        ProposalState::Published => messages::MAIL_UNDONE_PUBLISHED,
        ProposalState::Refused => messages::MAIL_UNDONE_REFUSED,
        ProposalState::Draft
        | ProposalState::Unconfirmed
        | ProposalState::Pending
        | ProposalState::ChangesRequested
        | ProposalState::Withdrawn => messages::MAIL_UNDONE_CHANGES_REQUESTED,
    };
    about
        .letter(messages::MAIL_UNDONE_SUBJECT)
        .paragraph(about.message(key))
        .paragraph(lang.message(messages::MAIL_UNDONE_THEN))
        .link(lang.message(messages::MAIL_FOLLOW), &about.follow)
        .to(about.to, Purpose::Undone)
}

/// Notifies the author that the initiative was withdrawn; `words` are the moderator's message, `contact` names the
/// contact for objections, and is empty if there is none.
#[must_use]
pub fn taken_down(about: &DecisionContext<'_>, words: &Prose, contact: &str) -> Message {
    let lang = Lang::default();
    let letter = about
        .letter(messages::MAIL_TAKEN_DOWN_SUBJECT)
        .paragraph(about.message(messages::MAIL_TAKEN_DOWN))
        .quote(words.as_str())
        .paragraph(lang.message(messages::MAIL_TAKEN_DOWN_THEN));
    let letter = if contact.is_empty() { letter } else { letter.paragraph(contact) };
    letter
        .link(lang.message(messages::MAIL_FOLLOW), &about.follow)
        .to(about.to, Purpose::Unpublished)
}

/// Notifies the author that the initiative is published again, at the URL `page`.
#[must_use]
pub fn put_back(about: &DecisionContext<'_>, page: &str) -> Message {
    let lang = Lang::default();
    about
        .letter(messages::MAIL_PUT_BACK_SUBJECT)
        .paragraph(about.message(messages::MAIL_PUT_BACK))
        .link(lang.message(messages::MAIL_PUBLISHED_PAGE), page)
        .link(lang.message(messages::MAIL_FOLLOW), &about.follow)
        .to(about.to, Purpose::Republished)
}

impl DecisionContext<'_> {
    fn letter(&self, subject: &Key) -> Letter {
        Letter::new(self.message(subject))
            .paragraph(Lang::default().message(messages::MAIL_DECISION_HELLO))
    }

    /// Message `key` with the title as argument.
    fn message(&self, key: &Key) -> String {
        Lang::default().message_with(key, &[("title", Arg::Text(self.title))])
    }
}
