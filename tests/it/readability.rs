//! Plain French: the length of sentences on public pages, and the explanation of acronyms.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use scraper::{ElementRef, Html, Node, Selector};

use crate::fixtures::{administrator, proposal, proposal_form};
use crate::test_app::{TestApp, TestPage};

/// Maximum mean number of words in a sentence, over all pages.
const MAX_MEAN_WORDS: f64 = 11.0;
/// A sentence with more words counts as long.
const LONG: usize = 20;
/// Maximum share of long sentences.
const MAX_LONG_SHARE: f64 = 0.05;
/// Elements that hold no sentences: titles, quotations, drawings, form fields.
const SKIPPED_ELEMENTS: [&str; 13] = [
    "blockquote",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "nav",
    "option",
    "script",
    "svg",
    "textarea",
];
/// Inline elements: they do not end a sentence.
const INLINE: [&str; 8] = ["a", "abbr", "b", "code", "em", "ins", "span", "strong"];
/// Marks the start of the text of a link.
const LINK: &str = "\u{1}";
/// Marks the end of the text of a link.
const LINK_END: &str = "\u{2}";

/// One page of each public type, grouped by kind of text.
const PAGES: [(&str, &[&str]); 4] = [
    (
        "home, search, where",
        &[
            "/",
            "/initiatives",
            "/initiatives?frein=francais&frein=mobilite&departement=37",
            "/initiatives?page=2",
            "/initiatives?q=permis",
            "/initiatives?q=zzzzqqqq",
            "/initiatives?lat=47.384&lon=0.696&rayon=2000&tri=distance",
            "/initiatives?frein=inconnu&departement=37",
            "/initiatives?etat=terminee",
            "/initiatives/imprimer?frein=mobilite",
            "/initiatives/livret?departement=36",
            "/quartiers/sanitas-tours/imprimer",
            "/quartiers/sanitas-tours/besoins/garde-enfants/imprimer",
            "/acteurs/imprimer?genre=mission-locale",
            "/carte",
            "/carte?frein=mobilite",
            "/ou-suis-je",
            "/ou-suis-je?lat=47.384&lon=0.696",
            "/ou-suis-je?lat=47.3844&lon=0.696",
            "/ou-suis-je?lat=47.25&lon=0.9",
            "/ou-suis-je?lat=48.85&lon=2.35",
            "/ou-suis-je?lat=0.69&lon=47.39",
            "/ou-suis-je?adresse=kennedy",
            "/ou-suis-je?adresse=zzzzqqqq",
            "/communes/37261-tours",
            "/quartiers/sanitas-tours/besoins/garde-enfants",
            "/communes/18197-saint-amand-montrond/besoins/francais?public=seniors",
            "/acteurs",
            "/acteurs?q=ccas",
            "/employeurs",
            "/employeurs?quartier=sanitas-tours",
        ],
    ),
    (
        "data pages",
        &[
            "/initiatives/nouveau-depart-chateaudun",
            "/initiatives/ateliers-estime-de-soi",
            "/initiatives/rsa-renove-montargois",
            "/initiatives/job-41",
            "/acteurs/france-services-aubigny-sur-nere",
            "/acteurs/france-travail-agence-aubigny-sur-nere",
            "/quartiers",
            "/quartiers/bourges-nord",
            "/quartiers/bourges-nord/affiche",
            "/quartiers/clos-du-roy-centre-ville-vierzon",
            "/quartiers/rabaterie-saint-pierre-des-corps",
            "/departements/indre-et-loire",
            "/freins",
            "/freins/mobilite",
            "/freins/droits",
            "/freins/numerique",
            "/freins/decrochage",
            "/recueils",
            "/recueils/a-bras-le-coeur",
            "/dispositifs",
            "/dispositifs?frein=mobilite&public=jeunes",
            "/dispositifs/aide-garde-enfants?commune=37261",
            "/dispositifs/permis-cpf",
            "/dispositifs/remi-yeps",
            "/dispositifs/emplois-francs",
            "/associations",
            "/couverture",
            "/ma-liste",
            "/ma-liste?l=i159,a221,i132,d7,i999&avant=i159",
            "/ma-liste/fiche?l=i159,a221,i132",
            "/dispositifs/aide-garde-enfants/fiche",
            "/acteurs/bus-france-services-vierzon-sologne-berry",
        ],
    ),
    (
        "about, legal",
        &[
            "/a-propos",
            "/a-propos/sources",
            "/a-propos/classement",
            "/mentions-legales",
            "/confidentialite",
            "/accessibilite",
            "/proposer/regles",
            "/i/27",
            "/cette-page-n-existe-pas",
        ],
    ),
    (
        "form, follow, sign-in",
        &[
            "/proposer",
            "/proposer?initiative=62",
            "/suivi",
            "/suivi/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "/connexion",
            "/connexion/lien",
            "/connexion/lien/inconnu",
        ],
    ),
];

#[tokio::test]
async fn sentences_are_short_on_pages_of_every_type() {
    let pages = pages().await;
    let count: usize = pages.values().map(Vec::len).sum();
    assert!(count >= 60, "{count} pages");

    let mut all = BTreeSet::new();
    let mut report = String::new();
    for (kind, pages) in &pages {
        let sentences: BTreeSet<String> =
            pages.iter().flat_map(|page| sentences(&page.body)).collect();
        writeln!(report, "{kind}: {}", Figures::of(&sentences)).expect("a line of output");
        all.extend(sentences);
    }
    let figures = Figures::of(&all);
    writeln!(report, "all: {figures}").expect("a line of output");
    show(&report);

    assert!(all.len() > 500, "{report}");
    let longest: Vec<&String> = all.iter().filter(|it| words(it) > LONG).collect();
    assert!(figures.average <= MAX_MEAN_WORDS, "{report}");
    assert!(figures.long <= MAX_LONG_SHARE, "{report}{longest:#?}");
}

#[tokio::test]
async fn every_page_explains_an_acronym_where_it_uses_it_first() {
    let table = include_str!("../../i18n/fr/acronyms.txt");
    let table: BTreeMap<&str, &str> =
        table.lines().map(|line| line.split_once(" = ").expect("a line ACRONYM = WORDS")).collect();

    let mut explained = 0;
    let mut wrong = Vec::new();
    for page in pages().await.into_values().flatten() {
        let text = blocks(&page.body, true).join(" | ");
        let mut seen = BTreeSet::new();
        for (at, word) in alphanumeric(&text) {
            let Some(meaning) = table.get(word).filter(|_| !seen.contains(word)) else { continue };
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            let alone = before.ends_with('(') && after.starts_with(')');
            let reported = before.to_lowercase().contains(&meaning.to_lowercase());
            let in_brackets = after.strip_prefix(" (").map(str::to_lowercase);
            let next = in_brackets.is_some_and(|it| it.starts_with(&meaning.to_lowercase()));
            if alone || reported || next {
                explained += 1;
            } else if before.rfind(LINK) > before.rfind(LINK_END) {
                // The name of an organisation or initiative stays as typed.
                continue;
            } else {
                let near: String = before.chars().rev().take(60).collect();
                let near: String = near.chars().rev().collect();
                wrong.push(format!("{}: {near}[{word}]", page.text("title")));
            }
            seen.insert(word);
        }
    }
    assert!(explained >= 20, "{explained} acronyms explained");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[expect(clippy::print_stdout, reason = "the figures are the output of this test")]
fn show(report: &str) {
    println!("{report}");
}

/// Pages of each kind of text, including those of proposals and moderation.
async fn pages() -> BTreeMap<&'static str, Vec<TestPage>> {
    let mut app = TestApp::with_real_seeds().await;
    let mut pages: BTreeMap<&str, Vec<TestPage>> = BTreeMap::new();
    for (kind, paths) in PAGES {
        for path in paths {
            pages.entry(kind).or_default().push(app.get(path).await);
        }
    }
    let forms = forms(&mut app).await;
    pages.entry("form, follow, sign-in").or_default().extend(forms);
    pages.insert("moderation", moderation(&app).await);
    pages
}

/// The form (empty, filled in, with errors) and the follow-up page of a proposal.
async fn forms(app: &mut TestApp) -> Vec<TestPage> {
    let empty = proposal_form::create_draft(app).await;
    let mut forms = Vec::new();
    for step in ["ou", "pour-qui", "rejoindre", "vous"] {
        forms.push(app.get(&format!("{empty}/{step}")).await.assert_status(200));
    }
    forms.push(app.post(&format!("{empty}/vous"), &[]).await.assert_status(422));
    forms.push(app.get(&format!("{empty}/relire")).await.assert_status(200));
    let follow = proposal_form::submit_confirmed_proposal(app).await;
    forms.push(app.get(&follow).await.assert_status(200));
    forms.push(app.get(&format!("{follow}/effacement")).await.assert_status(200));
    forms
}

async fn moderation(app: &TestApp) -> Vec<TestPage> {
    let id = proposal("Vélos prêtés").insert_pending(app).await;
    let mut claire = administrator(app, "Claire").await;
    let mut pages = Vec::new();
    for path in ["", "/initiatives", "/initiatives/62", "/compte", "/membres"] {
        pages.push(claire.get(app, &format!("/moderation{path}")).await.assert_status(200));
    }
    pages.push(claire.get(app, &format!("/moderation/propositions/{id}")).await.assert_status(200));
    pages
}

struct Figures {
    sentences: usize,
    /// Mean number of words in a sentence.
    average: f64,
    /// Share of long sentences.
    long: f64,
}

impl Figures {
    #[expect(clippy::cast_precision_loss, reason = "small counts are exact in f64")]
    fn of(sentences: &BTreeSet<String>) -> Self {
        let lengths: Vec<usize> = sentences.iter().map(|it| words(it)).collect();
        let count = lengths.len().max(1) as f64;
        let long = lengths.iter().filter(|it| **it > LONG).count();
        Self {
            sentences: lengths.len(),
            average: lengths.iter().sum::<usize>() as f64 / count,
            long: long as f64 / count,
        }
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { sentences, average, long } = self;
        let long = long * 100.0;
        write!(f, "{sentences} sentences, {average:.1} words each, {long:.1} % above {LONG}")
    }
}

/// Sentences of the main text of a page: texts that end with a punctuation mark. Titles, labels, names, addresses
/// and quotations do not end with one, or are left out with their elements.
fn sentences(html: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for block in blocks(html, false) {
        let mut sentence: Vec<&str> = Vec::new();
        let mut words = block.split_whitespace().peekable();
        while let Some(word) = words.next() {
            sentence.push(word);
            let ends = word.trim_end_matches(['»', ')', '\u{a0}']).ends_with(['.', '?', '!', '…']);
            let next = words.peek().is_none_or(|it| it.starts_with(|c: char| !c.is_lowercase()));
            let colon = words.peek().is_none() && word == ":";
            let sign = ["?", "!", "»"].contains(&word);
            let full = (ends || sign) && next && !["n°", "M."].contains(&word);
            if full || colon {
                sentences.push(sentence.join(" "));
                sentence.clear();
            }
        }
    }
    sentences.retain(|it| words(it) > 1);
    sentences
}

fn words(sentence: &str) -> usize {
    sentence.split_whitespace().filter(|it| it.contains(char::is_alphanumeric)).count()
}

/// Texts of the block elements in the main part of a page, in order.
fn blocks(html: &str, mark_links: bool) -> Vec<String> {
    let html = Html::parse_document(html);
    let main = Selector::parse("main").expect("a valid CSS selector");
    let mut blocks = vec![String::new()];
    for main in html.select(&main) {
        collect(main, mark_links, &mut blocks);
    }
    let fold = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    blocks.iter().map(fold).filter(|text| !text.is_empty()).collect()
}

fn collect(element: ElementRef<'_>, mark_links: bool, blocks: &mut Vec<String>) {
    let name = element.value().name();
    let hidden = element.value().attr("aria-hidden") == Some("true");
    if hidden || SKIPPED_ELEMENTS.contains(&name) {
        return;
    }
    let inline = INLINE.contains(&name);
    if !inline {
        blocks.push(String::new());
    }
    let is_marked = mark_links && name == "a";
    if is_marked {
        push(blocks, LINK);
    }
    for child in element.children() {
        if let Node::Text(text) = child.value() {
            push(blocks, text);
        } else if let Some(child) = ElementRef::wrap(child) {
            collect(child, mark_links, blocks);
        }
    }
    if is_marked {
        push(blocks, LINK_END);
    }
    if !inline {
        blocks.push(String::new());
    }
}

fn push(blocks: &mut [String], text: &str) {
    if let Some(block) = blocks.last_mut() {
        block.push_str(text);
    }
}

/// Runs of letters and digits in `text`, with their offsets.
fn alphanumeric(text: &str) -> Vec<(usize, &str)> {
    let (mut runs, mut start) = (Vec::new(), None);
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if letter.is_alphanumeric() => start = Some(at),
            Some(from) if !letter.is_alphanumeric() => {
                runs.push((from, &text[from..at]));
                start = None;
            }
            None | Some(_) => {}
        }
    }
    runs
}
