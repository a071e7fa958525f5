//! French signs keep to the word before them: no line of a page, a mail or the messages breaks there.

use std::{fs, path::Path};

/// What stands after a no-break space, or before one.
const SIGNS: [&str; 6] = [" :", " ;", " !", " ?", " »", "« "];

#[test]
fn no_sign_of_a_template_is_parted_from_its_word() {
    for (path, text) in files(Path::new("templates")) {
        for line in spoken(&text).lines().filter(|line| !line.starts_with(['/', '{'])) {
            let parted = SIGNS.iter().find(|sign| line.contains(**sign));
            assert!(parted.is_none(), "{path}: {parted:?} in {line}");
        }
    }
}

#[test]
fn no_sign_of_a_message_is_parted_from_its_word() {
    for (path, text) in files(Path::new("i18n/fr")) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let parted = SIGNS.iter().find(|sign| line.contains(**sign));
            assert!(parted.is_none(), "{path}: {parted:?} in {line}");
        }
    }
}

/// A thing has one name: « courriel » is the message, « adresse électronique » where it goes.
#[test]
fn no_message_calls_a_courriel_otherwise() {
    for (path, text) in files(Path::new("i18n/fr")) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            // What is typed is spelt as programs spell it: keys, branches, commands, addresses.
            let said = line.split_once(" = ").map_or(line, |(_, said)| said);
            let said = said.split_once("] ").map_or(said, |(_, said)| said).to_lowercase();
            let said =
                said.replace("«\u{a0}mail ", "").replace("--mail", "").replace("mail.example", "");
            let mut words = said.split(|c: char| !c.is_alphanumeric() && !"-$".contains(c));
            let other = words.find(|word| {
                ["mail", "mails", "e-mail", "e-mails", "email", "mél", "messagerie"].contains(word)
            });
            assert!(other.is_none(), "{path}: {other:?} in {line}");
        }
    }
}

#[test]
fn no_number_of_a_form_is_parted_from_what_it_counts() {
    const COUNTED: [&str; 6] = ["heures", "jours", "mois", "caractères", "chiffres", "000"];
    for name in ["proposal", "retention", "form"] {
        let text = fs::read_to_string(format!("i18n/fr/{name}.ftl")).expect("a text");
        let words: Vec<&str> = text.split(' ').collect();
        for pair in words.windows(2) {
            let counts = pair[0].ends_with(|c: char| c.is_ascii_digit() || c == '}');
            let parted = counts && COUNTED.iter().any(|it| pair[1].starts_with(it));
            assert!(!parted, "{name}: {pair:?}");
        }
    }
}

/// A template with its tags in one piece and each of its expressions as one word.
fn spoken(template: &str) -> String {
    let mut text = template.to_owned();
    for (open, close, said) in
        [("{#", "#}", ""), ("{%", "%}", ""), ("{{", "}}", "x"), ("<", ">", "")]
    {
        while let Some((before, rest)) = text.split_once(open) {
            let after = rest.split_once(close).map_or("", |(_, after)| after);
            text = format!("{before}{said}{after}");
        }
    }
    text
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let entries =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let read = |path: std::path::PathBuf| {
        if path.is_dir() {
            return files(&path);
        }
        let text = fs::read_to_string(&path).expect("a text");
        vec![(path.display().to_string(), text)]
    };
    entries.flat_map(read).collect()
}
