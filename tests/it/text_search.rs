//! Text search over the real data: queries that people type, and what must stand first.

use std::num::NonZeroU32;

use quartiers_emploi::catalogue::{Catalogue, Results};
use quartiers_emploi::domain::directory::{
    Initiative, Meaning, Organisation, Synonym, SynonymKind,
};
use quartiers_emploi::domain::search::{OrganisationSearch, Search, SearchPage, SearchParams};
use quartiers_emploi::domain::text::fold;
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

/// One test, since the catalogue of all texts takes longer to build than to search.
#[tokio::test]
async fn a_text_is_read_alike_with_more_words_or_by_its_parts_and_no_name_is_corrected() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let catalogue = catalogue.as_ref();
    let seeds = import::read(&SeedFolder::Embedded, catalogue.today()).expect("valid seeds");

    let checks = [
        failures(&queries(), |(at, query)| reading_failure(catalogue, *at, query)),
        failures(&names(catalogue, &seeds.synonyms), |name| correction_of(catalogue, name)),
        failures(&catalogue.initiatives, |it| title_failure(catalogue, it)),
        failures(&catalogue.organisations, |it| name_failure(catalogue, it)),
        failures(&seeds.synonyms, |it| synonym_failure(catalogue, it)),
    ];

    let wrong = checks.concat();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What `check` finds wrong with `items`, on all processors.
fn failures<T: Sync>(items: &[T], check: impl Fn(&T) -> Option<String> + Sync) -> Vec<String> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let part = items.len().div_ceil(threads).max(1);
    let run = |part: &[T]| part.iter().filter_map(&check).collect::<Vec<_>>();
    let run = &run;
    std::thread::scope(|scope| {
        let parts = items.chunks(part).map(|part| scope.spawn(move || run(part)));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|part| part.join().expect("a check that ends")).collect()
    })
}

/// Queries of the table, numbered.
fn queries() -> Vec<(usize, String)> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows = reader.records().map(|row| row.expect("a CSV row")[0].to_owned());
    rows.enumerate().collect()
}

/// A word that is not read as a place empties no answer, and the parts of a text have its answer.
fn reading_failure(catalogue: &Catalogue, at: usize, query: &str) -> Option<String> {
    let alone = search(catalogue, query, "");
    let word = ADDED[at % ADDED.len()];
    let more = catalogue.count(&Search::of_text(format!("{query} {word}")));
    if alone.total > 0 && more == 0 {
        return Some(format!("{query:?} finds nothing with {word:?}"));
    }
    if alone.corrected_text.is_some() || alone.reading.parts.is_empty() {
        return None;
    }
    let parts = alone.reading.text_of(query, |_| true);
    let same = search(catalogue, &parts, "");
    let slugs = |results: &Results<'_>| -> Vec<String> {
        results.hits.iter().map(|it| it.facts.slug.to_string()).collect()
    };
    let is_same = same.total == alone.total && slugs(&same) == slugs(&alone);
    (!is_same)
        .then(|| format!("{query:?} is not {parts:?}: {:?}, {:?}", slugs(&alone), slugs(&same)))
}

/// Every name that the directory knows: neighbourhoods in all their names, communes, former ones included,
/// organisations, and the terms of the vocabularies.
fn names(catalogue: &Catalogue, synonyms: &[Synonym]) -> Vec<String> {
    let areas = catalogue
        .neighbourhoods
        .iter()
        .flat_map(|it| it.name_2015.iter().chain(&it.aliases).chain([&it.name, &it.official_name]));
    let towns = catalogue.communes.iter().map(|it| &it.name);
    let former = catalogue.former_communes.iter().map(|it| &it.name);
    let organisations = catalogue.organisations.iter().map(|it| &it.facts.name);
    let barriers = catalogue.barriers.iter();
    let barriers = barriers.flat_map(|it| it.keywords.iter().chain([&it.label, &it.plain_label]));
    let audiences = catalogue.audiences.iter();
    let audiences = audiences.flat_map(|it| it.keywords.iter().chain([&it.label]));
    let kinds = catalogue.kinds.iter().map(|it| &it.label);
    let right = synonyms.iter().filter(|it| it.kind != SynonymKind::Spelling).map(|it| &it.term);
    let expansions = synonyms.iter().filter_map(|it| it.expansion.as_ref());
    let places = areas.chain(towns).chain(former).chain(organisations);
    let terms = barriers.chain(audiences).chain(kinds).chain(right).chain(expansions);
    let misspelt = synonyms.iter().filter(|it| it.kind == SynonymKind::Spelling);
    let misspelt: Vec<String> = misspelt.map(|it| between_spaces(it.term.as_str())).collect();
    let is_right = |name: &String| {
        let words = between_spaces(name);
        !misspelt.iter().any(|it| words.contains(it))
    };
    places.chain(terms).map(ToString::to_string).filter(is_right).collect()
}

fn between_spaces(text: &str) -> String {
    format!(" {} ", fold(text))
}

fn correction_of(catalogue: &Catalogue, name: &str) -> Option<String> {
    let corrected = catalogue.corrected_text(name)?;
    Some(format!("{name:?} is corrected to {corrected:?}"))
}

/// The title of an initiative finds it first, and finds something if it has ended.
fn title_failure(catalogue: &Catalogue, initiative: &Initiative) -> Option<String> {
    let title = &initiative.facts.title;
    if catalogue.count(&Search::of_text(title.as_str())) == 0 {
        return Some(format!("{title:?} finds nothing"));
    }
    let search = Search::of_text(title.as_str()).in_every_state();
    let results = catalogue.search(&SearchPage { search, number: NonZeroU32::MIN });
    let first = results.hits.first().map(|it| &it.facts.title);
    (first != Some(title)).then(|| format!("{title:?} finds {first:?} first"))
}

/// The name of an organisation finds it first.
fn name_failure(catalogue: &Catalogue, organisation: &Organisation) -> Option<String> {
    let name = organisation.facts.name.as_str();
    let search = OrganisationSearch { text: name.to_owned(), ..Default::default() };
    let found = catalogue.search_organisations(&search, NonZeroU32::MIN);
    let first = found.hits.first().map(|it| it.facts.name.as_str());
    (first.map(fold) != Some(fold(name))).then(|| format!("{name:?} finds {first:?} first"))
}

/// True if no initiative has one of `values`: kinds of organisations, fees, national numbers.
fn is_only_organisations(values: &[Meaning]) -> bool {
    let is_other =
        |it: &Meaning| matches!(it, Meaning::Kind(_) | Meaning::Fees(_) | Meaning::Number(_));
    values.iter().all(is_other)
}

/// A term finds all that its expansion finds; without one, it finds something.
fn synonym_failure(catalogue: &Catalogue, synonym: &Synonym) -> Option<String> {
    let rows = |text: &str| catalogue.search_all(&Search::of_text(text));
    let term = synonym.term.as_str();
    let found = rows(term);
    let Some(expansion) = &synonym.expansion else {
        let is_lost = found.is_empty() && !is_only_organisations(&synonym.leads_to);
        return is_lost.then(|| format!("{term:?} finds nothing"));
    };
    let missing = rows(expansion.as_str()).into_iter().filter(|it| !found.contains(it)).count();
    (missing > 0).then(|| format!("{term:?} lacks {missing} of {expansion:?}"))
}
