//! Users of the access matrix, and the records that they request.

use tempfile::TempDir;

use quartiers_emploi::domain::account::{AccountId, AuthMethod, SessionId, Token};
use quartiers_emploi::domain::proposal::{Field, ProposalId};

use super::{ALL_ROLES, TestRole};
use crate::browser::Browser;
use crate::fixtures::{
    BOURGES_NORD, StoredProposal, browser_of, initiative, member, organisation, proposal,
    seeds_with,
};
use crate::site::moderation::decide;
use crate::test_app::{TestApp, TestPage};

/// A member and their signed-in browser.
#[derive(Debug)]
struct TestUser {
    who: TestRole,
    id: AccountId,
    session: SessionId,
    browser: Browser,
    /// Its cookies before any request of the matrix.
    initial: Browser,
}

/// A site with one member of each role, another member, and proposals in every relevant state.
pub struct AccessFixture {
    pub app: TestApp,
    /// Folder of the site before any request of the matrix.
    initial: TempDir,
    users: Vec<TestUser>,
    pub other: AccountId,
    pub others_session: SessionId,
    /// Token of the invitation mailed to another person.
    pub invitation: Token,
    pub proposed: Proposed,
}

/// Proposals of the access matrix.
pub struct Proposed {
    /// A draft.
    pub draft: StoredProposal,
    /// Submitted; the email address is not confirmed.
    pub unconfirmed: StoredProposal,
    /// A change of a published initiative with a confirmed email address; not submitted.
    pub change: StoredProposal,
    /// Waiting for moderators of the home département.
    pub here: ProposalId,
    /// Waiting for moderators of the other département.
    pub elsewhere: ProposalId,
    /// A change that would move a published initiative from the home département to the other one.
    pub moving: ProposalId,
    /// A published change of a published initiative, in the home département.
    pub published: ProposalId,
}

impl AccessFixture {
    /// Initiative 1 is in Indre-et-Loire (home), initiative 2 in Cher (other); moderators have one or the other.
    pub async fn spawn() -> Self {
        let carrier = organisation("Régie Plus");
        let garage = initiative("Garage").with_number(1).in_commune("37261").carried_by(&carrier);
        let garden = initiative("Jardin").with_number(2).in_commune("18033");
        let app = TestApp::with_seeds(&seeds_with([garage, garden])).await;
        let mut users = Vec::new();
        for who in ALL_ROLES {
            users.extend(user(&app, who).await);
        }
        let other = member("quelqu.un@example.org").insert_active(&app).await;
        browser_of(&app, other, AuthMethod::Passkey).await;
        let others_session = session(&app, other).await;
        let invitation = invitation(&app, &mut users).await;
        let proposed = Proposed::in_site(&app).await;
        let admin = administrator(&mut users);
        decide(&app, admin, proposed.published, "publication", &[]).await.assert_status(303);
        for user in &mut users {
            user.initial = user.browser.clone();
        }
        let initial = app.copy_folder().await;
        Self { app, initial, users, other, others_session, invitation, proposed }
    }

    /// Undoes the effects of all requests.
    pub async fn reset(&mut self) {
        self.app = TestApp::on_copy_of(self.initial.path()).await;
        for user in &mut self.users {
            user.browser = user.initial.clone();
        }
    }

    /// Sends `method path` as `who`.
    pub async fn request(&mut self, who: TestRole, method: &str, path: &str) -> TestPage {
        let mut nobody = Browser::new();
        let user = self.users.iter_mut().find(|it| it.who == who);
        let browser = user.map_or(&mut nobody, |it| &mut it.browser);
        match method {
            "GET" => browser.get(&self.app, path).await,
            "POST" => browser.post(&self.app, path, &[]).await,
            other => panic!("no door is opened by {other}"),
        }
    }

    /// Account of `who`.
    pub fn account(&self, who: TestRole) -> AccountId {
        self.user(who).id
    }

    /// Session of `who`.
    pub fn session(&self, who: TestRole) -> SessionId {
        self.user(who).session
    }

    fn user(&self, who: TestRole) -> &TestUser {
        self.users.iter().find(|it| it.who == who).expect("a visitor has nothing of their own")
    }
}

impl Proposed {
    async fn in_site(app: &TestApp) -> Self {
        let now = app.app.clock.now().to_string();
        let there = |it: crate::fixtures::ProposalBuilder| {
            it.with_field(Field::Neighbourhoods, BOURGES_NORD)
        };
        Self {
            draft: proposal("Vélos").insert_draft(app).await,
            unconfirmed: proposal("Jardinage").insert_submitted(app).await,
            change: proposal("Garage").changing(app, 1).confirmed_at(&now).insert_draft(app).await,
            here: proposal("Couture").insert_pending(app).await,
            elsewhere: there(proposal("Cuisine")).insert_pending(app).await,
            moving: there(proposal("Garage").changing(app, 1))
                .with_field(Field::Commune, "Bourges")
                .with_field(
                    Field::Summary,
                    "Des voitures réparées à petit prix pour aller travailler.",
                )
                .insert_pending(app)
                .await,
            published: proposal("Garage")
                .changing(app, 1)
                .with_field(
                    Field::Summary,
                    "Des voitures réparées à petit prix pour aller travailler.",
                )
                .insert_pending(app)
                .await,
        }
    }
}

async fn user(app: &TestApp, who: TestRole) -> Option<TestUser> {
    let named = |name: &str| member(&format!("{name}@example.org"));
    let (id, browser) = match who {
        TestRole::Visitor => return None,
        TestRole::Invited => named("invitee").insert_enrolled(app).await,
        TestRole::Here => named("ici").with_departements(&["37"]).signed_in(app).await,
        TestRole::Elsewhere => named("ailleurs").with_departements(&["18"]).signed_in(app).await,
        TestRole::Everywhere => named("partout").signed_in(app).await,
        TestRole::Administrator => named("admin").administrator().signed_in(app).await,
    };
    let session = session(app, id).await;
    Some(TestUser { who, id, session, initial: browser.clone(), browser })
}

async fn session(app: &TestApp, id: AccountId) -> SessionId {
    app.app.store.list_sessions(id, app.app.clock.now()).await.unwrap()[0].id
}

fn administrator(users: &mut [TestUser]) -> &mut Browser {
    &mut users.iter_mut().find(|it| it.who == TestRole::Administrator).unwrap().browser
}

/// Sends an invitation as the administrator; returns the token from the mail.
async fn invitation(app: &TestApp, users: &mut [TestUser]) -> Token {
    let admin = administrator(users);
    let fields = [("adresse", "nouvelle@example.org"), ("nom", "Nouvelle"), ("role", "relecture")];
    admin.post(app, "/moderation/membres", &fields).await.assert_status(303);
    let mail = app.mails().await.pop().unwrap();
    let link = crate::outbox::links(&mail)[0].to_owned();
    link.rsplit('/').next().unwrap().parse().unwrap()
}
