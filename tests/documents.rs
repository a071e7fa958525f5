//! The documents name only files and folders that exist.

use std::fs;
use std::path::{Path, PathBuf};

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
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a document in UTF-8");
        for span in code_spans(&text) {
            if let Some(path) = named_path(&span).filter(|path| !exists(path)) {
                missing.push(format!("{}: {path}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
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
fn a_path_is_told_from_other_code_and_from_a_pattern() {
    assert_eq!(named_path("web/request/routes.rs"), Some("web/request/routes.rs"));
    assert_eq!(named_path("build.rs"), None);
    assert_eq!(named_path("i18n/fr/*.ftl"), None);
    assert_eq!(named_path("/api/v1/lieux"), None);
    assert!(exists("web/request/routes.rs") && exists("src/web") && !exists("src/no.rs"));
}

/// The root documents, and the Markdown files directly in `docs`.
fn documents() -> Vec<PathBuf> {
    let entries = fs::read_dir("docs").expect("a folder");
    let pages = entries.map(|entry| entry.expect("an entry").path());
    let pages = pages.filter(|path| path.extension().is_some_and(|it| it == "md"));
    ROOT_DOCUMENTS.map(PathBuf::from).into_iter().chain(pages).collect()
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

/// True if `path` exists, from the root or from `src`.
fn exists(path: &str) -> bool {
    Path::new(path).exists() || Path::new("src").join(path).exists()
}
