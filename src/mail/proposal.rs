//! Mails to authors of proposals.

use super::Letter;
use crate::{
    config::PublicUrl,
    domain::{proposal::ProposalState, secret::Token},
    i18n::{Arg, Key, Lang, say},
    paths,
};

/// Link of a draft, requested by its author.
#[must_use]
pub fn draft_link(site: &PublicUrl, title: &str, link: &Token) -> Letter {
    Letter::new(t(say::DRAFT_LINK_SUBJECT))
        .say(said(say::DRAFT_LINK_TEXT, title))
        .way(t(say::DRAFT_LINK_WAY), format!("{site}{}", paths::draft(link)))
        .say(t(say::DRAFT_LINK_KEEP))
}

/// Asks the author of a proposal to confirm the mail address.
#[must_use]
pub fn confirm(site: &PublicUrl, title: &str, confirmation: &Token, follow: &Token) -> Letter {
    Letter::new(t(say::CONFIRM_SUBJECT))
        .say(said(say::CONFIRM_TEXT, title))
        .way(t(say::CONFIRM_WAY), format!("{site}{}", paths::confirmation(confirmation)))
        .say(t(say::CONFIRM_HOURS))
        .way(t(say::CONFIRM_FOLLOW), format!("{site}{}", paths::follow(follow)))
        .say(t(say::CONFIRM_NOT_YOU))
}

/// Links of all proposals of an author.
#[must_use]
pub fn links(site: &PublicUrl, proposals: &[(String, ProposalState, Token)]) -> Letter {
    let letter = Letter::new(t(say::LINKS_SUBJECT)).say(t(say::LINKS_TEXT));
    let letter = proposals.iter().fold(letter, |letter, (title, state_of, link)| {
        let state = t(state_word(*state_of));
        // Titles of unconfirmed proposals are left out: a stranger may have written them.
        let unconfirmed = matches!(state_of, ProposalState::Draft | ProposalState::Unconfirmed);
        let title = if unconfirmed { String::new() } else { titled(title) };
        let args = [("title", Arg::Text(title.as_str())), ("state", Arg::Text(state.as_str()))];
        letter.way(
            Lang::default()
                .ta(if unconfirmed { say::LINKS_ONE_UNNAMED } else { say::LINKS_ONE }, &args),
            format!("{site}{}", paths::follow(link)),
        )
    });
    letter.say(t(say::LINKS_KEEP))
}

/// Answer to a request for links from an address without proposals.
#[must_use]
pub fn nothing(site: &PublicUrl) -> Letter {
    Letter::new(t(say::LINKS_SUBJECT))
        .say(t(say::LINKS_NOTHING))
        .way(t(say::LINKS_NOTHING_WAY), format!("{site}{}", paths::PROPOSE))
        .say(t(say::LINKS_NOT_YOU))
}

/// Label of a state.
pub const fn state_word(state: ProposalState) -> &'static Key {
    match state {
        ProposalState::Draft => say::PROPOSAL_STATE_DRAFT,
        ProposalState::Unconfirmed => say::PROPOSAL_STATE_UNCONFIRMED,
        ProposalState::Pending => say::PROPOSAL_STATE_PENDING,
        ProposalState::Changes => say::PROPOSAL_STATE_CHANGES,
        ProposalState::Published => say::PROPOSAL_STATE_PUBLISHED,
        ProposalState::Refused => say::PROPOSAL_STATE_REFUSED,
        ProposalState::Withdrawn => say::PROPOSAL_STATE_WITHDRAWN,
    }
}

/// Title for a mail, or a placeholder if empty. Truncated to 150 characters: drafts are not validated.
fn titled(title: &str) -> String {
    if title.is_empty() {
        return t(say::PROPOSAL_UNTITLED);
    }
    unlinked(&title.chars().take(150).collect::<String>())
}

/// `text` without anything that a mail program turns into a link: URLs and addresses are replaced, words joined by a
/// dot or colon are separated.
pub(super) fn unlinked(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let address = ["://", "@", "www."].iter().any(|it| word.to_lowercase().contains(it))
            || (word.contains('.') && word.contains(['/', '\\', '?']));
        if address { "[…]".to_owned() } else { parted(word) }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn parted(word: &str) -> String {
    let mut parted = String::new();
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        parted.push(letter);
        let joins = matches!(letter, '.' | ':' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}');
        if joins && letters.peek().is_some_and(|it| it.is_alphabetic() || *it == '+') {
            parted.push(' ');
        }
    }
    parted
}

fn t(key: &Key) -> String {
    Lang::default().t(key).into_owned()
}

fn said(key: &Key, title: &str) -> String {
    let title = titled(title);
    Lang::default().ta(key, &[("value", Arg::Text(title.as_str()))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_in_a_title_is_an_address_that_a_mail_program_opens() {
        for (typed, told) in [
            ("Vélo du Sanitas, dès 14:30", "Vélo du Sanitas, dès 14:30"),
            ("Gagnez https://evil.example/x !", "Gagnez […] !"),
            ("Voir WWW.evil.example", "Voir […]"),
            ("evil.example", "evil. example"),
            ("evil.example/x?y", "[…]"),
            ("moi@evil.example", "[…]"),
            ("tel:+33247000000 mailto:x", "tel: +33247000000 mailto: x"),
        ] {
            assert_eq!(unlinked(typed), told);
        }
    }
}
