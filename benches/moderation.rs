//! Time to render the moderation pages, in process, with many proposals and events: `cargo bench --bench moderation
//! -- [proposals] [events] [file]`. With a file, it only fills that database, to be viewed in a browser: it creates a
//! member and prints the session cookie.
#![expect(clippy::print_stdout, reason = "benchmark prints its results")]

#[path = "common/client.rs"]
mod client;
#[path = "common/random.rs"]
mod random;
#[path = "common/rows.rs"]
mod rows;
#[path = "common/site.rs"]
mod site;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::Request;
use jiff::SignedDuration;
use quartiers_emploi::app::App;
use quartiers_emploi::domain::account::{AccountId, AuthMethod};
use quartiers_emploi::domain::directory::RevisionId;
use quartiers_emploi::domain::proposal::{Field, FormData, ProposalSummary};
use quartiers_emploi::import::SeedFolder;
use sqlx::{Connection as _, SqliteConnection};

use client::{Answer, send};
use random::Random;
use rows::{Row, event};
use site::{app, store};

const ROUNDS: usize = 300;
/// Stops measuring a page after this time.
const LONGEST: Duration = Duration::from_secs(20);
const PAGES: [&str; 9] = [
    "/moderation",
    "/moderation?page=200",
    "/moderation?departement=37",
    "/moderation?demande=modification&chez=personne",
    "/moderation?file=quarantaine",
    "/moderation?file=decidees",
    "/moderation/propositions/7",
    "/moderation/initiatives/1",
    "/moderation/initiatives?q=garage",
];

/// Requested once all proposals are pending: a new one, and a change.
const LONG_QUEUE: [&str; 3] =
    ["/moderation", "/moderation/propositions/7", "/moderation/propositions/5"];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|text| text != "--bench").collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<usize>().ok());
    let (proposals, events) = (number(0).unwrap_or(10_000), number(1).unwrap_or(100_000));
    let folder = tempfile::tempdir()?;
    let given_file = arguments.get(2).map(PathBuf::from);
    let file = given_file.clone().unwrap_or_else(|| folder.path().join("directory.db"));
    let app = app(store(&file, &SeedFolder::Embedded).await?).await?;
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await?;
    fill(&app, &mut connection, proposals, events).await?;
    let everywhere = member(&app, &mut connection, "Claire Petit", "[]").await?;
    let somewhere = member(&app, &mut connection, "Paul Roux", r#"["37","41"]"#).await?;
    if given_file.is_some() {
        println!("__Host-s={everywhere}");
        return Ok(());
    }
    println!("{proposals} proposals, {events} events");
    let router = quartiers_emploi::site::router(app.clone());
    for (who, cookie) in [("everywhere", &everywhere), ("two départements", &somewhere)] {
        for page in PAGES {
            answered(&router, page, (who, cookie)).await?;
        }
    }
    let waiting = set_all_pending(&mut connection).await?;
    println!("{waiting} proposals that wait");
    for page in LONG_QUEUE {
        answered(&router, page, ("everywhere", &everywhere)).await?;
    }
    Ok(())
}

/// Sets all proposals to pending; returns their number.
async fn set_all_pending(connection: &mut SqliteConnection) -> anyhow::Result<u64> {
    #[expect(clippy::disallowed_methods, reason = "bulk update for the benchmark")]
    let update = sqlx::query("UPDATE proposals SET state = 'pending', quarantine = NULL");
    Ok(update.execute(connection).await?.rows_affected())
}

/// Two thirds are pending, one in ten of them quarantined; the others are decided. One in four is a change.
async fn fill(
    app: &App,
    connection: &mut SqliteConnection,
    proposals: usize,
    events: usize,
) -> anyhow::Result<()> {
    let mut random = Random::new(0x5eed);
    let (catalogue, now) = (app.catalogue(), app.clock.now());
    let mut tx = connection.begin().await?;
    for number in 0..proposals {
        let initiative = random.pick(&catalogue.initiatives);
        let change = number % 4 == 0;
        let mut entry = FormData::prefilled(initiative, &*catalogue);
        complete(&mut entry, &mut random, change);
        let revision = app.store.find_revision(initiative.id).await?.map(RevisionId::get);
        let over = change.then_some(initiative.id.get());
        let decided = number % 3 == 2;
        let row = Row {
            number,
            state: match (decided, random.below(2)) {
                (false, _) => "pending",
                (true, 0) => "changes",
                (true, _) => "refused",
            },
            over: over.zip(revision),
            quarantine: (number % 10 == 1 && !decided).then_some("too-fast"),
            at: now - SignedDuration::from_mins(i64::try_from(random.below(60 * 24 * 20))?),
        };
        row.insert(&mut tx, &entry, &ProposalSummary::of(&entry, &*catalogue)).await?;
    }
    let initiatives: Vec<i64> =
        catalogue.initiatives.iter().map(|it| it.id.get()).take(50).collect();
    for number in 0..events {
        event(&mut tx, &mut random, (number, proposals), &initiatives).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Completes `entry` to be valid, and changes a word or two.
fn complete(entry: &mut FormData, random: &mut Random, change: bool) {
    let needed = [
        (Field::Activity, "permanente"),
        (Field::Coverage, "commune"),
        (Field::Delivery, "sur-place"),
        (Field::Barriers, "mobilite"),
        (Field::Audiences, "tous"),
        (Field::AccessBy, "usagers"),
        (Field::AccessModes, "se-presenter"),
        (Field::CarrierName, "Association des habitants"),
        (Field::AuthorName, "Anne Martin"),
        (Field::AuthorEmail, "anne@example.org"),
        (Field::AuthorRole, "porteur"),
    ];
    for (field, value) in needed {
        if entry.get(field).is_empty() {
            entry.set(field, [value]);
        }
    }
    entry.set(Field::Phone, ["02 47 00 00 00"]);
    entry.set(Field::Publish, std::iter::empty::<&str>());
    if change {
        let summary = entry.get(Field::Summary).to_owned();
        let mut words: Vec<&str> = summary.split(' ').collect();
        let at = random.below(words.len());
        words.splice(
            at..(at + 3).min(words.len()),
            ["chaque", "semaine", "au", "centre", "social,"],
        );
        entry.set(Field::Summary, [words.join(" ")]);
        entry.set(Field::Schedule, ["Le mardi et le jeudi, de 14 h à 17 h."]);
    } else {
        let title = format!("{} {}", entry.get(Field::Title), random.name());
        entry.set(Field::Title, [title]);
    }
}

/// A moderator; returns the session cookie.
async fn member(
    app: &App,
    connection: &mut SqliteConnection,
    name: &str,
    departements: &str,
) -> anyhow::Result<String> {
    #[expect(clippy::disallowed_methods, reason = "inserts a member without an invitation")]
    let insert = sqlx::query_scalar::<_, i64>(
        "INSERT INTO accounts (email, name, role, departements, status, handle, made_at)
        VALUES (lower(replace(?1, ' ', '.')) || '@moderation.example', ?1, 'moderator', ?2, 'active', randomblob(16),
            '2026-01-01T00:00:00.000Z') RETURNING id",
    );
    let id = insert.bind(name).bind(departements).fetch_one(connection).await?;
    let token = app.clock.token();
    let (account, now) = (AccountId::new(id), app.clock.now());
    let opening = quartiers_emploi::store::SessionOpening {
        cookie: token.hash(),
        replaces: None,
        device: "Mesure".to_owned(),
        at: now,
    };
    app.store.open_session(account, AuthMethod::Passkey, &opening).await?;
    Ok(token.reveal())
}

async fn answered(router: &Router, page: &str, (who, cookie): (&str, &str)) -> anyhow::Result<()> {
    let (mut times, since) = (Vec::new(), Instant::now());
    while times.len() < ROUNDS && since.elapsed() < LONGEST {
        let request = Request::get(page).header("cookie", format!("__Host-s={cookie}"));
        let Answer { took, status, body } = send(router, request).await?;
        times.push(took);
        anyhow::ensure!(!status.is_server_error() && !body.is_empty(), "{status} {page}");
    }
    times.sort_unstable();
    let at = |part: usize| -> Duration {
        let place = (times.len() * part / 100).min(times.len() - 1);
        times.get(place).copied().unwrap_or_default()
    };
    println!("{page}, {who}: p50 {:.1?}  p99 {:.1?}  max {:.1?}", at(50), at(99), at(100));
    Ok(())
}
