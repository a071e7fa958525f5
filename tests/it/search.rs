//! Searches of people over the real data, and what they must find first.

use std::num::NonZeroU32;

use quartiers_emploi::domain::search::{Search, SearchPage};

use crate::app::TestApp;

/// Columns: the query, the first results in order (slugs, `;` between them; none when nothing must
/// be found), and why they are right.
const TABLE: &str = include_str!("../search-queries.csv");

#[tokio::test]
async fn people_find_first_what_they_mean() {
    let catalogue = TestApp::real().await.app.catalogue();
    let mut wrong = Vec::new();
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(rows.len() >= 80, "{} queries", rows.len());
    for row in &rows {
        let (text, expected) = (row[0].to_owned(), &row[1]);
        // The table judges relevance alone: what has ended counts as well.
        let states = quartiers_emploi::domain::state::State::ALL.into();
        let search = Search { text, states, ..Search::default() };
        let results = catalogue.search(&SearchPage { search, number: NonZeroU32::MIN });
        let expected: Vec<&str> = expected.split(';').filter(|slug| !slug.is_empty()).collect();
        let first = results.hits.iter().take(expected.len().max(1));
        let found: Vec<&str> = first.map(|it| it.facts.slug.as_str()).collect();
        if found != expected {
            wrong.push(format!(
                "{:?}: expected {expected:?}, found {found:?} ({})",
                &row[0], &row[2]
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
