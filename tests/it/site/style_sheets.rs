//! Style sheets by page type: each page loads every rule that could apply to it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use scraper::{Html, Selector};

use crate::source_files::text_files;
use crate::test_app::TestApp;

/// One address for each public page type.
const PAGES: [&str; 48] = [
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
    "/employeurs",
    "/employeurs?quartier=sanitas-tours",
    "/quartiers",
    "/quartiers/bourges-nord",
    "/quartiers/bourges-nord/affiche",
    "/quartiers/bourges-nord/imprimer",
    "/initiatives/imprimer?frein=mobilite",
    "/initiatives/livret?departement=37",
    "/acteurs/imprimer?genre=mission-locale",
    "/quartiers/sanitas-tours/besoins/garde-enfants/imprimer",
    "/recueils/a-bras-le-coeur/livret",
    "/ou-suis-je",
    "/ou-suis-je?lat=47.384&lon=0.696",
    "/ou-suis-je?lat=0.69&lon=47.39",
    "/communes/37261-tours",
    "/quartiers/sanitas-tours/besoins/garde-enfants",
    "/communes/18197-saint-amand-montrond/besoins/francais?public=seniors",
    "/departements/indre-et-loire",
    "/freins",
    "/freins/mobilite",
    "/recueils/a-bras-le-coeur",
    "/dispositifs?frein=mobilite&par=france-travail",
    "/dispositifs/creches-avip",
    "/dispositifs/aide-garde-enfants?commune=37261",
    "/associations",
    "/couverture",
    "/ma-liste",
    "/ma-liste?l=i159,a221,i132,d7,i999,i1&avant=i159",
    "/ma-liste/fiche?l=i159,a221,i132",
    "/initiatives/nouveau-depart-chateaudun/fiche?taille=grande",
    "/initiatives?q=permis&l=i159,a221",
    "/a-propos",
    "/a-propos/sources",
    "/a-propos/classement",
    "/plan-du-site",
    "/proposer",
    "/suivi",
    "/cette-page-n-existe-pas",
];

/// Classes without a rule, by which tests and scripts find an element.
const HOOKS: [&str; 4] = ["addresses", "empty", "modmain", "note--warn"];

/// A rule of a source style sheet: its selectors, and its text as in the built sheet.
struct Rule {
    file: String,
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
        let file = app.get(&page.attr("link[rel=stylesheet]", "href")).await;
        let left_out = rules.iter().filter(|rule| !file.body.contains(&rule.text));
        for rule in left_out.filter(|rule| rule.applies_to(&document)) {
            missing.insert(format!("{path}: {} {}", rule.file, rule.selectors.join(",")));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_class_of_a_template_has_a_rule_or_is_a_listed_hook() {
    let rules = rules();
    let styled: BTreeSet<&str> =
        rules.iter().flat_map(|rule| &rule.selectors).flat_map(|it| class_names(it)).collect();
    let mut unstyled = BTreeSet::new();
    for (path, template) in text_files(&root("templates"), &["html"]) {
        // The styles of mails are in their template.
        let classes = template_classes(&template).into_iter().filter(|_| !path.contains("/mail/"));
        unstyled.extend(classes.filter(|class| !is_styled(class, &styled)));
    }
    assert_eq!(unstyled.iter().map(String::as_str).collect::<Vec<_>>(), HOOKS);
}

#[test]
fn classes_are_read_past_the_expressions_of_a_template() {
    let template = r#"<p class="a{% if b == "c" %} d{% endif %} e--{{ f }}"><b class="g">"#;
    assert_eq!(template_classes(template), ["a", "d", "e--…", "g"]);
    assert_eq!(class_names(".h>li:not(.i--j)+[k] .l::before"), ["h", "i--j", "l"]);
    let styled = BTreeSet::from(["d", "e--long"]);
    assert!(is_styled("e--…", &styled) && is_styled("d", &styled) && !is_styled("e", &styled));
}

/// True if a rule names `class`, or a class that begins like it if its end is an expression.
fn is_styled(class: &str, styled: &BTreeSet<&str>) -> bool {
    match class.split_once('…') {
        Some((start, _)) => styled.iter().any(|it| it.starts_with(start)),
        None => styled.contains(class),
    }
}

/// Classes of all elements in `template`; `…` stands for an expression.
fn template_classes(template: &str) -> Vec<String> {
    let mut markup = template.to_owned();
    for (open, close, stand_in) in [("{#", "#}", ""), ("{%", "%}", ""), ("{{", "}}", "…")] {
        while let Some((before, rest)) = markup.split_once(open) {
            let (_, after) = rest.split_once(close).expect("every tag is closed");
            markup = format!("{before}{stand_in}{after}");
        }
    }
    let lists = markup.split(" class=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    lists.flat_map(|(list, _)| list.split_whitespace()).map(str::to_owned).collect()
}

/// Classes named by `selector`.
fn class_names(selector: &str) -> Vec<&str> {
    let names = selector.split('.').skip(1);
    let end = |name: &str| name.find(|c: char| !c.is_alphanumeric() && !"-_".contains(c));
    names.map(|name| &name[..end(name).unwrap_or(name.len())]).collect()
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
    let mut rules = Vec::new();
    for (file, css) in text_files(&root("static/css"), &["css"]) {
        collect(&file, &without_comments(&css), &mut rules);
    }
    assert!(rules.len() > 300);
    rules
}

/// Path of a folder of the repository.
fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").unwrap().1)
}

/// Appends the rules of `css` to `rules`.
fn collect(file: &str, css: &str, rules: &mut Vec<Rule>) {
    let mut rest = css;
    while let Some(open) = rest.find('{') {
        let prelude = rest[..open].trim();
        let close = open + closing(&rest[open..]);
        let block = &rest[open + 1..close];
        if prelude.starts_with("@media") || prelude.starts_with("@supports") {
            collect(file, block, rules);
        } else if !prelude.starts_with('@') {
            let text = format!("{prelude}{{{}", block.lines().next().unwrap_or_default());
            rules.push(Rule { file: file.to_owned(), selectors: selectors(prelude), text });
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
