//! Peer: the least server that answers a text search with facets. axum and FTS5, and nothing else: it knows neither
//! stems, nor synonyms, nor misspelt words, nor places, and renders no page.
//!
//! It answers `GET /?q=…` with JSON: the first 20 initiatives by bm25 that have all of the words, with the fields of a
//! card, and the number of initiatives of each value of the facets that a page shows. All that helps it is granted: one
//! read-only connection a thread on a file that never changes, mapped into memory; prepared statements; accents left
//! out by the tokeniser; ended initiatives left out of the index instead of a filter; numbers instead of names as keys
//! of the facets, joined by a table in the order of the documents (up to four times as fast as JSON columns on frequent
//! words).

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use axum_extra::extract::Query;
use quartiers_emploi::catalogue::Catalogue;
use quartiers_emploi::domain::directory::Initiative;
use quartiers_emploi::domain::search::{Facet, FacetValue, Search};
use rusqlite::{Connection, OpenFlags, params};
use serde::{Deserialize, Serialize};

const TABLES: &str = "
    CREATE TABLE cards (id INTEGER PRIMARY KEY, slug, title, summary, carriers, town, date);
    CREATE TABLE facets (card INTEGER, value INTEGER, PRIMARY KEY (card, value)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE texts USING fts5(title, summary, carriers, place, barriers, audiences,
        content = '', tokenize = 'unicode61 remove_diacritics 2');";
const FIRST_CARDS: &str = "
    SELECT slug, cards.title, cards.summary, cards.carriers, town, date
    FROM texts JOIN cards ON cards.id = texts.rowid
    WHERE texts MATCH ?1 ORDER BY rank LIMIT 20";
const FACET_COUNTS: &str = "
    SELECT value, count(*) FROM texts JOIN facets ON facets.card = texts.rowid
    WHERE texts MATCH ?1 GROUP BY value";
const SETTINGS: &str = "
    PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;";
/// Facets that the page shows for a text alone.
const FACETS: [Facet; 5] =
    [Facet::Barrier, Facet::Audience, Facet::Departement, Facet::Collection, Facet::State];

/// Database of the peer.
pub struct Peer {
    database: PathBuf,
    /// Values of the facets; the key of each is its place.
    values: Vec<(Facet, String, String)>,
}

#[derive(Deserialize)]
struct Params {
    q: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    total: i64,
    cards: Vec<Card>,
    facets: Vec<FacetCount<'a>>,
}

#[derive(Serialize)]
struct Card {
    slug: String,
    title: String,
    summary: String,
    carriers: String,
    town: String,
    date: Option<String>,
}

#[derive(Serialize)]
struct FacetCount<'a> {
    facet: &'static str,
    value: &'a str,
    label: &'a str,
    count: i64,
}

impl Peer {
    /// Writes the initiatives of `catalogue` to a new file `database`.
    pub fn build(database: PathBuf, catalogue: &Catalogue) -> anyhow::Result<Self> {
        let mut connection = Connection::open(&database)?;
        connection.execute_batch(TABLES)?;
        let transaction = connection.transaction()?;
        let listed = FACETS.iter().flat_map(|facet| catalogue.listed_values(*facet));
        let listed: Vec<FacetValue> = listed.collect();
        for (value, choice) in (0_u32..).zip(&listed) {
            let mut insert = transaction.prepare_cached("INSERT INTO facets VALUES (?1, ?2)")?;
            for card in catalogue.search_all(&Search::of([choice.clone()])) {
                insert.execute(params![card.id.get(), value])?;
            }
        }
        for it in catalogue.search_all(&Search::default()) {
            insert(&transaction, catalogue, it)?;
        }
        transaction.execute("DELETE FROM facets WHERE card NOT IN (SELECT id FROM cards)", [])?;
        transaction.execute("INSERT INTO texts (texts) VALUES ('optimize')", [])?;
        transaction.commit()?;
        connection.execute_batch("ANALYZE; VACUUM;")?;
        let values = listed
            .iter()
            .map(|it| (it.facet(), catalogue.param_value(it), catalogue.label(it).to_owned()));
        Ok(Self { database, values: values.collect() })
    }

    pub fn router(self) -> Router {
        Router::new().route("/", get(search)).with_state(Arc::new(self))
    }

    /// Number of initiatives that have all words of `text`.
    pub fn count(&self, text: &str) -> anyhow::Result<i64> {
        let connection = open(&self.database)?;
        let counted = "SELECT count(*) FROM texts WHERE texts MATCH ?1";
        Ok(connection.query_row(counted, [all_words(text)], |row| row.get(0))?)
    }

    fn answer(&self, connection: &Connection, text: &str) -> rusqlite::Result<Answer<'_>> {
        let words = all_words(text);
        let mut first_cards = connection.prepare_cached(FIRST_CARDS)?;
        let cards = first_cards.query_map([&words], Card::read)?.collect::<Result<_, _>>()?;
        let mut facet_counts = connection.prepare_cached(FACET_COUNTS)?;
        let mut rows = facet_counts.query([&words])?;
        let mut answer = Answer { total: 0, cards, facets: Vec::new() };
        while let Some(row) = rows.next()? {
            let (key, count): (u32, i64) = (row.get(0)?, row.get(1)?);
            let Some((facet, value, label)) = self.values.get(key as usize) else { continue };
            // Each initiative has one state.
            answer.total += if *facet == Facet::State { count } else { 0 };
            answer.facets.push(FacetCount { facet: facet.param(), value, label, count });
        }
        Ok(answer)
    }
}

impl Card {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            slug: row.get(0)?,
            title: row.get(1)?,
            summary: row.get(2)?,
            carriers: row.get(3)?,
            town: row.get(4)?,
            date: row.get(5)?,
        })
    }
}

async fn search(
    State(peer): State<Arc<Peer>>,
    Query(params): Query<Params>,
) -> Result<axum::response::Response, StatusCode> {
    thread_local! {
        static CONNECTION: OnceCell<Connection> = const { OnceCell::new() };
    }
    CONNECTION.with(|cell| {
        let open = || open(&peer.database).expect("the file that `build` wrote");
        let answer = peer.answer(cell.get_or_init(open), &params.q);
        let answer = answer.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok(axum::response::IntoResponse::into_response(Json(answer)))
    })
}

fn open(database: &Path) -> anyhow::Result<Connection> {
    let uri = format!("file:{}?immutable=1", database.display());
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri, flags).context("opening the peer's file")?;
    connection.execute_batch(SETTINGS)?;
    Ok(connection)
}

/// FTS5 query for all words of `text`.
fn all_words(text: &str) -> String {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ")
}

/// Inserts the card and the texts of `it`: those that the directory finds it by.
fn insert(connection: &Connection, catalogue: &Catalogue, it: &Initiative) -> anyhow::Result<()> {
    let facts = &it.facts;
    let (title, summary) = (facts.title.as_str(), facts.summary.as_str());
    let carriers = joined(&facts.carriers, ", ");
    let communes = facts.communes.iter().filter_map(|code| catalogue.commune(code));
    let town = joined(communes.map(|it| &it.name), ", ");
    let date = facts.lifecycle.newest_date(catalogue.today()).map(|date| date.to_string());
    let barriers = facts.barriers.iter().filter_map(|slug| catalogue.barrier(slug.as_str()));
    let barriers = barriers.map(|it| format!("{} {}", it.label, joined(&it.keywords, " ")));
    let audiences = facts.audiences.iter().filter_map(|slug| catalogue.audience(slug.as_str()));
    let audiences = audiences.map(|it| format!("{} {}", it.label, joined(&it.keywords, " ")));
    let (barriers, audiences) = (joined(barriers, " "), joined(audiences, " "));
    let id = it.id.get();
    connection
        .prepare_cached("INSERT INTO cards VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![id, facts.slug.as_str(), title, summary, carriers, town, date])?;
    let place = place_names(catalogue, it);
    connection
        .prepare_cached(
            "INSERT INTO texts (rowid, title, summary, carriers, place, barriers, audiences)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![id, title, summary, carriers, place, barriers, audiences])?;
    Ok(())
}

/// All names of the places of `it`, and their codes.
fn place_names(catalogue: &Catalogue, it: &Initiative) -> String {
    let facts = &it.facts;
    let neighbourhoods = facts.neighbourhoods.iter().filter_map(|it| catalogue.neighbourhood(it));
    let neighbourhoods = neighbourhoods.flat_map(|it| {
        let names = [&it.name, &it.official_name].into_iter();
        names.chain(&it.name_2015).chain(&it.aliases).map(ToString::to_string)
    });
    let communes = facts.communes.iter().filter_map(|code| catalogue.commune(code));
    let communes = communes.map(|it| format!("{} {}", it.name, joined(&it.postcodes, " ")));
    let departements = facts.departements.iter().filter_map(|code| catalogue.departement(code));
    let departements = departements.map(|it| format!("{} {}", it.name, it.code));
    joined(neighbourhoods.chain(communes).chain(departements), " ")
}

fn joined(values: impl IntoIterator<Item = impl ToString>, between: &str) -> String {
    let values: Vec<String> = values.into_iter().map(|it| it.to_string()).collect();
    values.join(between)
}
