//! Accounts and sessions of moderators and administrators.

mod access;
mod base32_code;
mod second_factor;
mod token;
mod totp;

pub use access::{Action, Principal, Role, is_allowed, jurisdiction};
pub use base32_code::{MailCode, RecoveryCode};
pub use second_factor::{SecondFactor, lockout_end};
pub use token::{HASH_BYTES, Token, TokenHash};
pub use totp::TotpSecret;

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

use super::directory::Email;
use super::text::{Line, key};

key! {
    /// Id of a member's account.
    AccountId
}
key! {
    /// Id of the session of a signed-in browser.
    SessionId
}
key! {
    /// Id of a member's passkey.
    PasskeyId
}

/// Time after an authentication during which a sensitive action needs no re-authentication.
const REAUTHENTICATION_WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// Account of a member: a moderator or an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub email: Email,
    pub name: Line,
    pub role: Role,
    pub status: AccountStatus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountStatus {
    /// Has no credential yet.
    Invited,
    Active,
    Removed,
}

/// Authentication method of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthMethod {
    Passkey,
    /// Mailed link and one-time code of an authenticator app, both.
    MailTotp,
    /// Mailed link, then a recovery code in place of the one-time code.
    Recovery,
    /// First sign-in, by the invitation link.
    Enrolment,
}

/// Account change that its holder is notified of by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChange {
    PasskeyAdded,
    PasskeyRemoved,
    TotpSet,
    TotpRemoved,
    /// New recovery codes; the older ones are revoked.
    RecoveryCodesReplaced,
    /// A recovery code was used; the number of codes left.
    RecoveryCodeUsed(u32),
    /// Too many wrong codes: one-time codes are refused until then (Europe/Paris time).
    TotpLocked(DateTime),
    /// New role, with the names of its départements.
    Role(Role, Vec<String>),
    /// The account was removed.
    Removed,
}

/// Session of a signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub method: AuthMethod,
    /// Browser and operating system, for display.
    pub device: String,
    pub made_at: Timestamp,
    pub seen_at: Timestamp,
    /// Time of the last authentication or re-authentication.
    pub authenticated_at: Timestamp,
    /// True if it ends after two idle hours. Its holder may remove this limit.
    pub idle_timeout: bool,
}

/// Signed-in account with its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub account: Account,
    pub session: Session,
}

impl Member {
    /// This member as the requester of an access check.
    #[must_use]
    pub const fn principal(&self) -> Principal<'_> {
        match self.account.status {
            AccountStatus::Invited => Principal::Invited,
            AccountStatus::Active => Principal::Member(&self.account.role),
            AccountStatus::Removed => Principal::Visitor,
        }
    }

    /// True if the last authentication is at most 10 minutes before `now`, as sensitive actions require. Always true
    /// for invited accounts, which have no credential to re-authenticate with.
    #[must_use]
    pub fn is_recently_authenticated(&self, now: Timestamp) -> bool {
        self.account.status == AccountStatus::Invited
            || now.duration_since(self.session.authenticated_at) <= REAUTHENTICATION_WINDOW
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(status: AccountStatus) -> Member {
        let at = Timestamp::UNIX_EPOCH;
        let (made_at, seen_at, authenticated_at) = (at, at, at);
        let (id, method) = (SessionId::new(1), AuthMethod::Enrolment);
        let device = "Firefox sous Linux".to_owned();
        let (email, name) = ("anne@example.org".parse().unwrap(), "Anne".parse().unwrap());
        let role = Role::Administrator;
        Member {
            account: Account { id: AccountId::new(1), email, name, role, status },
            session: Session {
                id,
                method,
                device,
                made_at,
                seen_at,
                authenticated_at,
                idle_timeout: true,
            },
        }
    }

    #[test]
    fn a_role_counts_once_its_holder_can_sign_in_again() {
        assert_eq!(member(AccountStatus::Invited).principal(), Principal::Invited);
        assert_eq!(
            member(AccountStatus::Active).principal(),
            Principal::Member(&Role::Administrator)
        );
        assert_eq!(member(AccountStatus::Removed).principal(), Principal::Visitor);
    }

    #[test]
    fn an_authentication_is_recent_for_ten_minutes() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        assert!(member(AccountStatus::Active).is_recently_authenticated(at(600)));
        assert!(!member(AccountStatus::Active).is_recently_authenticated(at(601)));
        assert!(member(AccountStatus::Invited).is_recently_authenticated(at(601)));
    }
}
