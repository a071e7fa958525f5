//! Text search over the real data: queries that people type, and what must stand first.

use std::num::NonZeroU32;

use quartiers_emploi::catalogue::{Catalogue, Results};
use quartiers_emploi::domain::directory::{Meaning, SynonymKind};
use quartiers_emploi::domain::search::{OrganisationSearch, Search, SearchParams};
use quartiers_emploi::import::{self, SeedFolder};

use crate::test_app::TestApp;

/// Columns: the query; its kind; what must stand in the first five results, separated by `;` (slugs, `acteur:` and a
/// slug, `frein:` or `public:` and a slug that three of the five have, `numero:` and a number above the results, `rien` for no result); the
/// state filter; the reason.
const TABLE: &str = include_str!("../search-queries.csv");
/// Share of the queries that must be answered, in percent.
const ANSWERED: usize = 98;
/// Kinds of queries.
const KINDS: [&str; 11] = [
    "mission", "phrase", "faute", "colle", "sigle", "age", "ville", "acteur", "danger", "etranger",
    "texte",
];

fn search<'a>(catalogue: &'a Catalogue, text: &str, state: &str) -> Results<'a> {
    let pairs = vec![("q".to_owned(), text.to_owned()), ("etat".to_owned(), state.to_owned())];
    catalogue.search(&catalogue.parse_search(&SearchParams::from(pairs)).search_page)
}

/// True if the first five results have what `expected` names.
fn stands_first(catalogue: &Catalogue, query: &str, results: &Results<'_>, expected: &str) -> bool {
    let first = results.hits.iter().take(5);
    let most = first.len().clamp(1, 3);
    match expected.split_once(':') {
        Some(("frein", slug)) => {
            first.filter(|it| it.facts.barriers.iter().any(|it| it.as_str() == slug)).count()
                >= most
        }
        Some(("public", slug)) => {
            first.filter(|it| it.facts.audiences.iter().any(|it| it.as_str() == slug)).count()
                >= most
        }
        Some(("numero", number)) => catalogue
            .national_calls(query)
            .is_some_and(|calls| calls.numbers.iter().any(|it| it.number.as_str() == number)),
        Some(("acteur", slug)) => {
            let search = OrganisationSearch { text: query.to_owned(), ..Default::default() };
            let found = catalogue.search_organisations(&search, NonZeroU32::MIN);
            found.hits.iter().take(5).any(|it| it.facts.slug.as_str() == slug)
        }
        None if expected == "rien" => results.total == 0,
        _ => first.into_iter().any(|it| it.facts.slug.as_str() == expected),
    }
}

#[tokio::test]
async fn people_find_first_what_they_mean() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows: Vec<csv::StringRecord> =
        reader.records().map(|row| row.expect("a CSV row")).collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let [query, kind, expected, state] = [0, 1, 2, 3].map(|column| &row[column]);
        assert!(KINDS.contains(&kind), "{query}: {kind}");
        let results = search(&catalogue, query, state);
        let is_first = |it: &str| stands_first(&catalogue, query, &results, it);
        if !expected.split(';').filter(|it| !it.is_empty()).all(is_first) {
            let found = results.hits.iter().take(5).map(|it| it.facts.slug.as_str());
            let found: Vec<&str> = found.collect();
            wrong.push(format!("{kind} {query:?}: expected {expected}, found {found:?}"));
        }
    }
    let answered = rows.len() - wrong.len();
    assert!(rows.len() >= 300, "{} queries", rows.len());
    for kind in KINDS {
        assert!(rows.iter().filter(|row| &row[1] == kind).count() >= 10, "{kind}");
    }
    let list = wrong.join("\n");
    assert!(answered * 100 >= rows.len() * ANSWERED, "{answered} of {}:\n{list}", rows.len());
}

/// Words that are no place: known ones, unknown ones, other alphabets, digits.
const ADDED: [&str; 8] = ["tango", "vélo", "xqzw", "demain", "2031", "formation", "عمل", "le"];

#[tokio::test]
async fn a_text_is_read_alike_with_more_words_or_by_its_parts_and_no_name_is_corrected() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let queries: Vec<String> =
        reader.records().step_by(6).map(|row| row.expect("a CSV row")[0].to_owned()).collect();
    for (at, query) in queries.iter().enumerate() {
        let alone = search(&catalogue, query, "");
        let word = ADDED[at % ADDED.len()];
        let more = search(&catalogue, &format!("{query} {word}"), "");
        assert!(alone.total == 0 || more.total > 0, "{query:?} finds nothing with {word:?}");
        let reading = &alone.reading;
        if alone.corrected_text.is_none() && !reading.parts.is_empty() {
            let parts = reading.text_of(query, |_| true);
            let same = search(&catalogue, &parts, "");
            let slugs = |results: &Results<'_>| -> Vec<String> {
                results.hits.iter().map(|it| it.facts.slug.to_string()).collect()
            };
            assert_eq!(same.total, alone.total, "{query:?} and its parts {parts:?}");
            assert_eq!(slugs(&same), slugs(&alone), "{query:?} and its parts {parts:?}");
        }
    }
    let corrected: Vec<String> = names(&catalogue)
        .into_iter()
        .filter(|name| search(&catalogue, name, "").corrected_text.is_some())
        .collect();
    assert!(corrected.is_empty(), "{} names are corrected: {corrected:?}", corrected.len());
    check_synonyms(&catalogue);
}

/// Names of neighbourhoods, of some communes, former ones included, of organisations, and of the vocabularies.
fn names(catalogue: &Catalogue) -> Vec<String> {
    let areas = catalogue.neighbourhoods.iter();
    let areas = areas.flat_map(|it| it.aliases.iter().chain([&it.name, &it.official_name]));
    let towns = catalogue.communes.iter().step_by(25).map(|it| &it.name);
    let former = catalogue.former_communes.iter().step_by(5).map(|it| &it.name);
    let organisations = catalogue.organisations.iter().step_by(25).map(|it| &it.facts.name);
    let labels = catalogue.barriers.iter().flat_map(|it| [&it.label, &it.plain_label]);
    let audiences = catalogue.audiences.iter().map(|it| &it.label);
    let kinds = catalogue.kinds.iter().map(|it| &it.label);
    let all = areas.chain(towns).chain(former).chain(organisations);
    all.chain(labels).chain(audiences).chain(kinds).map(ToString::to_string).collect()
}

/// True if no initiative has one of `values`: kinds of organisations, fees, national numbers.
fn is_only_organisations(values: &[Meaning]) -> bool {
    let is_other =
        |it: &Meaning| matches!(it, Meaning::Kind(_) | Meaning::Fees(_) | Meaning::Number(_));
    values.iter().all(is_other)
}

/// Checks that a term finds all that its expansion finds.
fn check_synonyms(catalogue: &Catalogue) {
    let today = catalogue.today();
    let seeds = import::read(&SeedFolder::Embedded, today).expect("valid seeds");
    let rows = |text: &str| catalogue.search_all(&Search::of_text(text));
    let mut wrong = Vec::new();
    for synonym in seeds.synonyms.iter().filter(|it| it.kind != SynonymKind::Danger).step_by(8) {
        let Some(expansion) = &synonym.expansion else {
            if rows(synonym.term.as_str()).is_empty() && !is_only_organisations(&synonym.leads_to) {
                wrong.push(format!("{} finds nothing", synonym.term));
            }
            continue;
        };
        let found = rows(synonym.term.as_str());
        let missing = rows(expansion.as_str()).into_iter().filter(|it| !found.contains(it)).count();
        if missing > 0 {
            wrong.push(format!("{} lacks {missing} of {expansion}", synonym.term));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
