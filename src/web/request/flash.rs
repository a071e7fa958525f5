//! Flash message: confirms on the next page what a member just did.

use axum::response::{IntoResponse as _, Redirect, Response};

use crate::i18n::{Key, messages};
use crate::web::paths;

/// Completed action that the target page does not show by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flash {
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

impl Flash {
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
    const fn as_str(self) -> &'static str {
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
    pub fn from_query(query: &str) -> Option<Self> {
        let word = query.split('&').find_map(|pair| pair.strip_prefix(paths::FLASH_KEY))?;
        let word = word.strip_prefix('=')?;
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// Redirects to `path` with this flash message.
    pub fn redirect(self, path: &str) -> Response {
        Redirect::to(&paths::with_flash(path, self.as_str())).into_response()
    }

    pub const fn message(self) -> &'static Key {
        match self {
            Self::Invited => messages::FLASH_INVITED,
            Self::InvitedAgain => messages::FLASH_INVITED_AGAIN,
            Self::MemberChanged => messages::FLASH_MEMBER_CHANGED,
            Self::MemberRemoved => messages::FLASH_MEMBER_REMOVED,
            Self::PasskeyRemoved => messages::FLASH_PASSKEY_REMOVED,
            Self::TotpRemoved => messages::FLASH_TOTP_REMOVED,
            Self::SignedOut => messages::FLASH_SIGNED_OUT,
            Self::SessionEnded => messages::FLASH_SESSION_ENDED,
            Self::SessionsEnded => messages::FLASH_SESSIONS_ENDED,
            Self::SessionExtended => messages::FLASH_SESSION_EXTENDED,
            Self::Undone => messages::FLASH_UNDONE,
            Self::Released => messages::FLASH_RELEASED,
        }
    }
}

/// Completed action of a visitor, which the next page confirms: the whole query string, such as `?courriel`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitorFlash {
    DraftSaved,
    /// The link of a draft was mailed.
    LinkSent,
    MailSent,
    ProposalErased,
}

impl VisitorFlash {
    const fn as_str(self) -> &'static str {
        match self {
            Self::DraftSaved => "garde",
            Self::LinkSent => "lien",
            Self::MailSent => "courriel",
            Self::ProposalErased => "effacee",
        }
    }

    /// True if `query` is this flash message.
    pub fn is_in(self, query: Option<&str>) -> bool {
        query == Some(self.as_str())
    }

    /// Redirects to `path` with this flash message.
    pub fn redirect(self, path: &str) -> Response {
        Redirect::to(&format!("{path}?{}", self.as_str())).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flash_message_round_trips_through_the_query() {
        for done in Flash::ALL {
            let path = paths::with_flash("/moderation", done.as_str());
            let (_, query) = path.split_once('?').unwrap();
            assert_eq!(Flash::from_query(query), Some(done));
        }
        assert_eq!(Flash::from_query("fait=autre"), None);
        assert_eq!(Flash::from_query("faits=annulation"), None);
        assert_eq!(Flash::from_query(""), None);
    }
}
