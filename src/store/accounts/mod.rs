//! Members: accounts, invitations, sessions, passkeys, one-time codes, sign-in links.

mod account;
mod challenge;
mod enrolment;
mod member;
mod passkey;
pub mod session;
pub mod sign_in_link;
pub mod totp;
pub mod verification;

pub use account::SignInMethods;
pub use challenge::{Challenge, ChallengePurpose};
pub use enrolment::{Enrolment, Invitation};
pub use member::{Candidate, ChangeContext, MemberChangeOutcome, remove_sign_in_methods};

pub use passkey::{NewPasskey, OwnAccountChange, Passkey, PasskeyAssertion, Removal};
pub use session::SessionOpening;
pub use sign_in_link::{LinkKey, SignInAttempt, SignInOutcome, SignInRequest};

pub use totp::{Lockout, TOTP_LABEL};
pub use verification::{ReauthOutcome, SecondFactorFacts, SecurityMails, TypedCode};
