//! Names without a meaning in the field, searched in identifiers, file names, message keys and CSS hooks, word by word.

use std::path::Path;

use crate::graph::tokens;
use crate::source_files::text_files;

/// Words of retired names. `docs/glossary.md` has the terms in use.
const RETIRED_WORDS: [&str; 57] = [
    "apart",
    "asking",
    "bell",
    "courier",
    "door",
    "doors",
    "doubt",
    "doubts",
    "forgetting",
    "fortify",
    "glued",
    "heart",
    "hearts",
    "hurry",
    "meant",
    "mistake",
    "mistaken",
    "mistakes",
    "overtaken",
    "parted",
    "patience",
    "perishable",
    "plant",
    "planted",
    "plants",
    "rehearse",
    "rehearsed",
    "said",
    "sealed",
    "shelf",
    "spot",
    "spots",
    "stall",
    "stalled",
    "stalling",
    "stalls",
    "stamp",
    "stamps",
    "suspicion",
    "telling",
    "tells",
    "telltale",
    "telltales",
    "told",
    "trap",
    "trapped",
    "traps",
    "twin",
    "twins",
    "unsaid",
    "vault",
    "vaults",
    "whatever",
    "whoever",
    "wherever",
    "worn",
    "worth",
];

/// Class names of the same kind, as a whole: as a part of another word some of them are plain.
const RETIRED_CLASSES: [&str; 13] = [
    "land", "me", "mistake", "pin", "plate", "rung", "said", "spot", "standing", "things", "try",
    "two", "who",
];

/// Names that contain a retired word, and the reason.
const EXCEPTIONS: [(&str, &str); 3] = [
    ("seal_in_place_append_tag", "method of the crate `ring`"),
    ("suspicion", "column of a merged migration"),
    ("trap", "stored value of a merged migration"),
];

/// First words that hide the subject of a test name.
const QUESTION_WORDS: [&str; 12] = [
    "what", "who", "whom", "whose", "where", "when", "how", "however", "whether", "why", "which",
    "whoever",
];
/// Test names that may open with one of them, per thousand.
const MAX_QUESTION_OPENINGS: usize = 30;

#[test]
fn no_retired_word_is_in_a_name() {
    let mut found = Vec::new();
    for (path, text) in rust_sources() {
        report(&mut found, &path, tokens(&text));
    }
    for (path, text) in text_files(Path::new("i18n/fr"), &["ftl"]) {
        report(&mut found, &path, keys(&text));
    }
    for (path, text) in text_files(Path::new("templates"), &["html", "txt"]) {
        report(&mut found, &path, data_attributes(&text));
    }
    let trees = ["benches", "build", "docs", "i18n", "src", "static", "templates", "tests"];
    let paths = trees.into_iter().flat_map(|tree| paths(Path::new(tree)));
    report(&mut found, "file name", paths);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_retired_class_is_in_use() {
    let mut found = Vec::new();
    let sheets = text_files(Path::new("static/css"), &["css"]).into_iter();
    let used = text_files(Path::new("templates"), &["html"]).into_iter();
    let classes = sheets
        .map(|(path, text)| (path, selector_classes(&text)))
        .chain(used.map(|(path, text)| (path, attribute_classes(&text))));
    for (path, classes) in classes {
        let retired = classes.into_iter().filter(|it| RETIRED_CLASSES.contains(&it.as_str()));
        found.extend(retired.map(|it| format!("{path}: {it}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn test_names_open_with_their_subject() {
    let (mut count, mut openings) = (0, Vec::new());
    for (path, text) in rust_sources() {
        for name in test_names(&text) {
            count += 1;
            let first = name.split('_').next().unwrap_or_default();
            if QUESTION_WORDS.contains(&first) {
                openings.push(format!("{path}: {name}"));
            }
        }
    }
    assert!(count > 1_000, "{count} tests found");
    assert!(openings.len() * 1000 <= count * MAX_QUESTION_OPENINGS, "{}", openings.join("\n"));
}

#[test]
fn words_are_found_in_every_notation() {
    let found = |name: &str| retired_words(name).len();
    assert_eq!(found("toldAuthor") + found("IS_TOLD") + found("not-told") + found("TwinTold"), 5);
    assert_eq!(found("untold") + found("Standing") + found("stampede"), 0);
    assert_eq!(keys("# a\nplant-done = x\n    .said = y\n"), ["plant-done"]);
    assert_eq!(data_attributes("<p data-told data-x=\"data-y\">"), ["data-told", "data-x"]);
    assert_eq!(selector_classes(".a .b-c:hover{margin:.5rem}d.e{}"), ["a", "b-c", "e"]);
    assert_eq!(attribute_classes(r#"<p class="a {% if b %}c{% endif %}">"#), ["a", "c"]);
    assert_eq!(test_names("#[test]\nfn a() {}\nfn b() {}"), ["a"]);
}

/// Rust files of the program, of its tests, of the build script and of the benchmarks.
fn rust_sources() -> Vec<(String, String)> {
    let trees = ["src", "tests", "build", "benches"].map(Path::new);
    let files = trees.into_iter().flat_map(|tree| text_files(tree, &["rs"]));
    // This file and the rules beside it name the retired words.
    files.filter(|(path, _)| !path.starts_with("tests/layers")).collect()
}

fn report(found: &mut Vec<String>, place: &str, names: impl IntoIterator<Item = impl AsRef<str>>) {
    for name in names {
        let name = name.as_ref();
        if EXCEPTIONS.iter().all(|(exception, _)| *exception != name) {
            found.extend(
                retired_words(name).into_iter().map(|it| format!("{place}: {name} ({it})")),
            );
        }
    }
}

/// Retired words of `name`, which is split at capitals and at signs.
fn retired_words(name: &str) -> Vec<&'static str> {
    let mut words = vec![String::new()];
    let mut before_is_small = false;
    for letter in name.chars() {
        let starts = !letter.is_alphanumeric() || (letter.is_uppercase() && before_is_small);
        if starts {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().expect("never empty").extend(letter.to_lowercase());
        }
        before_is_small = letter.is_lowercase();
    }
    let retired = |word: &String| RETIRED_WORDS.iter().find(|it| *it == word).copied();
    words.iter().filter_map(retired).collect()
}

/// Message names of a Fluent file.
fn keys(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with(char::is_alphabetic));
    lines.filter_map(|line| Some(line.split_once('=')?.0.trim())).collect()
}

/// Names of the `data-` attributes in a template.
fn data_attributes(text: &str) -> Vec<String> {
    let starts = text.split(" data-").skip(1);
    starts
        .map(|rest| {
            format!("data-{}", rest.split(|it| !is_name_char(it)).next().unwrap_or_default())
        })
        .collect()
}

/// Classes in the selectors of a style sheet.
fn selector_classes(css: &str) -> Vec<String> {
    let mut classes = Vec::new();
    for selectors in css.split('}').filter_map(|rule| rule.rsplit_once('{').map(|(it, _)| it)) {
        for rest in selectors.split('.').skip(1) {
            let class = rest.split(|it| !is_name_char(it)).next().unwrap_or_default();
            if class.starts_with(char::is_alphabetic) {
                classes.push(class.to_owned());
            }
        }
    }
    classes
}

/// Classes in the attributes of a template, outside of its blocks and expressions.
fn attribute_classes(html: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        plain.push(' ');
        rest = after.split_once('}').map_or("", |(_, it)| it.trim_start_matches('}'));
    }
    plain.push_str(rest);
    let values = plain.split("class=\"").skip(1).filter_map(|it| Some(it.split_once('"')?.0));
    values.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

/// Names of the functions with a `#[test]` or `#[tokio::test]` attribute, and of the properties of `proptest!`.
fn test_names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim_start) {
        let function = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if let Some(function) = function {
            if is_test || line.contains(" in ") {
                names.extend(function.split('(').next());
            }
            is_test = false;
        }
    }
    names
}

/// Paths of all files below `folder`.
fn paths(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let entries = entries.map(|entry| entry.expect("an entry").path());
    let entries = entries.filter(|path| !path.ends_with("node_modules"));
    let below = |path: &std::path::PathBuf| {
        let below = if path.is_dir() { paths(path) } else { Vec::new() };
        below.into_iter().chain([path.display().to_string()]).collect::<Vec<_>>()
    };
    entries.collect::<Vec<_>>().iter().flat_map(below).collect()
}

fn is_name_char(character: char) -> bool {
    character.is_alphanumeric() || "-_".contains(character)
}
