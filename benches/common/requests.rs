//! Search for the most expensive public request: random requests, mutated step by step.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use quartiers_emploi::catalogue::Catalogue;
use quartiers_emploi::domain::place::Position;
use quartiers_emploi::domain::search::{
    MAX_FACET_VALUES, MAX_PLACE_CHARS, MAX_QUERY_BYTES, MAX_QUERY_CHARS, MAX_QUERY_WORDS,
    MAX_SEARCH_BYTES, MAX_VALUES,
};
use quartiers_emploi::edge::MAX_TARGET_BYTES;
use quartiers_emploi::paths;

use crate::random::Random;

/// Characters that make long URLs, long pages, or no word.
const UNUSUAL_TEXTS: [&str; 8] = ["œ", "🚗", "عمل", "<\"&'>", "%", "é·e·s", "'", "ⅳ"];
/// Number of words or values of one kind in a request.
const COUNTS: [usize; 6] = [1, 2, 4, 8, 20, 80];
/// Pages with a search in their query, and the name of its text parameter.
const SEARCHES: [(&str, &str); 9] = [
    (paths::INITIATIVES, "q"),
    (paths::INITIATIVES, "q"),
    (paths::MAP, "q"),
    (paths::ORGANISATIONS, "q"),
    (paths::LOCATION, "adresse"),
    (paths::LOCATION, "adresse"),
    (paths::API_INITIATIVES, "q"),
    (paths::API_PLACES, "q"),
    (paths::API_LOCATION, "adresse"),
];
/// Single-valued parameters; the API refuses a repeated one.
const SINGLE_VALUED: [&str; 7] = ["q", "adresse", "lat", "lon", "rayon", "tri", "page"];
/// Parameters that have an effect only together with a point.
const POINT_PARAMETERS: [&str; 4] = ["lat", "lon", "rayon", "tri"];

/// Values that requests are composed of.
pub struct Values {
    /// Facet values by parameter name.
    facets: Vec<(&'static str, Vec<String>)>,
    words: Vec<String>,
    places: Vec<String>,
    centres: Vec<Position>,
}

/// A path and its query.
#[derive(Clone)]
pub struct RandomRequest {
    path: &'static str,
    pairs: Vec<(&'static str, String)>,
}

impl Values {
    pub fn of(catalogue: &Catalogue) -> Self {
        let words =
            catalogue.initiatives.iter().take(1_000).flat_map(|it| {
                words(it.facts.title.as_str()).chain(words(it.facts.summary.as_str()))
            });
        let keywords = catalogue.barriers.iter().flat_map(|it| &it.keywords);
        let communes = catalogue.communes.iter().map(|it| it.name.to_string());
        let neighbourhoods = catalogue.neighbourhoods.iter().map(|it| it.name.to_string());
        Self {
            facets: facets(catalogue),
            words: words.chain(keywords.flat_map(|it| words_of(it.as_str()))).collect(),
            places: communes.chain(neighbourhoods).collect(),
            centres: catalogue.neighbourhoods.iter().map(|it| it.centre).collect(),
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned)
}

fn words_of(text: &str) -> Vec<String> {
    words(text).collect()
}

fn facets(catalogue: &Catalogue) -> Vec<(&'static str, Vec<String>)> {
    let longest_first = |mut values: Vec<String>| {
        values.sort_by_key(|it| std::cmp::Reverse(it.len()));
        values
    };
    let organisations = catalogue.organisations.iter().map(|it| it.facts.slug.to_string());
    let neighbourhoods = catalogue.neighbourhoods.iter().map(|it| it.slug.to_string());
    vec![
        ("frein", catalogue.barriers.iter().map(|it| it.slug.to_string()).collect()),
        ("public", catalogue.audiences.iter().map(|it| it.slug.to_string()).collect()),
        ("departement", catalogue.departements.iter().map(|it| it.code.to_string()).collect()),
        ("commune", catalogue.communes.iter().map(|it| it.insee.to_string()).collect()),
        ("quartier", longest_first(neighbourhoods.collect())),
        ("acteur", longest_first(organisations.collect()).into_iter().take(100).collect()),
        ("recueil", catalogue.collections.iter().map(|it| it.slug.to_string()).collect()),
        ("genre", catalogue.kinds.iter().map(|it| it.slug.to_string()).collect()),
        ("etat", ["confirmee", "a-confirmer", "datee", "terminee"].map(str::to_owned).to_vec()),
    ]
}

impl RandomRequest {
    /// A random request.
    pub fn generated(values: &Values, random: &mut Random) -> Self {
        let (path, text_name) = *random.pick(&SEARCHES);
        if path == paths::LOCATION || path == paths::API_LOCATION {
            return Self { path, pairs: place_parameters(path, values, random) };
        }
        let mut pairs = Vec::new();
        if path == paths::API_PLACES || random.below(4) > 0 {
            pairs.push((text_name, text(values, random)));
        }
        for (name, list) in &values.facets {
            if random.below(3) == 0 {
                let count = *random.pick(&COUNTS);
                pairs.extend((0..count).map(|_| (*name, random.pick(list).clone())));
            }
        }
        if random.below(4) == 0 {
            pairs.extend(point(values, random));
            if random.below(2) == 0 {
                pairs.push(("rayon", "50000".to_owned()));
                pairs.push(("tri", "distance".to_owned()));
            }
        }
        if random.below(4) == 0 {
            pairs.push(("page", random.below(9).to_string()));
        }
        Self { path, pairs: accepted(path, pairs) }
    }

    /// A mutation of this request: a value added, removed or replaced.
    pub fn mutated(&self, values: &Values, random: &mut Random) -> Self {
        let other = Self::generated(values, random);
        let mut pairs = self.pairs.clone();
        if self.path == paths::API_LOCATION {
            // A point is only replaced as a whole.
            return Self { path: self.path, pairs: point(values, random) };
        }
        if random.below(3) > 0 && !pairs.is_empty() {
            pairs.remove(random.below(pairs.len()));
        }
        let from = random.below(other.pairs.len());
        pairs.extend(other.pairs.into_iter().skip(from).take(*random.pick(&COUNTS)));
        Self { path: self.path, pairs: accepted(self.path, pairs) }
    }

    /// Path and query, cut to the maximum length of a request target.
    pub fn target(&self) -> String {
        let mut target = self.path.to_owned();
        for (at, (name, value)) in self.pairs.iter().enumerate() {
            let sign = if at == 0 { '?' } else { '&' };
            let pair = format!("{sign}{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
            if target.len() + pair.len() <= MAX_TARGET_BYTES {
                target.push_str(&pair);
            }
        }
        target
    }
}

/// Keeps the pairs that the API accepts: one invalid parameter refuses the request at no cost. Pages accept all.
fn accepted(path: &str, mut pairs: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    if !path.starts_with(paths::API) {
        return pairs;
    }
    pairs.retain(|(name, _)| match path {
        paths::API_PLACES => *name == "q",
        paths::API_LOCATION => ["lat", "lon"].contains(name),
        // A page after the last is refused.
        _ => !["genre", "page", "adresse"].contains(name),
    });
    let has = |wanted: &str| pairs.iter().any(|(name, _)| *name == wanted);
    if !(has("lat") && has("lon")) {
        pairs.retain(|(name, _)| !POINT_PARAMETERS.contains(name));
    }
    // Single-valued parameters first, before facets use up the length.
    pairs.sort_by_key(|(name, _)| !SINGLE_VALUED.contains(name));
    let most_chars = if path == paths::API_PLACES { MAX_PLACE_CHARS } else { MAX_QUERY_CHARS };
    let (mut chosen, mut bytes) = (Vec::<(&str, String)>::new(), 0);
    for (name, value) in pairs {
        let value = if name == "q" { shortened(&value, most_chars) } else { value };
        let same = chosen.iter().filter(|(it, _)| *it == name).count();
        let room = if SINGLE_VALUED.contains(&name) { 1 } else { MAX_FACET_VALUES };
        // Two more for `&` and `=`.
        let len = name.len() + encoded_len(&value) + 2;
        if same < room && chosen.len() < MAX_VALUES && bytes + len <= MAX_SEARCH_BYTES {
            bytes += len;
            chosen.push((name, value));
        }
    }
    chosen
}

/// Bytes of `text` in a link.
fn encoded_len(text: &str) -> usize {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string().len()
}

/// The beginning of a text, as long as the API accepts it.
fn shortened(text: &str, most_chars: usize) -> String {
    let mut chosen = String::new();
    for word in text.split_whitespace() {
        let more = format!("{chosen} {word}");
        let is_long = more.chars().count() > most_chars || encoded_len(&more) > MAX_QUERY_BYTES;
        if is_long || words(&more).count() > MAX_QUERY_WORDS {
            break;
        }
        chosen = more;
    }
    chosen.trim().to_owned()
}

/// A point, an address or a town, each of which renders another page. The API resolves an address only by geocoder.
fn place_parameters(
    path: &str,
    values: &Values,
    random: &mut Random,
) -> Vec<(&'static str, String)> {
    let towns = values.facets.iter().find(|(name, _)| *name == "commune");
    match (random.below(3), towns) {
        (0, _) if path == paths::LOCATION => vec![("adresse", text(values, random))],
        (1, Some((name, towns))) if path == paths::LOCATION => {
            vec![(*name, random.pick(towns).clone())]
        }
        _ => point(values, random),
    }
}

/// A point near the centre of a neighbourhood, or anywhere.
fn point(values: &Values, random: &mut Random) -> Vec<(&'static str, String)> {
    let degrees = |whole: usize, tenths: usize| format!("{whole}.{tenths:04}");
    if random.below(2) == 0 {
        let centre = *random.pick(&values.centres);
        return vec![
            ("lat", format!("{:.4}", centre.lat())),
            ("lon", format!("{:.4}", centre.lon())),
        ];
    }
    vec![
        ("lat", degrees(46 + random.below(3), random.below(10_000))),
        ("lon", degrees(random.below(3), random.below(10_000))),
    ]
}

/// Words: exact, misspelt, truncated, made up, names of places, or none.
fn text(values: &Values, random: &mut Random) -> String {
    let count = *random.pick(&COUNTS);
    let kind = random.below(8);
    let word = |random: &mut Random| match if kind < 6 { kind } else { random.below(6) } {
        0 => random.pick(&values.words).clone(),
        1 => misspelt(&random.pick(&values.words).clone(), random),
        2 => random.pick(&values.words).chars().take(1 + random.below(4)).collect(),
        3 => random.name(),
        4 => random.pick(&values.places).clone(),
        _ => random.pick(&UNUSUAL_TEXTS).repeat(1 + random.below(4)),
    };
    (0..count).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

fn misspelt(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len());
    if random.below(2) == 0 && letters.len() > 3 {
        letters.remove(at);
    } else {
        letters.insert(at, 'k');
    }
    letters.into_iter().collect()
}

/// Addresses of every page without a query, one for each record.
pub fn record_paths(catalogue: &Catalogue) -> Vec<String> {
    let neighbourhoods = catalogue.neighbourhoods.iter();
    let towns = catalogue.communes.iter().step_by(40).map(paths::town);
    paths::PAGES
        .into_iter()
        .chain([paths::RULES, paths::FOLLOW, paths::SIGN_IN])
        .map(str::to_owned)
        .chain(neighbourhoods.clone().map(|it| paths::neighbourhood(&it.slug)))
        .chain(neighbourhoods.map(|it| paths::poster(&it.slug)))
        .chain(catalogue.departements.iter().map(paths::departement))
        .chain(catalogue.barriers.iter().map(|it| paths::barrier(&it.slug)))
        .chain(catalogue.collections.iter().map(|it| paths::collection(&it.slug)))
        .chain(catalogue.initiatives.iter().take(200).map(|it| paths::initiative(&it.facts.slug)))
        .chain(
            catalogue.organisations.iter().take(700).map(|it| paths::organisation(&it.facts.slug)),
        )
        .chain(towns)
        .collect()
}
