//! Seed folder with made-up initiatives added to the real data.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;

use super::random::Random;

/// References of made-up initiatives start above any real one.
const FIRST: usize = 1_000_000;
const MOST_TITLE_WORDS: usize = 7;
const SUMMARY_WORDS: usize = 28;
/// Columns about the place, copied together from one real row.
const PLACE_COLUMNS: [&str; 5] =
    ["neighbourhoods", "tie_rule", "communes", "departements", "coverage"];
const DATE_COLUMNS: [&str; 4] = ["activity", "attested_on", "started_on", "ended_on"];

/// Writes to `folder` the seeds and `count` made-up initiatives, the same ones at each run; returns the number of real
/// ones.
pub fn write_seeds(folder: &Path, count: usize) -> anyhow::Result<usize> {
    let seeds = Path::new("seeds");
    copy(seeds, folder)?;
    let model = Model::read(seeds)?;
    write(&model, folder, count)?;
    Ok(model.initiatives.len())
}

fn copy(seeds: &Path, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).context("making the folder")?;
    for file in fs::read_dir(seeds).context("opening the seeds, from the root of the project")? {
        let file = file?;
        fs::copy(file.path(), folder.join(file.file_name())).context("copying the seeds")?;
    }
    Ok(())
}

/// Appends `count` rows to the initiatives and to their carriers, row by row.
fn write(model: &Model, folder: &Path, count: usize) -> anyhow::Result<()> {
    let (mut initiatives, mut carriers) =
        (append(folder, "initiatives.csv")?, append(folder, "carriers.csv")?);
    let mut random = Random::new(0x5eed);
    for number in 1..=count {
        let made = model.initiative(&mut random, number);
        let cell = |name: &String| made.cells.get(name.as_str()).map_or("", String::as_str);
        initiatives.write_record(model.columns.iter().map(cell))?;
        if let Some((name, organisation)) = made.carrier {
            carriers.write_record([cell(&"reference".to_owned()), name, organisation])?;
        }
    }
    initiatives.flush()?;
    carriers.flush()?;
    Ok(())
}

fn append(folder: &Path, file: &str) -> anyhow::Result<csv::Writer<fs::File>> {
    let file = fs::File::options().append(true).open(folder.join(file)).context("adding rows")?;
    Ok(csv::Writer::from_writer(file))
}

type Row = HashMap<String, String>;

/// Real values that made-up initiatives are composed of.
struct Model {
    columns: Vec<String>,
    initiatives: Vec<Row>,
    title_words: Vec<String>,
    summary_words: Vec<String>,
    /// Places: those of real initiatives, and every neighbourhood and commune.
    places: Vec<Row>,
    neighbourhoods: Vec<Row>,
    communes: Vec<Row>,
    /// Name and reference.
    organisations: Vec<(String, String)>,
}

struct MadeUp<'a> {
    cells: HashMap<&'static str, String>,
    carrier: Option<(&'a str, &'a str)>,
}

impl Model {
    fn read(seeds: &Path) -> anyhow::Result<Self> {
        let (columns, initiatives) = table(&seeds.join("initiatives.csv"))?;
        let words = |column: &str| {
            let texts = initiatives.iter().filter_map(|row| row.get(column));
            texts.flat_map(|text| text.split_whitespace()).map(str::to_owned).collect()
        };
        let (_, organisations) = table(&seeds.join("organisations.csv"))?;
        let organisations = organisations.iter().map(|row| (of(row, "name"), of(row, "reference")));
        Ok(Self {
            title_words: words("title"),
            summary_words: words("summary"),
            places: initiatives.iter().map(|row| part(row, &PLACE_COLUMNS)).collect(),
            neighbourhoods: neighbourhoods(&table(&seeds.join("neighbourhoods.csv"))?.1),
            communes: communes(&table(&seeds.join("communes.csv"))?.1),
            organisations: organisations.filter(|(name, _)| !name.contains(';')).collect(),
            columns,
            initiatives,
        })
    }

    fn initiative(&self, random: &mut Random, number: usize) -> MadeUp<'_> {
        let pick = |random: &mut Random| random.pick(&self.initiatives);
        let place = match random.below(4) {
            0 | 1 => random.pick(&self.places),
            2 => random.pick(&self.neighbourhoods),
            _ => random.pick(&self.communes),
        };
        let (life, words, people) = (pick(random), pick(random), pick(random));
        let (name, organisation) = random.pick(&self.organisations);
        let title = run(random, &self.title_words, MOST_TITLE_WORDS);
        let summary = run(random, &self.summary_words, SUMMARY_WORDS);
        let carrier = if random.below(3) == 0 { people } else { words };
        let tied = random.below(3) == 0;
        let mut cells = HashMap::from([
            ("reference", format!("init-{}", FIRST + number)),
            ("slug", format!("essai-{}", FIRST + number)),
            ("title", format!("Essai n°\u{a0}{number} {} : {title}", capital(&random.name()))),
            ("summary", format!("Donnée d’essai, inventée. {summary}")),
            ("barriers", of(words, "barriers")),
            ("audiences", of(people, "audiences")),
            ("carriers", if tied { name.clone() } else { of(carrier, "carriers") }),
            ("source_urls", "https://essai.example/".to_owned()),
            ("confidence", of(life, "confidence")),
        ]);
        cells.extend(DATE_COLUMNS.map(|column| (column, of(life, column))));
        cells.extend(PLACE_COLUMNS.map(|column| (column, of(place, column))));
        MadeUp { cells, carrier: tied.then_some((name, organisation)) }
    }
}

fn neighbourhoods(rows: &[Row]) -> Vec<Row> {
    let place = |row: &Row| {
        let commune = of(row, "communes").split(';').next().unwrap_or_default().to_owned();
        row_of([
            ("neighbourhoods", of(row, "code")),
            ("tie_rule", "nom".to_owned()),
            ("communes", commune),
            ("departements", of(row, "departement")),
            ("coverage", "quartier".to_owned()),
        ])
    };
    rows.iter().map(place).collect()
}

fn communes(rows: &[Row]) -> Vec<Row> {
    let place = |row: &Row| {
        row_of([
            ("communes", of(row, "insee")),
            ("departements", of(row, "departement")),
            ("coverage", "commune".to_owned()),
        ])
    };
    rows.iter().map(place).collect()
}

/// Consecutive words of a real text, from a random start.
fn run(random: &mut Random, words: &[String], length: usize) -> String {
    let start = random.below(words.len());
    let words: Vec<&str> =
        words.iter().cycle().skip(start).take(length).map(String::as_str).collect();
    words.join(" ")
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Columns and rows of a CSV table.
fn table(path: &Path) -> anyhow::Result<(Vec<String>, Vec<Row>)> {
    let mut reader = csv::Reader::from_path(path).context("reading the seeds")?;
    let columns: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| {
        let record = record?;
        Ok(columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect())
    });
    let rows = rows.collect::<csv::Result<Vec<Row>>>()?;
    Ok((columns, rows))
}

fn of(row: &Row, column: &str) -> String {
    row.get(column).cloned().unwrap_or_default()
}

fn part(row: &Row, columns: &[&str]) -> Row {
    columns.iter().map(|column| ((*column).to_owned(), of(row, column))).collect()
}

fn row_of<const N: usize>(cells: [(&str, String); N]) -> Row {
    cells.into_iter().map(|(column, value)| (column.to_owned(), value)).collect()
}
