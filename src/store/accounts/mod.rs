//! Members: accounts, invitations, sessions, passkeys, one-time codes, sign-in links.

mod account;
mod challenge;
mod enrolment;
mod invitation_lookup;
mod member;
mod passkey;
pub mod session;
mod sign_in;
pub mod sign_in_link;
mod totp;
mod totp_lockout;
pub mod verification;

pub use account::{RoleName, SignInMethods};
pub use challenge::{Challenge, ChallengePurpose};
pub use enrolment::Enrolment;
pub use member::{
    Candidate, ChangeContext, Invitation, MemberChangeOutcome, remove_sign_in_methods,
};
pub use passkey::{NewPasskey, OwnAccountChange, Passkey, PasskeyAssertion, Removal};
pub use session::SessionOpening;
pub use sign_in::{LinkKey, SignInAttempt, SignInOutcome};
pub use sign_in_link::SignInRequest;
pub use totp_lockout::Lockout;
pub use verification::{Notice, NoticeComposer, ReauthOutcome, TypedCode};
