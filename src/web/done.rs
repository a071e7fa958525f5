//! Flash message: confirms on the next page what a member just did.

use axum::response::{IntoResponse as _, Redirect, Response};

use super::paths;
use crate::i18n::{Key, say};

/// Completed action that the target page does not show by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Invited,
    InvitedAgain,
    MemberChanged,
    MemberRemoved,
    PasskeyRemoved,
    TotpRemoved,
    /// A sign-in method was removed, and the current session had been opened with it.
    SignedOut,
    SessionEnded,
    SessionsEnded,
    SessionExtended,
    Undone,
    Released,
}

impl Done {
    const ALL: [Self; 12] = [
        Self::Invited,
        Self::InvitedAgain,
        Self::MemberChanged,
        Self::MemberRemoved,
        Self::PasskeyRemoved,
        Self::TotpRemoved,
        Self::SignedOut,
        Self::SessionEnded,
        Self::SessionsEnded,
        Self::SessionExtended,
        Self::Undone,
        Self::Released,
    ];

    /// Value in the query string.
    const fn word(self) -> &'static str {
        match self {
            Self::Invited => "invitation",
            Self::InvitedAgain => "nouvelle-invitation",
            Self::MemberChanged => "membre-change",
            Self::MemberRemoved => "membre-retire",
            Self::PasskeyRemoved => "cle-retiree",
            Self::TotpRemoved => "application-retiree",
            Self::SignedOut => "acces-retire",
            Self::SessionEnded => "session-fermee",
            Self::SessionsEnded => "sessions-fermees",
            Self::SessionExtended => "session-prolongee",
            Self::Undone => "annulation",
            Self::Released => "rendue",
        }
    }

    /// Flash message named by a query string; unknown values are ignored.
    pub fn said(query: &str) -> Option<Self> {
        let word = query.split('&').find_map(|pair| pair.strip_prefix(paths::DONE))?;
        let word = word.strip_prefix('=')?;
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// Redirects to `path` with this flash message.
    pub fn lead(self, path: &str) -> Response {
        Redirect::to(&paths::done(path, self.word())).into_response()
    }

    pub const fn words(self) -> &'static Key {
        match self {
            Self::Invited => say::DONE_INVITED,
            Self::InvitedAgain => say::DONE_INVITED_AGAIN,
            Self::MemberChanged => say::DONE_MEMBER_CHANGED,
            Self::MemberRemoved => say::DONE_MEMBER_REMOVED,
            Self::PasskeyRemoved => say::DONE_PASSKEY_REMOVED,
            Self::TotpRemoved => say::DONE_TOTP_REMOVED,
            Self::SignedOut => say::DONE_SIGNED_OUT,
            Self::SessionEnded => say::DONE_SESSION_ENDED,
            Self::SessionsEnded => say::DONE_SESSIONS_ENDED,
            Self::SessionExtended => say::DONE_SESSION_EXTENDED,
            Self::Undone => say::DONE_UNDONE,
            Self::Released => say::DONE_RELEASED,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_done_in_words_of_a_closed_list() {
        for done in Done::ALL {
            let path = paths::done("/moderation", done.word());
            let (_, query) = path.split_once('?').unwrap();
            assert_eq!(Done::said(query), Some(done));
        }
        assert_eq!(Done::said("fait=autre"), None);
        assert_eq!(Done::said("faits=annulation"), None);
        assert_eq!(Done::said(""), None);
    }
}
