//! Generates one constant for each message of the French catalogue (`messages::SEARCH_TITLE` for `search-title`), so that
//! a missing message does not compile, the list of the names by index, and the list of the Fluent files.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const FOLDER: &str = "i18n/fr";

pub fn build(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut files = Vec::new();
    for entry in fs::read_dir(FOLDER)? {
        files.push(entry?.path().canonicalize()?);
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "ftl"));
    files.sort();
    let mut code = String::new();
    let mut names = Vec::new();
    for file in &files {
        let catalogue = fs::read_to_string(file)?;
        if let Some(line) = plural_without_zero(&catalogue) {
            let file = file.display();
            return Err(
                format!("{file}, line {line}: [one] without [0]. French counts 0 as one").into()
            );
        }
        for key in keys(&catalogue) {
            let constant = key.replace('-', "_").to_uppercase();
            let index = names.len();
            writeln!(
                code,
                "pub(crate) const {constant}: &Key = &Key {{ name: {key:?}, index: {index} }};"
            )?;
            names.push(key.to_owned());
        }
    }
    fs::write(out.join("messages.rs"), code)?;
    fs::write(out.join("message_names.rs"), format!("&{names:?}"))?;
    let included = files.iter().map(|file| format!("include_str!(r#\"{}\"#)", file.display()));
    fs::write(out.join("sources.rs"), format!("[{}]", included.collect::<Vec<_>>().join(", ")))?;
    Ok(())
}

/// Message names of `catalogue`: lines that start with a letter, up to their `=`.
fn keys(catalogue: &str) -> impl Iterator<Item = &str> {
    let first_lines = catalogue.lines().filter(|line| line.starts_with(char::is_alphabetic));
    first_lines.filter_map(|line| Some(line.split_once('=')?.0.trim()))
}

/// Number of the first line with a plural variant `[one]` that follows no `[0]`: the message would say "1 initiative"
/// of none, since 0 is `one` in French (CLDR plural rules).
fn plural_without_zero(catalogue: &str) -> Option<usize> {
    let starts = |line: &str, variant: &str| line.trim_start().starts_with(variant);
    let lines = catalogue.lines().zip(catalogue.lines().skip(1)).zip(2..);
    let mut wrong =
        lines.filter(|((before, line), _)| starts(line, "[one]") && !starts(before, "[0]"));
    wrong.next().map(|(_, number)| number)
}
