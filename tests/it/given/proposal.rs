//! Builder of proposals.

use jiff::{SignedDuration, Timestamp};
use quartiers_emploi::{
    domain::{
        ids::{InitiativeId, ProposalId},
        limit::{Ceiling, Quota},
        mail::Purpose,
        proposal::{Entry, Field, Heading, Quarantine, Told},
        secret::{Token, TokenHash},
    },
    mail::Letter,
    store::{Beginning, Confirming, Sending},
};

use crate::app::TestApp;

/// A valid proposal of a new initiative.
#[derive(Debug, Clone)]
pub struct Proposed {
    pub entry: Entry,
    over: Option<i64>,
    quarantine: Option<Quarantine>,
    suspicion: u32,
    at: Option<Timestamp>,
}

/// A stored proposal with the tokens given to its author.
#[derive(Debug)]
pub struct Linked {
    pub id: ProposalId,
    /// Token of the link to the proposal.
    pub link: Token,
    /// Token that confirms the author's email address; present once submitted.
    pub confirmation: Token,
}

/// A valid proposal with this title, in Tours.
pub fn proposal(title: &str) -> Proposed {
    let mut entry = Entry::default();
    let fields = [
        (Field::Title, title),
        (Field::Summary, "Des vélos réparés et prêtés aux habitants qui cherchent un travail."),
        (Field::Activity, "permanente"),
        (Field::Neighbourhoods, super::SANITAS),
        (Field::Coverage, "quartier"),
        (Field::Delivery, "sur-place"),
        (Field::Barriers, "mobilite"),
        (Field::Audiences, "tous"),
        (Field::AccessBy, "usagers"),
        (Field::AccessModes, "se-presenter"),
        (Field::CarrierName, "Roues libres"),
        (Field::AuthorName, "Anne Martin"),
        (Field::AuthorEmail, "anne@example.org"),
        (Field::AuthorRole, "porteur"),
    ];
    for (field, value) in fields {
        entry.set(field, [value]);
    }
    Proposed { entry, over: None, quarantine: None, suspicion: 0, at: None }
}

impl Proposed {
    pub fn saying(mut self, field: Field, value: &str) -> Self {
        self.entry.set(field, [value]);
        self
    }

    /// Turns it into a change of the published initiative of this id, starting from its fields.
    pub fn over(mut self, app: &TestApp, initiative: i64) -> Self {
        let catalogue = app.app.catalogue();
        let published = catalogue.initiative(InitiativeId::new(initiative)).expect("published");
        let mut entry = Entry::of(published, &*catalogue);
        for field in [Field::AuthorName, Field::AuthorEmail, Field::AuthorRole] {
            entry.set(field, self.entry.all(field).to_vec());
        }
        for field in Field::ALL {
            if entry.get(field).is_empty() {
                entry.set(field, self.entry.all(field).to_vec());
            }
        }
        self.entry = entry;
        self.over = Some(initiative);
        self
    }

    pub fn apart(mut self, why: Quarantine) -> Self {
        self.quarantine = Some(why);
        self
    }

    pub fn suspected(mut self, suspicion: u32) -> Self {
        self.suspicion = suspicion;
        self
    }

    /// Confirms the author's email address at this time.
    pub fn confirmed_at(mut self, moment: &str) -> Self {
        self.at = Some(super::the(moment));
        self
    }

    /// Creates, confirms and submits it.
    pub async fn waiting_in(mut self, app: &TestApp) -> ProposalId {
        self.at = self.at.or_else(|| Some(app.app.clock.now()));
        self.sent_in(app).await.id
    }

    /// Creates the draft without submitting it.
    pub async fn draft_in(&self, app: &TestApp) -> Linked {
        let (store, clock) = (&app.app.store, &app.app.clock);
        let heading = Heading::of(&self.entry, &*app.app.catalogue());
        let told = Told { heading, suspicion: self.suspicion };
        let over = match self.over.map(InitiativeId::new) {
            Some(id) => store.find_revision(id).await.unwrap().map(|revision| (id, revision)),
            None => None,
        };
        let link = clock.token();
        let beginning = Beginning {
            nonce: TokenHash::of(&clock.random()),
            link: link.hash(),
            entry: &self.entry,
            told: &told,
            over,
            confirmed_at: self.at,
            quarantine: self.quarantine,
            demands: &[],
            network: None,
            ceiling: Ceiling::DRAFTS,
        };
        let at = self.at.unwrap_or_else(|| clock.now());
        let id = store.begin_proposal(&beginning, at).await.unwrap().unwrap();
        Linked { id, link, confirmation: clock.token() }
    }

    /// Creates and submits it; the email address is left unconfirmed unless confirmed earlier.
    pub async fn sent_in(&self, app: &TestApp) -> Linked {
        let linked = self.draft_in(app).await;
        let store = &app.app.store;
        let at = self.at.unwrap_or_else(|| app.app.clock.now());
        let version = store.find_proposal(linked.id).await.unwrap().unwrap().version;
        let message =
            Letter::new("Confirmez").to(&super::the("anne@example.org"), Purpose::Confirm);
        let confirming = Confirming {
            link: linked.confirmation.hash(),
            ends_at: at + SignedDuration::from_hours(72),
            message: &message,
            quota: &Quota::default(),
        };
        let sending = Sending { proposal: linked.id, version, confirming };
        store.send_proposal(&sending, at).await.unwrap();
        linked
    }
}
