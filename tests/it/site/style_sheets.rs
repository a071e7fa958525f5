//! Style sheets by page type: each page loads every rule that could apply to it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

use crate::test_app::TestApp;

/// One address for each public page type.
const PAGES: [&str; 27] = [
    "/",
    "/initiatives",
    "/initiatives?frein=francais&departement=37&q=permis",
    "/initiatives?q=zzzzqqqq",
    "/initiatives?lat=47.384&lon=0.696&rayon=2000&tri=distance",
    "/carte",
    "/initiatives/nouveau-depart-chateaudun",
    "/initiatives/ateliers-estime-de-soi",
    "/acteurs",
    "/acteurs/france-services-aubigny-sur-nere",
    "/quartiers",
    "/quartiers/bourges-nord",
    "/quartiers/bourges-nord/affiche",
    "/ou-suis-je",
    "/ou-suis-je?lat=47.384&lon=0.696",
    "/ou-suis-je?lat=0.69&lon=47.39",
    "/ou-suis-je?commune=37261",
    "/departements/indre-et-loire",
    "/freins",
    "/freins/mobilite",
    "/recueils/a-bras-le-coeur",
    "/a-propos",
    "/a-propos/sources",
    "/plan-du-site",
    "/proposer",
    "/suivi",
    "/cette-page-n-existe-pas",
];

/// A rule of a source style sheet: its selectors, and its text as in the built sheet.
struct Rule {
    sheet: String,
    selectors: Vec<String>,
    text: String,
}

#[tokio::test]
async fn a_page_gets_every_rule_that_would_apply_to_it() {
    let app = TestApp::with_real_seeds().await;
    let rules = rules();
    let mut missing = BTreeSet::new();
    for path in PAGES {
        let page = app.get(path).await;
        let document = Html::parse_document(&page.body);
        let sheet = app.get(&page.attr("link[rel=stylesheet]", "href")).await;
        let left_out = rules.iter().filter(|rule| !sheet.body.contains(&rule.text));
        for rule in left_out.filter(|rule| rule.applies_to(&document)) {
            missing.insert(format!("{path}: {} {}", rule.sheet, rule.selectors.join(",")));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

impl Rule {
    fn applies_to(&self, document: &Html) -> bool {
        let selectors = self.selectors.iter().map(|selector| without_states(selector));
        let mut selectors = selectors.filter_map(|text| Selector::parse(&text).ok());
        selectors.any(|selector| document.select(&selector).next().is_some())
    }
}

/// Every rule of the source style sheets, including those inside `@media` and `@supports`.
fn rules() -> Vec<Rule> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/css");
    let mut rules = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let sheet = path.file_name().unwrap().to_string_lossy().into_owned();
        collect(&sheet, &without_comments(&fs::read_to_string(&path).unwrap()), &mut rules);
    }
    assert!(rules.len() > 300);
    rules
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").unwrap().1)
}

/// Appends the rules of `css` to `rules`.
fn collect(sheet: &str, css: &str, rules: &mut Vec<Rule>) {
    let mut rest = css;
    while let Some(open) = rest.find('{') {
        let prelude = rest[..open].trim();
        let close = open + closing(&rest[open..]);
        let block = &rest[open + 1..close];
        if prelude.starts_with("@media") || prelude.starts_with("@supports") {
            collect(sheet, block, rules);
        } else if !prelude.starts_with('@') {
            let text = format!("{prelude}{{{}", block.lines().next().unwrap_or_default());
            rules.push(Rule { sheet: sheet.to_owned(), selectors: selectors(prelude), text });
        }
        rest = &rest[close + 1..];
    }
}

/// Index of the brace that closes the first one of `text`.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    let end = text.char_indices().find(|(_, sign)| {
        depth += i32::from(*sign == '{') - i32::from(*sign == '}');
        depth == 0
    });
    end.expect("every block of a sheet is closed").0
}

/// Selectors of a list, split at commas outside brackets.
fn selectors(list: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = list.split(|sign| {
        depth += i32::from(sign == '(') - i32::from(sign == ')');
        sign == ',' && depth == 0
    });
    parts.map(|part| part.trim().to_owned()).collect()
}

/// `selector` without state pseudo-classes and pseudo-elements.
fn without_states(selector: &str) -> String {
    let front = selector.split("::").next().unwrap().to_owned();
    let states = [":hover", ":focus-visible", ":focus", ":active", ":visited", ":checked"];
    let front = states.iter().fold(front, |text, state| text.replace(state, ""));
    if front.is_empty() || front.ends_with(['>', '+', '~', ' ']) { front + "*" } else { front }
}
