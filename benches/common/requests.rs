//! Requests that look for the most expensive public page: made by chance, and changed little by little.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use quartiers_emploi::{catalogue::Catalogue, edge::MAX_TARGET_BYTES, paths};

use crate::dice::Dice;

/// Letters that make long addresses, long pages, or no word.
const ODD: [&str; 8] = ["œ", "🚗", "عمل", "<\"&'>", "%", "é·e·s", "'", "ⅳ"];
/// How many words or values a request has of one kind.
const COUNTS: [usize; 6] = [1, 2, 4, 8, 20, 80];
/// Pages with a search in their query, and the parameter of its text.
const SEARCHES: [(&str, &str); 7] = [
    (paths::INITIATIVES, "q"),
    (paths::INITIATIVES, "q"),
    (paths::MAP, "q"),
    (paths::ORGANISATIONS, "q"),
    (paths::LOCATION, "adresse"),
    (paths::API_INITIATIVES, "q"),
    (paths::API_PLACES, "q"),
];

/// What requests are made of.
pub struct Values {
    /// The facets by the name of their parameter.
    facets: Vec<(&'static str, Vec<String>)>,
    words: Vec<String>,
    places: Vec<String>,
}

/// A path and a query.
#[derive(Clone)]
pub struct Asked {
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

impl Asked {
    /// A request made by chance.
    pub fn by_chance(values: &Values, dice: &mut Dice) -> Self {
        let (path, text_name) = *dice.pick(&SEARCHES);
        let mut pairs = Vec::new();
        if dice.below(4) > 0 {
            pairs.push((text_name, text(values, dice)));
        }
        for (name, list) in &values.facets {
            if dice.below(3) == 0 {
                let count = *dice.pick(&COUNTS);
                pairs.extend((0..count).map(|_| (*name, dice.pick(list).clone())));
            }
        }
        if dice.below(4) == 0 {
            pairs.extend(point(dice));
        }
        if dice.below(4) == 0 {
            pairs.push(("page", dice.below(9).to_string()));
        }
        // The API refuses a request for one wrong parameter.
        if path == paths::API_PLACES {
            pairs.retain(|(name, _)| *name == "q");
        } else if path == paths::API_INITIATIVES {
            pairs.retain(|(name, _)| *name != "genre" && *name != "page");
        }
        Self { path, pairs }
    }

    /// This request with something more, less or otherwise.
    pub fn changed(&self, values: &Values, dice: &mut Dice) -> Self {
        let other = Self::by_chance(values, dice);
        let mut pairs = self.pairs.clone();
        if dice.below(3) > 0 && !pairs.is_empty() {
            pairs.remove(dice.below(pairs.len()));
        }
        let from = dice.below(other.pairs.len());
        pairs.extend(other.pairs.into_iter().skip(from).take(*dice.pick(&COUNTS)));
        Self { path: self.path, pairs }
    }

    /// The address, as long as may be: what does not fit is left out.
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

fn point(dice: &mut Dice) -> Vec<(&'static str, String)> {
    let degrees = |whole: usize, tenths: usize| format!("{whole}.{tenths:04}");
    let mut pairs = vec![
        ("lat", degrees(46 + dice.below(3), dice.below(10_000))),
        ("lon", degrees(dice.below(3), dice.below(10_000))),
    ];
    if dice.below(2) == 0 {
        pairs.push(("rayon", "50000".to_owned()));
        pairs.push(("tri", "distance".to_owned()));
    }
    pairs
}

/// Words as they are, misspelt, begun, made up, names of places, or no words.
fn text(values: &Values, dice: &mut Dice) -> String {
    let count = *dice.pick(&COUNTS);
    let kind = dice.below(8);
    let word = |dice: &mut Dice| match if kind < 6 { kind } else { dice.below(6) } {
        0 => dice.pick(&values.words).clone(),
        1 => misspelt(&dice.pick(&values.words).clone(), dice),
        2 => dice.pick(&values.words).chars().take(1 + dice.below(4)).collect(),
        3 => dice.name(),
        4 => dice.pick(&values.places).clone(),
        _ => dice.pick(&ODD).repeat(1 + dice.below(4)),
    };
    (0..count).map(|_| word(dice)).collect::<Vec<_>>().join(" ")
}

fn misspelt(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len());
    if dice.below(2) == 0 && letters.len() > 3 {
        letters.remove(at);
    } else {
        letters.insert(at, 'k');
    }
    letters.into_iter().collect()
}

/// The address of every page without a query, one of each record.
pub fn plain(catalogue: &Catalogue) -> Vec<String> {
    let fixed = [
        paths::HOME,
        paths::INITIATIVES,
        paths::MAP,
        paths::ORGANISATIONS,
        paths::NEIGHBOURHOODS,
        paths::LOCATION,
        paths::BARRIERS,
        paths::COLLECTIONS,
        paths::PROPOSE,
        paths::ABOUT,
        paths::SOURCES,
        paths::LEGAL,
        paths::PRIVACY,
        paths::ACCESSIBILITY,
    ];
    let neighbourhoods = catalogue.neighbourhoods.iter();
    let towns = catalogue.communes.iter().step_by(40).map(|it| paths::town(&it.insee));
    fixed
        .into_iter()
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
