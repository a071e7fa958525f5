//! Area typed beside a name: a postcode, a département, a region, a river or a town.

use std::borrow::Cow;

use super::super::outside::{OutsideKind, OutsidePlace, outside_departement, outside_places};
use super::super::{Place, key};
use crate::catalogue::Catalogue;
use crate::domain::place::{Commune, DepartementCode, InseeCode, Postcode};
use crate::domain::text::{fold, is_cedex, without_invisible_spaces};

/// Maximum words of the name of an area: « Provence-Alpes-Côte d’Azur ».
const MAX_AREA_WORDS: usize = 6;
/// Maximum areas beside one name: « Tours, 37000, Indre-et-Loire, Centre ».
const MAX_AREAS: usize = 4;

/// Names of the region of the directory.
const OUR_REGION: [&str; 3] = ["centre val de loire", "region centre", "cvl"];

/// Words between a name and its area.
const CONNECTORS: [&str; 12] =
    ["a", "au", "d", "dans", "de", "departement", "du", "en", "l", "la", "le", "region"];

/// Rivers of the region that names of communes have, and those whose names départements have.
const RIVERS: [&str; 26] = [
    "allier", "arnon", "aubois", "aube", "avre", "beuvron", "braye", "cher", "cisse", "claise",
    "conie", "cosson", "creuse", "drouette", "eure", "fouzon", "indre", "indrois", "loing", "loir",
    "loire", "sauldre", "seine", "vienne", "yevre", "yerre",
];

/// Words that open a street address, in which a name of a place is one of a street.
const STREET_WORDS: [&str; 22] = [
    "allee",
    "allees",
    "av",
    "ave",
    "avenue",
    "bd",
    "boulevard",
    "bvd",
    "chemin",
    "cite",
    "cours",
    "esplanade",
    "impasse",
    "mail",
    "passage",
    "place",
    "quai",
    "residence",
    "route",
    "rue",
    "square",
    "voie",
];

/// Area typed beside the name of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    Postcode(Postcode),
    Departement(DepartementCode),
    /// River, as it is typed after « sur ».
    River(String),
    Commune(InseeCode),
    Outside(&'static OutsidePlace),
}

/// Words of a name, and the areas typed beside it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::catalogue) struct NameInAreas {
    pub name: String,
    pub areas: Vec<Area>,
}

/// Text without the delivery code CEDEX and its number, postcodes in one word, « s/ » as « sur ».
pub(in crate::catalogue::places) fn clean(text: &str) -> String {
    let text = without_invisible_spaces(text).replace("s/", "sur ").replace("S/", "sur ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut clean: Vec<Cow<'_, str>> = Vec::with_capacity(words.len());
    let mut after_cedex = false;
    for word in words {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_number = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
        let is_delivery = after_cedex && is_number && bare.len() <= 2;
        after_cedex = is_cedex(bare);
        let joins = is_number && bare.len() == 3;
        if joins && let Some(last) = clean.last_mut().filter(|it| is_digits(it, 2)) {
            last.to_mut().push_str(bare);
        } else if !after_cedex && !is_delivery {
            clean.push(word.into());
        }
    }
    clean.join(" ")
}

/// True if `text` has the word CEDEX.
fn has_cedex(text: &str) -> bool {
    text.split_whitespace().any(is_cedex)
}

pub(super) fn is_digits(word: &str, length: usize) -> bool {
    word.len() == length && word.bytes().all(|b| b.is_ascii_digit())
}

/// True if `words` open a street address: a number before a word, or a word for a street.
pub(super) fn is_address(words: &[&str]) -> bool {
    let [first, rest @ ..] = words else { return false };
    let is_house =
        first.len() <= 4 && first.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty();
    let opens = |word: &&str| STREET_WORDS.contains(word);
    opens(first) || is_house && rest.iter().take(2).any(|word| opens(word) || *word == "bis")
}

/// Area taken from the words of a text; that of the directory excludes nothing.
enum Taken {
    Area(Area),
    Region,
}

impl Catalogue {
    /// Splits the typed `text` into a name and the areas beside it. Stops at what is a name as it stands.
    pub(in crate::catalogue) fn name_in_areas(&self, text: &str) -> NameInAreas {
        let folded = key(fold(&clean(text)));
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let name_decides = has_cedex(text);
        let mut areas = Vec::new();
        while areas.len() < MAX_AREAS && !self.is_name(&words) {
            match self.take_area(&mut words, name_decides) {
                Some(Taken::Area(area)) => areas.push(area),
                Some(Taken::Region) => {}
                None => break,
            }
        }
        NameInAreas { name: words.join(" "), areas }
    }

    fn is_name(&self, words: &[&str]) -> bool {
        let name = words.join(" ");
        self.lookup.names.contains_key(&name) || self.place_index.is_name(&name)
    }

    /// Removes one area from `words`, which keep at least one word of a name.
    fn take_area(&self, words: &mut Vec<&str>, name_decides: bool) -> Option<Taken> {
        if words.len() < 2 {
            return None;
        }
        if let Some(at) = OUR_REGION.iter().find_map(|name| start_of(words, name)) {
            words.truncate(at);
            return Some(Taken::Region);
        }
        self.take_postcode(words, name_decides)
            .or_else(|| self.take_code(words))
            .or_else(|| self.take_named(words))
            .or_else(|| self.take_town(words))
            .map(Taken::Area)
    }

    /// The name decides if the postcode is one of CEDEX, which no commune has: only its département counts.
    fn take_postcode(&self, words: &mut Vec<&str>, name_decides: bool) -> Option<Area> {
        let at = words.iter().rposition(|word| is_digits(word, Postcode::DIGITS))?;
        let postcode = words.remove(at);
        if !name_decides && self.lookup.names.contains_key(postcode) {
            return postcode.parse().ok().map(Area::Postcode);
        }
        let overseas = postcode.get(..3).and_then(outside_departement);
        overseas.map(Area::Outside).or_else(|| self.area_of_code(postcode.get(..2)?))
    }

    /// Number of a département at the end or the start.
    fn take_code(&self, words: &mut Vec<&str>) -> Option<Area> {
        let is_code = |word: &str| {
            (2..=3).contains(&word.len()) && word.starts_with(|c: char| c.is_ascii_digit())
        };
        for at in [words.len() - 1, 0] {
            let area = words.get(at).copied().filter(|word| is_code(word));
            if let Some(area) = area.and_then(|code| self.area_of_code(code)) {
                words.remove(at);
                drop_connectors(words);
                return Some(area);
            }
        }
        None
    }

    fn area_of_code(&self, code: &str) -> Option<Area> {
        let ours = code.parse().ok().and_then(|code| self.departement(&code));
        let ours = ours.map(|it| Area::Departement(it.code.clone()));
        ours.or_else(|| outside_departement(code).map(Area::Outside))
    }

    /// Name of an area at the end; else, one of ours at the start.
    fn take_named(&self, words: &mut Vec<&str>) -> Option<Area> {
        for length in (1..words.len().min(MAX_AREA_WORDS + 1)).rev() {
            let (before, end) = words.split_at(words.len() - length);
            let after_sur = before.last() == Some(&"sur");
            if let Some(area) = self.area_named(&end.join(" "), after_sur) {
                let mut before = before.to_vec();
                before.truncate(before.len() - usize::from(after_sur));
                drop_connectors(&mut before);
                if before.is_empty() {
                    return None;
                }
                *words = before;
                return Some(area);
            }
        }
        None
    }

    fn area_named(&self, name: &str, after_sur: bool) -> Option<Area> {
        if after_sur {
            return RIVERS.contains(&name).then(|| Area::River(name.to_owned()));
        }
        let departement = self.departements.iter().find(|it| fold(it.name.as_str()) == name);
        let outside = || outside_places(name).iter().find(|it| it.kind != OutsideKind::Commune);
        departement
            .map(|it| Area::Departement(it.code.clone()))
            .or_else(|| RIVERS.contains(&name).then(|| Area::River(name.to_owned())))
            .or_else(|| outside().map(Area::Outside))
    }

    /// Town beside the name of a neighbourhood that is not in it: otherwise, both would be a name.
    fn take_town(&self, words: &mut Vec<&str>) -> Option<Area> {
        let is_neighbourhood = |it: &Place| matches!(it, Place::Neighbourhood(_));
        let names_neighbourhood =
            |words: &[&str]| self.places_named(&words.join(" ")).iter().any(is_neighbourhood);
        let town = |words: &[&str]| {
            self.places_named(&words.join(" ")).iter().find_map(|it| match it {
                Place::Commune(code) => Some(code.clone()),
                Place::Neighbourhood(_) | Place::Departement(_) => None,
            })
        };
        (1..words.len()).find_map(|at| {
            let (start, end) = words.split_at(at);
            let (name, code) = match (town(end), town(start)) {
                (Some(code), _) if names_neighbourhood(start) => (start.to_vec(), code),
                (_, Some(code)) if names_neighbourhood(end) => (end.to_vec(), code),
                _ => return None,
            };
            *words = name;
            Some(Area::Commune(code))
        })
    }

    /// True if `place` is in `area`, or has the name of the river in its own.
    pub(in crate::catalogue) fn is_in_area(&self, place: &Place, area: &Area) -> bool {
        match area {
            Area::Outside(_) => false,
            Area::Departement(code) => self.departement_of(place).as_ref() == Some(code),
            Area::Postcode(code) => {
                self.communes_of(place).into_iter().any(|it| it.postcodes.contains(code))
            }
            Area::Commune(code) => self.communes_of(place).into_iter().any(|it| it.insee == *code),
            Area::River(river) => self.has_word_in_name(place, river),
        }
    }

    /// The commune `place`, or the communes of the neighbourhood `place`.
    fn communes_of(&self, place: &Place) -> Vec<&Commune> {
        let codes = match place {
            Place::Commune(code) => std::slice::from_ref(code),
            Place::Neighbourhood(code) => {
                self.neighbourhood(code).map_or(&[][..], |it| it.communes.as_slice())
            }
            Place::Departement(_) => &[],
        };
        codes.iter().filter_map(|code| self.commune(code)).collect()
    }

    fn has_word_in_name(&self, place: &Place, word: &str) -> bool {
        let has = |name: &str| fold(name).split(' ').any(|it| it == word);
        self.communes_of(place).into_iter().any(|it| {
            has(it.name.as_str()) || self.former_communes_of(&it.insee).into_iter().any(has)
        })
    }
}

/// Start of the words of `name` at the end of `words`, after at least one word.
fn start_of(words: &[&str], name: &str) -> Option<usize> {
    let at = words.len().checked_sub(name.split(' ').count()).filter(|at| *at > 0)?;
    let end = words.get(at..)?;
    end.iter().copied().eq(name.split(' ')).then_some(at)
}

fn drop_connectors(words: &mut Vec<&str>) {
    while words.last().is_some_and(|word| CONNECTORS.contains(word)) {
        words.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delivery_code_is_taken_out_and_a_postcode_is_one_word() {
        for (typed, read) in [
            ("Tours CEDEX 1", "Tours"),
            ("37042 Tours Cedex", "37042 Tours"),
            ("45000 Orléans cedex 02", "45000 Orléans"),
            ("37 000 Tours", "37000 Tours"),
            ("St Pierre s/ Loire", "St Pierre sur Loire"),
            ("12 rue de la Paix", "12 rue de la Paix"),
        ] {
            assert_eq!(clean(typed), read);
        }
    }

    #[test]
    fn an_address_opens_with_a_number_or_a_word_for_a_street() {
        for (typed, expected) in [
            ("12 rue de tours", true),
            ("12 bis rue de tours", true),
            ("avenue de grammont", true),
            ("37 tours", false),
            ("tours 37", false),
            ("3 fontaines", false),
        ] {
            assert_eq!(is_address(&typed.split(' ').collect::<Vec<_>>()), expected, "{typed}");
        }
    }
}
