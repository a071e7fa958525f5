//! The documents name only files, folders and items that exist; the overview is short.

mod source_files;

use std::collections::HashSet;
use std::path::Path;

use source_files::text_files;

/// Documents outside `docs`.
const ROOT_DOCUMENTS: [&str; 3] = ["CONTRIBUTING.md", "README.md", "SECURITY.md"];
/// Beginnings of the paths to check. Other paths of Rust files are checked too, from the root or from `src`.
const FOLDERS: [&str; 10] = [
    "benches/",
    "build/",
    "docs/",
    "i18n/",
    "migrations/",
    "seeds/",
    "src/",
    "static/",
    "templates/",
    "tests/",
];

#[test]
fn a_path_that_a_document_names_exists() {
    let mut missing = Vec::new();
    for (document, text) in documents() {
        for span in code_spans(&text) {
            if let Some(path) = named_path(&span).filter(|path| !exists(path)) {
                missing.push(format!("{document}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Words of `docs/architecture.md`, which is read in ten minutes.
const MAX_OVERVIEW_WORDS: usize = 2_500;

/// Names of other programs, spelt like types.
const FOREIGN_NAMES: [&str; 1] = ["LimitNOFILE"];

#[test]
fn the_overview_is_read_in_ten_minutes() {
    let page = text_files(Path::new("docs/architecture.md"), &["md"]).remove(0).1;
    let words = page.split_whitespace().count();
    assert!(words <= MAX_OVERVIEW_WORDS, "{words} words: move details to a page of their noun");
}

#[test]
fn an_item_that_a_document_names_exists() {
    let sources = text_files(Path::new("src"), &["rs"]);
    let words = sources.iter().flat_map(|(_, text)| text.split(|it| !is_identifier_char(it)));
    let words: HashSet<&str> = words.collect();
    let mut missing = Vec::new();
    for (document, text) in documents() {
        for span in code_spans(&text) {
            let names = named_item(&span).filter(|name| !FOREIGN_NAMES.contains(name));
            for name in names.filter(|name| !words.contains(name)) {
                missing.push(format!("{document}: {span} ({name})"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn items_are_found_in_code_spans_by_their_type() {
    let names = |span| named_item(span).collect::<Vec<_>>();
    assert_eq!(names("Store::publish"), ["Store", "publish"]);
    assert_eq!(names("ReviewContext"), ["ReviewContext"]);
    assert_eq!(names("RetryDecision::after(now)"), ["RetryDecision", "after"]);
    assert!(names("BEGIN IMMEDIATE").is_empty() && names("Message-ID").is_empty());
}

#[test]
fn paths_are_found_in_code_spans_outside_code_blocks() {
    let text =
        "See `src/app.rs` and src/no.rs,\n```sh\ncat `src/no.rs`\n```\nthen `benches/a.sh OLD`.";
    let spans = code_spans(text);
    let paths: Vec<&str> = spans.iter().filter_map(|span| named_path(span)).collect();
    assert_eq!(paths, ["src/app.rs", "benches/a.sh"]);
}

#[test]
fn a_path_is_distinguished_from_other_code_and_from_a_pattern() {
    assert_eq!(named_path("web/request/routes.rs"), Some("web/request/routes.rs"));
    assert_eq!(named_path("build.rs"), None);
    assert_eq!(named_path("i18n/fr/*.ftl"), None);
    assert_eq!(named_path("/api/v1/lieux"), None);
    assert!(exists("web/request/routes.rs") && exists("src/web") && !exists("src/no.rs"));
}

/// Paths and texts of the root documents, and of the Markdown files directly in `docs`.
fn documents() -> Vec<(String, String)> {
    let pages = text_files(Path::new("docs"), &["md"]);
    let pages =
        pages.into_iter().filter(|(path, _)| Path::new(path).parent() == Some("docs".as_ref()));
    let root = ROOT_DOCUMENTS.iter().flat_map(|path| text_files(path.as_ref(), &["md"]));
    root.chain(pages).collect()
}

/// Code spans of a Markdown text, without its code blocks.
fn code_spans(text: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    prose.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Path at the start of `span`; `None` for other code and for patterns of paths.
fn named_path(span: &str) -> Option<&str> {
    let path = span.split_whitespace().next()?;
    let is_rust = Path::new(path).extension().is_some_and(|it| it == "rs");
    let is_path = FOLDERS.iter().any(|folder| path.starts_with(*folder));
    let is_pattern = path.contains(['*', '{', '…']);
    (!is_pattern && (is_path || (is_rust && path.contains('/')))).then_some(path)
}

/// Names of a Rust path at the start of `span`, which contains a type: a capital followed by a small letter, then
/// another capital or `::`.
fn named_item(span: &str) -> impl Iterator<Item = &str> {
    let end = span.find(|it| !is_identifier_char(it) && it != ':').unwrap_or(span.len());
    let (path, rest) = span.split_at(end);
    let camel = |name: &str| {
        let rest = name.split_once(|it: char| it.is_ascii_lowercase()).map(|(_, rest)| rest);
        name.starts_with(|it: char| it.is_ascii_uppercase())
            && rest.is_some_and(|it| it.contains(|it: char| it.is_ascii_uppercase()))
    };
    let first = path.split("::").next().unwrap_or_default();
    let is_type = path.contains("::") && first.starts_with(|it: char| it.is_ascii_uppercase());
    let is_item = (is_type || camel(path)) && (rest.is_empty() || rest.starts_with('('));
    path.split("::").filter(move |name| is_item && !name.is_empty())
}

fn is_identifier_char(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// True if `path` exists, from the root or from `src`.
fn exists(path: &str) -> bool {
    Path::new(path).exists() || Path::new("src").join(path).exists()
}
