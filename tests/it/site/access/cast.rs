//! Everybody who stands before doors, and the things behind them.

use quartiers_emploi::domain::{
    account::Method,
    ids::{AccountId, ProposalId, SessionId},
    proposal::Field,
    secret::Token,
};

use super::{EVERYBODY, Who};
use crate::{
    app::{TestApp, TestPage},
    browser::Browser,
    given::{
        BOURGES_NORD, Linked, browser_of, initiative, member, organisation, proposal, seeds_with,
    },
    site::moderation::decide,
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
    pub proposed: Proposed,
}

/// What was proposed.
pub struct Proposed {
    /// Being written.
    pub draft: Linked,
    /// Sent from an address that is not confirmed.
    pub unconfirmed: Linked,
    /// A change of what is published, by somebody whose address is confirmed; not sent.
    pub change: Linked,
    /// Waiting for who moderates here.
    pub here: ProposalId,
    /// Waiting for who moderates elsewhere.
    pub elsewhere: ProposalId,
    /// The change that would move what is published here to elsewhere.
    pub moving: ProposalId,
    /// A change of what is published here, published too.
    pub published: ProposalId,
}

impl Cast {
    /// The initiative 1 is in Indre-et-Loire, the initiative 2 in the Cher; members moderate here or there.
    pub async fn spawn() -> Self {
        let carrier = organisation("Régie Plus");
        let garage = initiative("Garage").numbered(1).in_commune("37261").carried_by(&carrier);
        let garden = initiative("Jardin").numbered(2).in_commune("18033");
        let app = TestApp::with(&seeds_with([garage, garden])).await;
        let mut players = Vec::new();
        for who in EVERYBODY {
            players.extend(player(&app, who).await);
        }
        let other = member("quelqu.un@example.org").active_in(&app).await;
        browser_of(&app, other, Method::Passkey).await;
        let others_session = session(&app, other).await;
        let invitation = invitation(&app, &mut players).await;
        let proposed = Proposed::in_site(&app).await;
        let admin = administrator(&mut players);
        decide(&app, admin, proposed.published, "publication", &[]).await.assert_status(303);
        Self { app, players, other, others_session, invitation, proposed }
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

impl Proposed {
    async fn in_site(app: &TestApp) -> Self {
        let now = app.app.clock.now().to_string();
        let there = |it: crate::given::Proposed| it.saying(Field::Neighbourhoods, BOURGES_NORD);
        Self {
            draft: proposal("Vélos").draft_in(app).await,
            unconfirmed: proposal("Jardinage").sent_in(app).await,
            change: proposal("Garage").over(app, 1).confirmed_at(&now).draft_in(app).await,
            here: proposal("Couture").waiting_in(app).await,
            elsewhere: there(proposal("Cuisine")).waiting_in(app).await,
            moving: there(proposal("Garage").over(app, 1))
                .saying(Field::Commune, "Bourges")
                .saying(Field::Summary, "Des voitures réparées à petit prix pour aller travailler.")
                .waiting_in(app)
                .await,
            published: proposal("Garage")
                .over(app, 1)
                .saying(Field::Summary, "Des voitures réparées à petit prix pour aller travailler.")
                .waiting_in(app)
                .await,
        }
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

fn administrator(players: &mut [Player]) -> &mut Browser {
    &mut players.iter_mut().find(|it| it.who == Who::Administrator).unwrap().browser
}

/// Lets the administrator invite somebody: the token of the mail.
async fn invitation(app: &TestApp, players: &mut [Player]) -> Token {
    let admin = administrator(players);
    let fields = [("adresse", "nouvelle@example.org"), ("nom", "Nouvelle"), ("role", "relecture")];
    admin.post(app, "/moderation/membres", &fields).await.assert_status(303);
    let mail = app.mails().await.pop().unwrap();
    let link = crate::mails::links(&mail)[0].to_owned();
    link.rsplit('/').next().unwrap().parse().unwrap()
}
