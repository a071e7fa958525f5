//! Layer rules of `docs/architecture.md`; size of folders; names and comments.

#[path = "layers/graph.rs"]
mod graph;
#[path = "layers/names.rs"]
mod names;
mod source_files;

use std::fs;
use std::path::Path;

use graph::ImportGraph;
use source_files::text_files;

/// Layers that may import only those listed.
const ALLOWED_IMPORTS: [(&str, &[&str]); 14] = [
    ("src/domain", &[]),
    ("src/catalogue", &["domain"]),
    ("src/store", &["domain", "server_key"]),
    ("src/server_key.rs", &["domain"]),
    ("src/circuit_breaker.rs", &["domain"]),
    ("src/clock.rs", &["domain"]),
    ("src/config", &["domain"]),
    ("src/logging.rs", &["config"]),
    ("src/geocoder", &["circuit_breaker", "clock", "config", "domain"]),
    ("src/import", &["domain", "i18n"]),
    ("src/i18n", &["domain"]),
    ("src/mail", &["config", "domain", "i18n", "paths"]),
    ("src/passkey", &["config", "domain"]),
    ("src/paths", &["catalogue", "domain"]),
];

/// Layers that may import any other, except those listed.
const FORBIDDEN_IMPORTS: [(&str, &[&str]); 3] = [
    ("src/web", &["api", "cli", "import", "site"]),
    ("src/api", &["cli", "import", "site", "web"]),
    ("src/edge", &["api", "app", "catalogue", "cli", "domain", "import", "store", "web"]),
];

/// External crates, and the only modules that may use them.
const CRATE_OWNERS: [(&str, &[&str]); 9] = [
    ("sqlx", &["src/store"]),
    ("lettre", &["src/mail"]),
    ("dejavu", &["src/web/handout/preview"]),
    ("resvg", &["src/web/handout/preview"]),
    ("rustix", &["src/store"]),
    (
        "tokio",
        &[
            "src/app.rs",
            "src/cli",
            "src/edge",
            "src/geocoder",
            "src/jobs",
            "src/offload.rs",
            "src/store",
        ],
    ),
    ("askama", &["src/mail", "src/web"]),
    ("webauthn_rs", &["src/passkey"]),
    ("axum", &["src/api", "src/edge", "src/request_catalogue.rs", "src/site.rs", "src/web"]),
];

/// The modules that may take the current catalogue from the state; all others use that of the request.
const CATALOGUE_OWNERS: [&str; 3] = ["src/app.rs", "src/jobs", "src/request_catalogue.rs"];
/// Folders of public pages. Their handlers (`mod.rs`) load, the other files only format.
const PUBLIC_VIEWS: [&str; 4] =
    ["src/web/about", "src/web/components", "src/web/directory", "src/web/handout"];
/// Methods of the catalogue that search or count. Look-ups of a record by its key are none.
const CATALOGUE_QUERIES: [&str; 22] = [
    "barrier_counts",
    "count",
    "count_without_departement",
    "departement_map",
    "first_organisations",
    "first_results",
    "initiatives_of",
    "locate",
    "nearby_offers",
    "nearest_spelling",
    "nearest_with_phone",
    "neighbourhood_counts",
    "neighbourhood_map",
    "open_count",
    "place_counts",
    "relaxed_searches",
    "search",
    "search_all",
    "search_organisations",
    "similar_initiatives",
    "town_offers",
    "unmet_barriers",
];

/// Functions with a parameter that is a tuple, and the reason. Others take structs, or arguments of their own.
const TUPLE_PARAMETERS: [(&str, &str); 2] = [
    ("may_stay_unknown", "an item of `ValidationErrors`"),
    ("is_missing_value", "an item of `ValidationErrors`"),
];

/// Folders of the store, lowest first: a folder imports only those above it in this list, and none of its own line.
const STORE_FOLDERS: [&[&str]; 7] = [
    &["sqlite"],
    &["outbox"],
    &["common"],
    &["accounts", "proposals", "directory"],
    &["moderation"],
    &["operations"],
    &["backup"],
];
/// Trees whose folders are small.
const SMALL_FOLDERS: [&str; 4] = ["src/catalogue", "src/domain", "src/store", "src/web"];
/// Files and folders of such a folder.
const MAX_ENTRIES: usize = 10;
/// Trees in which no entries of a folder import each other in a circle.
const TREES_WITHOUT_CIRCLES: [&str; 3] = ["src/domain", "src/store", "src/web"];

/// First words that hide the subject of a comment.
const QUESTION_WORDS: [&str; 6] = ["what", "who", "where", "how", "whether", "the same"];
/// Comment lines of a tree that may open with one of them, per thousand.
const MAX_QUESTION_OPENINGS: usize = 30;
#[test]
fn a_module_imports_only_its_allowed_layers() {
    for (module, known) in ALLOWED_IMPORTS {
        let own = module.trim_start_matches("src/").trim_end_matches(".rs");
        for (path, code) in rust_files(Path::new(module)) {
            for name in imported_modules(&code) {
                assert!(
                    name == own || known.contains(&name.as_str()),
                    "{path} imports {name}, which it may not"
                );
            }
        }
    }
}

#[test]
fn no_module_imports_a_forbidden_layer() {
    for (module, forbidden) in FORBIDDEN_IMPORTS {
        for (path, code) in rust_files(Path::new(module)) {
            for name in imported_modules(&code) {
                assert!(
                    !forbidden.contains(&name.as_str()),
                    "{path} imports {name}, which it may not"
                );
            }
        }
    }
}

#[test]
fn an_external_crate_is_used_only_by_its_modules() {
    for (name, modules) in CRATE_OWNERS {
        for (path, code) in rust_files(Path::new("src")) {
            let allowed = modules.iter().any(|module| path.starts_with(module));
            let word = format!("{name}::");
            let mut before = code.split(&word).collect::<Vec<_>>();
            before.pop();
            let named = before.iter().any(|text| !text.ends_with(is_identifier_char));
            assert!(allowed || !named, "{path} imports {name}, which it may not");
        }
    }
}

#[test]
fn a_request_takes_the_catalogue_once() {
    for (path, code) in rust_files(Path::new("src")) {
        let allowed = CATALOGUE_OWNERS.iter().any(|module| path.starts_with(module));
        let compact: String = code.split_whitespace().collect();
        assert!(
            allowed || !compact.contains("app.catalogue()"),
            "{path} takes a catalogue of its own: use page.catalogue() or RequestCatalogue"
        );
    }
}

#[test]
fn a_view_of_a_public_page_does_not_query() {
    for (path, code) in PUBLIC_VIEWS.iter().flat_map(|folder| rust_files(Path::new(folder))) {
        if path.ends_with("/mod.rs") {
            continue;
        }
        let compact: String = code.split_whitespace().collect();
        for query in CATALOGUE_QUERIES {
            let called = format!("catalogue.{query}(");
            assert!(!compact.contains(&called), "{path} calls {query}: load it in the handler");
        }
    }
}

#[test]
fn a_path_is_spelt_in_the_module_of_paths_only() {
    for file in ["src/web/mod.rs", "src/web/moderation/mod.rs", "src/api/mod.rs"] {
        let code = fs::read_to_string(file).expect("a source file");
        let spelt = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let spelt: Vec<&str> = spelt.filter(|line| line.contains("\"/")).collect();
        assert!(spelt.is_empty(), "{file} spells a path: {spelt:?}");
    }
}

#[test]
fn a_folder_has_at_most_ten_entries() {
    for folder in SMALL_FOLDERS.into_iter().flat_map(|tree| folders(Path::new(tree))) {
        let entries = fs::read_dir(&folder).expect("a folder").count();
        assert!(entries <= MAX_ENTRIES, "{folder} has {entries} entries");
    }
}

#[test]
fn no_entries_of_a_folder_import_each_other_in_a_circle() {
    let graph = ImportGraph::read();
    let folders = TREES_WITHOUT_CIRCLES.into_iter().flat_map(|tree| folders(Path::new(tree)));
    for folder in folders {
        let circle = graph.circle(&folder);
        assert!(circle.is_empty(), "{folder}: {circle:?}");
    }
}

#[test]
fn the_folders_of_the_store_import_in_one_direction() {
    let line = |entry: &str| STORE_FOLDERS.iter().position(|line| line.contains(&entry));
    for (entry, targets) in ImportGraph::read().entries("src/store") {
        for target in targets {
            assert!(line(&target) < line(&entry), "src/store/{entry} imports {target}");
        }
    }
    let order = STORE_FOLDERS
        .map(|line| line.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", "))
        .join(" ← ");
    let page = fs::read_to_string("docs/architecture.md").expect("the page");
    assert!(page.contains(&order), "docs/architecture.md lacks {order}");
}

#[test]
fn imports_are_found_in_every_notation() {
    let code = "use crate::{\n app::App,\n web::{self, Page},\n};\nfn f() { crate::api::g() }";
    assert_eq!(imported_modules(code), ["app", "web", "api"]);
}

#[test]
fn an_import_is_followed_to_the_file_that_defines_it() {
    let sources = [
        ("src/lib.rs", "pub mod a;\npub mod b;"),
        ("src/a/mod.rs", "mod low;\nmod high;\npub use low::{Low, other::*};"),
        ("src/a/low.rs", "pub struct Low;\n#[cfg(test)]\nmod tests { use super::super::high; }"),
        (
            "src/a/high.rs",
            "use super::{Low as Base};\nconst TEXT: &str = \"crate::b::Not\"; // crate::b",
        ),
        ("src/b.rs", "fn f(c: char) -> bool { c == '\"' || crate::a::Low::default().is(c) }"),
    ];
    let graph = ImportGraph::new(&sources.map(|(path, text)| (path.to_owned(), text.to_owned())));

    let edges = |folder| format!("{:?}", graph.entries(folder));
    assert_eq!(edges("src/a"), r#"{"high.rs": {"low.rs"}}"#);
    assert_eq!(edges("src"), r#"{"a": {}, "b.rs": {"a"}}"#);
    assert!(graph.circle("src/a").is_empty());
}

#[test]
fn comments_open_with_their_subject() {
    let (mut lines, mut openings) = (0, Vec::new());
    let trees = ["src", "tests", "build", "benches"].map(Path::new);
    for (path, text) in trees.into_iter().flat_map(|tree| text_files(tree, &["rs"])) {
        for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("//")) {
            lines += 1;
            let words = line.trim_start_matches(['/', '!']).trim_start().to_lowercase();
            let opens = |word: &&str| {
                words.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(is_identifier_char))
            };
            if QUESTION_WORDS.iter().any(opens) {
                openings.push(format!("{path}: {line}"));
            }
        }
    }
    assert!(openings.len() * 1000 <= lines * MAX_QUESTION_OPENINGS, "{}", openings.join("\n"));
}

#[test]
fn a_view_formats_values_and_reads_none() {
    for (path, code) in rust_files(Path::new("src/web")) {
        if path.ends_with("/view.rs") || path.ends_with("_view.rs") {
            for word in ["app::App", "async ", ".await"] {
                assert!(!code.contains(word), "{path} uses {word}, which a view may not");
            }
        }
    }
}

#[test]
fn no_function_packs_parameters_into_a_tuple() {
    let mut found = Vec::new();
    for (path, code) in rust_files(Path::new("src")) {
        for (name, parameters) in functions(&code) {
            let allowed = TUPLE_PARAMETERS.iter().any(|(function, _)| *function == name);
            let tuples = split_at_commas(parameters).into_iter().filter(|it| is_tuple(it));
            found.extend(tuples.filter(|_| !allowed).map(|it| format!("{path}: {name}({it})")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn tuple_parameters_are_found_in_every_notation() {
    let code =
        "fn a<T: Fn(u8, u8)>(&self, (b, c): (u8, u8)) {}\npub async fn d(e: &'a mut (u8, u8)) {}
        fn f(g: &dyn Fn(u8) -> (u8, u8), h: &(dyn Error + 'static), i: &[(u8, u8)], j: ()) {}
        fn k(Path((l, m)): Path<(u8, u8)>) {}";
    let found = functions(code).into_iter().map(|(name, parameters)| {
        let tuples = split_at_commas(parameters).into_iter().filter(|it| is_tuple(it));
        (name, tuples.count())
    });
    assert_eq!(found.collect::<Vec<_>>(), [("a", 1), ("d", 1), ("f", 0), ("k", 0)]);
}

/// Name and parameters of each function in `code`.
fn functions(code: &str) -> Vec<(&str, &str)> {
    let function = |rest| {
        let end = str::find(rest, |it| !is_identifier_char(it))?;
        let (name, rest) = rest.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
        let generics = if rest.starts_with('<') { closing(rest)? + 1 } else { 0 };
        let parameters = rest.get(generics..)?.strip_prefix('(')?;
        Some((name, parameters.get(..closing(rest.get(generics..)?)? - 1)?))
    };
    code.split("fn ").skip(1).filter_map(function).collect()
}

/// Position of the bracket that closes the first one of `text`.
fn closing(text: &str) -> Option<usize> {
    depths(text).find(|(_, _, depth)| *depth == 0).map(|(at, ..)| at)
}

/// Parts of `text` between the commas outside of brackets.
fn split_at_commas(text: &str) -> Vec<&str> {
    let commas = depths(text).filter(|(_, it, depth)| *it == ',' && *depth == 0);
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, ..) in commas {
        parts.extend(text.get(start..at));
        start = at + 1;
    }
    parts.extend(text.get(start..));
    parts
}

/// Each character of `text`, with its position and the number of brackets open after it.
fn depths(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let mut depth = 0_usize;
    let mut before = ' ';
    text.char_indices().map(move |(at, it)| {
        match it {
            '(' | '[' | '{' | '<' => depth += 1,
            '>' if before == '-' || before == '=' => {}
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = it;
        (at, it, depth)
    })
}

/// True if the type of `parameter` is a tuple or a reference to one.
fn is_tuple(parameter: &str) -> bool {
    let colon = depths(parameter).find(|(at, it, depth)| {
        *it == ':' && *depth == 0 && !parameter.get(at + 1..).is_some_and(|it| it.starts_with(':'))
    });
    let Some((colon, ..)) = colon else { return false };
    let mut kind = parameter.get(colon + 1..).unwrap_or_default().trim();
    while let Some(rest) = kind.strip_prefix('&') {
        let rest = rest.trim_start();
        let lifetime = rest.starts_with('\'').then(|| rest.split_once(' ')).flatten();
        let rest = lifetime.map_or(rest, |(_, rest)| rest);
        kind = rest.strip_prefix("mut ").unwrap_or(rest).trim_start();
    }
    let inside = kind.strip_prefix('(').unwrap_or_default();
    !inside.is_empty() && !inside.starts_with(')') && !inside.starts_with("dyn ")
}

/// Top-level modules of this crate that `code` names after `crate::`.
fn imported_modules(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => names.extend(first_segments(list)),
            None => names.push(rest.chars().take_while(|c| is_identifier_char(*c)).collect()),
        }
    }
    names
}

/// First path segment of each item in a brace list of imports, up to its closing brace.
fn first_segments(list: &str) -> Vec<String> {
    let mut first_segments = vec![String::new()];
    let mut depth = 0_u32;
    let mut at_head = true;
    for character in list.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                first_segments.push(String::new());
                at_head = true;
            }
            ':' => at_head = at_head && depth > 0,
            other if depth == 0 && at_head && is_identifier_char(other) => {
                first_segments.last_mut().expect("never empty").push(other);
            }
            _ => {}
        }
    }
    first_segments.retain(|head| !head.is_empty());
    first_segments
}

fn is_identifier_char(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// `tree` and the folders in it.
fn folders(tree: &Path) -> Vec<String> {
    let entries =
        fs::read_dir(tree).expect("a folder").map(|entry| entry.expect("an entry").path());
    let below = entries.filter(|path| path.is_dir()).flat_map(|path| folders(&path));
    below.chain([tree.display().to_string()]).collect()
}

/// Every Rust file of a module, without comments.
fn rust_files(module: &Path) -> Vec<(String, String)> {
    let code = |text: String| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    };
    text_files(module, &["rs"]).into_iter().map(|(path, text)| (path, code(text))).collect()
}
