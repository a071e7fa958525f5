//! Index of place names: words of each name, and of its context.

use std::collections::{BTreeSet, HashMap};

use super::{CompoundNames, PlaceIndex, compound, is_part_of_name};
use crate::catalogue::index::{VocabularyBuilder, each_word};
use crate::catalogue::places::{Place, neighbourhood_names};
use crate::domain::directory::Snapshot;
use crate::domain::place::{
    Commune, Departement, DepartementCode, InseeCode, Neighbourhood, Postcode,
};
use crate::domain::text::fold;

/// Name as vocabulary words; stop words may be omitted when typed.
#[derive(Debug)]
pub(super) struct PlaceName {
    pub place: usize,
    pub words: Vec<u32>,
    /// For each of `words`, true if it is required for an exact match.
    pub required: Vec<bool>,
}

/// Place with the context words that may be typed beside its name, and its sort rank.
#[derive(Debug)]
pub(super) struct NamedPlace {
    pub place: Place,
    /// Words of its towns, postcodes and département.
    pub context_words: BTreeSet<u32>,
    /// Sort rank: smaller places first, then towns with neighbourhoods, then by name.
    pub rank: (u8, String, String),
    /// Indexes of the neighbourhoods in a town or département.
    pub contained_neighbourhoods: Vec<usize>,
}

/// Builder of the index of place names.
struct PlaceIndexBuilder<'a> {
    published: &'a Snapshot,
    communes: HashMap<&'a InseeCode, &'a Commune>,
    words: VocabularyBuilder,
    names: Vec<PlaceName>,
    owners: Vec<NamedPlace>,
    compound: CompoundNamesBuilder,
}

#[derive(Default)]
struct CompoundNamesBuilder {
    words: VocabularyBuilder,
    owners: Vec<Vec<usize>>,
}

impl CompoundNamesBuilder {
    /// Adds `name`, and `name` without its small words, as names of the place `owner`.
    fn add(&mut self, name: &str, owner: usize) {
        let words = folded_words(name);
        let significant = words.iter().filter(|word| is_part_of_name(word));
        let significant: String = significant.map(String::as_str).collect();
        let whole = compound(name);
        let short = whole.replace("sainte", "ste").replace("saint", "st");
        for word in [whole, significant, short] {
            if word.is_empty() {
                continue;
            }
            let number = self.words.term(&word, "") as usize;
            if self.owners.len() <= number {
                self.owners.resize_with(number + 1, Vec::new);
            }
            if let Some(owners) = self.owners.get_mut(number).filter(|it| !it.contains(&owner)) {
                owners.push(owner);
            }
        }
    }
}

impl PlaceIndex {
    pub(in crate::catalogue) fn new(published: &Snapshot) -> Self {
        let mut draft = PlaceIndexBuilder {
            published,
            communes: published.communes.iter().map(|it| (&it.insee, it)).collect(),
            words: VocabularyBuilder::default(),
            names: Vec::new(),
            owners: Vec::new(),
            compound: CompoundNamesBuilder::default(),
        };
        // Neighbourhoods first: their index here is their index in the catalogue.
        published.neighbourhoods.iter().for_each(|it| draft.neighbourhood(it));
        published.communes.iter().for_each(|it| draft.commune(it));
        published.departements.iter().for_each(|it| draft.departement(it));
        let PlaceIndexBuilder { words, names, owners, compound, .. } = draft;
        let compound = CompoundNames { words: compound.words.finish(), owners: compound.owners };
        let words = words.finish();
        let mut words_in = vec![Vec::new(); words.len()];
        for (number, name) in names.iter().enumerate() {
            for word in &name.words {
                if let Some(names) = words_in.get_mut(*word as usize) {
                    names.push(number);
                }
            }
        }
        Self { words, names_by_word: words_in, names, owners, compound }
    }
}

impl PlaceIndexBuilder<'_> {
    fn neighbourhood(&mut self, it: &Neighbourhood) {
        let towns = it.communes.iter().filter_map(|code| self.communes.get(code).copied());
        let towns: Vec<&Commune> = towns.collect();
        let mut around = self.of_departement(&it.departement);
        for town in &towns {
            around.extend(self.of_commune(town));
        }
        for name in neighbourhood_names(it) {
            for town in &towns {
                self.compound.add(&format!("{name} {}", town.name), self.owners.len());
                self.compound.add(&format!("{} {name}", town.name), self.owners.len());
            }
        }
        let names = neighbourhood_names(it).chain([it.code.as_str()]);
        let place = Place::Neighbourhood(it.code.clone());
        let rank = (0, fold(it.name.as_str()), it.code.to_string());
        self.place(
            NamedPlace { place, context_words: around, rank, contained_neighbourhoods: Vec::new() },
            names,
        );
    }

    fn commune(&mut self, it: &Commune) {
        let mut around = self.of_departement(&it.departement);
        around.extend(self.of_commune(it));
        let place = Place::Commune(it.insee.clone());
        let holds = self.neighbourhoods(|quarter| quarter.communes.contains(&it.insee));
        let rank = (1 + u8::from(holds.is_empty()), fold(it.name.as_str()), it.insee.to_string());
        let former = self.published.former_communes.iter().filter(|old| old.commune == it.insee);
        let names = std::iter::once(it.name.as_str());
        let names = names.chain(it.postcodes.iter().map(Postcode::as_str));
        let names = names.chain(former.map(|old| old.name.as_str()));
        self.place(
            NamedPlace { place, context_words: around, rank, contained_neighbourhoods: holds },
            names,
        );
    }

    fn departement(&mut self, it: &Departement) {
        let around = self.of_departement(&it.code);
        let place = Place::Departement(it.code.clone());
        let holds = self.neighbourhoods(|quarter| quarter.departement == it.code);
        let rank = (3, fold(it.name.as_str()), it.code.to_string());
        self.place(
            NamedPlace { place, context_words: around, rank, contained_neighbourhoods: holds },
            [it.name.as_str(), it.code.as_str()],
        );
    }

    fn place<'n>(&mut self, owner: NamedPlace, names: impl IntoIterator<Item = &'n str>) {
        for name in names {
            let folded_words = folded_words(name);
            let full = folded_words.iter().map(|word| is_part_of_name(word)).collect();
            self.compound.add(name, self.owners.len());
            let words = self.numbers(&folded_words).collect();
            self.names.push(PlaceName { place: self.owners.len(), words, required: full });
        }
        self.owners.push(owner);
    }

    fn of_commune(&mut self, it: &Commune) -> Vec<u32> {
        let postcodes = it.postcodes.iter().map(ToString::to_string);
        let words: Vec<String> =
            folded_words(it.name.as_str()).into_iter().chain(postcodes).collect();
        self.numbers(&words).collect()
    }

    fn of_departement(&mut self, code: &DepartementCode) -> BTreeSet<u32> {
        let known = self.published.departements.iter().find(|it| it.code == *code);
        let mut words = known.map_or_else(Vec::new, |it| folded_words(it.name.as_str()));
        words.push(code.to_string());
        self.numbers(&words).collect()
    }

    fn neighbourhoods(&self, keep: impl Fn(&Neighbourhood) -> bool) -> Vec<usize> {
        let all = self.published.neighbourhoods.iter().enumerate();
        all.filter(|(_, it)| keep(it)).map(|(number, _)| number).collect()
    }

    fn numbers(&mut self, words: &[String]) -> impl Iterator<Item = u32> {
        words.iter().map(|word| self.words.term(word, word))
    }
}

/// Folded words of `text`, in order.
pub(super) fn folded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word, _| words.push(word.to_owned()));
    words
}
