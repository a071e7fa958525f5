//! Mails to who proposes.

use super::Letter;
use crate::{
    config::PublicUrl,
    domain::{proposal::ProposalState, secret::Token},
    i18n::{Arg, Key, Lang, say},
    paths,
};

/// The link of a draft, asked for by whom writes it.
#[must_use]
pub fn draft_link(site: &PublicUrl, title: &str, link: &Token) -> Letter {
    Letter::new(said(say::DRAFT_LINK_SUBJECT, title))
        .say(said(say::DRAFT_LINK_TEXT, title))
        .way(t(say::DRAFT_LINK_WAY), format!("{site}{}", paths::draft(link)))
        .say(t(say::DRAFT_LINK_KEEP))
}

/// Asks to confirm the address that a proposal came from.
#[must_use]
pub fn confirm(site: &PublicUrl, title: &str, confirmation: &Token, follow: &Token) -> Letter {
    Letter::new(said(say::CONFIRM_SUBJECT, title))
        .say(said(say::CONFIRM_TEXT, title))
        .way(t(say::CONFIRM_WAY), format!("{site}{}", paths::confirmation(confirmation)))
        .say(t(say::CONFIRM_HOURS))
        .way(t(say::CONFIRM_FOLLOW), format!("{site}{}", paths::follow(follow)))
        .say(t(say::CONFIRM_NOT_YOU))
}

/// The links of all that somebody proposed.
#[must_use]
pub fn links(site: &PublicUrl, proposals: &[(String, ProposalState, Token)]) -> Letter {
    let letter = Letter::new(t(say::LINKS_SUBJECT)).say(t(say::LINKS_TEXT));
    let letter = proposals.iter().fold(letter, |letter, (title, state, link)| {
        let state = t(state_word(*state));
        let title = titled(title);
        let args = [("title", Arg::Text(title.as_str())), ("state", Arg::Text(state.as_str()))];
        letter.way(
            Lang::default().ta(say::LINKS_ONE, &args),
            format!("{site}{}", paths::follow(link)),
        )
    });
    letter.say(t(say::LINKS_KEEP))
}

/// Nothing was proposed from this address.
#[must_use]
pub fn nothing(site: &PublicUrl) -> Letter {
    Letter::new(t(say::LINKS_SUBJECT))
        .say(t(say::LINKS_NOTHING))
        .way(t(say::LINKS_NOTHING_WAY), format!("{site}{}", paths::PROPOSE))
        .say(t(say::LINKS_NOT_YOU))
}

/// The word for a state.
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

/// What to call a proposal that may have no title yet. It is cut: titles are not checked before they are sent.
fn titled(title: &str) -> String {
    if title.is_empty() {
        return t(say::PROPOSAL_UNTITLED);
    }
    title.chars().take(150).collect()
}

fn t(key: &Key) -> String {
    Lang::default().t(key).into_owned()
}

fn said(key: &Key, title: &str) -> String {
    let title = titled(title);
    Lang::default().ta(key, &[("value", Arg::Text(title.as_str()))])
}
