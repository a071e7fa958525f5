//! The server process killed while a proposal is submitted, confirmed, published and undone: each action is applied
//! once or not at all, and an acknowledged action is always applied.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use quartiers_emploi::clock::Clock;
use quartiers_emploi::domain::account::{AccountId, AuthMethod, Token, TokenHash};
use quartiers_emploi::domain::operations::{Ceiling, MailContent, Purpose};
use quartiers_emploi::domain::proposal::{
    DerivedFields, Field, ProposalId, ProposalState, ProposalSummary,
};
use quartiers_emploi::store::{Candidate, Invitation, NewProposal, SessionOpening, Store};
use scraper::{Html, Selector};
use sqlx::{Connection as _, SqliteConnection};

use crate::fixtures::{activate, message, noon, parsed, proposal, seeds};
use crate::mail_crash::Server;

/// Number of proposals; every second publication is undone.
const PROPOSALS: i64 = 6;

/// A site whose server is killed during each form submission.
struct Site {
    data: PathBuf,
    server: Option<Server>,
    cookie: Token,
    kills: u64,
}

impl Site {
    fn address(&mut self) -> String {
        let server = self.server.get_or_insert_with(|| Server::with_mail_files(&self.data));
        server.address().to_owned()
    }

    /// Sends a request; returns the response if it is complete.
    fn ask(&mut self, request: &str) -> Option<String> {
        let mut stream = TcpStream::connect(self.address()).ok()?;
        let cookie = self.cookie.reveal();
        let (line, body) = request.split_once('\n').unwrap_or((request, ""));
        let kind = "content-type: application/x-www-form-urlencoded";
        write!(
            stream,
            "{line} HTTP/1.1\r\nhost: 127.0.0.1\r\nsec-fetch-site: same-origin\r\nconnection: close\r\ncookie: __Host-s={cookie}\r\n{kind}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        (!answer.is_empty()).then_some(answer)
    }

    /// Submits a form until it is acknowledged, as a user without a response would; the server is killed meanwhile,
    /// each time a little later.
    fn post(&mut self, path: &str, form: &[(String, String)]) {
        let coded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let form: Vec<_> = form.iter().map(|(name, it)| format!("{name}={}", coded(it))).collect();
        let request = format!("POST {path}\n{}", form.join("&"));
        self.address();
        let pid = self.server.as_ref().expect("a running server").id().to_string();
        self.kills += 1;
        let wait = Duration::from_micros(self.kills * 1_700 % 23_000);
        let killer = thread::spawn(move || {
            thread::sleep(wait);
            std::process::Command::new("kill").args(["-9", &pid]).status().expect("a sent signal")
        });
        let acknowledged = self.ask(&request);
        killer.join().expect("the killer thread ends");
        self.server.take();
        let answer = acknowledged.or_else(|| self.ask(&request)).expect("a final response");
        assert!(answer.starts_with("HTTP/1.1 303"), "{path}: {answer}");
    }

    /// Fields of the form that `chosen` selects on the page `path`.
    fn fields(&mut self, path: &str, chosen: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.ask(&format!("GET {path}")).expect("a page"));
        let chosen = Selector::parse(chosen).expect("a valid CSS selector");
        let of = |it: scraper::ElementRef<'_>, name| it.attr(name).unwrap_or("").to_owned();
        page.select(&chosen).map(|it| (of(it, "name"), of(it, "value"))).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_action_is_applied_once_or_not_at_all() {
    let data = tempfile::TempDir::new().unwrap();
    let (cookie, links) = with_moderator_and_drafts(data.path()).await;
    let data = data.path().to_owned();
    let mut site = Site { data: data.clone(), server: None, cookie, kills: 0 };

    for (id, link) in (1..).zip(&links) {
        site.post(&format!("/proposer/{}/envoi", link.reveal()), &[]);
        let confirmation = confirmation(&data, id).await;
        site.post(&confirmation, &[]);
        let path = format!("/moderation/propositions/{id}");
        let form = "#decision input[type=hidden], input[form=decision]";
        let form = site.fields(&path, form);
        site.post(&format!("{path}/publication"), &form);
        if id % 2 == 0 {
            let form = site.fields(&path, ".modundo input");
            site.post(&format!("{path}/annulation"), &form);
        }
    }

    site.server.take();
    let store = Store::open(&data.join("directory.db")).await.unwrap();
    for id in 1..=PROPOSALS {
        assert_applied_once(&store, id).await;
    }
    store.close().await;
    assert_integrity(&data).await;
}

/// Asserts one state, one event and one mail for each action on the proposal `id`.
async fn assert_applied_once(store: &Store, id: i64) {
    let taken_back = id % 2 == 0;
    let found = store.find_proposal(ProposalId::new(id)).await.unwrap().unwrap();
    let events = store.find_tracking(found.id).await.unwrap().unwrap().events;
    let mut kinds: Vec<&str> = events.iter().rev().map(|it| it.kind.as_str()).collect();
    let mails = store.list_mails().await.unwrap();
    let purposes = mails.iter().filter(|it| it.proposal == Some(found.id)).map(|it| it.purpose);
    let purposes: Vec<Purpose> = purposes.collect();
    if taken_back {
        assert_eq!(kinds.pop(), Some("undone"));
        // A mail replaced in the outbox after it left, or may have left, is announced as withdrawn.
        let reported = [
            &[Purpose::Confirm][..],
            &[Purpose::Confirm, Purpose::Undone],
            &[Purpose::Confirm, Purpose::Published, Purpose::Undone],
        ];
        assert!(reported.contains(&&*purposes), "{purposes:?}");
    } else {
        assert_eq!(purposes, [Purpose::Confirm, Purpose::Published]);
    }
    assert_eq!(kinds, ["sent", "confirmed", "published"]);
    let state = if taken_back { ProposalState::Pending } else { ProposalState::Published };
    assert_eq!((found.state, found.revision.is_some()), (state, !taken_back));
    let initiative = found.initiative.unwrap();
    let history = store.find_initiative_history(initiative, None).await.unwrap().unwrap();
    assert_eq!(history.current.is_published, !taken_back);
    assert_eq!(history.versions.len(), 1);
}

/// Asserts that the database file is intact and has no dangling reference.
async fn assert_integrity(data: &Path) {
    let url = format!("sqlite://{}", data.join("directory.db").display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "SQLite pragma without a checked macro")]
    let sound = sqlx::query_scalar::<_, String>(
        "SELECT * FROM pragma_integrity_check UNION ALL SELECT \"table\" FROM pragma_foreign_key_check",
    );
    assert_eq!(sound.fetch_all(&mut connection).await.unwrap(), ["ok"]);
}

/// A data folder with a signed-in moderator and one draft for each author; returns the session and the links.
async fn with_moderator_and_drafts(data: &Path) -> (Token, Vec<Token>) {
    let store = Store::open(&data.join("directory.db")).await.unwrap();
    let clock = Clock::system();
    store.import_seeds(&seeds(), noon()).await.unwrap();
    let account = invited(&store, &clock).await;
    activate(&store, &clock, account).await;
    let cookie = clock.token();
    let device = "Firefox sous Linux".to_owned();
    let opening = SessionOpening { cookie: cookie.hash(), replaces: None, device, at: clock.now() };
    store.open_session(account, AuthMethod::MailTotp, &opening).await.unwrap();
    let mut links = Vec::new();
    for number in 1..=PROPOSALS {
        links.push(draft(&store, &clock, number).await);
    }
    store.close().await;
    (cookie, links)
}

async fn invited(store: &Store, clock: &Clock) -> AccountId {
    let candidate = Candidate {
        email: parsed("claire@example.org"),
        name: parsed("Claire Petit"),
        role: quartiers_emploi::domain::account::Role::Administrator,
        handle: clock.user_handle(),
    };
    let message = message("claire@example.org");
    let link = clock.token().hash();
    let invitation = Invitation { link, message: &message, by: None, at: clock.now() };
    store.invite(&candidate, &invitation).await.unwrap().expect("an unused email")
}

async fn draft(store: &Store, clock: &Clock, number: i64) -> Token {
    let (title, email) = (format!("Atelier {number}"), format!("anne{number}@example.org"));
    let entry = proposal(&title).with_field(Field::AuthorEmail, &email).entry;
    let heading =
        ProposalSummary { title, departements: vec![parsed("37")], email: Some(parsed(&email)) };
    let link = clock.token();
    let beginning = NewProposal {
        nonce: TokenHash::of(&clock.random()),
        link: link.hash(),
        entry: &entry,
        derived: &DerivedFields { summary: heading, spam_score: 0 },
        target: None,
        confirmed_at: None,
        quarantine: None,
        rate_keys: &[],
        network: None,
        ceiling: Ceiling::DRAFTS,
    };
    store.create_proposal(&beginning, clock.now()).await.unwrap().unwrap();
    link
}

/// Path of the confirmation link mailed to the author of the proposal `id`.
async fn confirmation(data: &Path, id: i64) -> String {
    let store = Store::open(&data.join("directory.db")).await.unwrap();
    let mails = store.list_mails().await.unwrap();
    store.close().await;
    let mail = mails.into_iter().find(|it| it.proposal == Some(ProposalId::new(id)));
    let MailContent::Readable(mail) = mail.expect("a mail").content else { panic!("unreadable") };
    let at = mail.text.find("/suivi/confirmation/").expect("a link in the mail");
    mail.text[at..].split_whitespace().next().expect("a UTF-8 path").to_owned()
}
