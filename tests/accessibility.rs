//! The accessibility audit is complete, and the accessibility page shows the rate that the audit gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Number of criteria in each theme of RGAA 4.1.2.
const CRITERIA: [usize; 13] = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12];
/// Pages of the sample.
const PAGES: [&str; 12] = [
    "home",
    "results",
    "initiative",
    "neighbourhood",
    "where-am-i",
    "actor-list",
    "actor",
    "barrier",
    "privacy",
    "form",
    "follow",
    "moderation",
];
/// Criteria that may fail, each for a reason that the accessibility page gives.
const EXCEPTIONS: [&str; 1] = ["13.1"];

/// A row of the grid: the verdict on one criterion for one page.
struct Verdict {
    criterion: String,
    page: String,
    result: String,
    evidence: String,
}

#[test]
fn every_criterion_has_a_verdict_and_its_evidence_on_every_page() {
    let grid = grid();
    let judged: BTreeSet<_> = grid.iter().map(|it| (&*it.criterion, &*it.page)).collect();
    assert_eq!(judged.len(), grid.len(), "a verdict is given twice");
    let criteria: Vec<String> = (1..)
        .zip(CRITERIA)
        .flat_map(|(theme, count)| (1..=count).map(move |it| format!("{theme}.{it}")))
        .collect();
    assert_eq!(criteria.len(), 106);
    for criterion in &criteria {
        for page in PAGES {
            assert!(judged.contains(&(&**criterion, page)), "no verdict for {criterion}, {page}");
        }
    }
    assert_eq!(grid.len(), criteria.len() * PAGES.len());
    for Verdict { criterion, page, result, evidence } in &grid {
        assert!(["C", "NC", "NA"].contains(&&**result), "{criterion}, {page}: {result}");
        assert!(!evidence.trim().is_empty(), "{criterion}, {page} has no evidence");
        assert!(!evidence.ends_with('?'), "{criterion}, {page}: {evidence}");
    }
}

#[test]
fn only_the_criteria_with_a_reason_are_broken() {
    let grid = grid();
    let broken = grid.iter().filter(|it| it.result == "NC").map(|it| &*it.criterion);
    let broken: BTreeSet<_> = broken.collect();
    assert_eq!(broken, BTreeSet::from(EXCEPTIONS));
    let reported = message("access-known-session");
    for criterion in EXCEPTIONS {
        assert!(reported.contains(&format!("Critère\u{a0}{criterion} ")), "{reported}");
    }
}

/// Counts the applicable criteria that every page meets, and the mean rate of the pages.
#[test]
fn the_page_about_accessibility_shows_the_rate_of_the_grid() {
    let grid = grid();
    let mut criteria: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut pages: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in grid.iter().filter(|it| it.result != "NA") {
        criteria.entry(&it.criterion).or_default().push(&it.result);
        pages.entry(&it.page).or_default().push(&it.result);
    }
    let met = criteria.values().filter(|it| !it.contains(&"NC")).count();
    let rate = per_cent(met, criteria.len());
    let rates = pages.values().map(|all| {
        let met = all.iter().filter(|it| **it == "C").count();
        per_cent(met, all.len())
    });
    let mean = rates.sum::<f64>() / f64::from(u32::try_from(pages.len()).expect("few pages"));

    let reported = message("access-rate");
    let applicable = criteria.len();
    for figure in [french(rate), french(mean), format!("{met} sur {applicable}.")] {
        assert!(reported.contains(&figure), "the grid says {figure}, the page: {reported}");
    }
    let state = if met == applicable { "totalement conforme" } else { "partiellement conforme" };
    for name in ["access-title", "access-state-text", "foot-accessibility"] {
        assert!(message(name).contains(state), "{name} does not say « {state} »");
    }
}

/// Parses the grid. A field that contains a comma is quoted; a doubled quote stands for one.
fn grid() -> Vec<Verdict> {
    let text = fs::read_to_string("docs/accessibility/grid.csv").expect("the grid file");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("criterion,page,verdict,evidence"));
    lines.map(row).collect()
}

fn row(line: &str) -> Verdict {
    let mut fields = line.splitn(4, ',').map(str::to_owned);
    let mut next = || fields.next().expect("four fields a line");
    let (criterion, page, result, evidence) = (next(), next(), next(), next());
    let quoted = evidence.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let evidence = quoted.map(|it| it.replace("\"\"", "\"")).unwrap_or(evidence);
    Verdict { criterion, page, result, evidence }
}

/// Text of the French message `name`.
fn message(name: &str) -> String {
    let text = ["about", "site"]
        .map(|file| fs::read_to_string(format!("i18n/fr/{file}.ftl")).expect("the message file"));
    let start = format!("{name} = ");
    let line = text.iter().flat_map(|it| it.lines()).find_map(|it| it.strip_prefix(&start));
    line.expect("a message of that name").to_owned()
}

fn per_cent(part: usize, whole: usize) -> f64 {
    let number = |it: usize| f64::from(u32::try_from(it).expect("few criteria"));
    100.0 * number(part) / number(whole)
}

/// Formats a rate as the page does: two decimals, decimal comma.
fn french(rate: f64) -> String {
    format!("{rate:.2}\u{a0}%").replace('.', ",")
}
