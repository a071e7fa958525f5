//! Everybody who stands before doors, and the things behind them.

use quartiers_emploi::domain::{
    account::Method,
    ids::{AccountId, SessionId},
    secret::Token,
};

use super::{EVERYBODY, Who};
use crate::{
    app::{TestApp, TestPage},
    browser::Browser,
    given::{SANITAS, browser_of, initiative, member, organisation, seeds_with},
};

/// One member, and the browser they use.
#[derive(Debug)]
struct Player {
    who: Who,
    id: AccountId,
    session: SessionId,
    browser: Browser,
}

/// A site, a member of each role, and somebody else.
pub struct Cast {
    pub app: TestApp,
    players: Vec<Player>,
    pub other: AccountId,
    pub others_session: SessionId,
    /// The invitation of somebody else, as it was mailed.
    pub invitation: Token,
}

impl Cast {
    /// Things are in Indre-et-Loire.
    pub async fn spawn() -> Self {
        let carrier = organisation("Régie Plus");
        let garage =
            initiative("Garage").numbered(1).in_neighbourhood(SANITAS).carried_by(&carrier);
        let app = TestApp::with(&seeds_with([garage])).await;
        let mut players = Vec::new();
        for who in EVERYBODY {
            players.extend(player(&app, who).await);
        }
        let other = member("quelqu.un@example.org").active_in(&app).await;
        browser_of(&app, other, Method::Passkey).await;
        let others_session = session(&app, other).await;
        let invitation = invitation(&app, &mut players).await;
        Self { app, players, other, others_session, invitation }
    }

    /// What `method path` answers to `who`.
    pub async fn knock(&mut self, who: Who, method: &str, path: &str) -> TestPage {
        let mut nobody = Browser::new();
        let player = self.players.iter_mut().find(|it| it.who == who);
        let browser = player.map_or(&mut nobody, |it| &mut it.browser);
        match method {
            "GET" => browser.get(&self.app, path).await,
            "POST" => browser.post(&self.app, path, &[]).await,
            other => panic!("no door is opened by {other}"),
        }
    }

    /// The account of `who`.
    pub fn account(&self, who: Who) -> AccountId {
        self.player(who).id
    }

    /// The session of `who`.
    pub fn session(&self, who: Who) -> SessionId {
        self.player(who).session
    }

    fn player(&self, who: Who) -> &Player {
        self.players.iter().find(|it| it.who == who).expect("a visitor has nothing of their own")
    }
}

async fn player(app: &TestApp, who: Who) -> Option<Player> {
    let named = |name: &str| member(&format!("{name}@example.org"));
    let (id, browser) = match who {
        Who::Visitor => return None,
        Who::Invited => named("invitee").enrolled_in(app).await,
        Who::Here => named("ici").moderating(&["37"]).signed_in(app).await,
        Who::Elsewhere => named("ailleurs").moderating(&["18"]).signed_in(app).await,
        Who::Everywhere => named("partout").signed_in(app).await,
        Who::Administrator => named("admin").administrator().signed_in(app).await,
    };
    Some(Player { who, id, session: session(app, id).await, browser })
}

async fn session(app: &TestApp, id: AccountId) -> SessionId {
    app.app.store.list_sessions(id, app.app.clock.now()).await.unwrap()[0].id
}

/// Lets the administrator invite somebody: the token of the mail.
async fn invitation(app: &TestApp, players: &mut [Player]) -> Token {
    let admin = players.iter_mut().find(|it| it.who == Who::Administrator).unwrap();
    let fields = [("adresse", "nouvelle@example.org"), ("nom", "Nouvelle"), ("role", "relecture")];
    admin.browser.post(app, "/moderation/membres", &fields).await.assert_status(303);
    let mail = app.mails().await.pop().unwrap();
    let link = crate::mails::links(&mail)[0].to_owned();
    link.rsplit('/').next().unwrap().parse().unwrap()
}
