//! Import graph between source files: `use` declarations and qualified paths, followed through re-exports.

#![expect(clippy::indexing_slicing, reason = "an index out of bounds fails the test")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

type ModulePath = Vec<String>;
type Imports = HashMap<String, ModulePath>;

/// Imports between the files of a crate. Tests are left out.
pub struct ImportGraph {
    /// File of each module.
    files: HashMap<ModulePath, String>,
    /// Names that a module imports or re-exports, with their targets.
    imports: HashMap<ModulePath, Imports>,
    /// Imported files of each file.
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl ImportGraph {
    /// Reads the crate whose root is `src/lib.rs`.
    pub fn read() -> Self {
        let sources = super::text_files(Path::new("src"), &["rs"]).into_iter();
        Self::new(&sources.filter(|(path, _)| !path.ends_with("tests.rs")).collect::<Vec<_>>())
    }

    /// Graph of `sources`: path and text of each file.
    pub fn new(sources: &[(String, String)]) -> Self {
        let files = sources.iter().map(|(path, _)| (module_path(path), path.clone())).collect();
        let mut graph = Self { files, imports: HashMap::new(), edges: BTreeMap::new() };
        let mut paths = Vec::new();
        for (file, text) in sources {
            let module = module_path(file);
            let parsed = parse(&tokens(text));
            let mut imports = Imports::new();
            for import in parsed.imports {
                if let Some(path) = graph.absolute(&import.path, &module, &Imports::new()) {
                    imports.insert(import.name, path.clone());
                    paths.extend((!import.exported).then_some((file.clone(), path)));
                }
            }
            let named =
                parsed.paths.iter().filter_map(|path| graph.absolute(path, &module, &imports));
            paths.extend(named.map(|path| (file.clone(), path)));
            graph.imports.insert(module, imports);
        }
        for (file, path) in paths {
            let target = graph.defining_file(path);
            if target != file {
                graph.edges.entry(file).or_default().insert(target);
            }
        }
        graph
    }

    /// Imports between the files and folders directly in `folder`.
    pub fn entries(&self, folder: &str) -> BTreeMap<String, BTreeSet<String>> {
        let entry = |path: &str| {
            let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
            rest.split('/').next().map(str::to_owned)
        };
        let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (file, targets) in &self.edges {
            let Some(from) = entry(file) else { continue };
            let targets = targets.iter().filter_map(|it| entry(it)).filter(|to| *to != from);
            entries.entry(from.clone()).or_default().extend(targets);
        }
        entries
    }

    /// Entries of `folder` that import themselves through others.
    pub fn circle(&self, folder: &str) -> Vec<String> {
        let entries = self.entries(folder);
        let reaches_itself = |start: &String| {
            let mut reached = BTreeSet::new();
            let mut next = vec![start];
            while let Some(entry) = next.pop() {
                let targets = entries.get(entry).into_iter().flatten();
                next.extend(targets.filter(|target| reached.insert(*target)));
            }
            reached.contains(start)
        };
        entries.keys().filter(|it| reaches_itself(it)).cloned().collect()
    }

    /// Path from the crate root, or `None` if `path` leaves this crate.
    fn absolute(
        &self,
        path: &[String],
        module: &[String],
        imports: &Imports,
    ) -> Option<ModulePath> {
        let (first, rest) = path.split_first()?;
        let mut start = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => {
                let parent = module.split_last().map_or(&[][..], |(_, parent)| parent);
                if rest.first().is_some_and(|it| it == "super") {
                    return self.absolute(rest, parent, imports);
                }
                parent.to_vec()
            }
            name => {
                let child = [module, &[name.to_owned()]].concat();
                let child = || self.files.contains_key(&child).then(|| child.clone());
                imports.get(name).cloned().or_else(child)?
            }
        };
        start.extend_from_slice(rest);
        Some(start)
    }

    /// File that defines the item at `path`: re-exports are followed.
    fn defining_file(&self, mut path: ModulePath) -> String {
        loop {
            let known = |length: &usize| self.files.contains_key(&path[..*length]);
            let length = (0..=path.len()).rev().find(known).unwrap_or_default();
            let module = &path[..length];
            let export = path.get(length).and_then(|name| self.imports.get(module)?.get(name));
            match export {
                Some(target) if *target != path => {
                    path = [target.as_slice(), &path[length + 1..]].concat();
                }
                _ => return self.files.get(module).cloned().unwrap_or_default(),
            }
        }
    }
}

struct Import {
    name: String,
    path: ModulePath,
    exported: bool,
}

#[derive(Default)]
struct Parsed {
    imports: Vec<Import>,
    paths: Vec<ModulePath>,
}

fn module_path(file: &str) -> ModulePath {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.trim_end_matches("/mod");
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// Identifiers and punctuation up to the tests, without comments, strings and characters; `::` is one token.
pub fn tokens(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: Vec<char> = text
        .lines()
        .filter(|it| !it.trim_start().starts_with("//"))
        .flat_map(|it| it.chars().chain(['\n']))
        .collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let start = at;
        at += 1;
        match code[start] {
            '"' => {
                while at < code.len() && code[at] != '"' {
                    at += if code[at] == '\\' { 2 } else { 1 };
                }
                at += 1;
            }
            '/' if code.get(at) == Some(&'/') => {
                while at < code.len() && code[at] != '\n' {
                    at += 1;
                }
            }
            '\'' if code.get(at) == Some(&'\\') => at += 3,
            '\'' if code.get(at + 1) == Some(&'\'') => at += 2,
            ':' if code.get(at) == Some(&':') => {
                at += 1;
                tokens.push("::".to_owned());
            }
            first if super::is_identifier_char(first) => {
                while at < code.len() && super::is_identifier_char(code[at]) {
                    at += 1;
                }
                tokens.push(code[start..at].iter().collect());
            }
            other if other.is_whitespace() => {}
            other => tokens.push(other.to_string()),
        }
    }
    tokens
}

fn parse(tokens: &[String]) -> Parsed {
    let mut parsed = Parsed::default();
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).map(|it| tokens[it].as_str());
        if tokens[at] == "use" {
            let exported = matches!(before, Some("pub" | ")"));
            at = use_tree(tokens, at + 1, &[], exported, &mut parsed.imports);
        } else if is_identifier(&tokens[at]) && !matches!(before, Some("::" | ".")) {
            let mut path = vec![tokens[at].clone()];
            while tokens.get(at + 1).is_some_and(|it| it == "::")
                && tokens.get(at + 2).is_some_and(|it| is_identifier(it))
            {
                path.push(tokens[at + 2].clone());
                at += 2;
            }
            parsed.paths.extend((path.len() > 1).then_some(path));
        }
        at += 1;
    }
    parsed
}

/// Reads the use tree at `at`, below `prefix`; returns the position of the token after it.
fn use_tree(
    tokens: &[String],
    mut at: usize,
    prefix: &[String],
    exported: bool,
    imports: &mut Vec<Import>,
) -> usize {
    let mut path = prefix.to_vec();
    loop {
        match tokens[at].as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens[at] != "}" {
                    at = if tokens[at] == "," {
                        at + 1
                    } else {
                        use_tree(tokens, at, &path, exported, imports)
                    };
                }
                return at + 1;
            }
            "*" => return at + 1,
            "self" if !path.is_empty() => at += 1,
            name if is_identifier(name) && name != "as" => {
                path.push(name.to_owned());
                at += 1;
            }
            _ => {
                let alias = (tokens[at] == "as").then(|| tokens[at + 1].clone());
                at += if alias.is_some() { 2 } else { 0 };
                let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
                imports.push(Import { name, path, exported });
                return at;
            }
        }
    }
}

fn is_identifier(token: &str) -> bool {
    token.chars().all(super::is_identifier_char)
}
