//! Text search over the real data: queries that people type, and the results expected first.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::test_app::TestApp;

/// Columns: the query; the first results in order (slugs separated by `;`, empty when nothing must be found); the
/// state filter (empty: the default, without ended initiatives); the reason.
const TABLE: &str = include_str!("../search-queries.csv");

#[tokio::test]
async fn people_find_first_what_they_mean() {
    let app = TestApp::with_real_seeds().await;
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows: Vec<csv::StringRecord> =
        reader.records().map(|row| row.expect("a CSV row")).collect();
    let usual = rows.iter().filter(|row| row[2].is_empty()).count();
    assert!(usual >= 80, "{usual} queries without a state");
    let mut wrong = Vec::new();
    for row in &rows {
        let [query, expected, state, why] = [0, 1, 2, 3].map(|column| &row[column]);
        let text = utf8_percent_encode(query, NON_ALPHANUMERIC);
        let page = app.get(&format!("/initiatives?q={text}&etat={state}")).await.assert_status(200);
        let expected: Vec<&str> = expected.split(';').filter(|slug| !slug.is_empty()).collect();
        let links = page.attrs(".cards h3 a", "href");
        let first = links.iter().take(expected.len().max(1));
        let found: Vec<&str> = first.filter_map(|it| it.strip_prefix("/initiatives/")).collect();
        if found != expected {
            wrong.push(format!("{query:?}: expected {expected:?}, found {found:?} ({why})"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
