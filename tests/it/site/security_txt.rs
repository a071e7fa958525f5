//! `/.well-known/security.txt`.

use jiff::{SignedDuration, Timestamp};

use crate::fixtures::seeds;
use crate::test_app::TestApp;

const PATH: &str = "/.well-known/security.txt";

#[tokio::test]
async fn security_txt_names_the_contact_and_ends_within_a_year() {
    let settings = ["--security-contact", "mailto:securite@example.org"];
    let mut app = TestApp::with_settings(&seeds(), &settings).await;

    let file = app.get(PATH).await.assert_status(200);

    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(file.header("set-cookie"), "");
    let expected = "Contact: mailto:securite@example.org\nExpires: 2027-05-24T00:00:00Z\n\
        Preferred-Languages: fr\nCanonical: https://annuaire.example/.well-known/security.txt\n";
    assert_eq!(file.body, expected);

    app.advance_to("2028-02-29T12:00:00Z").await;
    let app = app.with_current_clock();
    let file = app.get(PATH).await;
    let line = file.body.lines().find_map(|line| line.strip_prefix("Expires: ")).unwrap();
    let left = line.parse::<Timestamp>().unwrap().duration_since(app.app.clock.now());
    assert!(left > SignedDuration::from_hours(24 * 150), "{line}");
    assert!(left < SignedDuration::from_hours(24 * 365), "{line}");
}

#[tokio::test]
async fn security_txt_is_not_there_while_no_contact_is_set() {
    let app = TestApp::with_seeds(&seeds()).await;
    app.get(PATH).await.assert_status(404);
}
