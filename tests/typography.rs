//! French punctuation: a no-break space keeps each sign with its word in pages, mails and messages.

mod source_files;

use std::fs;
use std::path::Path;

use source_files::text_files;

/// Signs that need a no-break space before or after them.
const SIGNS: [&str; 6] = [" :", " ;", " !", " ?", " »", "« "];

#[test]
fn no_template_breaks_a_line_before_a_punctuation_mark() {
    for (path, text) in text_files(Path::new("templates"), &[]) {
        for line in template_text(&text).lines().filter(|line| !line.starts_with(['/', '{'])) {
            let separated = SIGNS.iter().find(|sign| line.contains(**sign));
            assert!(separated.is_none(), "{path}: {separated:?} in {line}");
        }
    }
}

#[test]
fn no_message_breaks_a_line_before_a_punctuation_mark() {
    for (path, text) in text_files(Path::new("i18n/fr"), &[]) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let separated = SIGNS.iter().find(|sign| line.contains(**sign));
            assert!(separated.is_none(), "{path}: {separated:?} in {line}");
        }
    }
}

/// Vocabulary: « courriel » is the message, « adresse électronique » the address.
#[test]
fn messages_say_courriel_and_adresse_electronique_only() {
    for (path, text) in text_files(Path::new("i18n/fr"), &[]) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            // Keys, branches, commands and addresses are spelt as programs spell them.
            let prose = line.split_once(" = ").map_or(line, |(_, prose)| prose);
            let prose = prose.split_once("] ").map_or(prose, |(_, prose)| prose).to_lowercase();
            let prose =
                prose.replace("«\u{a0}mail ", "").replace("--mail", "").replace("mail.example", "");
            let mut words = prose.split(|c: char| !c.is_alphanumeric() && !"-$".contains(c));
            let other = words.find(|word| {
                ["mail", "mails", "e-mail", "e-mails", "email", "mél", "messagerie"].contains(word)
            });
            assert!(other.is_none(), "{path}: {other:?} in {line}");
        }
    }
}

#[test]
fn no_form_breaks_a_line_between_number_and_unit() {
    const COUNTED: [&str; 6] = ["heures", "jours", "mois", "caractères", "chiffres", "000"];
    for name in ["proposal", "retention", "form"] {
        let text = fs::read_to_string(format!("i18n/fr/{name}.ftl")).expect("a readable text file");
        let words: Vec<&str> = text.split(' ').collect();
        for pair in words.windows(2) {
            let counts = pair[0].ends_with(|c: char| c.is_ascii_digit() || c == '}');
            let separated = counts && COUNTED.iter().any(|it| pair[1].starts_with(it));
            assert!(!separated, "{name}: {pair:?}");
        }
    }
}

/// Middle dots (« seul·e ») are read badly by screen readers and hinder poor readers; another wording is needed.
#[test]
fn no_text_has_a_middle_dot() {
    const NAMES: [&str; 2] = ["data·inclusion", "Engagé·es pour nos quartiers"];
    for folder in ["i18n/fr", "seeds", "templates"] {
        for (path, text) in text_files(Path::new(folder), &[]) {
            let text = NAMES.iter().fold(text, |text, name| text.replace(name, ""));
            let letters: Vec<char> = text.chars().collect();
            let dotted = letters.windows(3).find(|it| {
                matches!(it[1], '·' | '‧' | '•' | '⋅')
                    && it[0].is_alphabetic()
                    && it[2].is_alphabetic()
            });
            assert!(dotted.is_none(), "{path}: {dotted:?}");
        }
    }
}

/// Words that visitors misread or do not know, with the messages that must name them: parameters and commands.
const MISREAD: [&str; 10] = [
    "acteur",
    "acteurs",
    "attestée",
    "attestées",
    "datée",
    "datées",
    "porteur",
    "porteurs",
    "relevé",
    "périmètre",
];
const TECHNICAL: [&str; 4] = ["api.ftl", "backup.ftl", "cli.ftl", "import.ftl"];

#[test]
fn messages_use_no_word_that_visitors_misread() {
    for (path, text) in text_files(Path::new("i18n/fr"), &["ftl"]) {
        if TECHNICAL.iter().any(|file| path.ends_with(file)) {
            continue;
        }
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let prose = line.split_once(" = ").map_or(line, |(_, prose)| prose);
            let prose = prose.split_once("] ").map_or(prose, |(_, prose)| prose).to_lowercase();
            let mut words = prose.split(|c: char| !c.is_alphanumeric());
            let misread = words.find(|word| MISREAD.contains(word));
            assert!(misread.is_none(), "{path}: {misread:?} in {line}");
            for broken in ["depuis\u{a0}: en", "public non classé", "genre de lieu", "en quête d"]
            {
                assert!(!prose.contains(broken), "{path}: {broken} in {line}");
            }
        }
    }
}

/// Seed columns that hold prose; names and addresses stay as typed.
const TEXTS: [(&str, &[&str]); 15] = [
    ("audiences", &["label"]),
    ("barriers", &["label", "plain_label", "description"]),
    ("collections", &["summary", "known", "unknown"]),
    ("figures", &["scope_name", "indicator", "unit", "source"]),
    ("france_services", &["note"]),
    ("initiatives", &["title", "summary", "carriers", "partners", "editor_note"]),
    ("intercommunalities", &["name"]),
    ("kind_barriers", &["why"]),
    ("kinds", &["label", "what_it_does"]),
    ("left_out_initiatives", &["reason"]),
    ("national_numbers", &["name", "for_what", "hours"]),
    ("neighbourhoods", &["epci", "population_source"]),
    ("organisations", &["source", "licence"]),
    ("schemes", &["title", "given_by", "summary", "conditions", "amount", "how_to_ask", "doubt"]),
    ("sources", &["name", "publisher", "licence", "gives", "doubts"]),
];

/// Words in capitals that need no explanation: names of associations, files, licences, roads and formats without a
/// plainer word, and text that operators type.
const CAPITALS: [&str; 51] = [
    "A10", "A2", "A4", "AA", "AFCM", "AFORS", "AFPP", "AIJAM", "AJLA", "ALF", "ALIF", "ALPEJ",
    "AME", "AMIDON", "APPH", "BP", "C2", "CEDEX", "CFC", "CLAAC", "CS", "CV", "DAS", "DEFI",
    "DORA", "EPIS", "FOL", "GAS", "GEPIM", "GET", "HEAD", "ICARE", "ID", "ID37", "IP", "JSON",
    "M2ED", "MELI", "MIT", "OREC", "PEM", "PEP", "QR", "RFC", "SMS", "SOS", "TCP", "UFC", "US",
    "UTF", "WGS84",
];

#[test]
fn every_acronym_of_seeds_and_messages_has_its_words_or_is_a_name() {
    let table = fs::read_to_string("i18n/fr/acronyms.txt").expect("a readable text file");
    let table: Vec<&str> = table.lines().filter_map(|line| line.split(" = ").next()).collect();
    let known = |word: &str| table.contains(&word) || CAPITALS.contains(&word);
    let texts = seed_texts().into_iter().chain(message_texts());
    for (place, text) in texts {
        let text =
            text.split_whitespace().filter(|it| !it.contains("://")).collect::<Vec<_>>().join(" ");
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        let unknown = words.filter(|word| is_acronym(word)).find(|word| !known(word));
        assert!(unknown.is_none(), "{place}: {unknown:?} in {text}");
    }
}

/// True for two to six capitals and digits that begin with a capital and are no Roman numeral.
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let roman = word.chars().all(|c| "IVX".contains(c));
    let first = word.starts_with(char::is_uppercase);
    (2..=6).contains(&word.chars().count()) && capitals && first && !roman
}

fn seed_texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (file, columns) in TEXTS {
        let mut reader = csv::Reader::from_path(format!("seeds/{file}.csv")).expect("a CSV file");
        let heads = reader.headers().expect("a header row").clone();
        for row in reader.records().map(|row| row.expect("a CSV row")) {
            for (head, cell) in heads.iter().zip(&row).filter(|(head, _)| columns.contains(head)) {
                texts.push((format!("{file}, {head}"), cell.to_owned()));
            }
        }
    }
    texts
}

fn message_texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (path, text) in text_files(Path::new("i18n/fr"), &["ftl"]) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            texts.push((path.clone(), line.to_owned()));
        }
    }
    texts
}

/// Template text with its tags removed and each expression replaced by one word.
fn template_text(template: &str) -> String {
    let mut text = template.to_owned();
    for (open, close, prose) in
        [("{#", "#}", ""), ("{%", "%}", ""), ("{{", "}}", "x"), ("<", ">", "")]
    {
        while let Some((before, rest)) = text.split_once(open) {
            let after = rest.split_once(close).map_or("", |(_, after)| after);
            text = format!("{before}{prose}{after}");
        }
    }
    text
}
