//! Members (moderators and administrators).

use jiff::Timestamp;
use quartiers_emploi::{
    clock::Clock,
    domain::{
        access::Role,
        account::{Account, Method},
        contact::Email,
        ids::AccountId,
        mail::{Message, Purpose},
        secret::TokenHash,
        totp::TotpSecret,
    },
    mail::Letter,
    store::{Candidate, Invitation, Opening, OwnChange, Store},
};

use super::the;
use crate::{app::TestApp, browser::Browser};

/// TOTP secret shared by all members in tests.
pub const SECRET: TotpSecret = TotpSecret::new(*b"12345678901234567890");

/// Builder of a member: a moderator of the whole region by default.
#[derive(Debug, Clone)]
pub struct Member {
    email: Email,
    role: Role,
}

/// A member with this email address.
pub fn member(email: &str) -> Member {
    Member { email: the(email), role: Role::Moderator([].into()) }
}

/// TOTP code for `secret` at `moment`.
pub fn digits(secret: &TotpSecret, moment: Timestamp) -> String {
    let totp = totp_rs::Builder::new().with_secret(secret.as_bytes().as_slice()).build().unwrap();
    totp.generate(u64::try_from(moment.as_second()).unwrap()).to_string()
}

impl Member {
    pub fn administrator(self) -> Self {
        Self { role: Role::Administrator, ..self }
    }

    pub fn moderating(self, codes: &[&str]) -> Self {
        Self { role: Role::Moderator(codes.iter().map(|code| the(code)).collect()), ..self }
    }

    /// Invites the member, who has not opened the link yet.
    pub async fn invited_in(&self, app: &TestApp) -> AccountId {
        let message = self.message();
        let invitation = Invitation {
            link: app.app.clock.token().hash(),
            message: &message,
            by: None,
            at: app.app.clock.now(),
        };
        let name = self.email.as_str().split('@').next().unwrap();
        let candidate = Candidate {
            email: self.email.clone(),
            name: the(name),
            role: self.role.clone(),
            handle: app.app.clock.handle(),
        };
        app.app.store.invite(&candidate, &invitation).await.unwrap().expect("an unused email")
    }

    /// Creates an active member whose authenticator holds [`SECRET`].
    pub async fn active_in(&self, app: &TestApp) -> AccountId {
        let id = self.invited_in(app).await;
        activate(&app.app.store, &app.app.clock, id).await;
        id
    }

    /// Creates an active member and signs them in.
    pub async fn signed_in(&self, app: &TestApp) -> (AccountId, Browser) {
        let id = self.active_in(app).await;
        (id, browser_of(app, id, Method::MailTotp).await)
    }

    /// Invites the member and opens the link; no sign-in method is set up yet.
    pub async fn enrolled_in(&self, app: &TestApp) -> (AccountId, Browser) {
        let id = self.invited_in(app).await;
        (id, browser_of(app, id, Method::Enrolment).await)
    }

    fn message(&self) -> Message {
        Letter::new("Bienvenue").to(&self.email, Purpose::Invitation)
    }
}

/// Adds an authenticator with [`SECRET`] to the invited member `id`, as the pages do.
pub async fn activate(store: &Store, clock: &Clock, id: AccountId) {
    let (cookie, now) = (clock.token().hash(), clock.now());
    let opening = opening(cookie, now);
    store.open_session(id, Method::Enrolment, &opening).await.unwrap();
    let member = store.find_member(cookie, now).await.unwrap().expect("the session exists");
    let message = Letter::new("Bienvenue").to(&member.account.email, Purpose::AccountChanged);
    let change = OwnChange { member: &member, message: &message, at: now };
    store.set_totp(&SECRET, 0, &change).await.unwrap();
    store.end_session(cookie).await.unwrap();
}

/// A browser with a new session of the member `id`.
pub async fn browser_of(app: &TestApp, id: AccountId, method: Method) -> Browser {
    let token = app.app.clock.token();
    let opening = opening(token.hash(), app.app.clock.now());
    app.app.store.open_session(id, method, &opening).await.unwrap();
    Browser::signed_in(&token)
}

/// Account of the member `id` in the store.
pub async fn account(app: &TestApp, id: AccountId) -> Option<Account> {
    app.app.store.find_account(id).await.unwrap()
}

fn opening(cookie: TokenHash, at: Timestamp) -> Opening {
    Opening { cookie, replaces: None, device: "Firefox sous Linux".to_owned(), at }
}
