//! Time to build and query the text index: `cargo bench --bench search -- [documents] [folder of tables]`.
#![expect(clippy::print_stdout, clippy::indexing_slicing, reason = "benchmark prints its results")]

#[path = "common/memory.rs"]
mod memory;
#[path = "common/random.rs"]
mod random;

use std::borrow::Cow;
use std::path::Path;
use std::time::{Duration, Instant};

use fixedbitset::FixedBitSet;
use quartiers_emploi::catalogue::index::{Field, TextIndex};
use quartiers_emploi::domain::directory::{Synonym, SynonymKind};

use memory::resident;
use random::Random;

const QUERIES: [&str; 24] = [
    "garde d’enfants",
    "gardes denfants",
    "français tours",
    "mobilitee",
    "sanittas",
    "microcreche",
    "nounou",
    "caf",
    "permis",
    "emploi",
    "emploi jeunes",
    "accompagnement vers l’emploi des jeunes",
    "école de la 2e chance",
    "je cherche une formation à Bourges",
    "joue les tours",
    "st pierre des corps",
    "37000",
    "chantier dinsertion blois",
    "mission loc",
    "acompagnemment personalisé",
    "mère seule orléans",
    "auto-école solidaire",
    "rsa",
    "xqzwkj",
];
/// A query at the maximum number of words.
const HEAVIEST: &str = "emploi formation jeunes garde mère seule orléans permis école chantier insertion \
    français mobilité logement femme travail";
/// Queries without results: unknown, superfluous and misspelt words; few, and as many as spelling correction allows.
const NO_RESULT_QUERIES: [&str; 8] = [
    "xqzwkj",
    "sanilaz tours",
    "plombier chauffagiste",
    "acompagnemment personalisé vierson zqxw",
    "cuisine couture soudure zqxw kjwx",
    "zqxw kjwx vzkqp qsdfgh wxcvbn azertyuiop plmokn kjhgfdsq",
    "cuisine couture soudure restaurant théâtre vélo maraîchage opéra",
    "acompagnemment personalisé restorant teatre soudurre maraichaje opperas mobilitee",
];
const ROUNDS: usize = 50;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|text| text != "--bench").collect();
    let count = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = arguments.get(1).map_or("seeds", |folder| folder);
    let tables = Tables::read(Path::new(folder));
    let (before, _) = resident();
    let start = Instant::now();
    let mut random = Random::new(0x5eed);
    let index =
        TextIndex::build((0..count).map(|_| tables.document(&mut random)), &tables.synonyms);
    println!("{count} documents built in {:.2?}", start.elapsed());
    println!("memory: {} MB before, {} MB with the index", before, resident().0);
    measure(&index, count);
    measure_no_result_queries(&index, count);
}

fn measure(index: &TextIndex, count: usize) {
    let mut all_rows = FixedBitSet::with_capacity(count);
    all_rows.insert_range(..);
    let mut times = Vec::new();
    for query in QUERIES {
        let mut of_query = Vec::new();
        let mut rows = 0;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let found = index.find(query);
            let page = found.best(&all_rows, 0, 20, |_| ());
            of_query.push(start.elapsed());
            rows = found.rows.count_ones(..).max(page.len());
        }
        of_query.sort_unstable();
        println!("{:>10.1?}  {rows:>8} rows  {query}", of_query[ROUNDS / 2]);
        times.extend(of_query);
    }
    let start = Instant::now();
    let found = index.find(HEAVIEST).rows.count_ones(..);
    println!("{:.1?} to find {found} rows: {HEAVIEST}", start.elapsed());
    print_times("what finds something", times);
}

/// Times queries without results, and the suggestions for them.
fn measure_no_result_queries(index: &TextIndex, count: usize) {
    let mut all_rows = FixedBitSet::with_capacity(count);
    all_rows.insert_range(..);
    let mut times = Vec::new();
    for query in NO_RESULT_QUERIES {
        let mut of_query = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let _ = (index.find(query), index.suggest(query, &all_rows));
            of_query.push(start.elapsed());
        }
        of_query.sort_unstable();
        let rows = index.find(query).rows.count_ones(..);
        let offered = index.suggest(query, &all_rows).unwrap_or_default();
        println!("{:>10.1?}  {rows:>8} rows  {query} → {offered}", of_query[ROUNDS / 2]);
        times.extend(of_query);
    }
    print_times("what finds nothing, with a suggestion", times);
}

fn print_times(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)];
    println!("{what}: p50 {:.1?}  p99 {:.1?}  worst {:.1?}", at(50), at(99), at(100));
}

/// Real texts that documents are composed of.
struct Tables {
    words: Vec<String>,
    places: Vec<(String, String)>,
    barriers: Vec<String>,
    audiences: Vec<String>,
    carriers: Vec<String>,
    synonyms: Vec<Synonym>,
}

impl Tables {
    fn read(folder: &Path) -> Self {
        let initiatives = rows(&folder.join("initiatives.csv"));
        let mut tables = Self::built_in();
        let words: Vec<String> = initiatives
            .iter()
            .flat_map(|row| [column(row, "title"), column(row, "summary")])
            .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        replace(&mut tables.words, words);
        replace(&mut tables.carriers, initiatives.iter().map(|row| column(row, "carriers")));
        let labelled =
            |row: &Row| format!("{} ; {}", column(row, "label"), column(row, "keywords"));
        replace(&mut tables.barriers, rows(&folder.join("barriers.csv")).iter().map(labelled));
        replace(&mut tables.audiences, rows(&folder.join("audiences.csv")).iter().map(labelled));
        let place = |row: &Row| (column(row, "name"), column(row, "postcodes"));
        replace(&mut tables.places, rows(&folder.join("communes.csv")).iter().map(place));
        replace(
            &mut tables.synonyms,
            rows(&folder.join("synonyms.csv")).iter().filter_map(synonym),
        );
        tables
    }

    fn built_in() -> Self {
        let list = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
        let words = "un accompagnement vers l’emploi pour les jeunes du quartier|des cours de français \
            au Sanitas|une formation et des ateliers avec la mission locale|un garage solidaire pour \
            passer le permis|la garde d’enfants à horaires décalés|un chantier d’insertion";
        Self {
            words: words.split_whitespace().map(str::to_owned).collect(),
            places: list("Tours|Bourges|Blois|Orléans|Joué-lès-Tours|Saint-Pierre-des-Corps")
                .into_iter()
                .map(|name| (name, "37000".to_owned()))
                .collect(),
            barriers: list(
                "Garde d’enfants ; crèche|Maîtrise du français ; FLE|Se déplacer ; permis",
            ),
            audiences: list("Jeunes de 16 à 25 ans|Femmes|Parents|Demandeurs d’emploi"),
            carriers: list("Mission locale|Régie Plus|CAF|Ville de Tours"),
            synonyms: Vec::new(),
        }
    }

    fn document(&self, random: &mut Random) -> Vec<(Field, Cow<'_, str>)> {
        let mut texts: Vec<(Field, Cow<'_, str>)> = vec![
            (Field::Title, Cow::Owned(self.run(random, 7))),
            (Field::Summary, Cow::Owned(self.run(random, 38))),
        ];
        let (name, postcodes) = random.pick(&self.places);
        texts.push((Field::Place, Cow::Borrowed(name)));
        texts.extend(postcodes.split(';').map(|code| (Field::Place, Cow::Borrowed(code))));
        texts.push((Field::Region, Cow::Borrowed("Indre-et-Loire")));
        let carrier = format!("{} {}", random.pick(&self.carriers), random.name());
        texts.push((Field::Carrier, Cow::Owned(carrier)));
        for _ in 0..=random.below(3) {
            texts.push((Field::Barrier, random.pick(&self.barriers).into()));
            texts.push((Field::Audience, random.pick(&self.audiences).into()));
        }
        texts
    }

    /// Consecutive words of a real text, from a random start.
    fn run(&self, random: &mut Random, length: usize) -> String {
        let start = random.below(self.words.len());
        let words: Vec<&str> =
            self.words.iter().cycle().skip(start).take(length).map(|word| &**word).collect();
        words.join(" ")
    }
}

type Row = Vec<(String, String)>;

/// Rows of a CSV table; empty if the file is missing.
fn rows(path: &Path) -> Vec<Row> {
    let Ok(mut reader) = csv::Reader::from_path(path) else { return Vec::new() };
    let names: Vec<String> =
        reader.headers().map(|names| names.iter().map(str::to_owned).collect()).unwrap_or_default();
    let records = reader.records().filter_map(Result::ok);
    records.map(|row| names.iter().cloned().zip(row.iter().map(str::to_owned)).collect()).collect()
}

fn column(row: &Row, name: &str) -> String {
    row.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

fn synonym(row: &Row) -> Option<Synonym> {
    let kind = match column(row, "kind").as_str() {
        "acronym" => SynonymKind::Acronym,
        "spelling" => SynonymKind::Spelling,
        "phrase" => SynonymKind::Phrase,
        "danger" => SynonymKind::Danger,
        _ => SynonymKind::Synonym,
    };
    let (term, expansion) = (column(row, "term"), column(row, "expansion"));
    let leads_to = column(row, "leads_to");
    let leads_to = leads_to.split(';').filter_map(|meaning| meaning.parse().ok()).collect();
    Some(Synonym { term: term.parse().ok()?, expansion: expansion.parse().ok(), kind, leads_to })
}

fn replace<T>(list: &mut Vec<T>, read: impl IntoIterator<Item = T>) {
    let read: Vec<T> = read.into_iter().collect();
    if !read.is_empty() {
        *list = read;
    }
}
