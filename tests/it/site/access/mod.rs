//! Who gets through which door: every door of the site, for every role, to what is one's own, somebody else's, or not
//! there. A door without a row fails, and so does a row without a door.

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

/// Whoever stands before a door, in the order of the columns of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Visitor,
    /// A member who cannot sign in again yet.
    Invited,
    /// Who moderates the département that things are in.
    Here,
    /// Who moderates another one.
    Elsewhere,
    /// Who moderates the whole region.
    Everywhere,
    Administrator,
}

pub const EVERYBODY: [Who; 6] =
    [Who::Visitor, Who::Invited, Who::Here, Who::Elsewhere, Who::Everywhere, Who::Administrator];

/// What the door answered to `who`, as the table spells it.
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

/// Whether who is invited is sent to their account from there; its own acts lead there anyway.
fn turned_away(door: &str) -> bool {
    door.starts_with("GET") && !door.starts_with("GET /moderation/compte")
}

/// Every door, as the table spells it.
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

/// Sends `who` through every door, to everything that the table tells of.
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
            // Who got in may have changed anything.
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
