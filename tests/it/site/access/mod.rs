//! Access matrix: every route for every role, on one's own records, those of others, and missing ones. A route
//! without a row fails the test, and so does a row without a route.

mod cast;
mod proposals;
mod table;

use std::collections::BTreeSet;

use quartiers_emploi::{api, web};

use self::{
    cast::Cast,
    table::{Case, rows},
};
use crate::{
    app::{TestApp, TestPage},
    given::seeds,
};

/// Roles, in the order of the columns of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Visitor,
    /// An invited member without a sign-in method.
    Invited,
    /// Moderator of the home département.
    Here,
    /// Moderator of another département.
    Elsewhere,
    /// Moderator of the whole region.
    Everywhere,
    Administrator,
}

pub const EVERYBODY: [Who; 6] =
    [Who::Visitor, Who::Invited, Who::Here, Who::Elsewhere, Who::Everywhere, Who::Administrator];

/// Outcome of the request, as a letter of the matrix.
fn answer(who: Who, door: &str, page: &TestPage) -> char {
    let to = page.header("location");
    match page.status.as_u16() {
        401 => 's',
        303 if to.starts_with("/connexion?retour=") => 's',
        // Signing in leads there by itself.
        303 if to == "/connexion" && door == "GET /moderation" => 's',
        303 if who == Who::Invited && to == "/moderation/compte" && turned_away(door) => 'u',
        403 => 'n',
        404 | 410 => 'a',
        _ => 'i',
    }
}

/// True if the route redirects an invited member to the account page; routes of that page redirect there anyway.
fn turned_away(door: &str) -> bool {
    door.starts_with("GET") && !door.starts_with("GET /moderation/compte")
}

/// Every route as `METHOD path`, the key of a row.
fn doors(app: &TestApp) -> Vec<String> {
    let site = web::doors(app.app.clone());
    let pages = site.list().iter().map(|door| format!("{} {}", door.method, door.path));
    pages.chain(api::paths().iter().map(|path| format!("GET {path}"))).collect()
}

#[tokio::test]
async fn every_door_has_one_row_and_every_row_a_door() {
    let doors = doors(&TestApp::with(&seeds()).await);
    let rows: Vec<String> = rows().iter().map(|row| row.door.to_owned()).collect();
    let (there, told): (BTreeSet<_>, BTreeSet<_>) = (doors.iter().collect(), rows.iter().collect());
    let without_row: Vec<_> = there.difference(&told).collect();
    let without_door: Vec<_> = told.difference(&there).collect();
    assert!(without_row.is_empty(), "doors without a row: {without_row:?}");
    assert!(without_door.is_empty(), "rows without a door: {without_door:?}");
    assert_eq!((there.len(), told.len()), (doors.len(), rows.len()), "told twice");
}

/// Requests every case of the matrix as `who`, and compares the outcomes.
async fn tour(who: Who) {
    let mut cast = Cast::spawn().await;
    let mut wrong = Vec::new();
    for row in rows() {
        let (method, _) = row.door.split_once(' ').unwrap();
        for Case { whose, path, answers } in row.cases {
            let at = EVERYBODY.iter().position(|it| *it == who).unwrap();
            let expected = answers.chars().nth(at).unwrap();
            if expected == '-' {
                continue;
            }
            let path = path(&cast, who);
            let page = cast.knock(who, method, &path).await;
            let given = answer(who, row.door, &page);
            if given != expected {
                let status = page.status;
                wrong.push(format!("{} {whose}: {given} not {expected} ({status})", row.door));
            }
            // A successful POST may have changed anything.
            if given == 'i' && method == "POST" {
                cast = Cast::spawn().await;
            }
        }
    }
    assert!(wrong.is_empty(), "{who:?}:\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_visitor_gets_where_the_table_says() {
    tour(Who::Visitor).await;
}

#[tokio::test]
async fn who_is_invited_gets_where_the_table_says() {
    tour(Who::Invited).await;
}

#[tokio::test]
async fn who_moderates_here_gets_where_the_table_says() {
    tour(Who::Here).await;
}

#[tokio::test]
async fn who_moderates_elsewhere_gets_where_the_table_says() {
    tour(Who::Elsewhere).await;
}

#[tokio::test]
async fn who_moderates_everywhere_gets_where_the_table_says() {
    tour(Who::Everywhere).await;
}

#[tokio::test]
async fn who_administers_gets_where_the_table_says() {
    tour(Who::Administrator).await;
}
