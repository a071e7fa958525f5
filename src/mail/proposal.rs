//! Mails to authors of proposals.

use jiff::civil::Date;

use super::Letter;
use crate::config::PublicUrl;
use crate::domain::account::Token;
use crate::domain::operations::{CLOSED_MONTHS, RetentionClass};
use crate::domain::proposal::ProposalState;
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, Lang, messages};
use crate::paths;

/// Link of a draft, requested by its author.
#[must_use]
pub fn draft_link(site: &PublicUrl, title: &str, link: &Token) -> Letter {
    letter(messages::DRAFT_LINK_SUBJECT)
        .paragraph(title_message(messages::DRAFT_LINK_TEXT, title))
        .link(t(messages::DRAFT_LINK_WAY), format!("{site}{}", paths::draft(link)))
        .paragraph(t(messages::DRAFT_LINK_KEEP))
}

/// Asks the author of a proposal to confirm the mail address.
#[must_use]
pub fn confirm(site: &PublicUrl, title: &str, confirmation: &Token, follow: &Token) -> Letter {
    letter(messages::CONFIRM_SUBJECT)
        .paragraph(title_message(messages::CONFIRM_TEXT, title))
        .link(t(messages::CONFIRM_WAY), format!("{site}{}", paths::confirmation(confirmation)))
        .paragraph(t(messages::CONFIRM_HOURS))
        .link(t(messages::CONFIRM_FOLLOW), format!("{site}{}", paths::follow(follow)))
        .paragraph(t(messages::CONFIRM_NOT_YOU))
}

/// Links of all proposals of an author.
#[must_use]
pub fn links(site: &PublicUrl, proposals: &[(String, ProposalState, Token)]) -> Letter {
    let letter = letter(messages::LINKS_SUBJECT).paragraph(t(messages::LINKS_TEXT));
    let letter = proposals.iter().fold(letter, |letter, (title, state_of, link)| {
        let state = t(state_label(*state_of));
        // Titles of unconfirmed proposals are left out: a stranger may have written them.
        let unconfirmed = matches!(state_of, ProposalState::Draft | ProposalState::Unconfirmed);
        let title = if unconfirmed { String::new() } else { display_title(title) };
        let args = [("title", Arg::Text(title.as_str())), ("state", Arg::Text(state.as_str()))];
        letter.link(
            Lang::default().message_with(
                if unconfirmed { messages::LINKS_ONE_UNNAMED } else { messages::LINKS_ONE },
                &args,
            ),
            format!("{site}{}", paths::follow(link)),
        )
    });
    letter.paragraph(t(messages::LINKS_KEEP))
}

/// Answer to a request for links from an address without proposals.
#[must_use]
pub fn no_proposals(site: &PublicUrl) -> Letter {
    letter(messages::LINKS_SUBJECT)
        .paragraph(t(messages::LINKS_NOTHING))
        .link(t(messages::LINKS_NOTHING_WAY), format!("{site}{}", paths::PROPOSE))
        .paragraph(t(messages::LINKS_NOT_YOU))
}

/// Label of a state.
pub const fn state_label(state: ProposalState) -> &'static Key {
    match state {
        ProposalState::Draft => messages::PROPOSAL_STATE_DRAFT,
        ProposalState::Unconfirmed => messages::PROPOSAL_STATE_UNCONFIRMED,
        ProposalState::Pending => messages::PROPOSAL_STATE_PENDING,
        ProposalState::ChangesRequested => messages::PROPOSAL_STATE_CHANGES,
        ProposalState::Published => messages::PROPOSAL_STATE_PUBLISHED,
        ProposalState::Refused => messages::PROPOSAL_STATE_REFUSED,
        ProposalState::Withdrawn => messages::PROPOSAL_STATE_WITHDRAWN,
    }
}

/// Title for a mail, or a placeholder if empty. Truncated to 150 characters: drafts are not validated.
fn display_title(title: &str) -> String {
    if title.is_empty() {
        return t(messages::PROPOSAL_UNTITLED);
    }
    without_links(&title.chars().take(150).collect::<String>())
}

/// `text` without anything that a mail program turns into a link: URLs and addresses are replaced, words joined by a
/// dot or colon are separated.
pub(super) fn without_links(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let address = ["://", "@", "www."].iter().any(|it| word.to_lowercase().contains(it))
            || (word.contains('.') && word.contains(['/', '\\', '?']));
        if address { "[…]".to_owned() } else { split_at_dots(word) }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn split_at_dots(word: &str) -> String {
    let mut split_at_dots = String::new();
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        split_at_dots.push(letter);
        let joins = matches!(letter, '.' | ':' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}');
        if joins && letters.peek().is_some_and(|it| it.is_alphabetic() || *it == '+') {
            split_at_dots.push(' ');
        }
    }
    split_at_dots
}

/// Letter that begins with a greeting.
fn letter(subject: &Key) -> Letter {
    Letter::new(t(subject)).paragraph(t(messages::MAIL_DECISION_HELLO))
}

fn t(key: &Key) -> String {
    Lang::default().message(key).into_owned()
}

fn title_message(key: &Key, title: &str) -> String {
    let title = display_title(title);
    Lang::default().message_with(key, &[("value", Arg::Text(title.as_str()))])
}

/// Reminds the author of a draft or of an unanswered change request that it is erased on the day `on`; `address` is
/// the URL to continue. `title` may be empty.
#[must_use]
pub fn expiry_reminder(what: RetentionClass, title: &str, on: Date, address: &str) -> Letter {
    let lang = Lang::default();
    let title = &without_links(title);
    let date = lang.date(PartialDate::Day(on));
    let [about, about_title, when] = message_keys(what);
    let days =
        usize::try_from(RetentionClass::Draft.lifetime().as_hours() / 24).unwrap_or_default();
    let months = usize::try_from(CLOSED_MONTHS).unwrap_or_default();
    let args = [
        ("title", Arg::Text(title)),
        ("date", Arg::Text(&date)),
        ("n", Arg::Count(days)),
        ("months", Arg::Count(months)),
    ];
    Letter::new(lang.message_with(messages::EXPIRY_SUBJECT, &args))
        .paragraph(t(messages::MAIL_DECISION_HELLO))
        .paragraph(lang.message_with(if title.is_empty() { about } else { about_title }, &args))
        .paragraph(lang.message_with(when, &args))
        .link(lang.message(messages::EXPIRY_GO_ON), address)
        .paragraph(lang.message(messages::EXPIRY_LEAVE))
}

/// Messages: description without title, description with title, reason.
fn message_keys(what: RetentionClass) -> [&'static Key; 3] {
    if what == RetentionClass::Unanswered {
        [
            messages::EXPIRY_CHANGES_REQUESTED,
            messages::EXPIRY_CHANGES_REQUESTED_TITLE,
            messages::EXPIRY_WHEN_CHANGES_REQUESTED,
        ]
    } else {
        [messages::EXPIRY_ABOUT, messages::EXPIRY_ABOUT_TITLE, messages::EXPIRY_WHEN]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_typed_in_a_title_are_no_links_in_a_mail_program() {
        for (typed, expected) in [
            ("Vélo du Sanitas, dès 14:30", "Vélo du Sanitas, dès 14:30"),
            ("Gagnez https://evil.example/x !", "Gagnez […] !"),
            ("Voir WWW.evil.example", "Voir […]"),
            ("evil.example", "evil. example"),
            ("evil.example/x?y", "[…]"),
            ("moi@evil.example", "[…]"),
            ("tel:+33247000000 mailto:x", "tel: +33247000000 mailto: x"),
        ] {
            assert_eq!(without_links(typed), expected);
        }
    }
}
