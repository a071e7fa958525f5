//! Layer rules: no module imports another one that the module table in `src/lib.rs` forbids.

use std::{fs, path::Path};

/// Layers that may import only those listed.
const CLOSED: [(&str, &[&str]); 11] = [
    ("src/domain", &[]),
    ("src/catalogue", &["domain"]),
    ("src/store", &["domain", "vault"]),
    ("src/vault.rs", &["domain"]),
    ("src/geocoder", &["config", "domain"]),
    ("src/import", &["domain", "i18n"]),
    ("src/i18n", &["domain"]),
    ("src/mail", &["config", "domain", "i18n", "paths"]),
    ("src/passkey", &["config", "domain"]),
    ("src/paths.rs", &["catalogue", "domain"]),
    ("src/paths", &["catalogue", "domain"]),
];

/// Layers that may import any other, except those listed.
const WALLS: [(&str, &[&str]); 3] = [
    ("src/web", &["api", "cli", "import", "site"]),
    ("src/api", &["cli", "import", "site", "web"]),
    ("src/edge", &["api", "app", "catalogue", "cli", "domain", "import", "store", "web"]),
];

/// External crates, and the only modules that may use them.
const CRATES: [(&str, &[&str]); 7] = [
    ("sqlx", &["src/store"]),
    ("lettre", &["src/mail"]),
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
    ("axum", &["src/api", "src/edge", "src/site.rs", "src/web"]),
];

#[test]
fn a_closed_room_names_only_those_it_may_know() {
    for (room, known) in CLOSED {
        let own = room.trim_start_matches("src/").trim_end_matches(".rs");
        for (path, code) in rust_files(Path::new(room)) {
            for name in rooms_named(&code) {
                assert!(name == own || known.contains(&name.as_str()), "{path} speaks of {name}");
            }
        }
    }
}

#[test]
fn no_room_looks_through_a_wall() {
    for (room, kept_out) in WALLS {
        for (path, code) in rust_files(Path::new(room)) {
            for name in rooms_named(&code) {
                assert!(!kept_out.contains(&name.as_str()), "{path} speaks of {name}");
            }
        }
    }
}

#[test]
fn a_crate_of_one_room_stays_in_it() {
    for (name, rooms) in CRATES {
        for (path, code) in rust_files(Path::new("src")) {
            let at_home = rooms.iter().any(|room| path.starts_with(room));
            let word = format!("{name}::");
            let mut before = code.split(&word).collect::<Vec<_>>();
            before.pop();
            let named = before.iter().any(|text| !text.ends_with(is_of_a_word));
            assert!(at_home || !named, "{path} speaks of {name}");
        }
    }
}

#[test]
fn a_name_is_seen_however_it_is_imported() {
    let code = "use crate::{\n app::App,\n web::{self, Page},\n};\nfn f() { crate::api::g() }";
    assert_eq!(rooms_named(code), ["app", "web", "api"]);
}

/// Top-level modules of this crate that `code` names after `crate::`.
fn rooms_named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => names.extend(heads(list)),
            None => names.push(rest.chars().take_while(|c| is_of_a_word(*c)).collect()),
        }
    }
    names
}

/// First path segment of each item in a brace list of imports, up to its closing brace.
fn heads(list: &str) -> Vec<String> {
    let mut heads = vec![String::new()];
    let mut depth = 0_u32;
    let mut at_head = true;
    for character in list.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(String::new());
                at_head = true;
            }
            ':' => at_head = at_head && depth > 0,
            other if depth == 0 && at_head && is_of_a_word(other) => {
                heads.last_mut().expect("never empty").push(other);
            }
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn is_of_a_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Every Rust file of a module, without comments.
fn rust_files(room: &Path) -> Vec<(String, String)> {
    if room.is_file() {
        let text = fs::read_to_string(room).expect("a source file");
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        return vec![(room.display().to_string(), code.collect::<Vec<_>>().join("\n"))];
    }
    let entries =
        fs::read_dir(room).expect("a folder").map(|entry| entry.expect("an entry").path());
    let rust =
        |path: &std::path::PathBuf| path.is_dir() || path.extension().is_some_and(|it| it == "rs");
    entries.filter(rust).flat_map(|path| rust_files(&path)).collect()
}
