//! Access matrix: every route for every role, on one's own records, those of others, and missing ones. A route
//! without a row fails the test, and so does a row without a route.

mod matrix;
mod proposals;
mod users;

use std::collections::BTreeSet;

use quartiers_emploi::{api, paths, web};

use self::matrix::{Case, rows};
use self::users::AccessFixture;
use crate::fixtures::seeds;
use crate::test_app::{TestApp, TestPage};

/// Roles, in the order of the columns of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TestRole {
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

pub const ALL_ROLES: [TestRole; 6] = [
    TestRole::Visitor,
    TestRole::Invited,
    TestRole::Here,
    TestRole::Elsewhere,
    TestRole::Everywhere,
    TestRole::Administrator,
];

/// Outcome of the request, as a letter of the matrix.
fn answer(who: TestRole, route: &str, page: &TestPage) -> char {
    let to = page.header("location");
    match page.status.as_u16() {
        401 => 's',
        303 if to.starts_with("/connexion?retour=") => 's',
        // Signing in leads there by itself.
        303 if to == "/connexion" && route == "GET /moderation" => 's',
        303 if who == TestRole::Invited
            && to == "/moderation/compte"
            && is_redirected_when_invited(route) =>
        {
            'u'
        }
        403 => 'n',
        404 | 410 => 'a',
        _ => 'i',
    }
}

/// True if the route redirects an invited member to the account page; routes of that page redirect there anyway.
fn is_redirected_when_invited(route: &str) -> bool {
    route.starts_with("GET") && !route.starts_with("GET /moderation/compte")
}

/// True if the route asks for a passkey challenge, which a program built without passkeys does not have.
fn is_switched_off(route: &str) -> bool {
    cfg!(not(feature = "passkeys")) && route.contains("/cle") && route.ends_with("/demande")
}

/// Every route as `METHOD path`, the key of a row.
fn routes(app: &TestApp) -> Vec<String> {
    let site = web::routes(app.app.clone());
    let pages = site.list().iter().map(|route| format!("{} {}", route.method, route.path));
    pages.chain(api::paths().iter().map(|path| format!("GET {path}"))).collect()
}

#[tokio::test]
async fn every_route_has_one_row_and_every_row_a_route() {
    let routes = routes(&TestApp::with_seeds(&seeds()).await);
    let rows: Vec<String> = rows().iter().map(|row| row.route.to_owned()).collect();
    let (registered, reported): (BTreeSet<_>, BTreeSet<_>) =
        (routes.iter().collect(), rows.iter().collect());
    let without_row: Vec<_> = registered.difference(&reported).collect();
    let without_route: Vec<_> = reported.difference(&registered).collect();
    assert!(without_row.is_empty(), "doors without a row: {without_row:?}");
    assert!(without_route.is_empty(), "rows without a door: {without_route:?}");
    assert_eq!((registered.len(), reported.len()), (routes.len(), rows.len()), "told twice");
}

#[tokio::test]
async fn every_route_is_a_constant_of_the_paths_and_every_constant_a_route() {
    let app = TestApp::with_seeds(&seeds()).await;
    let site = web::routes(app.app.clone());
    let routed: BTreeSet<&str> =
        site.list().iter().map(|route| route.path).chain(api::paths()).collect();
    let constants: Vec<&str> = paths::patterns().collect();
    let spelt: BTreeSet<&str> = constants.iter().copied().collect();
    assert_eq!(spelt.len(), constants.len(), "a path is spelt twice");
    assert_eq!(routed.difference(&spelt).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert_eq!(spelt.difference(&routed).collect::<Vec<_>>(), Vec::<&&str>::new());
}

/// Requests every case of the matrix as `who`, and compares the outcomes.
async fn check_role(who: TestRole) {
    let mut fixture = AccessFixture::spawn().await;
    let mut wrong = Vec::new();
    for row in rows() {
        let (method, _) = row.route.split_once(' ').unwrap();
        for Case { label, path, answers } in row.cases {
            let at = ALL_ROLES.iter().position(|it| *it == who).unwrap();
            let expected = match answers.chars().nth(at).unwrap() {
                'i' if is_switched_off(row.route) => 'a',
                expected => expected,
            };
            if expected == '-' {
                continue;
            }
            let path = path(&fixture, who);
            let page = fixture.request(who, method, &path).await;
            let given = answer(who, row.route, &page);
            if given != expected {
                let status = page.status;
                wrong.push(format!("{} {label}: {given} not {expected} ({status})", row.route));
            }
            // A successful POST may have changed anything; one refused for its fields changed nothing.
            if given == 'i' && method == "POST" && !page.status.is_client_error() {
                fixture.reset().await;
            }
        }
    }
    assert!(wrong.is_empty(), "{who:?}:\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn visitors_get_the_outcomes_of_the_matrix() {
    check_role(TestRole::Visitor).await;
}

#[tokio::test]
async fn invited_members_get_the_outcomes_of_the_matrix() {
    check_role(TestRole::Invited).await;
}

#[tokio::test]
async fn moderators_of_the_departement_get_the_outcomes_of_the_matrix() {
    check_role(TestRole::Here).await;
}

#[tokio::test]
async fn moderators_of_another_departement_get_the_outcomes_of_the_matrix() {
    check_role(TestRole::Elsewhere).await;
}

#[tokio::test]
async fn regional_moderators_get_the_outcomes_of_the_matrix() {
    check_role(TestRole::Everywhere).await;
}

#[tokio::test]
async fn administrators_get_the_outcomes_of_the_matrix() {
    check_role(TestRole::Administrator).await;
}
